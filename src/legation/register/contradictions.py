"""What outlets contradict each other on: every value with those that tell it, none preferred."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.model import Event, RegisterError, suggest
from legation.register import schema
from legation.register.disputes import noted
from legation.register.events import FIELDS, Told, build, value_told
from legation.register.loading import events_naming, instant, load_events
from legation.register.queries import check_filters
from legation.register.rows import day_of
from legation.register.store import Register

_AT_ONCE = 200


class Teller(Struct, frozen=True, kw_only=True):
    """Who tells a value, and in which words."""

    dispatch: str
    publisher: str | None
    published: str | None
    url: str | None
    mention: str
    quote: str
    claimed_by: tuple[str, ...]


class Value(Struct, frozen=True, kw_only=True):
    """One of the values told; ``sources``: how many independent ones tell it."""

    value: str
    sources: int
    tellers: tuple[Teller, ...]


class Contradiction(Struct, frozen=True, kw_only=True):
    """A field of an event on which the mentions differ: ``date``, ``place``, ``ordinal``, ``actors`` or ``status``."""

    event: Event
    field: str
    values: tuple[Value, ...]


def contradictions(
    register: Register,
    *,
    actors: Collection[str] = (),
    kind: str | None = None,
    field: str | None = None,
    known_at: date | None = None,
    among: Collection[str] | None = None,
    limit: int | None = None,
) -> tuple[Contradiction, ...]:
    """All contradictions in order of time, of these events alone (``among``); ``limit``: of so many, the latest disputed.

    >>> from legation.register import open_register
    >>> with open_register("sqlite://") as register:
    ...     contradictions(register)
    ()
    """
    check_filters(kind, None)
    if field is not None and field not in FIELDS:
        hint = suggest(field, FIELDS) or f"; one of {', '.join(FIELDS)}"
        raise RegisterError(f'no contradictions on "{field}"{hint}')
    found: list[tuple[Event, list[Told]]] = []
    with register.look() as connection:
        for event, told in _disputed(connection, actors, kind, known_at, among):
            if field is None or field in event.contradictions:
                found.append((event, told))
            if limit is not None and len(found) >= limit:
                break
        keys = {item.key for _, told in found for item in told}
        tellers = _tellers(connection, keys)
    found.sort(key=lambda pair: (_since(pair[1]), pair[0].id))
    return tuple(
        Contradiction(event=event, field=each, values=_values(each, event.contradictions[each], told, tellers))
        for event, told in found
        for each in event.contradictions
        if field in (None, each)
    )


def _disputed(
    connection: Connection,
    actors: Collection[str],
    kind: str | None,
    known_at: date | None,
    among: Collection[str] | None = None,
) -> Iterator[tuple[Event, list[Told]]]:
    """The events that are told differently, the latest noted first; some at a time: a register may have thousands."""
    candidates = list(noted(connection, instant(known_at))) if among is None else list(among)
    named: set[str] | None = None
    names = iter(candidates)
    while some := list(islice(names, _AT_ONCE)):
        if actors and some[0] != candidates[0]:  # rarer than one in a few: who is named is asked for all that are left, once
            named = named if named is not None else events_naming(connection, [actors])
            some = [name for name in (*some, *names) if name in named]
            names = iter(some[_AT_ONCE:])
            some = some[:_AT_ONCE]
        loaded = load_events(connection, events=some, kind=kind, actors=actors, known_at=known_at)
        for name in some:
            if name in loaded:
                event = build(name, loaded[name])
                if event.contradictions:
                    yield event, loaded[name]


def _since(told: Sequence[Told]) -> date:
    return min(item.day or day_of(item.read_at) or date.max for item in told)


def _tellers(connection: Connection, keys: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
    """Publisher and address of dispatches."""
    table = schema.dispatches
    ordered = sorted(keys)
    parts = (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))
    return {
        row.key: (row.publisher, row.url)
        for part in parts
        for row in connection.execute(select(table.c.key, table.c.publisher, table.c.url).where(table.c.key.in_(part)))
    }


def _values(
    field: str, values: Sequence[str], told: Sequence[Told], tellers: dict[str, tuple[str | None, str | None]]
) -> tuple[Value, ...]:
    found = []
    ordered = sorted(told, key=lambda item: (item.day or date.min, item.seq))
    for value in values:
        saying = [item for item in ordered if value_told(field, item.mention) == value]
        found.append(
            Value(
                value=value,
                sources=len({item.text for item in saying}),
                tellers=tuple(
                    Teller(
                        dispatch=item.dispatch,
                        publisher=tellers[item.key][0],
                        published=item.published,
                        url=tellers[item.key][1],
                        mention=item.id,
                        quote=item.mention.quote,
                        claimed_by=item.mention.claimed_by,
                    )
                    for item in saying
                ),
            )
        )
    return tuple(found)
