"""The tables of the atlas as typed rows, read from ``data/*.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from legation.model import AtlasError

Row = TypeVar("Row", bound=Struct)

EntityType = Literal["state", "organization", "armed_group", "group", "person", "place"]


class State(Struct, frozen=True, kw_only=True):
    """A state or territory; see ``docs/atlas.md`` for the columns."""

    id: str
    iso2: str
    qid: str
    cow_code: str
    cow_abb: str
    gw_code: str
    status: Literal["un_member", "un_observer", "partially_recognized", "territory", "historical"]
    un_since: str
    name_fr: str
    name_en: str
    article_fr: Literal["le", "la", "l'", "les", ""]
    capital: str
    source: str


class Organization(Struct, frozen=True, kw_only=True):
    """An international organization, one of its bodies or missions, a bloc, a court, a bank, an NGO."""

    id: str
    qid: str
    name_fr: str
    name_en: str
    acronym_fr: str
    acronym_en: str
    kind: Literal["igo", "body", "mission", "force", "bloc", "bank", "court", "ngo", "company"]
    parent: str
    seat: str
    seat_country: str
    founded: str
    dissolved: str
    members_dated: Literal["yes", "no"]
    source: str


class Membership(Struct, frozen=True, kw_only=True):
    """One spell of membership; dates are EDTF, ``""`` where unknown or still running.

    ``end_is`` is ``announced`` where the end is the day on which the exit was announced, its legal effect not being known.
    """

    member: str
    organization: str
    status: Literal["member", "suspended", "observer", "associate", "candidate"]
    begin: str
    end: str
    source: str
    note: str
    end_is: Literal["", "announced"] = ""


class ArmedGroup(Struct, frozen=True, kw_only=True):
    """An armed group or private military company."""

    id: str
    qid: str
    name_fr: str
    name_en: str
    kind: str
    countries: str
    parent: str
    founded: str
    dissolved: str
    source: str


class Group(Struct, frozen=True, kw_only=True):
    """A collective that news names as one actor ("l'Occident"); ``members`` only where the list is fixed."""

    id: str
    name_fr: str
    name_en: str
    members: str
    source: str


class Person(Struct, frozen=True, kw_only=True):
    """A person who held an office."""

    id: str
    qid: str
    name: str
    surname: str
    gender: Literal["m", "f", ""]
    source: str


class Office(Struct, frozen=True, kw_only=True):
    """One spell in office."""

    person: str
    entity: str
    office: str
    begin: str
    end: str
    source: str


class PlaceRow(Struct, frozen=True, kw_only=True):
    """A place with coordinates in WGS 84 degrees."""

    id: str
    name_fr: str
    name_en: str
    kind: Literal["capital", "city", "region", "sea", "base", "border"]
    country: str
    lat: float | None
    lon: float | None
    source: str


class Form(Struct, frozen=True, kw_only=True):
    """One written form of an entity, and what sort of alias it is."""

    id: str
    language: Literal["fr", "en", "mul"]
    type: str
    form: str
    source: str


def read_table(name: str, row_type: type[Row]) -> Iterator[Row]:
    """Yield the rows of ``data/<name>.csv``; ``AtlasError`` names file, line and column of what doesn't fit.

    >>> next(row.id for row in read_table("states", State) if row.name_fr == "Mali")
    'MLI'
    """
    resource = files(__package__) / "data" / f"{name}.csv"
    with resource.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            line = {key: (value or None) if key in ("lat", "lon") else value for key, value in row.items()}
            try:
                yield msgspec.convert(line, row_type, strict=False)
            except msgspec.ValidationError as error:
                raise AtlasError(f"atlas/data/{name}.csv, row {row.get('id') or row}: {error}") from error
