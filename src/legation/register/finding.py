"""From what somebody types to the mention, event or dispatch that it names; or an error that says what to type."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, func, or_, select

from legation.model import RegisterError, suggest
from legation.register import schema

_LIST = "ids are in: legation review list, legation timeline, legation show EVENT --json"


def mention_named(connection: Connection, prefix: str) -> str:
    """The mention whose id begins so; the id of an event of one mention names that mention."""
    found = _beginning(connection, schema.mentions.c.id, prefix)
    if not found and (events := _events(connection, prefix)):
        found = [id for event in events for id in mentions_of(connection, event)]
    return _only(found, prefix, "mention")


def mentions_named(connection: Connection, prefix: str, *, whole: bool = False, alone: bool = False) -> list[str]:
    """The mentions that an id means: of an event of several either all (``whole``) or the one of that id (``alone``)."""
    events = [] if alone else _events(connection, prefix)
    if whole:
        return mentions_of(connection, event_named(connection, prefix))
    if len(events) == 1 and len(held := mentions_of(connection, events[0])) > 1:
        choice = f"--all for all of them, --only for the mention {_short(events[0])} alone, or the id of another"
        raise RegisterError(f'"{prefix}" is an event of {len(held)} mentions ({_some(held)}): add {choice}')
    return [mention_named(connection, prefix)]


def event_named(connection: Connection, prefix: str) -> str:
    """The event whose id, or one of whose mentions' ids, begins so."""
    found = _events(connection, prefix)
    if not found:
        table = schema.mentions
        held = _beginning(connection, table.c.id, prefix)
        edited = select(table.c.id).where(table.c.edited_from.in_(held))
        held += connection.execute(edited).scalars()
        found = list(dict.fromkeys(filter(None, (event_of(connection, mention) for mention in held))))
    return _only(found, prefix, "event")


def dispatch_named(connection: Connection, name: str) -> str:
    """The key of the last version of the dispatch of that id, of the key that begins so, or whose id ends so."""
    table = schema.dispatches
    wanted = name.strip()
    query = select(table.c.id, table.c.key).order_by(table.c.seq)
    rows = connection.execute(query.where(or_(table.c.id == wanted, table.c.url == wanted))).all()
    rows = rows or connection.execute(query.where(table.c.id.endswith(wanted, autoescape=True))).all() if wanted else []
    if not rows and len(wanted) >= 4:
        rows = connection.execute(query.where(table.c.key.startswith(wanted, autoescape=True))).all()
    ids = dict.fromkeys(row.id for row in rows)
    if not ids:
        known = connection.execute(select(table.c.id).distinct().limit(10_000)).scalars()
        raise RegisterError(f'no dispatch "{name}"{suggest(wanted, known)}; its id is in: legation show EVENT --json')
    if len(ids) > 1:
        raise RegisterError(f'"{name}" names {len(ids)} dispatches ({_some(list(ids))}): write the whole id')
    return str(rows[-1].key)


def mentions_of(connection: Connection, event: str) -> list[str]:
    """The mentions that are in an event now, in the order they were stored."""
    links, mentions = schema.links, schema.mentions
    ever = select(links.c.mention).where(links.c.event == event)
    last = select(func.max(links.c.seq)).where(links.c.mention.in_(ever)).group_by(links.c.mention)
    query = (
        select(links.c.mention)
        .join(mentions, mentions.c.id == links.c.mention)
        .where(links.c.seq.in_(last), links.c.event == event)
        .order_by(mentions.c.seq)
    )
    return list(connection.execute(query).scalars())


def event_of(connection: Connection, mention: str) -> str:
    """The event that a mention is in now, "" for none."""
    links = schema.links
    query = select(links.c.event).where(links.c.mention == mention).order_by(links.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or ""


def _events(connection: Connection, prefix: str) -> list[str]:
    links = schema.links
    ever = links.c.event.startswith(_plain(prefix))
    events = list(connection.execute(select(links.c.event).where(ever, links.c.event != "").distinct()).scalars())
    return [event for event in events if mentions_of(connection, event)]


def _beginning(connection: Connection, column: Column[str], prefix: str) -> list[str]:
    return list(connection.execute(select(column).where(column.startswith(_plain(prefix))).limit(100)).scalars())


def _plain(prefix: str) -> str:
    wanted = prefix.strip().lower()
    if not wanted or not wanted.isalnum():
        raise RegisterError(f'"{prefix}" is no id; {_LIST}')
    return wanted


def _only(found: Sequence[str], prefix: str, what: str) -> str:
    if not found:
        raise RegisterError(f'no {what} "{prefix}"; {_LIST}')
    if len(found) > 1:
        raise RegisterError(f'"{prefix}" is the beginning of {len(found)} {what}s ({_some(found)}): write more of it')
    return found[0]


def _some(ids: Sequence[str]) -> str:
    return ", ".join([*sorted(ids)[:4], *["…"][: len(ids) > 4]])


def _short(id: str) -> str:
    return id[:8]
