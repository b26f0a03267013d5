"""What a dispatch changed in the state of things: not that it told something, but that something is otherwise now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.model import Event
from legation.model.dates import bounds, overlap
from legation.ontology import kinds
from legation.register import schema
from legation.register.events import STATE_CHANGING, Told, build
from legation.register.loading import is_current, load_events
from legation.register.tellings import tie_kinds_of
from legation.register.windows import placeable
from legation.watch.settings import Change

MOST_QUOTED = 300
"""Characters of a quote that go into an alert."""


class Changed(Struct, frozen=True, kw_only=True):
    """One change of state, with the words that brought it; ``value`` tells it from another change of the same event."""

    id: str
    change: Change
    value: str
    event: str
    kind: str
    status: str
    date: str | None
    place: str | None
    roles: dict[str, tuple[str, ...]]
    names: dict[str, str]
    quote: str
    claimed_by: tuple[str, ...]
    dispatch: str
    title: str
    url: str | None
    publisher: str | None
    published: str | None


def changes_of(connection: Connection, key: str, today: date) -> Iterator[tuple[Changed, tuple[str, ...]]]:
    """What the dispatch of this key changed, each with the mentions of its event: as it stands, against without it."""
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    query = (
        select(links.c.event)
        .join(mentions, mentions.c.id == links.c.mention)
        .where(mentions.c.dispatch == key, links.c.event != "", is_current())
    )
    touched = set(connection.execute(query).scalars())
    if not touched:
        return
    about = connection.execute(select(dispatches).where(dispatches.c.key == key)).one()
    for id_, told in sorted(load_events(connection, events=touched).items()):
        own = [item for item in told if item.key == key]
        others = [item for item in told if item.key != key]
        if not own:
            continue
        after = build(id_, told)
        before = build(id_, others) if others else None
        roles = {role: ids for role, ids in after.roles.items() if role not in kinds()[after.kind].scalar}
        for change, value in _changes(before, after, today):
            saying = _saying(own, after)
            quote = saying.mention.quote
            made = Changed(
                id=hashlib.sha256("\x1f".join((id_, change, value)).encode()).hexdigest()[:16],
                change=change, value=value, event=id_, kind=after.kind, status=after.status, date=after.date,
                place=after.place, roles=roles,
                names=after.names, quote=quote if len(quote) <= MOST_QUOTED else f"{quote[: MOST_QUOTED - 1]}…",
                claimed_by=saying.mention.claimed_by, dispatch=about.id, title=about.title, url=about.url,
                publisher=about.publisher, published=about.published,
            )  # fmt: skip
            yield made, tuple(item.id for item in told)


def _changes(before: Event | None, after: Event, today: date) -> Iterator[tuple[Change, str]]:
    """The changes between an event without the dispatch and with it."""
    was = before.status if before else None
    if after.status == "scheduled" and not _is_over(after.date, today):
        if was != "scheduled":
            yield "scheduled", after.date or ""
        elif before and before.date and after.date and not _agree(before.date, after.date):
            yield "moved", after.date
    if after.status != was:
        if after.status == "considered":
            yield "considered", ""
        elif after.status == "denied" and was is not None:
            yield "cancelled", was
        # What ends or begins a tie is a change of state by itself; anything else only where it was awaited.
        elif _is_new(was, after.status) and (tie_kinds_of(after.kind) or was in ("scheduled", "considered")):
            yield "occurred", ""
    for field, values in after.contradictions.items():
        if before is None or set(values) - set(before.contradictions.get(field, ())):
            yield "contradiction", f"{field}: {' | '.join(sorted(values))}"


def _is_new(was: str | None, status: str) -> bool:
    return status in STATE_CHANGING and was not in STATE_CHANGING


def _saying(own: list[Told], event: Event) -> Told:
    """The dispatch's mention that tells the event as it is now, else its first."""
    return next((item for item in own if item.mention.status == event.status), own[0])


def _is_over(edtf: str | None, today: date) -> bool:
    placed = placeable(edtf)
    last = bounds(placed)[1] if placed else None
    return last is not None and last < today


def _agree(one: str, other: str) -> bool:
    first, second = placeable(one), placeable(other)
    return first is None or second is None or overlap(first, second)
