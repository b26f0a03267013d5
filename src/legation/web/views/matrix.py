"""States against organizations on a day: who belongs to what, among those that one organization brings together."""

from __future__ import annotations

from collections import Counter
from datetime import date

from legation.exports.names import name
from legation.exports.tie_rows import CSV_HEADER, csv_row
from legation.messages import text
from legation.model import Tie
from legation.register import members
from legation.web.parameters import kept
from legation.web.view import Answer, Asked, Parameter, View
from legation.web.views.members import DEFAULT, EARLIEST, dated, first_day, month_of

SIGNS = {"member": "●", "suspended": "◐", "left": "○", "associate": "◌", "observer": "◌"}
"""What stands in a cell beside its colour and its words; any other standing is a question mark."""


def answer(asked: Asked) -> Answer:
    """The standing of every state of the chosen organization in every organization that one of them belongs to."""
    if asked.number("month", 0):
        return Answer(moved=kept(asked.query, month=None, as_of=first_day(asked.number("month", 1)).isoformat()))
    chosen = asked.words("organization") or DEFAULT
    day = asked.day("as_of") or asked.today
    standing = {id: _standing(asked, id, day) for id in dict.fromkeys((chosen, *dated()))}
    states = sorted(standing[chosen], key=lambda state: name(state, asked.language).casefold())
    belong = Counter({id: sum(found.get(state) is not None for state in states) for id, found in standing.items()})
    ranked = sorted(belong.items(), key=lambda one: (one[0] != chosen, -one[1], one[0]))
    organizations = [id for id, count in ranked if count]
    ties = [tie for id in organizations for state in states if (tie := standing[id].get(state)) is not None]
    first, last = month_of(date(EARLIEST, 1, 1)), month_of(asked.today)
    here = min(max(month_of(day), first), last)
    shown = name(chosen, asked.language)
    return Answer(
        records=ties,
        header=CSV_HEADER,
        rows=[csv_row(tie, asked.language) for tie in ties],
        title=text("web.matrix.title", asked.language, organization=shown, as_of=day.isoformat()),
        shown={
            "organizations": organizations,
            "choices": sorted((name(id, asked.language), id) for id in dated()),
            "organization": chosen,
            "organization_name": shown,
            "as_of": day.isoformat(),
            "lines": [(state, [standing[id].get(state) for id in organizations]) for state in states],
            "signs": SIGNS,
            "legend": sorted({tie.status for tie in ties}),
            "slider": {"first": first, "last": last, "here": here, "from": first_day(first), "to": first_day(last)},
        },
    )


def _standing(asked: Asked, organization: str, day: date) -> dict[str, Tie]:
    """What holds on a day for each state, claims and plans left out; of several rows the one that began last."""
    ties = members(asked.register, organization, as_of=day, known_at=asked.day("known_at"), language=asked.language)
    held = [tie for tie in ties if tie.kind == "membership"]
    return {tie.holder: tie for tie in sorted(held, key=lambda tie: tie.begin or "")}


VIEW = View(
    name="matrix",
    record=Tie,
    answer=answer,
    parameters=(
        Parameter(name="organization", sort="organization", help="web.help.matrix"),
        Parameter(name="as_of", sort="last_day", help="help.as_of"),
        Parameter(name="known_at", sort="last_day", help="help.known_at"),
        Parameter(name="month", sort="number", help="web.help.month", most=9999 * 12),
    ),
    place=4,
)
