"""Boxes of a page that point to other articles ("À lire aussi" over links): taken out before the extraction."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from legation.model import RelatedLink
from legation.sources.tree import absolute, drop, element_words
from legation.sources.wording import whole_line

_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "legend", "summary", "em")
_SITE = ("nav", "header", "footer", "a", "head")
_LONGEST = 80
_LARGEST = 3000


def take_related(tree: etree._Element, base: str | None = None) -> tuple[RelatedLink, ...]:
    """Remove the boxes and return their links; headlines that have nothing to do with the article are removed only."""
    related, elsewhere = whole_line("related", "related_heading"), whole_line("elsewhere")
    found: list[RelatedLink] = []
    for element in list(tree.iter(*_HEADINGS)):
        opener = element_words(element)
        if not 0 < len(opener) <= _LONGEST or element.getparent() is None or element.getroottree().getroot() is not tree:
            continue
        kept = related.search(opener) is not None
        if not (kept or elsewhere.search(opener)) or any(holder.tag in _SITE for holder in element.iterancestors()):
            continue
        for part in _box(element, opener):
            if kept:
                found.extend(_links(part, base))
            drop(part)
    return tuple(dict.fromkeys(found))


def _box(element: etree._Element, opener: str) -> list[etree._Element]:
    """The largest element around the opener that holds nothing but links, else the opener and the links after it."""
    box = None
    for holder in element.iterancestors():
        if holder.tag in ("body", "main", "article", "html") or not _is_links(holder, opener):
            break
        box = holder
    if box is not None:
        return [box]
    line = element
    parent = line.getparent()
    while parent is not None and parent.tag not in ("body", "main", "article") and element_words(parent) == opener:
        line, parent = parent, parent.getparent()
    parts = [line]
    following = line.getnext()
    while following is not None and _is_links(following, ""):
        parts.append(following)
        following = following.getnext()
    return parts if len(parts) > 1 else []


def _is_links(element: etree._Element, opener: str) -> bool:
    """Whether most words of an element, besides its opener, are those of links to articles."""
    words = len(element_words(element)) - len(opener)
    linked = sum(len(element_words(link)) for link in element.iter("a"))
    return 0 < words <= _LARGEST and linked >= 0.6 * words and next(_links(element, None), None) is not None


def _links(element: etree._Element, base: str | None) -> Iterator[RelatedLink]:
    for link in element.iter("a"):
        title, address = element_words(link), link.get("href") or ""
        if len(title.split()) >= 3:
            yield RelatedLink(title=title, url=absolute(address, base))
