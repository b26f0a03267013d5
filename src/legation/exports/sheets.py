"""The tables of the data package: what is in each, as rows of plain values, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from legation.exports.days import span
from legation.exports.entities import entity
from legation.exports.escape import printable
from legation.exports.quotes import quoted, web_address
from legation.model import Scalar
from legation.register.walk import Walked

Kind = Literal["string", "integer", "number", "date"]
Value = str | int | float | None


class Sheet(Struct, frozen=True, kw_only=True):
    """A table: its columns with their types and what they mean, its key, the tables that its columns point to."""

    name: str
    title: str
    columns: dict[str, tuple[Kind, str]]
    key: tuple[str, ...]
    refers: dict[str, str] = {}


SHEETS = (
    Sheet(
        name="sources", title="Dispatches that tell the events; never their texts", key=("source",),
        columns={
            "source": ("string", "key of the dispatch"), "id": ("string", "its id, or the name of its file"),
            "title": ("string", "title"), "url": ("string", "address, http or https"), "publisher": ("string", "publisher"),
            "published": ("string", "ISO 8601, as the source gave it; empty where unknown"),
            "language": ("string", "fr or en"),
        },
    ),
    Sheet(
        name="actors", title="Actors", key=("actor",),
        columns={
            "actor": ("string", "id: ISO 3166-1 alpha-3 for states, see docs/atlas.md"), "name": ("string", "English name"),
            "country": ("string", "ISO 3166-1 alpha-3"), "sort": ("string", "IGO, UNO, EUR, NGO, MNC, IMG"),
            "sector": ("string", "PLOVER sector"), "cow": ("string", "COW country code"), "wikidata": ("string", "QID"),
        },
    ),
    Sheet(
        name="events", title="Events: one fact each, however many tell it", key=("event",),
        columns={
            "event": ("string", "id"), "kind": ("string", "kind of fact"), "status": ("string", "how it is told at last"),
            "edtf": ("string", "date in EDTF; empty where unknown, never the day of publication"),
            "first_day": ("date", "first day of the date"), "last_day": ("date", "last day of the date"),
            "place": ("string", "place"), "country": ("string", "ISO 3166-1 alpha-3 of the place"),
            "lat": ("number", "WGS 84 degrees"), "lon": ("number", "WGS 84 degrees"),
            "domain": ("string", "domains, separated by ;"), "claimed_by": ("string", "who says so where nobody else does"),
            "sources": ("integer", "distinct texts"), "syndicated": ("integer", "further copies"),
            "confidence": ("number", "of the surest telling, 0 to 1"), "contradictions": ("string", "field: values told"),
        },
    ),
    Sheet(
        name="roles", title="Who is what in an event", key=("event", "role", "position"),
        refers={"event": "events", "actor": "actors"},
        columns={
            "event": ("string", "id of the event"), "role": ("string", "role; CAPITALS are required by the kind"),
            "position": ("integer", "order in the text"), "actor": ("string", "id of the actor; empty for a value"),
            "value": ("string", "of a role that no actor fills"),
        },
    ),
    Sheet(
        name="mentions", title="Tellings: what one sentence states", key=("mention",),
        refers={"event": "events", "source": "sources"},
        columns={
            "mention": ("string", "id"), "event": ("string", "id of the event"), "source": ("string", "key of the dispatch"),
            "status": ("string", "as told here"), "claimed_by": ("string", "who is said to say so, separated by ;"),
            "edtf": ("string", "date as told here"), "part": ("string", "text or title"),
            "start": ("integer", "first code point of the quote in the cleaned part"), "end": ("integer", "one past its last"),
            "quote": ("string", "the sentence, cut where longer than the limit of quotes"),
            "rule": ("string", "the rule that found it"), "confidence": ("number", "0 to 1"),
        },
    ),
)  # fmt: skip
"""In an order in which what is pointed to comes first."""

Row = tuple[Value, ...]


def rows(walked: Walked, quotes: int, actors: set[str], sources: set[int]) -> Iterator[tuple[str, Row]]:
    """The rows of an event, each with its table; actors and sources that were met before are left out."""
    event = walked.event
    for key, source in walked.sources.items():
        if int(key, 16) not in sources:
            sources.add(int(key, 16))
            yield "sources", (
                key, printable(source.dispatch), printable(source.title), web_address(source.url),
                _words(source.publisher), source.published, source.language,
            )  # fmt: skip
    scalars = {role for item in walked.told for role, filler in item.mention.roles.items() if isinstance(filler, Scalar)}
    for id_ in dict.fromkeys(id_ for role, filled in event.roles.items() if role not in scalars for id_ in filled):
        if id_ not in actors:
            actors.add(id_)
            one = entity(id_, walked)
            codes = (each or None for each in (one.country, one.sort, one.sector, one.cow, one.qid))
            yield "actors", (printable(id_), one.name, *codes)
    days, place = span(event.date), walked.place
    yield "events", (
        event.id, event.kind, event.status, event.date, days[0].isoformat() if days else None,
        days[1].isoformat() if days else None, _words(event.place), place.country if place else None,
        place.lat if place else None, place.lon if place else None, ";".join(event.domain) or None,
        printable(";".join(walked.claimed_by)) or None, event.sources, event.syndicated, round(walked.confidence, 4),
        printable("; ".join(f"{field}: {' | '.join(values)}" for field, values in event.contradictions.items())) or None,
    )  # fmt: skip
    for role, filled in event.roles.items():
        for position, id_ in enumerate(filled, 1):
            actor, value = (None, printable(id_)) if role in scalars else (printable(id_), None)
            yield "roles", (event.id, role, position, actor, value)
    for item in walked.told:
        mention = item.mention
        yield "mentions", (
            item.id, event.id, item.key, mention.status, printable(";".join(mention.claimed_by)) or None,
            mention.date.edtf if mention.date else None, mention.part, mention.start, mention.end,
            quoted(mention.quote, quotes) if quotes else None, mention.rule, round(mention.confidence, 4),
        )  # fmt: skip


def _words(words: str | None) -> str | None:
    return printable(words) if words else None
