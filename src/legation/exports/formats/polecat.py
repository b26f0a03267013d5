"""POLECAT: 40 tab-separated columns, ISO-8859-1, an event a line, several actors in one cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from legation import __version__
from legation.atlas import load_atlas
from legation.exports.codebook import Coded, plover
from legation.exports.days import day
from legation.exports.entities import Entity, entity
from legation.exports.escape import printable
from legation.exports.format import Asked, Format, Report
from legation.exports.names import name
from legation.exports.tables import first_source, listed, tsv_line
from legation.register import Register
from legation.register.walk import Walked, walk

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_LANGUAGES = {"fr": "French", "en": "English"}
_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The header, then a line an event; what has no day or no type is counted and left out."""
    yield tsv_line(COLUMNS, "iso-8859-1")
    for walked in walk(register, asked.which):
        coded = plover(walked)
        when = day(walked.event.date)
        if coded is None:
            report.left_out["left.no_code"] += 1
        elif when is None:
            report.left_out["left.no_day"] += 1
        else:
            report.written += 1
            report.approximate += bool(coded.approx)
            yield _line(walked, coded, when.isoformat())


def _line(walked: Walked, coded: Coded, when: str) -> bytes:
    publisher, published, _ = first_source(walked)
    language = walked.sources[walked.told[0].key].language
    values: list[str | int | float | None] = [
        walked.event.id, when, coded.type, coded.mode, coded.score, coded.quad, listed(coded.contexts),
        *_side([entity(id_, walked) for id_ in coded.actors]),
        *_side([entity(id_, walked) for id_ in coded.recipients]),
        *_place(walked),
        publisher, published, *_story(walked), _LANGUAGES.get(language or "", ""),
_version(walked, coded),
    ]  # fmt: skip
    return tsv_line([latin(value) if isinstance(value, str) else value for value in values], "iso-8859-1")


def _version(walked: Walked, coded: Coded) -> str:
    """The coder and the codebook; POLECAT has no other column to say that a mapping is rough, or that one side alone says so."""
    claimed = f" claimed_by={','.join(walked.claimed_by)}" if walked.claimed_by else ""
    return printable(f"legation-{__version__} PLOVER-0.8{' mapping=approx' if coded.approx else ''}{claimed}")


def _side(found: list[Entity]) -> list[str]:
    """Eight cells; in each, a value an actor, so that the first of one belongs to the first of the next."""
    return [
        listed(one.name for one in found), listed(one.code for one in found), listed(one.cow for one in found),
        found[0].sector if found else "", listed(one.sector for one in found), listed(one.title for one in found),
        listed(one.raw for one in found), listed(one.qid for one in found),
    ]  # fmt: skip


def _place(walked: Walked) -> list[str | float | None]:
    place = walked.place
    if place is None:
        return [""] * 10
    row = load_atlas().places.get(place.id or "")
    city = row.name_en if row and row.kind in ("capital", "city") else ""
    province = row.name_en if row and row.kind == "region" else ""
    shown = row.name_en if row else name(place.id or "", "en") if place.id in load_atlas().states else place.name
    number = (place.id or "").removeprefix("geonames:")
    kind = {"capital": "PPLC", "city": "PPL", "region": "ADM1"}.get(row.kind, "") if row else ""
    return [
        shown, city, "", province, place.country or "", place.lat, place.lon, number if number.isdigit() else "",
        place.name, kind,
    ]  # fmt: skip


def _story(walked: Walked) -> list[str]:
    """Persons, organizations and places of the tellings of this event; what else their articles name is not known here."""
    people: dict[str, None] = {}
    organizations: dict[str, None] = {}
    places: dict[str, None] = {}
    for item in walked.told:
        for role in item.mention.roles:
            for actor in item.mention.actors(role):
                if actor.person or actor.id.startswith("person:"):
                    people[printable(actor.person or name(actor.id, "en", walked.event.names))] = None
                elif actor.id in load_atlas().organizations:
                    organizations[name(actor.id, "en")] = None
        if item.mention.place:
            places[item.mention.place.name] = None
    return [listed(people), listed(organizations), listed(places)]


def latin(words: str) -> str:
    """Words in the letters of ISO-8859-1, the nearest where it lacks one.

    >>> latin("Cœur – Łódź, 王")
    'Coeur - Lódz, ?'
    """
    plain = words.translate(_LETTERS).replace("Ł", "L").replace("ł", "l")
    return "".join(_nearest(letter) for letter in plain)


def _nearest(letter: str) -> str:
    if ord(letter) < 256:
        return letter
    return unicodedata.normalize("NFKD", letter).encode("iso-8859-1", "ignore").decode("iso-8859-1") or "?"


FORMAT = Format(
    id="polecat",
    title="POLECAT events (TSV)",
    suffix=".txt",
    media_type="text/tab-separated-values",
    lossy="no status but by context, no quotes, no claims, events without a day left out; letters of ISO-8859-1 alone",
    write=write,
)
