"""What each outlet told first, alone, or differently."""

from __future__ import annotations

from legation.exports.names import who
from legation.messages import text
from legation.register.outlets import Outlet, outlets
from legation.web.view import Answer, Asked, Parameter, View

EVENTS = 300
"""The events looked at where nobody says how many: the last ones."""

CSV_HEADER = ("publisher", "event", "kind", "status", "date", "what", "field", "told", "others", "who")


def answer(asked: Asked) -> Answer:
    """Each outlet, those that told most first."""
    looked = asked.number("limit", EVENTS)
    found = outlets(
        asked.register,
        actors=asked.actors("actor"),
        kind=asked.words("kind"),
        begin=asked.day("from"),
        end=asked.day("to"),
        limit=looked,
    )
    events = {event.id: event for event in found.events}
    lines: list[list[str]] = []
    for outlet in found.outlets:
        told = [(id_, "first", "", "", "") for id_ in outlet.first] + [(id_, "alone", "", "", "") for id_ in outlet.alone]
        told += [
            (each.event, "differently", each.field, " | ".join(each.told), " | ".join(each.others)) for each in outlet.differing
        ]
        for id_, what, field, own, others in told:
            event = events[id_]
            lines.append(
                [outlet.publisher or "", id_, event.kind, event.status, event.date or "", what, field, own, others,
                 who(event, asked.language)]
            )
    return Answer(
        records=found.outlets,
        header=CSV_HEADER,
        rows=lines,
        title=text("web.sources", asked.language),
        shown={"outlets": found.outlets, "events": events, "looked": len(events)},
    )


VIEW = View(
    name="sources",
    record=Outlet,
    answer=answer,
    parameters=(
        Parameter(name="actor", sort="actors", help="help.actor"),
        Parameter(name="kind", sort="kind", help="help.kind"),
        Parameter(name="from", sort="day", help="help.from"),
        Parameter(name="to", sort="last_day", help="help.to"),
        Parameter(name="limit", sort="number", help="web.help.limit", most=1000),
    ),
    place=5,
)
