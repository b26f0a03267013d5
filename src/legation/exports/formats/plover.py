"""PLOVER 0.8 as JSON Lines: an event a line, its actors in lists, its status among the contexts, its quotes in ``text_info``."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from legation import __version__
from legation.atlas import load_atlas
from legation.exports.codebook import Coded, plover
from legation.exports.days import day, span
from legation.exports.entities import entity
from legation.exports.escape import json_text, printable
from legation.exports.format import Asked, Format, Report
from legation.exports.names import name
from legation.exports.quotes import quotes, web_address
from legation.register import Register
from legation.register.walk import Walked, walk

_MOST = 5


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor or recipient."""

    code: str
    sector: str = ""
    entity_text: str = ""
    identifier_id: str = ""
    identifier_text: str = ""
    office: str = ""


class Location(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the event was; ``resolution``: 1 a country, 3 a region, 4 a town."""

    extracted_place: str
    resolved_place: str = ""
    geonameid: str = ""
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    country_code: str = ""
    resolution: int | None = None


class TextInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the quote stands in the text that it is from: code points, half-open."""

    sequence: int
    start: int
    end: int


class CiteInfo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was quoted."""

    corpus: str
    citation: str
    url: str = ""
    title: str = ""
    language: str = ""
    publication: str = ""
    coder: str = ""
    codebook: str = ""
    version: str = ""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event; ``date`` to ``enddate`` are the days in which it lies."""

    id: str
    date: str
    actor: tuple[Entity, ...]
    event: str
    enddate: str = ""
    recipient: tuple[Entity, ...] = ()
    event_loc: Location | None = None
    event_text: str = ""
    quad_code: int = 0
    event_scale: float | None = None
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    text_info: tuple[TextInfo, ...] = ()
    cite_info: tuple[CiteInfo, ...] = ()
    coder: str = "legation"
    comment: str = ""


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """A line an event; what has no date that can be placed is counted and left out."""
    for walked in walk(register, asked.which):
        coded = plover(walked)
        days = span(walked.event.date)
        if coded is None:
            report.left_out["left.no_code"] += 1
        elif days is None:
            report.left_out["left.no_date"] += 1
        else:
            report.written += 1
            coarse = day(walked.event.date) is None
            report.approximate += bool(coded.approx) or coarse
            yield json_text(_record(walked, coded, days[0].isoformat(), days[1].isoformat(), asked, coarse=coarse))


def _record(walked: Walked, coded: Coded, first: str, last: str, asked: Asked, *, coarse: bool) -> Record:
    event = walked.event
    shown = tuple(quotes(walked, asked.quotes, _MOST)) if asked.quotes else ()
    notes = [f"mapping=approx: {reason}" for reason in coded.approx]
    notes += [f"the date told is EDTF {event.date}"] if coarse else []
    if walked.claimed_by:
        notes.append(f"only according to {', '.join(name(by, 'en', event.names) for by in walked.claimed_by)}")
    notes += [f"told differently on {field}: {' | '.join(values)}" for field, values in event.contradictions.items()]
    return Record(
        id=event.id,
        date=first,
        enddate=last if last != first else "",
        actor=_entities(coded.actors, walked),
        recipient=_entities(coded.recipients, walked),
        event=coded.type,
        event_text=event.kind,
        mode=tuple(filter(None, (coded.mode,))),
        context=coded.contexts,
        quad_code=coded.quad,
        event_scale=coded.score,
        event_loc=_location(walked),
        text=tuple(quote.text for quote in shown),
        text_info=tuple(
            TextInfo(sequence=number, start=quote.told.mention.start, end=quote.told.mention.end)
            for number, quote in enumerate(shown)
        ),
        cite_info=tuple(
            CiteInfo(
                corpus=quote.by,
                citation=printable(quote.source.dispatch),
                url=web_address(quote.source.url) or "",
                title=printable(quote.source.title),
                language=quote.source.language or "",
                publication=quote.day,
                coder=f"legation-{__version__}",
                codebook="PLOVER",
                version="0.8",
            )
            for quote in shown
        ),
        comment=printable("; ".join(notes)),
    )


def _entities(ids: tuple[str, ...], walked: Walked) -> tuple[Entity, ...]:
    found = [entity(id_, walked) for id_ in ids]
    return tuple(
        Entity(
            code=one.code,
            sector=one.sector,
            entity_text=one.raw or one.name,
            identifier_id=one.qid,
            identifier_text=one.name,
            office=one.title,
        )
        for one in found
    )


def _location(walked: Walked) -> Location | None:
    place = walked.place
    if place is None:
        return None
    row = load_atlas().places.get(place.id or "")
    number = (place.id or "").removeprefix("geonames:")
    resolution = 1 if place.id in load_atlas().states else {"capital": 4, "city": 4, "region": 3}.get(row.kind) if row else None
    return Location(
        extracted_place=printable(place.name),
        resolved_place=row.name_en if row else "",
        geonameid=number if number.isdigit() else "",
        lat=place.lat,
        lon=place.lon,
        country=name(place.country, "en") if place.country else "",
        country_code=place.country or "",
        resolution=resolution,
    )


FORMAT = Format(
    id="plover",
    title="PLOVER events (JSON Lines)",
    suffix=".jsonl",
    media_type="application/x-ndjson",
    lossy="events without a date left out, coarse dates as their first and last day; claims and contradictions in comments",
    write=write,
)
