"""Who belongs to an organization on a day, with a slider through time that needs no script."""

from __future__ import annotations

from datetime import date

from legation.atlas import load_atlas
from legation.exports.names import name
from legation.exports.tie_rows import CSV_HEADER, by_name, csv_row
from legation.messages import text
from legation.model import Tie
from legation.model.dates import bounds
from legation.register import members
from legation.web.parameters import kept
from legation.web.view import Answer, Asked, Parameter, View

DEFAULT = "ECOWAS"
EARLIEST = 1945
"""Where the slider begins if the atlas knows of nothing later."""


def answer(asked: Asked) -> Answer:
    """The standing of every member and former member on a day, then what was claimed or told to be coming."""
    if asked.number("month", 0):
        return Answer(moved=kept(asked.query, month=None, as_of=first_day(asked.number("month", 1)).isoformat()))
    organization = asked.words("organization") or DEFAULT
    day = asked.day("as_of") or asked.today
    ties = by_name(
        members(asked.register, organization, as_of=day, known_at=asked.day("known_at"), language=asked.language),
        asked.language,
    )
    shown = name(organization, asked.language)
    first = month_of(_first(organization))
    last = max(month_of(asked.today), first)
    here = min(max(month_of(day), first), last)
    return Answer(
        records=ties,
        header=CSV_HEADER,
        rows=[csv_row(tie, asked.language) for tie in ties],
        title=text("view.members", asked.language, organization=shown, as_of=day.isoformat()),
        shown={
            "ties": ties,
            "organization": organization,
            "organization_name": shown,
            "as_of": day.isoformat(),
            "standing": sum(tie.kind == "membership" and tie.status == "member" for tie in ties),
            "slider": {"first": first, "last": last, "here": here, "from": first_day(first), "to": first_day(last)},
            "steps": [
                (key, first_day(month).isoformat())
                for key, by in (("year_before", -12), ("month_before", -1), ("month_after", 1), ("year_after", 12))
                if first <= (month := here + by) <= last
            ],
            "organizations": sorted((name(id_, asked.language), id_) for id_ in dated()),
        },
    )


def dated() -> list[str]:
    """The organizations whose members the atlas dates."""
    atlas = load_atlas()
    return [id_ for id_ in atlas.organizations if atlas.memberships(id_)]


def _first(organization: str) -> date:
    begins = [bounds(spell.begin)[0] for spell in load_atlas().memberships(organization) if spell.begin]
    return min((day for day in begins if day), default=date(EARLIEST, 1, 1))


def month_of(day: date) -> int:
    """Months since the first of year 0: what a slider moves by."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(min(max(month // 12, 1), 9999), month % 12 + 1, 1)


VIEW = View(
    name="members",
    record=Tie,
    answer=answer,
    parameters=(
        Parameter(name="organization", sort="organization", help="help.members.organization"),
        Parameter(name="as_of", sort="last_day", help="help.as_of"),
        Parameter(name="known_at", sort="last_day", help="help.known_at"),
        Parameter(name="month", sort="number", help="web.help.month", most=9999 * 12),
    ),
    place=3,
)
