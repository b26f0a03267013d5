"""Small questions to a parsed page: an element's words, whether it belongs to the article, and its removal."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from legation.sources.characters import clean_line

_ASIDE = re.compile(
    r"related|sidebar|widget|recent|popular|comment|recommend|trending|footer|latest|most-|more-|similar|a-lire|lire-aussi"
    r"|teaser|(?<!v)card|aside",
    re.IGNORECASE,
)


def element_words(element: etree._Element) -> str:
    """The words of an element on one line."""
    return clean_line(" ".join(str(part) for part in element.itertext()))


def is_aside(element: etree._Element) -> bool:
    """Whether an element stands in a part of the page that isn't the article, by its tags and their classes."""
    for holder in (element, *element.iterancestors()):
        if holder.tag in ("aside", "nav", "footer"):
            return True
        if holder.tag in ("article", "main", "body") and holder is not element:
            return bool(holder.tag == "article" and _ASIDE.search(holder.get("class") or ""))
        if _ASIDE.search(f"{holder.get('class') or ''} {holder.get('id') or ''}"):
            return True
    return False


def absolute(address: str, base: str | None) -> str | None:
    """A link's address in full; ``None`` for one that leads nowhere else ("#", "javascript:…").

    >>> absolute("/afrique/1", "https://example.org/a"), absolute("#", "https://example.org/a")
    ('https://example.org/afrique/1', None)
    """
    address = address.strip()
    if not address or address.startswith("#"):
        return None
    try:
        joined = urljoin(base or "", address)
    except ValueError:
        return None
    return joined if re.match(r"https?://[^/\s]+\S*$", joined) else None


def drop(element: etree._Element) -> None:
    """Remove an element; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
