"""The day a page was published, from what the page itself says of it.

In this order: the article's entry in JSON-LD, its meta tags and microdata, a ``<time>`` at the head of the article, a
line next to the title that is a date ("Mis en ligne le 16 août 2025"). Witnesses of one rank that disagree are no
evidence; neither are addresses, copyright years and the days of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from legation.sources.characters import same
from legation.sources.days import iso_published, published_line, spoken_day
from legation.sources.linked_data import Entry
from legation.sources.tree import element_words, is_aside
from legation.sources.wording import any_of, wordings, words

Meta = dict[str, list[str]]
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "publication_date", "publish-date", "publishdate", "pubdate", "date.published",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "published_time", "cxenseparse:recs:publishtime",
    "article_date_original",
)  # fmt: skip
_DATED = ("date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created")
_CHANGED = re.compile(r"updat|modif|maj\b|mise-a-jour", re.IGNORECASE)
_SAID_PUBLISHED = re.compile(r"publi|(?:entry|post|article)(?:-|__)date|pubdate|dateline", re.IGNORECASE)
_DATE_CLASS = re.compile(r"date|publi|post|time|info|meta", re.IGNORECASE)
_LINES = ("p", "div", "span", "font", "small", "li", "td", "em", "i", "b", "strong", "h4", "h5", "h6", "address")
_LONG = 150


def published_day(tree: etree._Element, meta: Meta, own: Entry | None, title: str) -> str | None:
    """The day or the instant that the page says it was published; ``None`` where it doesn't say."""
    told = _day(own.published) if own is not None else None
    for name in _PUBLISHED:
        told = told or _agreed(_day(value) for value in meta.get(name, []))
    told = told or _agreed(_day(value) for name in _DATED for value in meta.get(name, []))
    return told or _time_element(tree) or _visible_line(tree, title)


def _day(value: str) -> str | None:
    """A day told by a page; the first day of computing's calendar is a blank field, not a day."""
    day = iso_published(value)
    return None if day is None or day.startswith("1970-01-01") else day


def _agreed(told: Iterator[str | None]) -> str | None:
    """The first of some days, where all are the same day."""
    days = [day for day in told if day is not None]
    return days[0] if len({day[:10] for day in days}) == 1 else None


def _time_element(tree: etree._Element) -> str | None:
    """The day of a ``<time datetime>`` between the article's heading and its first long paragraph."""
    root = next(tree.iter("article"), None)
    root = root if root is not None else next(tree.iter("main"), tree)
    heading = next(root.iter("h1"), None)
    started = heading is None
    told: list[tuple[bool, str]] = []
    for element in root.iter("h1", "header", "time", "p"):
        if element is heading or (element.tag == "header" and not is_aside(element)):
            started = True
        elif element.tag == "p" and started and len(element_words(element)) > _LONG:
            break
        elif element.tag == "time" and not is_aside(element):
            marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            changed = _CHANGED.search(marks) or re.search(any_of(words("updated")), _before(element), re.IGNORECASE)
            day = _day(element.get("datetime") or element.get("content") or "")
            if day is None or changed:
                continue
            sure = bool(_SAID_PUBLISHED.search(marks)) or element.get("pubdate") is not None
            if sure or (started and root.tag != "html"):
                told.append((sure, day))
    best = [day for sure, day in told if sure] or [day for _, day in told]
    return _agreed(iter(best))


def _before(element: etree._Element) -> str:
    """The words just before an element, in its parent."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return "" if parent is None else parent.text or ""
    tail = (previous.tail or "").strip()
    return tail if tail or previous.tag == "time" else element_words(previous)


def _visible_line(tree: etree._Element, title: str) -> str | None:
    """The day of a line near the title that says when the page was published, the nearest first."""
    holder = next((each for each in tree.iter("h1", "h2", "h3") if title and same(element_words(each), title)), None)
    for _ in range(3):
        holder = None if holder is None or holder.tag in ("body", "html") else holder.getparent()
        if holder is None or holder.tag == "html":
            return None
        told = [day for element in _head(holder) if (day := _line_day(element)) is not None]
        if told:
            return _agreed(iter(told))
    return None


def _head(holder: etree._Element) -> Iterator[etree._Element]:
    """Short elements before the first long paragraph."""
    for element in holder.iter(*_LINES):
        length = len(element_words(element))
        if element.tag == "p" and length > _LONG:
            return
        if 0 < length <= _LONG and not is_aside(element) and not any(up.tag == "a" for up in element.iterancestors()):
            yield element


def _line_day(element: etree._Element) -> str | None:
    """The day of a line that says "published", or that is but a date and marked as one."""
    line = element_words(element)
    told = published_line(line)
    if told is None:
        return None
    marked = _DATE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
    if told.day is not None or not marked or told.changed:
        return told.day
    return spoken_day(line, day_first=wordings()["fr"].day_first)
