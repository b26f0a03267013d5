"""Reading events out of the tables: current links, mentions whose text still stands, grouped by event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, or_, select

from legation.register import schema
from legation.register.copies import families
from legation.register.events import Told
from legation.register.rows import decode
from legation.register.upkeep import current_links, superseded


def instant(known_at: date | None) -> str | None:
    """The last instant of a day, as the register writes instants.

    >>> instant(date(2025, 4, 1))
    '2025-04-01T23:59:59Z'
    """
    return f"{known_at.isoformat()}T23:59:59Z" if known_at else None


def kind_matches(kind: str) -> ColumnElement[bool]:
    """Condition for a kind, or for all kinds of a family ("membership")."""
    column = schema.mentions.c.kind
    return or_(column == kind, column.startswith(f"{kind}.", autoescape=True))


def load_events(
    connection: Connection,
    *,
    kind: str | None = None,
    actors: Collection[str] = (),
    events: Collection[str] | None = None,
    known_at: date | None = None,
) -> dict[str, list[Told]]:
    """Mentions by event, in the order they were stored; ``actors``: events that have one of them in any role."""
    links, mentions, dispatches, roles = schema.links, schema.mentions, schema.dispatches, schema.roles
    moment = instant(known_at)
    query = (
        select(
            links.c.event,
            links.c.reason,
            mentions.c.id,
            mentions.c.seq,
            mentions.c.record,
            dispatches.c.key,
            dispatches.c.hash,
            dispatches.c.published,
            dispatches.c.read_at,
        )
        .join(mentions, mentions.c.id == links.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(links.c.seq.in_(current_links(moment)), links.c.event != "")  # "": judged out of all events
        .order_by(mentions.c.seq)
    )
    if moment:
        query = query.where(dispatches.c.read_at <= moment)
    if kind:
        query = query.where(kind_matches(kind))
    if actors:
        named = (
            select(links.c.event)
            .join(roles, roles.c.mention == links.c.mention)
            .where(roles.c.actor.in_(actors), links.c.seq.in_(current_links(moment)))
        )
        query = query.where(links.c.event.in_(named))
    if events is not None:
        query = query.where(links.c.event.in_(events))
    gone = superseded(connection, moment)
    found: dict[str, list[Told]] = {}
    rows = [row for row in connection.execute(query) if row.key not in gone]
    source = families(connection, {row.hash for row in rows}, moment)
    for row in rows:
        mention = decode(row.record)
        found.setdefault(row.event, []).append(
            Told(
                id=row.id,
                seq=row.seq,
                mention=mention,
                dispatch=mention.dispatch,
                key=row.key,
                text=source.get(row.hash, row.hash),
                published=row.published,
                read_at=row.read_at,
                reason=row.reason,
            )
        )
    if actors:  # an actor named only by a text since replaced no longer makes the event its own
        wanted = set(actors)
        found = {event: told for event, told in found.items() if wanted & _named(told)}
    return found


def _named(told: Sequence[Told]) -> set[str]:
    return {actor for item in told for role in item.mention.roles for actor in item.mention.ids(role)}
