"""GDELT 2.0 events: 61 tab-separated columns, no header, an actor pair a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from legation.atlas import load_atlas
from legation.exports.codebook import cameo, codebook, sides
from legation.exports.days import day
from legation.exports.entities import Entity, country_codes, entity
from legation.exports.escape import printable
from legation.exports.format import Asked, Format, Report
from legation.exports.names import name
from legation.exports.tables import first_source, tsv_line
from legation.register import Register
from legation.register.walk import Walked, walk

COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name", "Actor1CountryCode",
    "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code",
    "Actor1Type2Code", "Actor1Type3Code", "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode",
    "Actor2EthnicCode", "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone", "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code", "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID", "Actor2Geo_Type", "Actor2Geo_FullName",
    "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code", "Actor2Geo_Lat", "Actor2Geo_Long",
    "Actor2Geo_FeatureID", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
)  # fmt: skip
MANY = 10
"""Beyond so many actors on equal terms, a line for each actor and not for each pair: a summit of fifty has 1,225 pairs."""

_NO_GEO: tuple[str | int | None, ...] = (0, "", "", "", "", None, None, "")
Cells = list[str | int | float | None]


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """A line a pair of actors; what GDELT cannot say (no day, not done, denied) is counted and left out."""
    for walked in walk(register, asked.which):
        reason, code, when = _left_out(walked), cameo(walked), day(walked.event.date)
        if reason or code is None or when is None:
            report.left_out[reason or ("left.no_code" if walked.happened else "left.not_done")] += 1
            continue
        row = codebook().kinds[walked.event.kind]
        report.approximate += row.approx is not None
        for one, other in pairs(*sides(walked, row)):
            report.written += 1
            yield _line(walked, code, when, one, other)


def _left_out(walked: Walked) -> str | None:
    if walked.event.kind not in codebook().kinds:
        return "left.no_code"
    if walked.event.status == "denied":
        return "left.denied"
    if walked.event.status in ("considered", "called_for"):
        return "left.not_done"
    return "left.no_day" if day(walked.event.date) is None else None


def pairs(actors: tuple[str, ...], recipients: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Actor and recipient of each line: GDELT has one of either.

    >>> pairs(("MLI", "NER"), ("RUS",)), pairs(("FRA", "DZA"), ()), pairs(("MLI",), ())
    ([('MLI', 'RUS'), ('NER', 'RUS')], [('FRA', 'DZA')], [('MLI', None)])
    """
    if recipients:
        return list(product(actors, recipients))
    if 1 < len(actors) <= MANY:
        return list(combinations(actors, 2))
    return [(actor, None) for actor in actors]


def _line(walked: Walked, code: str, when: date, one: str, other: str | None) -> bytes:
    event = walked.event
    root = code[:2]
    added = min(source.read_at for source in walked.sources.values())
    cells: Cells = [
        _number(event.id, one, other), int(when.strftime("%Y%m%d")), int(when.strftime("%Y%m")), when.year,
        f"{when.year + ((when.month - 1) * 30 + when.day) / 365:.4f}",
        *_actor(entity(one, walked)), *(_actor(entity(other, walked)) if other else [""] * 10),
        1, code, code[:3], root, _quad(root), codebook().goldstein[code],
        len(walked.told), len({each.publisher or each.dispatch for each in walked.sources.values()}), len(walked.sources), None,
        *_NO_GEO, *_NO_GEO, *_geo(walked),
        int("".join(letter for letter in added if letter.isdigit())), first_source(walked)[2],
    ]  # fmt: skip
    return tsv_line(cells)


def _number(event: str, one: str, other: str | None) -> int:
    """An integer of 60 bits that stays the same for an event and its pair, whatever else is exported."""
    return int(hashlib.sha256("\x1f".join((event, one, other or "")).encode()).hexdigest()[:15], 16)


def _quad(root: str) -> int:
    """GDELT's classes by CAMEO root: its 16 and 14 are material conflict, its 10 verbal conflict, as in PLOVER."""
    return 1 if root <= "05" else 2 if root <= "08" else 3 if root <= "13" else 4


def _actor(one: Entity) -> Cells:
    codes = country_codes().get("XKX" if one.country == "KOS" else one.country)
    country = codes.cameo if codes else ""
    plain = one.id in load_atlas().states
    type_ = {"IMG": "IMG", "IGO": "IGO", "UNO": "IGO", "EUR": "IGO", "NGO": "NGO", "MNC": "MNC"}.get(one.sort, "")
    type_ = type_ or ("" if plain else one.sector)
    code = f"{country}{one.group}{type_}"
    return [code, one.name.upper(), country, one.group, "", "", "", type_, "", ""]


def _geo(walked: Walked) -> tuple[str | int | float | None, ...]:
    place = walked.place
    codes = country_codes().get(place.country or "") if place else None
    if place is None or codes is None:
        return _NO_GEO
    row = load_atlas().places.get(place.id or "")
    country = name(place.country or "", "en")
    if row is None:
        return (1, country, codes.fips, codes.fips, "", place.lat, place.lon, "")
    kind = 5 if row.kind == "region" else 4
    return (kind, printable(f"{row.name_en}, {country}"), codes.fips, codes.fips, "", place.lat, place.lon, "")


FORMAT = Format(
    id="gdelt",
    title="GDELT 2.0 events",
    suffix=".export.CSV",
    media_type="text/tab-separated-values",
    lossy="no status, claim or denial: only what is done or has a CAMEO code for the intention; no quotes; pairs of actors",
    write=write,
)
