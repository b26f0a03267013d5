"""RSS, Atom and sitemaps to their entries: what a publisher says that there is to read, and since when.

No entity that a feed declares is expanded and nothing outside of it is fetched; XML that is broken is read as far as
it goes, as feeds often are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from legation.sources.characters import clean_line
from legation.sources.days import iso_published
from legation.sources.encoding import decode
from legation.sources.unread import LIMIT, UnreadableError, too_large

Form = Literal["feed", "sitemap", "index"]

MOST_ENTRIES = 50_000
"""As many as a sitemap may have by its protocol."""

_FIX = "name the address of an RSS or Atom feed or a sitemap"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY_DECLARED = re.compile(r"<!ENTITY", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)([A-Za-z][A-Za-z0-9]{0,30};)?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ROOTS: dict[str, Form] = {"rss": "feed", "rdf": "feed", "feed": "feed", "urlset": "sitemap", "sitemapindex": "index"}
_ENTRIES = ("item", "entry", "url", "sitemap")
_OWN = ("link", "loc", "updated", "guid")
_TEXTS = ("encoded", "content")
_PUBLISHED = ("pubdate", "published", "issued", "publication_date", "date")
_CHANGED = ("updated", "modified", "lastmod")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article that a feed names; ``changed`` is what the feed says of its last change, as written.

    ``published``: an ISO day or instant, ``None`` where the feed does not say; never the day of a change. ``content``: the
    article as HTML where the feed holds it whole (``content:encoded``, Atom's ``content``).
    """

    url: str
    title: str = ""
    published: str | None = None
    changed: str = ""
    content: str = ""


class Feed(msgspec.Struct, frozen=True):
    """A feed, a sitemap, or an ``index`` of sitemaps, whose entries are sitemaps."""

    form: Form
    entries: tuple[Entry, ...]
    broken: bool = False


def read_feed(data: bytes, url: str = "") -> Feed:
    """Read a feed or sitemap; addresses are made whole against ``url``.

    >>> feed = read_feed(b"<rss><channel><item><title>Retrait</title><link>/a</link></item></channel></rss>", "https://p.example/rss")
    >>> feed.form, feed.entries[0].url
    ('feed', 'https://p.example/a')
    >>> read_feed(b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>")
    Traceback (most recent call last):
    legation.sources.unread.UnreadableError: declares entities of its own, which no feed needs; tell its publisher
    """
    if len(data) > LIMIT:
        raise too_large(len(data))
    text = _DECLARATION.sub("", decode(data).lstrip("\ufeff \t\r\n"), count=1)
    root, broken = _parse(text)
    form = _ROOTS.get(_name(root))
    if form is None:
        raise UnreadableError(f"is no feed: it begins with <{_name(root)[:40]}>", _FIX)
    entries = tuple(entry for _, entry in zip(range(MOST_ENTRIES), _entries(root, url), strict=False))
    return Feed(form, entries, broken)


def _parse(text: str) -> tuple[etree._Element, bool]:
    if _ENTITY_DECLARED.search(text):
        raise UnreadableError("declares entities of its own, which no feed needs", "tell its publisher")
    text = _FORBIDDEN.sub("", text)
    parts = _CDATA.split(text)
    mended = "".join(part if part.startswith("<![CDATA[") else _REFERENCE.sub(_referred, part) for part in parts)
    for broken in (False, True):
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True, recover=broken,
        )  # fmt: skip
        try:
            root = etree.fromstring(mended.encode("utf-8", "ignore"), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None:
            return root, broken
    raise UnreadableError("is no XML", _FIX)


def _referred(found: re.Match[str]) -> str:
    """A name that HTML has is its character; any other "&" is just that."""
    meant = html.unescape(found[0]) if found[1] else found[0]
    return "&amp;" + found[0][1:] if meant == found[0] or "&" in meant or "<" in meant else meant


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _entries(root: etree._Element, url: str) -> Iterator[Entry]:
    for element in root.iter():
        if _name(element) in _ENTRIES and element is not root:
            entry = _entry(element, url)
            if entry is not None:
                yield entry


def _entry(element: etree._Element, base: str) -> Entry | None:
    """An entry with an address; one without leads nowhere."""
    said: dict[str, str] = {}
    link = ""
    for part in element.iterdescendants():
        name = _name(part)
        if name == "link" and part.get("href") and part.getparent() is element:
            if part.get("rel", "alternate") == "alternate" and not link:
                link = part.get("href")
        elif (
            (name in _OWN and part.getparent() is not element)  # of a picture, or of the feed that an entry comes from
            or (name == "guid" and part.get("isPermaLink", "true") != "true")
            or (name in _TEXTS and part.get("src"))
        ):
            continue
        elif name not in said and (words := _words(part)):
            said[name] = words
    address = _address(link or said.get("link") or said.get("loc") or said.get("guid") or "", base)
    if address is None:
        return None
    published = next((day for name in _PUBLISHED if (day := _day(said.get(name, "")))), None)
    changed = next((said[name] for name in _CHANGED if name in said), "")
    content = next((said[name] for name in _TEXTS if name in said), "")
    return Entry(address, clean_line(said.get("title", "")), published, clean_line(changed)[:40], content)


def _words(element: etree._Element) -> str:
    """The text of an element; XHTML in it as markup."""
    if len(element) and _name(element) in _TEXTS:
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return "".join(str(words) for words in element.itertext()).strip()


def _address(written: str, base: str) -> str | None:
    """An address in full, without its fragment; ``None`` for what is no web address."""
    if not written.strip():
        return None
    try:
        joined = urljoin(base, written.strip()).partition("#")[0]
    except ValueError:
        return None
    return joined if re.fullmatch(r"https?://[^/\s?#]+[^\s]*", joined, re.IGNORECASE) and len(joined) <= 2000 else None


def _day(written: str) -> str | None:
    """An ISO day or instant from ISO 8601 or from the form of e-mail, which RSS uses.

    >>> _day("Thu, 03 Apr 2025 14:12:00 +0200"), _day("2025-04-03T14:12:00Z"), _day("hier")
    ('2025-04-03T14:12:00+02:00', '2025-04-03T14:12:00Z', None)
    """
    found = iso_published(written[:40])
    if found is not None or not written:
        return found
    try:
        return iso_published(parsedate_to_datetime(written[:60]).isoformat())
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
