"""The agenda: what is announced and to come, in the calendars that people already look at."""

from __future__ import annotations

from legation.exports import Asked as Wanted
from legation.exports import Filter, Report, find_format
from legation.exports.event_rows import CSV_HEADER, csv_row
from legation.messages import text
from legation.register import Planned, agenda
from legation.web.view import Answer, Asked, Parameter, View

MOST = 500
"""Plans on one page."""


def answer(asked: Asked) -> Answer:
    """Scheduled events from a day on, soonest first, undated last."""
    begin = asked.day("from") or asked.day("as_of") or asked.today
    plans = agenda(
        asked.register,
        begin=begin,
        as_of=asked.day("as_of"),
        known_at=asked.day("known_at"),
        followed=asked.words("all") is not None,
    )
    wanted = set(asked.actors("actor"))
    if wanted:
        plans = tuple(plan for plan in plans if any(wanted.intersection(filled) for filled in plan.roles.values()))
    shown = plans[:MOST]
    return Answer(
        records=plans,
        header=(*CSV_HEADER, "followed", "planned"),
        rows=[[*csv_row(plan, asked.language), plan.followed, " ".join(plan.planned)] for plan in plans],
        title=text("web.agenda", asked.language),
        shown={"plans": shown, "more": len(plans) - len(shown), "begin": begin.isoformat()},
    )


def ics(asked: Asked) -> bytes:
    """The calendar that a calendar program subscribes to."""
    which = Filter(
        actors=asked.actors("actor"), begin=asked.day("from"), as_of=asked.day("as_of"), known_at=asked.day("known_at")
    )
    write = find_format("ical").write
    assert write is not None
    wanted = Wanted(which=which, day=asked.today, language=asked.language, base=asked.base)
    return b"".join(write(asked.register, wanted, Report()))


VIEW = View(
    name="agenda",
    record=Planned,
    answer=answer,
    parameters=(
        Parameter(name="from", sort="day", help="help.agenda.from"),
        Parameter(name="actor", sort="actors", help="help.actor"),
        Parameter(name="all", sort="words", help="help.agenda.all"),
        Parameter(name="as_of", sort="last_day", help="web.help.as_of"),
        Parameter(name="known_at", sort="last_day", help="help.known_at"),
    ),
    place=2,
    others={"ics": ics},
)
