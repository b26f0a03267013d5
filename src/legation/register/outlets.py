"""What each outlet told: which events first, which alone, and on which it differs from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.model import Event
from legation.register import schema
from legation.register.events import Told, value_told
from legation.register.loading import chunks, load_events
from legation.register.queries import timeline
from legation.register.store import Register


class Differing(Struct, frozen=True, kw_only=True):
    """An event that an outlet tells otherwise than others: the field, its values, and theirs."""

    event: str
    field: str
    told: tuple[str, ...]
    others: tuple[str, ...]


class Outlet(Struct, frozen=True, kw_only=True):
    """An outlet (``None``: not known which) and the events that it told, the latest last; each an id.

    ``first``: on the first day on which any outlet told it, where another told it later; ``alone``: told by no other, known or
    not; neither is said of what came from no known outlet; ``differing``: where its values are not those of all.
    """

    publisher: str | None
    events: tuple[str, ...]
    first: tuple[str, ...]
    alone: tuple[str, ...]
    differing: tuple[Differing, ...]


class Outlets(Struct, frozen=True, kw_only=True):
    """The outlets, those that told most first, and the events that were looked at, in order of time."""

    outlets: tuple[Outlet, ...]
    events: tuple[Event, ...]


def outlets(
    register: Register,
    *,
    actors: Collection[str] = (),
    kind: str | None = None,
    begin: date | None = None,
    end: date | None = None,
    limit: int | None = None,
) -> Outlets:
    """Who told what of the events asked for; ``limit``: of the last so many.

    >>> from legation.register import open_register
    >>> with open_register("sqlite://") as register:
    ...     outlets(register).outlets
    ()
    """
    events = timeline(register, actors=actors, kind=kind, begin=begin, end=end, limit=limit)
    with register.look() as connection:
        told = load_events(connection, events=[event.id for event in events])
        publisher = _publishers(connection, {item.key for items in told.values() for item in items})
    mine: dict[str | None, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    differing: dict[str | None, list[Differing]] = defaultdict(list)
    for event in events:
        by: dict[str | None, list[Told]] = defaultdict(list)
        for item in told.get(event.id, ()):
            by[publisher[item.key]].append(item)
        days = {outlet: min((item.day for item in items if item.day), default=None) for outlet, items in by.items()}
        known = [day for day in days.values() if day]
        for outlet, items in by.items():
            mine[outlet]["events"].append(event.id)
            if outlet is None:  # many outlets, or one: nobody knows who was alone or first
                pass
            elif len(by) == 1:
                mine[outlet]["alone"].append(event.id)
            elif known and days[outlet] == min(known) and sum(day == min(known) for day in known) < len(by):
                mine[outlet]["first"].append(event.id)
            if len(by) > 1:
                differing[outlet] += _differing(event, items)
    made = [
        Outlet(
            publisher=outlet,
            events=tuple(lists["events"]),
            first=tuple(lists["first"]),
            alone=tuple(lists["alone"]),
            differing=tuple(differing[outlet]),
        )
        for outlet, lists in mine.items()
    ]
    made.sort(key=lambda each: (-len(each.events), each.publisher is None, each.publisher or ""))
    return Outlets(outlets=tuple(made), events=events)


def _differing(event: Event, items: Sequence[Told]) -> list[Differing]:
    """The fields on which an outlet's tellings of an event lack a value that another outlet gives."""
    found = []
    for field, values in event.contradictions.items():
        own = tuple(value for value in values if any(value_told(field, item.mention) == value for item in items))
        others = tuple(value for value in values if value not in own)
        if own and others:
            found.append(Differing(event=event.id, field=field, told=own, others=others))
    return found


def _publishers(connection: Connection, keys: Collection[str]) -> dict[str, str | None]:
    table = schema.dispatches
    return {
        row.key: row.publisher
        for some in chunks(keys)
        for row in connection.execute(select(table.c.key, table.c.publisher).where(table.c.key.in_(some)))
    }
