"""JSON Feed 1.1: a feed of what the register learnt last."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from legation.exports.changes import Entry, feed
from legation.exports.escape import json_text, printable
from legation.exports.format import Asked, Format, Report
from legation.register import Register


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who makes the feed."""

    name: str


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Our extension: kind, status and sources of an event in codes."""

    about: str
    kind: str
    status: str
    sources: tuple[dict[str, str | None], ...]


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"facts": "_legation"}):
    """An entry."""

    id: str
    title: str
    content_text: str
    date_published: str
    date_modified: str
    tags: tuple[str, ...]
    facts: Facts
    url: str | None = None


class JsonFeed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The feed."""

    version: str
    title: str
    language: str
    authors: tuple[Author, ...]
    items: tuple[Item, ...]
    home_page_url: str | None = None


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The whole feed."""
    made = feed(register, asked, report)
    yield json_text(
        JsonFeed(
            version="https://jsonfeed.org/version/1.1",
            title=made.title,
            language=asked.language,
            authors=(Author(name="Legation"),),
            home_page_url=made.home,
            items=tuple(_item(entry) for entry in made.entries),
        )
    )


def _item(entry: Entry) -> Item:
    lines = [*entry.lines, *(f"« {quote.text} » {quote.by}, {quote.day or '?'}" for quote in entry.quotes)]
    sources = tuple(
        {
            "dispatch": quote.source.dispatch,
            "publisher": quote.source.publisher,
            "published": quote.source.published,
            "url": quote.url,
        }
        for quote in entry.quotes
    )
    return Item(
        id=entry.id,
        url=entry.link,
        title=printable(entry.title),
        content_text="\n".join(map(printable, lines)) or printable(entry.title),
        date_published=entry.first,
        date_modified=entry.last,
        tags=(entry.kind, entry.status),
        facts=Facts(about="docs/exports.md", kind=entry.kind, status=entry.status, sources=sources),
    )


FORMAT = Format(
    id="jsonfeed",
    title="JSON Feed of changes",
    suffix=".json",
    media_type="application/feed+json",
    lossy="the events that changed last, with five quotes each at most; roles and dates are in words",
    write=write,
)
