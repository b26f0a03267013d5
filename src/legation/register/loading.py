"""Reading events out of the tables: current links, mentions whose text still stands, grouped by event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from legation.register import schema
from legation.register.events import Told
from legation.register.rows import MEMBERS, decode


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


def is_current(moment: str | None = None) -> ColumnElement[bool]:
    """Condition for the last link of a mention (by then): no later one follows it.

    Asked link by link on an index, so that a question about few events does not walk the whole register.
    """
    later = schema.links.alias("later")
    follows = exists().where(later.c.mention == schema.links.c.mention, later.c.seq > schema.links.c.seq)
    current = ~(follows.where(later.c.made_at <= moment) if moment else follows)
    return and_(current, schema.links.c.made_at <= moment) if moment else current


def stands(moment: str | None = None) -> ColumnElement[bool]:
    """Condition for a dispatch whose text was not replaced (by then), and that was read (by then)."""
    table = schema.judgements
    gone = exists().where(table.c.subject == schema.dispatches.c.key, table.c.verdict == "supersede")
    if not moment:
        return ~gone
    return and_(~gone.where(table.c.made_at <= moment), schema.dispatches.c.read_at <= moment)


def naming(actors: Collection[str], moment: str | None = None) -> Select[tuple[str]]:
    """The events that have one of these actors in any role."""
    links, roles = schema.links, schema.roles
    return (
        select(links.c.event).join(roles, roles.c.mention == links.c.mention).where(roles.c.actor.in_(actors), is_current(moment))
    )


def load_events(
    connection: Connection,
    *,
    kind: str | None = None,
    kinds: Collection[str] = (),
    actors: Collection[str] = (),
    beside: Collection[str] = (),
    events: Collection[str] | Select[tuple[str]] | None = None,
    known_at: date | None = None,
    told_by: date | None = None,
) -> dict[str, list[Told]]:
    """Mentions by event, in the order they were stored.

    ``actors``: events that have one of them in any role, ``beside``: and one of these too; ``told_by`` leaves out what was
    published later.
    """
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
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
        .where(is_current(moment), stands(moment))
        .order_by(mentions.c.seq)
    )
    if kind:
        query = query.where(kind_matches(kind))
    if kinds:
        query = query.where(mentions.c.kind.in_(kinds))
    for named in filter(None, (actors, beside)):
        query = query.where(links.c.event.in_(naming(named, moment)))
    if events is not None:
        query = query.where(links.c.event.in_(events))
    if told_by is not None:
        after = (told_by + timedelta(days=1)).isoformat()
        query = query.where(or_(dispatches.c.published.is_(None), dispatches.c.published < after))
    found: dict[str, list[Told]] = {}
    for row in connection.execute(query):
        mention = decode(row.record)
        found.setdefault(row.event, []).append(
            Told(
                id=row.id,
                seq=row.seq,
                mention=mention,
                dispatch=mention.dispatch,
                key=row.key,
                text=row.hash,
                published=row.published,
                read_at=row.read_at,
                reason=row.reason,
            )
        )
    for wanted in (set(named) for named in (actors, beside) if named):
        # An actor named only by a text since replaced no longer makes the event its own.
        found = {event: told for event, told in found.items() if wanted & _named(told)}
    return found


def _named(told: Sequence[Told]) -> set[str]:
    actors = [actor for item in told for role in item.mention.roles for actor in item.mention.actors(role)]
    return {actor.id for actor in actors} | {f"{actor.id}{MEMBERS}" for actor in actors if actor.via == "members"}
