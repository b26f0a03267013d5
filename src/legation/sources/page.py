"""What a page says about itself: title, site, address, author, language, and the day of publication where it is told.

The day comes from real evidence only: the article's entry in JSON-LD, its ``article:published_time``, its microdata, or
a ``<time>`` at the head of the article. Addresses, copyright years and the days of other articles are no evidence.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from legation.model import Language
from legation.sources.byline import is_someone
from legation.sources.characters import bare, clean_line
from legation.sources.days import iso_published
from legation.sources.linked_data import Entry, entries, own_entry
from legation.sources.tongue import declared_language
from legation.sources.wording import any_of, words

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "publication_date",
    "publish-date", "pubdate", "date.published", "citation_publication_date", "parsely-pub-date", "sailthru.date",
    "published_time",
    "cxenseparse:recs:publishtime", "article_date_original", "publishdate",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author",
    "og:author", "citation_author",
)  # fmt: skip
_SUFFIX = r"\s*(?:[-–—|•·:»<>~]|::)\s*"
_ASIDE = re.compile(
    r"related|sidebar|widget|recent|popular|comment|recommend|trending|footer|latest|most-|more-|similar|a-lire|lire-aussi"
    r"|teaser|card",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|maj\b|mise-a-jour", re.IGNORECASE)
_SAID_PUBLISHED = re.compile(r"publi|(?:entry|post|article)(?:-|__)date|pubdate|dateline", re.IGNORECASE)


class Page(msgspec.Struct, frozen=True):
    """The metadata of a page; what it doesn't say is ``None``."""

    title: str = ""
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: Language | None = None
    declares_language: bool = False


