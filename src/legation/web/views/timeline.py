"""The chronology, and the home page: what happened, the latest first, with what is uncertain about when."""

from __future__ import annotations

from legation.exports import Asked as Wanted
from legation.exports import Filter, Report, find_format
from legation.exports.event_rows import CSV_HEADER, csv_row
from legation.exports.names import who
from legation.messages import label, text
from legation.model import STATUSES, Event
from legation.ontology import domains, kinds
from legation.register import timeline, undated
from legation.web.drawing.dates import Mark, draw_dates
from legation.web.parameters import kept
from legation.web.view import Answer, Asked, Parameter, View

PAGE = 50

FILTERS = (
    Parameter(name="actor", sort="actors", help="help.actor"),
    Parameter(name="with", sort="actors", help="web.help.with"),
    Parameter(name="kind", sort="kind", help="help.kind"),
    Parameter(name="status", sort="status", help="help.status"),
    Parameter(name="domain", sort="domain", help="web.help.domain"),
    Parameter(name="organization", sort="organization", help="web.help.organization"),
    Parameter(name="text", sort="words", help="web.help.text"),
    Parameter(name="from", sort="day", help="help.from"),
    Parameter(name="to", sort="last_day", help="help.to"),
    Parameter(name="as_of", sort="last_day", help="web.help.as_of"),
    Parameter(name="known_at", sort="last_day", help="help.known_at"),
)


def find(asked: Asked, limit: int | None) -> tuple[Event, ...]:
    """The last events that the filters ask for."""
    organization = asked.words("organization")
    sides = [side for side in (asked.actors("actor"), asked.actors("with"), (organization,) if organization else ()) if side]
    found = timeline(
        asked.register,
        actors=sides[0] if sides else (),
        beside=sides[1] if len(sides) > 1 else (),
        kind=asked.words("kind"),
        status=asked.words("status"),
        begin=asked.day("from"),
        end=asked.day("to"),
        as_of=asked.day("as_of"),
        known_at=asked.day("known_at"),
        domain=asked.words("domain"),
        words=asked.words("text") or "",
        limit=limit if len(sides) < 3 else None,
    )
    if len(sides) > 2:  # a third side is looked for among what the first two share
        found = tuple(event for event in found if any(organization in filled for filled in event.roles.values()))
    return found[-limit:] if limit else found


def answer(asked: Asked) -> Answer:
    """One page of events, the latest first."""
    page, size = asked.number("page", 1), asked.number("limit", PAGE)
    found = find(asked, page * size + 1)
    more = len(found) > page * size
    latest = found[-1 : -page * size - 1 : -1]
    events = latest[(page - 1) * size :]
    left = 0
    if asked.day("from") or asked.day("to"):
        left = undated(
            asked.register,
            actors=asked.actors("actor"),
            kind=asked.words("kind"),
            status=asked.words("status"),
            begin=asked.day("from"),
            end=asked.day("to"),
            as_of=asked.day("as_of"),
            known_at=asked.day("known_at"),
        )
    language = asked.language
    marks = [
        Mark(each.date, each.status, f"{label('kind', each.kind, language)}, {who(each, language)}")
        for each in events
        if each.date
    ]
    return Answer(
        records=events,
        header=CSV_HEADER,
        rows=[csv_row(event, asked.language) for event in events],
        title=text("web.timeline", asked.language),
        shown={
            "events": events,
            "drawn": draw_dates(marks, text("web.timeline", language)),
            "page": page,
            "earlier": kept(asked.query, page=page + 1) if more else None,
            "later": kept(asked.query, page=page - 1 if page > 2 else None) if page > 1 else None,
            "left_out": left,
            "kinds": sorted({*kinds(), *(name.split(".")[0] for name in kinds())}),
            "statuses": STATUSES,
            "domains": tuple(domains()),
        },
    )


def atom(asked: Asked) -> bytes:
    """What the register learnt last of what the filters ask for, as a feed."""
    beyond = asked.actors("with") or any(asked.words(name) for name in ("domain", "organization", "text"))
    which = Filter(
        actors=asked.actors("actor"),
        kind=asked.words("kind"),
        status=asked.words("status"),
        begin=asked.day("from"),
        end=asked.day("to"),
        as_of=asked.day("as_of"),
        known_at=asked.day("known_at"),
        among=frozenset(event.id for event in find(asked, None)) if beyond else None,
    )
    write = find_format("atom").write
    assert write is not None
    wanted = Wanted(which=which, day=asked.today, language=asked.language, base=asked.base)
    return b"".join(write(asked.register, wanted, Report()))


VIEW = View(
    name="timeline",
    record=Event,
    answer=answer,
    parameters=(
        *FILTERS,
        Parameter(name="page", sort="number", help="web.help.page", most=200),
        Parameter(name="limit", sort="number", help="web.help.limit", most=500),
    ),
    place=1,
    others={"atom": atom},
)
