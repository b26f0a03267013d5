"""What a page says about itself in JSON-LD: the article's own entry among those of the site and of other articles."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from legation.sources.characters import clean_line, same

_ARTICLES = (
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "blogposting", "liveblogposting", "report",
)  # fmt: skip
_PAGES = ("webpage", "itempage")
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage")
_LIMIT = 500


class Entry(msgspec.Struct, frozen=True):
    """One article or page entry."""

    article: bool
    headline: str = ""
    url: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""


def entries(tree: etree._Element) -> list[Entry]:
    """All article and page entries of a page's JSON-LD, in their order; broken JSON is passed over."""
    found: list[Entry] = []
    sites: list[str] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            value: object = json.loads(script.text.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(value))
        names = {str(node["@id"]): _text(node.get("name")) for node in nodes if "@id" in node}
        for node in nodes:
            kinds = _kinds(node)
            if "website" in kinds:
                sites.append(_text(node.get("name")))
            if any(kind in _ARTICLES for kind in kinds) or any(kind in _PAGES for kind in kinds):
                found.append(_entry(node, names, any(kind in _ARTICLES for kind in kinds)))
    if sites:
        found = [msgspec.structs.replace(entry, publisher=entry.publisher or sites[0]) for entry in found]
        found.append(Entry(article=False, publisher=sites[0]))
    return found


def own_entry(found: list[Entry], titles: list[str], urls: list[str]) -> Entry | None:
    """The entry of the page's own article: the one with its title or its address, or any where all have one day.

    >>> a = Entry(article=True, headline="Le Mali part", published="2025-04-03")
    >>> b = Entry(article=True, headline="Le Togo reste")
    >>> own_entry([a, b], ["Le Togo reste"], []) is b, own_entry([a, b], ["Le Niger hésite"], []) is None
    (True, True)
    """
    articles = [entry for entry in found if entry.article]
    for entry in articles:
        if (entry.url and _address(entry.url) in map(_address, urls)) or any(same(entry.headline, title) for title in titles):
            return entry
    if articles and len({entry.published for entry in articles}) == 1:
        return articles[0]
    if not articles:
        return next((entry for entry in found if entry.published), None)
    return None


def _address(url: str) -> str:
    return url.split("#")[0].split("?")[0].rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """The top entries and those of a graph, without those inside lists of other articles."""
    pending: list[object] = [value]
    seen = 0
    while pending and seen < _LIMIT:
        seen += 1
        node = pending.pop(0)
        if isinstance(node, list):
            pending[:0] = node
        elif isinstance(node, dict):
            yield node
            pending.extend(node[key] for key in _HOLDERS if isinstance(node.get(key), dict | list))


def _kinds(node: dict[str, object]) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(str(each).lower() for each in (kind if isinstance(kind, list) else [kind]))


def _entry(node: dict[str, object], names: dict[str, str], article: bool) -> Entry:
    page = node.get("mainEntityOfPage")
    url = _text(node.get("url")) or (_text(page.get("@id")) if isinstance(page, dict) else _text(page))
    return Entry(
        article=article,
        headline=_text(node.get("headline")) or _text(node.get("name")),
        url=url,
        published=_text(node.get("datePublished")),
        authors=tuple(dict.fromkeys(_people(node.get("author"), names))),
        publisher=next(iter(_people(node.get("publisher"), names)), ""),
    )


def _people(value: object, names: dict[str, str]) -> Iterator[str]:
    """Names of authors or publishers: written out, as entries, or pointed to by ``@id``."""
    for each in value if isinstance(value, list) else [value]:
        name = ""
        if isinstance(each, dict):
            name = _text(each.get("name")) or names.get(_text(each.get("@id")), "")
        elif isinstance(each, str):
            name = clean_line(each)
        if name:
            yield name


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return clean_line(value) if isinstance(value, str) else ""
