"""An actor as the schemes of the field describe one: country, sector, codes; unknown is an empty string."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from msgspec import Struct

from legation.atlas import load_atlas
from legation.exports.escape import printable
from legation.exports.names import name
from legation.register.walk import Walked

_ARMED = {"rebel": "REB", "separatist": "REB", "jihadist": "REB", "coalition": "REB", "state_militia": "PRM"}
_ORGANIZED = {"ngo": "NGO", "company": "MNC"}
_PEOPLE = {"opposition": "OPP", "protesters": "CVL", "population": "CVL"}
_OFFICES = {"opposition leader": "OPP", "armed group leader": "REB", "defence minister": "GOV"}
# CAMEO's known groups, of a third-party copy; the AU, the AES, the OIF, BRICS and the G5 Sahel have none.
_KNOWN_GROUPS = {"ECOWAS": "WAS", "UEMOA": "UEM", "CENSAD": "CSS", "EU": "EEC", "NATO": "NAT"}
_COUNTRIES = {"XKX": "KOS"}


class Entity(Struct, frozen=True, kw_only=True):
    """Who an id names.

    ``country``: ISO 3166-1 alpha-3 (``KOS`` for Kosovo) of a state, of what is part of one, of whose government a person is;
    ``sort``: for what belongs to no state one of IGO, UNO, EUR, NGO, MNC, IMG; ``sector``: of PLOVER; ``raw``: as written.
    """

    id: str
    name: str
    raw: str
    title: str
    country: str
    sort: str
    cow: str
    sector: str
    qid: str
    group: str = ""

    @property
    def code(self) -> str:
        """What PLOVER and CAMEO put where the country of an actor goes."""
        return self.country or self.sort


def entity(id: str, walked: Walked | None = None) -> Entity:
    """An actor (of an event, where one is given), its name in English."""
    raw, title = _written(id, walked) if walked else ("", "")
    written = walked.event.names if walked else {}
    when = walked.event.date if walked else None
    base, _, part = id.partition(":")
    atlas = load_atlas()
    country = sort = sector = qid = group = ""
    if base in atlas.states:
        country, qid = base, "" if part else atlas.states[base].qid
        sector = _PEOPLE.get(part, "") if part else "GOV"
    elif id in atlas.organizations:
        row = atlas.organizations[id]
        home = _root(id)
        sort = "UNO" if home == "UN" else "EUR" if home == "EU" else _ORGANIZED.get(row.kind, "IGO")
        sector, qid, group = ("BUS" if row.kind == "company" else ""), row.qid, _KNOWN_GROUPS.get(home, "")
    elif id.startswith("armed:"):
        armed = atlas.armed_groups.get(id)
        where = re.split(r"[\s;|]+", armed.countries.strip()) if armed and armed.countries else []
        country, sort = (where[0], "") if len(where) == 1 else ("", "IMG")
        sector, qid = _ARMED.get(armed.kind if armed else "", "UAF"), armed.qid if armed else ""
    elif id.startswith("person:"):
        office = atlas.office_on(id, when if when and when[:1].isdigit() else None)
        person = atlas.persons.get(id)
        qid = person.qid if person else ""
        if office:
            country = office.entity if office.entity in atlas.states else ""
            sort = "" if country else "IGO" if office.entity in atlas.organizations else ""
            sector = _OFFICES.get(office.office, "GOV" if country else "")
            title = title or office.office
    return Entity(
        id=id, name=printable(name(id, "en", written)), raw=printable(raw), title=printable(title),
        country=_COUNTRIES.get(country, country), sort=sort,
        cow=atlas.states[country].cow_code if country in atlas.states else "",
        sector=sector, qid=qid, group=group,
    )  # fmt: skip


def _root(id: str) -> str:
    """The organization that a body, mission or force belongs to in the end."""
    organizations = load_atlas().organizations
    seen = {id}
    while (row := organizations.get(id)) and row.parent in organizations and row.parent not in seen:
        id = row.parent
        seen.add(id)
    return id


def _written(id: str, walked: Walked) -> tuple[str, str]:
    """The words of the first telling that names the actor, and the office that they give."""
    named = [
        actor for item in walked.told for role in item.mention.roles for actor in item.mention.actors(role) if actor.id == id
    ]
    return (named[0].name, next((actor.office for actor in named if actor.office), None) or "") if named else ("", "")


class Codes(Struct, frozen=True, kw_only=True):
    """A state in the codes of GDELT: FIPS 10-4 for places, CAMEO for actors."""

    fips: str
    cameo: str


@cache
def country_codes() -> dict[str, Codes]:
    """By id of the state.

    >>> country_codes()["ROU"].cameo, country_codes()["NER"].fips
    ('ROM', 'NG')
    """
    with (files(__package__) / "data" / "countries.csv").open(encoding="utf-8") as file:
        return {row["id"]: Codes(fips=row["fips"], cameo=row["cameo"]) for row in csv.DictReader(file)}
