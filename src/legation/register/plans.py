"""What was scheduled, and what became of it: it happened, was moved or cancelled, or its date passed and nothing was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, and_, or_, select

from legation.model import Event
from legation.model.dates import bounds, overlap, sort_key
from legation.register import schema
from legation.register.events import STATE_CHANGING, Told, build
from legation.register.loading import chunks, instant, is_current, load_events
from legation.register.store import Register
from legation.register.windows import cut, dated_in, placeable

Followed = Literal["coming", "moved", "happened", "cancelled", "unreported"]

_PER_PLAN = 80
"""Mentions in a stretch of time for each plan that passed unreported, to begin with."""

STALE_DAYS = 183
"""A plan without a day leaves the agenda this long after it was last told."""


class Planned(Event, frozen=True, kw_only=True):
    """An event that was scheduled at some time; ``planned``: the dates that it was scheduled for, in the order told."""

    followed: Followed
    planned: tuple[str, ...] = ()


def agenda(
    register: Register,
    *,
    begin: date,
    as_of: date | None = None,
    known_at: date | None = None,
    followed: bool = False,
) -> tuple[Planned, ...]:
    """What is scheduled and not over on that day, soonest first; what has no date that can be placed comes last.

    ``as_of`` leaves out what was published later; ``followed`` adds what was scheduled from that day on and has since
    happened, been cancelled, or passed by unreported.
    """
    with register.look() as connection:
        among = dated_in(connection, begin, None)
    dated, undated, yearless = _from(begin)
    asked = [(undated, None), (yearless, None), (dated, among)]
    found = {pair[0].id: pair for due, some in asked for pair in _load(register, due, as_of, known_at, some)}
    made = [follow(event, told, as_of or begin) for event, told in found.values()]
    open_ = ("coming", "moved")
    kept = [plan for plan in made if (followed or plan.followed in open_) and _due(plan, begin)]
    return tuple(sorted(kept, key=lambda plan: (sort_key(placeable(plan.date)), plan.date or "~", plan.id)))


def overdue(
    register: Register,
    *,
    as_of: date,
    begin: date | None = None,
    known_at: date | None = None,
    limit: int | None = None,
) -> tuple[Planned, ...]:
    """What was scheduled for a day before, of which nothing more was read: unreported, the latest due first.

    ``begin`` leaves out what was due before it; ``limit``: only so many, the latest due. A date that is coarse is over when
    its last day is.
    """
    moment = schema.mentions.c.edtf
    due = and_(moment.is_not(None), moment < as_of.isoformat(), *([moment >= begin.isoformat()[:4]] if begin else []))
    late: list[Planned] = []
    for since, among in _stretches(register, as_of, limit) if limit and not begin else [(begin, None)]:
        found = _load(register, due, as_of, known_at, among)
        made = [follow(event, told, as_of) for event, told in found if event.status not in (*STATE_CHANGING, "denied")]
        late = [plan for plan in made if plan.followed == "unreported" and (since is None or _last_day(plan) >= since)]
        if limit and len(late) >= limit:
            break
    return tuple(sorted(late, key=lambda plan: (_last_day(plan), plan.id), reverse=True)[:limit])


def _stretches(register: Register, as_of: date, limit: int) -> Iterator[tuple[date | None, set[str] | None]]:
    """Ever longer stretches of time before a day: since when, and the events dated in it; ``None`` for all there are."""
    at = limit * _PER_PLAN
    with register.look() as connection:
        while (since := cut(connection, at, as_of)) is not None:
            yield since, dated_in(connection, since, as_of)
            at *= 4
    yield None, None


def follow(event: Event, told: Sequence[Told], as_of: date) -> Planned:
    """What became of an event that was scheduled, as seen on a day."""
    dates = _planned(told)
    # A plan is for the day last told, not for the day most often told.
    last = dates[-1] if dates and event.status == "scheduled" else event.date
    fields = {name: getattr(event, name) for name in Event.__struct_fields__} | {"date": last}
    plan = msgspec.convert(fields | {"followed": "coming", "planned": dates}, Planned, from_attributes=True)
    return msgspec.structs.replace(plan, followed=_followed(plan, as_of))


def _followed(plan: Planned, as_of: date) -> Followed:
    if plan.status in STATE_CHANGING:
        return "happened"
    if plan.status == "denied":
        return "cancelled"
    edtf = placeable(plan.date)
    last = bounds(edtf)[1] if edtf else None
    if last and last < as_of:
        return "unreported"
    return "moved" if len(plan.planned) > 1 else "coming"


def _planned(told: Sequence[Told]) -> tuple[str, ...]:
    """The dates of the plan in the order told; one that only says less, or more, of the date before is no other date."""
    dates: list[str] = []
    for item in sorted(told, key=lambda item: (item.day or date.min, item.seq)):
        edtf = placeable(item.mention.date.edtf if item.mention.date else None)
        if edtf is None or item.mention.status != "scheduled":
            continue
        if dates and overlap(dates[-1], edtf):
            dates[-1] = min(dates[-1], edtf, key=_days)
        elif edtf not in dates:
            dates.append(edtf)
    return tuple(dates)


def _days(edtf: str) -> int:
    first, last = bounds(edtf)
    return (last - first).days if first and last else 10**6


def _last_day(plan: Planned) -> date:
    edtf = placeable(plan.date)
    return (bounds(edtf)[1] if edtf else None) or date.max


def _due(plan: Planned, begin: date) -> bool:
    if placeable(plan.date):
        return _last_day(plan) >= begin
    told = max((step.told[:10] for step in plan.history if step.told), default=None)
    return told is None or (begin - date.fromisoformat(told)).days <= STALE_DAYS


def _from(begin: date) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    """What may be due from a day on: its year or a later one, or an open start; no date, or no year, but told lately."""
    edtf, published = schema.mentions.c.edtf, schema.dispatches.c.published
    lately = (begin - timedelta(days=STALE_DAYS + 1)).isoformat()
    fresh = or_(published.is_(None), published >= lately)
    dated = or_(edtf >= begin.isoformat()[:4], edtf.like("%/%"))
    return dated, and_(edtf.is_(None), fresh), and_(edtf >= "X", edtf < "Y", fresh)


def _load(
    register: Register, due: ColumnElement[bool], as_of: date | None, known_at: date | None, among: set[str] | None = None
) -> list[tuple[Event, list[Told]]]:
    """The events that a mention tells as scheduled for then, ``among`` these or all."""
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    wanted = (
        select(links.c.event)
        .join(mentions, mentions.c.id == links.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(mentions.c.status == "scheduled", due, is_current(instant(known_at)))
    )  # not DISTINCT: SQLite would walk the index of events for it
    queries = [wanted] if among is None else [wanted.where(links.c.event.in_(some)) for some in chunks(among)]
    with register.look() as connection:
        events = {event for query in queries for event in connection.execute(query).scalars()}
        found = load_events(connection, events=events, known_at=known_at, told_by=as_of)
    planned = [(id_, told) for id_, told in found.items() if any(item.mention.status == "scheduled" for item in told)]
    return [(build(id_, told), told) for id_, told in planned]
