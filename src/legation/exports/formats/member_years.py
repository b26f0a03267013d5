"""Member-years in the manner of COW-IGO: a state, an organization and a year a line, as it stood on 31 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from legation.atlas import load_atlas
from legation.exports.days import span
from legation.exports.escape import csv_line
from legation.exports.format import Asked, Format, Report
from legation.register import Register, known_actors
from legation.register.atlas_spells import holds
from legation.register.ties import Known, gather, rows_of

COLUMNS = (
    "ccode", "stateabb", "iso3", "state", "year", "igo", "igoname", "membership", "standing", "also", "since", "until", "how",
)  # fmt: skip
NONE, FULL, ASSOCIATE, OBSERVER, MISSING, NOT_YET = 0, 1, 2, 3, -9, -1
_BESIDE = {"associate": ASSOCIATE, "observer": OBSERVER}


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The header, then every year from the first that is known of; states that never belonged have no lines."""
    yield csv_line(COLUMNS).encode()
    atlas = load_atlas()
    wanted = set(asked.which.actors)
    told = set(known_actors(register, "ORGANIZATION"))
    for organization in sorted({*(id_ for id_ in atlas.organizations if atlas.memberships(id_)), *told}):
        known = gather(register, ["membership"], [organization], asked.which.known_at, atlas)
        for tie in sorted((tie for tie in known if tie.key.parties[1] == organization), key=lambda tie: tie.key.parties):
            if not wanted or wanted & set(tie.key.parties):
                yield from _years(tie, asked, report)


def _years(tie: Known, asked: Asked, report: Report) -> Iterator[bytes]:
    state, organization = tie.key.parties[:2]
    atlas = load_atlas()
    row, home = atlas.states.get(state), atlas.organizations.get(organization)
    founded = span(home.founded) if home and home.founded else None
    first, last = _period(tie, founded[0].year if founded else None, asked)
    for year in range(first, last + 1):
        day = min(date(year, 12, 31), asked.day)
        value, standing, since, until, how = _standing(tie, day, founded)
        also = _also(tie, day) if tie.told else ""
        report.written += 1
        yield csv_line((
            row.cow_code if row else "", row.cow_abb if row else "", state, atlas.name(state, "en"), str(year), organization,
            home.name_en if home else organization, value, standing, also, since, until, how,
        )).encode()  # fmt: skip


def _period(tie: Known, founded: int | None, asked: Asked) -> tuple[int, int]:
    days = [change.day.year for change in tie.changes() if change.day > date.min]
    days += [found[0].year for spell in tie.spells if (found := span(spell.begin or None) or span(spell.end or None))]
    days += [item.item.day.year for _, told in tie.told for item in told if item.item.day]
    first = min(filter(None, (founded, *days)), default=asked.day.year)
    first = asked.which.begin.year if asked.which.begin else first
    return first, min(asked.day.year, asked.which.end.year if asked.which.end else asked.day.year)


def _standing(tie: Known, day: date, founded: tuple[date, date] | None) -> tuple[int, str, str, str, str]:
    """The value of COW, and ours: COW has no suspended members; they stay full ones, and ``standing`` says so."""
    if founded and day < founded[0]:
        return NOT_YET, "", "", "", ""
    beside = next((spell for spell in tie.spells if spell.status in _BESIDE and holds(spell, day)), None)
    now = tie.standing(day)
    if now and now.status != "ended":
        standing = "suspended" if now.status == "suspended" else "member"
        return FULL, standing, now.begin or "", now.end or "", now.how
    if beside:
        return _BESIDE[beside.status], beside.status, beside.begin, beside.end, "atlas"
    if now:
        return NONE, "left", now.begin or "", now.end or "", now.how
    # A membership whose beginning nobody dates: not known, which is not the same as none.
    undated = any(not change.edtf or change.edtf.startswith("..") for change in tie.changes())
    return (MISSING if undated else NONE), "", "", "", ""


def _also(tie: Known, day: date) -> str:
    """What was claimed, announced, considered, asked for or denied by then, beside what held."""
    rows = rows_of([tie], day, load_atlas(), "en")
    return "; ".join(dict.fromkeys(f"{row.kind} {row.how}" for row in rows if row.kind != "membership"))


FORMAT = Format(
    id="member-years",
    title="Member-years in the manner of COW-IGO (CSV)",
    suffix=".csv",
    media_type="text/csv",
    lossy="the standing on 31 December alone; suspension, plans and claims in columns of our own (standing, also)",
    write=write,
)