def read_page(tree: etree._Element, url: str | None = None) -> Page:
    """Read the metadata of a parsed page."""
    meta = _meta(tree)
    found = entries(tree)
    canonical = _url(tree, meta, url)
    headings = [heading for heading in (_words(element) for element in tree.iter("h1")) if heading]
    declared = _first(meta, "og:title", "twitter:title", "dc.title", "headline") or _title_element(tree)
    own = own_entry(found, [*headings, declared], [address for address in (canonical, url) if address])
    sites = _sites(meta, found, own)
    title = _title(tree, headings, declared or (own.headline if own else ""), sites)
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    lang = lang or _first(meta, "og:locale", "content-language", "language")
    return Page(
        title=title,
        published=_published(tree, meta, own),
        author=_author(tree, meta, own),
        publisher=sites[0] if sites else None,
        url=canonical or (_absolute(own.url, url) if own else None),
        language=declared_language(lang),
        declares_language=bool(lang and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", lang.strip())),
    )


def without_site(title: str, sites: list[str]) -> str:
    """A title without the site's name at its end or beginning.

    >>> without_site("Le Mali part - Le Courrier", ["Le Courrier"]), without_site("L'accord - un tournant", ["ASP"])
    ('Le Mali part', "L'accord - un tournant")
    """
    for site in sites:
        name = re.escape(site)
        for pattern in (
            rf"^(?P<rest>.{{3,}}?){_SUFFIX}(?:www\.)?{name}(?:{_SUFFIX}.{{0,60}})?$",
            rf"^{name}{_SUFFIX}(?P<rest>.{{10,}})$",
        ):
            cut = re.match(pattern, title, re.IGNORECASE)
            if cut is not None:
                return cut["rest"].strip()
    return title


def _meta(tree: etree._Element) -> dict[str, list[str]]:
    """All meta values by their name, small."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content and not (key == "itemprop" and _is_aside(element)):
                found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _words(element: etree._Element) -> str:
    return clean_line(" ".join(str(part) for part in element.itertext()))


def _title_element(tree: etree._Element) -> str:
    element = next(tree.iter("title"), None)
    return "" if element is None else _words(element)


def _sites(meta: dict[str, list[str]], found: list[Entry], own: Entry | None) -> list[str]:
    names = [_first(meta, "og:site_name"), own.publisher if own else ""]
    names += [_first(meta, "application-name", "dc.publisher", "publisher"), *(entry.publisher for entry in found)]
    return list(
        dict.fromkeys(name for name in names if name and not name.startswith(("http", "@")) and len(name) <= 80)
    )


def _title(tree: etree._Element, headings: list[str], declared: str, sites: list[str]) -> str:
    """The heading shown, where it is the title that the page declares; else that title without the site's name."""
    shown = without_site(declared, sites)
    folded = bare(shown)
    names = {bare(site) for site in sites}
    for heading in headings or [_words(element) for element in tree.iter("h2")]:
        plain = bare(heading)
        if len(plain) >= 10 and plain not in names and (plain in bare(declared) or (folded and folded in plain)):
            return without_site(heading, sites)
    if shown and bare(shown) not in names:
        return shown
    return next((heading for heading in headings if bare(heading) not in names), "")


def _url(tree: etree._Element, meta: dict[str, list[str]], url: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = _absolute(link.get("href") or "", url or _first(meta, "og:url") or None)
            if address is not None:
                return address
    return _absolute(_first(meta, "og:url"), url)


def _absolute(address: str, base: str | None) -> str | None:
    try:
        joined = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return joined if re.match(r"https?://[^/\s]+\S*$", joined) else None


def _author(tree: etree._Element, meta: dict[str, list[str]], own: Entry | None) -> str | None:
    names = list(own.authors) if own else []
    for key in _AUTHORS:
        names = names or meta.get(key, [])
        names = [name for name in names if is_someone(name)]
    if not names:
        links = (link for link in tree.iter("a", "span") if "author" in _roles(link) and not _is_aside(link))
        names = [_words(link) for link in links][:1]
    by = re.compile(rf"^(?:{any_of(words('by'))})\s+", re.IGNORECASE)
    return ", ".join(dict.fromkeys(by.sub("", name) for name in names if is_someone(name))) or None


def _roles(element: etree._Element) -> list[str]:
    return f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()


def _published(tree: etree._Element, meta: dict[str, list[str]], own: Entry | None) -> str | None:
    if own is not None and (day := _day(own.published)) is not None:
        return day
    for name in _PUBLISHED:
        days = {day for value in meta.get(name, []) if (day := _day(value)) is not None}
        if len(days) == 1:
            return days.pop()
    return _time_element(tree)


def _day(value: str) -> str | None:
    """A day told by a page; the first day of computing's calendar is a blank field, not a day."""
    day = iso_published(value)
    return None if day is None or day.startswith("1970-01-01") else day


def _time_element(tree: etree._Element) -> str | None:
    """The day of a ``<time datetime>`` between the article's heading and its first long paragraph."""
    root = next(tree.iter("article"), None)
    root = root if root is not None else next(tree.iter("main"), tree)
    heading = next(root.iter("h1"), None)
    started = heading is None
    told: list[tuple[bool, str]] = []
    for element in root.iter("h1", "header", "time", "p"):
        if element is heading or (element.tag == "header" and not _is_aside(element)):
            started = True
        elif element.tag == "p" and len(_words(element)) > 150 and started:
            break
        elif element.tag == "time" and not _is_aside(element):
            marks = " ".join(f"{element.get('class') or ''} {element.get('itemprop') or ''}".split())
            day = _day(element.get("datetime") or element.get("content") or "")
            changed = re.search(any_of(words("updated")), _before(element), re.IGNORECASE)
            if day is None or changed or _CHANGED.search(marks):
                continue
            sure = bool(_SAID_PUBLISHED.search(marks)) or element.get("pubdate") is not None
            if sure or (started and root.tag != "html"):
                told.append((sure, day))
    best = [day for sure, day in told if sure] or [day for _, day in told]
    return best[0] if best and len({day[:10] for day in best}) == 1 else None


def _before(element: etree._Element) -> str:
    """The words just before an element, in its parent."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return "" if parent is None else parent.text or ""
    tail = (previous.tail or "").strip()
    return tail if tail or previous.tag == "time" else _words(previous)


def _is_aside(element: etree._Element) -> bool:
    """Whether an element stands in a part of the page that isn't the article."""
    for holder in (element, *element.iterancestors()):
        if holder.tag in ("aside", "nav", "footer"):
            return True
        if holder.tag in ("article", "main", "body") and holder is not element:
            return bool(holder.tag == "article" and _ASIDE.search(holder.get("class") or ""))
        if _ASIDE.search(f"{holder.get('class') or ''} {holder.get('id') or ''}"):
            return True
    return False
