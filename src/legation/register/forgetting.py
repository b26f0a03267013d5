"""Forgetting an address or a person: out of every table, of the file's old pages, and not to be stored again.

A register is append-only but for this. Its guards are lifted and put back in the one transaction that removes; what is
left over is linked anew, and a row says that something was forgotten, not what.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Connection, Table, delete, inspect, select, update
from sqlalchemy.types import String

from legation.atlas import load_atlas
from legation.model import Dispatch, RegisterError
from legation.register import guard, schema, watched
from legation.register.forgotten import fields, names, note, plain_url, words_of
from legation.register.homes import drop_casts
from legation.register.neighbourhood import chunks
from legation.register.rows import dispatch_of, stamp
from legation.register.store import Register
from legation.register.upkeep import relink

T = TypeVar("T")

BLANK = "[forgotten]"
_OF_MENTIONS = (schema.roles, schema.casts, schema.spots, schema.links)
_JUDGED = ("accept", "reject", "edit", "retract", "supersede", "recode", "restate")


class Forgotten(Struct, frozen=True, kw_only=True):
    """What was removed; ``copies``: dispatches left that print a removed text under another address.

    ``scrubbed`` is false where another process was using the file: then its old pages are still to be overwritten.
    """

    what: str
    dispatches: int
    mentions: int
    judgements: int
    alerts: int
    copies: int
    scrubbed: bool = True


class _Sought(Struct, frozen=True):
    what: str
    url: str = ""
    name: tuple[str, ...] = ()

    def found_in(self, texts: Sequence[str]) -> bool:
        """Whether the address or the name stands in one of these texts."""
        return any(self.url in text for text in texts) if self.url else names(texts, self.name)


def forget(register: Register, said: str, *, author: str, why: str) -> Forgotten:
    """Forget an address (``https://…``) or a person (first and last name); doing it again finds nothing and scrubs again.

    >>> from legation.register import open_register
    >>> with open_register("sqlite://") as register:
    ...     forget(register, "https://press.example/a", author="Awa", why="asked by the publisher").dispatches
    0
    """
    if not author.strip() or not why.strip():
        raise RegisterError("to forget something needs an author and a reason: --author NAME --why TEXT")
    sought = _sought(said)
    if sought.found_in((author, why)):
        raise RegisterError("the reason and the author are kept: they may not hold what is to be forgotten")
    with register.change() as connection:
        done = _forget(connection, sought, author, why)
    drop_casts()
    return msgspec.structs.replace(done, scrubbed=register.scrub())


def found(register: Register, said: str) -> tuple[int, int]:
    """How many dispatches and mentions would be removed."""
    with register.look() as connection:
        keys = _dispatches(connection, _sought(said))
        return len(keys), len(_mentions(connection, keys))


def _sought(said: str) -> _Sought:
    if said.strip().lower().startswith(("https://", "http://")):
        return _Sought("url", url=plain_url(said))
    words = tuple(words_of(said))
    if len(words) < 2:
        raise RegisterError(f'"{said}": an address begins with https://; a person is named by first and last name')
    known = [id for id in load_atlas().find(said.strip()) if load_atlas().type_of(id) in ("state", "organization", "armed_group")]
    if known:
        raise RegisterError(f'"{said}" is {known[0]}, no person')
    return _Sought("person", name=words)


def _forget(connection: Connection, sought: _Sought, author: str, why: str) -> Forgotten:
    now = stamp()
    tables = list(schema.metadata.tables.values())
    keys = _dispatches(connection, sought)
    mentions = _mentions(connection, keys)
    events = _events(connection, mentions)
    table = schema.dispatches
    hashes = set(_values(connection, table.c.hash, table.c.key, keys))
    guard.lift(connection, tables)
    judged = _judgements(connection, {*keys, *mentions}, sought)
    for of in _OF_MENTIONS:
        _remove(connection, of, of.c.mention, mentions)
    _remove(connection, schema.mentions, schema.mentions.c.id, mentions)
    _remove(connection, schema.codings, schema.codings.c.dispatch, keys)
    numbers = [str(seq) for seq in _values(connection, table.c.seq, table.c.key, keys)]
    for some in chunks(numbers):
        connection.execute(delete(schema.bands).where(schema.bands.c.dispatch.in_([int(each) for each in some])))
    _remove(connection, table, table.c.key, keys)
    copies = _copies(connection, hashes, keys)
    _links_to(connection, sought)
    left = {event for event in events if _told(connection, event)}
    _remove(connection, schema.disputes, schema.disputes.c.event, events - left)
    alerts = _watched(connection, sought, keys)
    _refuse_unknown(connection, sought)
    guard.restore(connection, tables)
    relink(connection, {mention for event in left for mention in _told(connection, event)}, now)
    said = sought.url or " ".join(sought.name)
    note(
        connection, sought.what, said, dispatches=len(keys), mentions=len(mentions), author=author, reason=why, now=now
    )
    return Forgotten(
        what=sought.what, dispatches=len(keys), mentions=len(mentions), judgements=judged, alerts=alerts, copies=copies
    )


def _dispatches(connection: Connection, sought: _Sought) -> set[str]:
    """The keys of the dispatches of an address, or that name a person: in their words or in what a reviewer wrote of them."""
    table, mentions = schema.dispatches, schema.mentions
    if sought.url:
        rows = connection.execute(select(table.c.key, table.c.url, table.c.id))
        return {row.key for row in rows if sought.url in (plain_url(row.url or ""), plain_url(row.id))}
    keys = {key for key, dispatch in _all(connection) if sought.found_in(tuple(fields(dispatch)))}
    records = connection.execute(select(mentions.c.dispatch, mentions.c.record))
    return keys | {row.dispatch for row in records if sought.found_in((row.record,))}


def _all(connection: Connection) -> Iterator[tuple[str, Dispatch]]:
    for row in connection.execute(select(schema.dispatches)):
        yield row.key, dispatch_of(row)


def _mentions(connection: Connection, keys: Collection[str]) -> set[str]:
    return set(_values(connection, schema.mentions.c.id, schema.mentions.c.dispatch, keys))


def _values(connection: Connection, wanted: Column[T], column: Column[str], among: Collection[str]) -> Iterator[T]:
    for some in chunks(among):
        yield from connection.execute(select(wanted).where(column.in_(some))).scalars()


def _remove(connection: Connection, table: Table, column: Column[str], values: Collection[str]) -> None:
    for some in chunks(values):
        connection.execute(delete(table).where(column.in_(some)))


def _events(connection: Connection, mentions: Collection[str]) -> set[str]:
    return set(_values(connection, schema.links.c.event, schema.links.c.mention, mentions)) - {""}


def _told(connection: Connection, event: str) -> list[str]:
    query = select(schema.links.c.mention).where(schema.links.c.event == event).distinct()
    return [str(mention) for mention in connection.execute(query).scalars()]


def _judgements(connection: Connection, gone: Collection[str], sought: _Sought) -> int:
    """Remove what was judged of what is gone, and undos of it; blank the words of other judgements that tell it."""
    table = schema.judgements
    rows = connection.execute(select(table)).all()
    removed = {row.seq for row in rows if row.verdict in _JUDGED and (row.subject in gone or row.object in gone)}
    for row in rows:  # an undo of an undo comes later than what it undoes
        if row.verdict == "undo" and int(row.subject) in removed:
            removed.add(row.seq)
    for seq in removed:
        connection.execute(delete(table).where(table.c.seq == seq))
    for row in rows:
        if row.seq in removed:
            continue
        blanked = {
            name: BLANK for name in ("reason", "author", "value") if (words := getattr(row, name)) and sought.found_in((words,))
        }
        if blanked:
            connection.execute(update(table).where(table.c.seq == row.seq).values(blanked))
    return len(removed)


def _copies(connection: Connection, hashes: Collection[str], keys: Collection[str]) -> int:
    """Copies that are left stand on their own now; the first of them is what the others are copies of."""
    table, families = schema.dispatches, schema.families
    number = 0
    for hash_ in hashes:
        left = list(connection.execute(select(table.c.key).where(table.c.hash == hash_).order_by(table.c.seq)).scalars())
        number += len(left)
        if not left:
            connection.execute(delete(families).where(families.c.text == hash_))
            continue
        same = table.c.hash == hash_
        connection.execute(update(table).where(same, table.c.copy_of.in_(list(keys))).values(copy_of=left[0]))
        connection.execute(update(table).where(table.c.key == left[0]).values(copy_of=None))
    return number


def _links_to(connection: Connection, sought: _Sought) -> None:
    """Take links to a forgotten address out of the dispatches that point to it."""
    if not sought.url:
        return
    table = schema.dispatches
    for key, dispatch in _all(connection):
        kept = tuple(link for link in dispatch.related if plain_url(link.url or "") != sought.url)
        if kept != dispatch.related:
            connection.execute(update(table).where(table.c.key == key).values(related=msgspec.json.encode(kept).decode()))


def _watched(connection: Connection, sought: _Sought, keys: Collection[str]) -> int:
    """Remove what watching remembers of it; the number of alerts."""
    if not inspect(connection).has_table(watched.entries.name):
        return 0
    entries, alerts = watched.entries, watched.alerts
    for row in connection.execute(select(entries.c.seq, entries.c.url, entries.c.title, entries.c.content, entries.c.said)).all():
        if sought.found_in((row.url, row.title, row.content, row.said)):
            connection.execute(delete(entries).where(entries.c.seq == row.seq))
    rows = connection.execute(select(alerts.c.id, alerts.c.dispatch, alerts.c.record, alerts.c.value)).all()
    gone = [row.id for row in rows if row.dispatch in keys or sought.found_in((row.record, row.value))]
    for table, column in (
        (alerts, alerts.c.id), (watched.grounds, watched.grounds.c.alert), (watched.deliveries, watched.deliveries.c.alert)
    ):  # fmt: skip
        _remove(connection, table, column, gone)
    feeds = watched.feeds
    for feed in connection.execute(select(feeds.c.url, feeds.c.said)).all():
        if sought.found_in((feed.said,)):
            connection.execute(update(feeds).where(feeds.c.url == feed.url).values(said=""))
    return len(gone)


def _refuse_unknown(connection: Connection, sought: _Sought) -> None:
    """Refuse to say "forgotten" where a table that this Legation doesn't know, or has overlooked, still tells it."""
    looked = inspect(connection)
    for name in looked.get_table_names():
        columns = [each["name"] for each in looked.get_columns(name) if isinstance(each["type"], String)]
        for column in columns:
            for (words,) in connection.exec_driver_sql(f'SELECT "{column}" FROM "{name}" WHERE "{column}" IS NOT NULL'):
                if isinstance(words, str) and sought.found_in((words,)) and not (sought.url and name == "watch_feeds"):
                    raise RegisterError(f"{name}.{column} still tells it; nothing was forgotten: report this")


