"""What a page says about itself: title, site, address, author, language, and the day of publication."""

from __future__ import annotations

import re

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from legation.model import Language
from legation.sources.byline import is_someone
from legation.sources.characters import bare, clean_line
from legation.sources.linked_data import Entry, entries, own_entry
from legation.sources.page_day import Meta, published_day
from legation.sources.tongue import declared_language
from legation.sources.tree import absolute, element_words, is_aside
from legation.sources.wording import any_of, words

_AUTHORS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author",
    "og:author", "citation_author",
)  # fmt: skip
_SUFFIX = r"(?:\s+[-–—:~<>]+\s+|\s*[|•·»]\s*)"


class Page(msgspec.Struct, frozen=True):
    """The metadata of a page; what it doesn't say is ``None``."""

    title: str = ""
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: Language | None = None
    other_language: bool = False


def read_page(tree: etree._Element, url: str | None = None) -> Page:
    """Read the metadata of a parsed page."""
    meta = _meta(tree)
    found = entries(tree)
    canonical = _url(tree, meta, url)
    headings = [heading for heading in (element_words(element) for element in tree.iter("h1")) if heading]
    declared = _first(meta, "og:title", "twitter:title", "dc.title", "headline") or _title_element(tree)
    own = own_entry(found, [*headings, declared], [address for address in (canonical, url) if address])
    sites = _sites(meta, found, own)
    title = _title(tree, headings, declared or (own.headline if own else ""), sites)
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    lang = lang or _first(meta, "og:locale", "content-language", "language")
    return Page(
        title=title,
        published=published_day(tree, meta, own, title),
        author=_author(tree, meta, own),
        publisher=sites[0] if sites else None,
        url=canonical or (absolute(own.url, url) if own else None),
        language=declared_language(lang),
        other_language=declared_language(lang) is None and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", lang.strip()) is not None,
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


def _meta(tree: etree._Element) -> Meta:
    """All meta values by their name, small."""
    found: Meta = {}
    for element in tree.iter("meta"):
        content = clean_line(element.get("content") or "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content and not (key == "itemprop" and is_aside(element)):
                found.setdefault(name, []).append(content)
    return found


def _first(meta: Meta, *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _title_element(tree: etree._Element) -> str:
    element = next(tree.iter("title"), None)
    return "" if element is None else element_words(element)


def _sites(meta: Meta, found: list[Entry], own: Entry | None) -> list[str]:
    names = [_first(meta, "og:site_name"), own.publisher if own else ""]
    names += [_first(meta, "application-name", "dc.publisher", "publisher"), *(entry.publisher for entry in found)]
    return list(dict.fromkeys(name for name in names if name and not name.startswith(("http", "@")) and len(name) <= 80))


def _title(tree: etree._Element, headings: list[str], declared: str, sites: list[str]) -> str:
    """The heading shown, where it is the title that the page declares; else that title without the site's name."""
    shown = without_site(declared, sites)
    folded = bare(shown)
    names = {bare(site) for site in sites}
    for heading in headings or [element_words(element) for element in tree.iter("h2")]:
        plain = bare(heading)
        if len(plain) >= 10 and plain not in names and (plain in bare(declared) or (folded and folded in plain)):
            return without_site(heading, sites)
    if shown and bare(shown) not in names:
        return shown
    return next((heading for heading in headings if bare(heading) not in names), "")


def _url(tree: etree._Element, meta: Meta, url: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = absolute(link.get("href") or "", url or _first(meta, "og:url") or None)
            if address is not None:
                return address
    return absolute(_first(meta, "og:url"), url)


def _author(tree: etree._Element, meta: Meta, own: Entry | None) -> str | None:
    names = list(own.authors) if own else []
    for key in _AUTHORS:
        names = names or meta.get(key, [])
        names = [name for name in names if is_someone(name)]
    if not names:
        links = (link for link in tree.iter("a", "span") if "author" in _roles(link) and not is_aside(link))
        names = [element_words(link) for link in links][:1]
    by = re.compile(rf"^(?:{any_of(words('by'))})\s+", re.IGNORECASE)
    return ", ".join(dict.fromkeys(by.sub("", name) for name in names if is_someone(name))) or None


def _roles(element: etree._Element) -> list[str]:
    return f"{element.get('rel') or ''} {element.get('itemprop') or ''} {element.get('class') or ''}".split()
