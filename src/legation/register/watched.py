"""What watching remembers, in the register's own database: feeds, hosts, articles to come, alerts and who got them.

This is a crawler's memory and no part of the record: rows change, and are in tables of their own that are made when a
register is first watched. What was read stands in the register, and is only ever added to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    update,
)

from legation.register import schema
from legation.register.store import Register

memory = MetaData()

LONGEST = 8 * 86400.0
"""Seconds: longer than an article is ever put off."""

feeds = Table(
    "watch_feeds",
    memory,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False, default=""),
    Column("modified", Text, nullable=False, default=""),
    Column("changed", Text, nullable=False, default=""),  # what an index of sitemaps says of it
    Column("asked_at", Float, nullable=False, default=0.0),  # seconds since 1970, as all times here
    Column("next_at", Float, nullable=False, default=0.0),
    Column("failures", Integer, nullable=False, default=0),
    Column("said", Text, nullable=False, default=""),  # the last problem; "" where there is none
)

hosts = Table(
    "watch_hosts",
    memory,
    Column("origin", Text, primary_key=True),
    Column("rules", Text, nullable=False, default=""),  # JSON of what it allows
    Column("rules_at", Float, nullable=False, default=0.0),
    Column("asked_at", Float, nullable=False, default=0.0),
    Column("not_before", Float, nullable=False, default=0.0),
    Column("failures", Integer, nullable=False, default=0),
)

entries = Table(
    "watch_entries",
    memory,
    Column("seq", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("feed", Text, nullable=False),
    Column("title", Text, nullable=False, default=""),
    Column("published", Text),
    Column("changed", Text, nullable=False, default=""),
    Column("content", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False),  # new, storing, read, refused, failed
    Column("key", String(16), nullable=False, default=""),  # of the dispatch that is being stored
    Column("said", Text, nullable=False, default=""),  # why it was refused or failed
    Column("tries", Integer, nullable=False, default=0),
    Column("next_at", Float, nullable=False, default=0.0),
    Column("done_at", Float, nullable=False, default=0.0),
    Index("ix_watch_entries_state", "state", "feed", "seq"),
)

alerts = Table(
    "watch_alerts",
    memory,
    Column("seq", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("change", String(16), nullable=False),
    Column("event", String(16), nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("dispatch", String(16), nullable=False),
    Column("record", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
)

grounds = Table(
    "watch_grounds",
    memory,
    Column("alert", String(16), primary_key=True),
    Column("mention", String(16), primary_key=True, index=True),
)
"""The mentions behind an alert: an event that is merged or split is not told again."""

deliveries = Table(
    "watch_deliveries",
    memory,
    Column("alert", String(16), primary_key=True),
    Column("channel", String(16), primary_key=True),
)

Row = Mapping[str, object]


def prepare(register: Register) -> None:
    """Make the tables of watching where they are not there yet."""
    with register.look() as connection:
        missing = set(memory.tables) - set(inspect(connection).get_table_names())
    if missing:
        with register.change() as connection:
            memory.create_all(connection)


def row_of(connection: Connection, table: Table, name: str) -> Row | None:
    """The row of a feed, a host or an entry; ``None`` where nothing is remembered of it."""
    key = table.c.origin if table is hosts else table.c.url
    found = connection.execute(select(table).where(key == name)).mappings().first()
    return dict(found) if found else None


def remember(connection: Connection, table: Table, name: str, **values: str | float | None) -> None:
    """Change what is remembered of a feed, a host or an entry, or begin to remember it."""
    key = table.c.origin if table is hosts else table.c.url
    if connection.execute(update(table).where(key == name).values(values)).rowcount == 0:
        connection.execute(insert(table).values({**values, key.name: name}))


def waiting(connection: Connection, feed: str, now: float, most: int) -> Sequence[Row]:
    """The articles of a feed that are to be read now, in the order they were found."""
    due = or_(entries.c.next_at <= now, entries.c.next_at > now + LONGEST)  # nothing waits longer: the clock was set back
    query = select(entries).where(entries.c.feed == feed, entries.c.state == "new", due)
    return [dict(row) for row in connection.execute(query.order_by(entries.c.seq).limit(most)).mappings()]


def unfinished(connection: Connection) -> Sequence[Row]:
    """The articles that were being stored when watching was stopped or killed."""
    query = select(entries).where(entries.c.state == "storing").order_by(entries.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]


def is_stored(connection: Connection, key: str) -> bool:
    """Whether the register has the dispatch of this key."""
    return connection.execute(select(schema.dispatches.c.seq).where(schema.dispatches.c.key == key)).first() is not None


def alerted(connection: Connection, change: str, value: str, event: str, mentions: Sequence[str]) -> bool:
    """Whether this change of this event, or of one that shared a mention with it, was alerted of."""
    same = (alerts.c.change == change, alerts.c.value == value)
    if connection.execute(select(alerts.c.seq).where(*same, alerts.c.event == event)).first():
        return True
    for at in range(0, len(mentions), 500):
        some = grounds.c.mention.in_(mentions[at : at + 500])
        if connection.execute(select(alerts.c.seq).join(grounds, grounds.c.alert == alerts.c.id).where(*same, some)).first():
            return True
    return False


def add_alert(connection: Connection, row: Mapping[str, str], mentions: Sequence[str]) -> None:
    """Store an alert and the mentions behind it."""
    connection.execute(insert(alerts).values(row))
    if mentions:
        connection.execute(insert(grounds), [{"alert": row["id"], "mention": mention} for mention in mentions])


def undelivered(connection: Connection, channel: str) -> Sequence[Row]:
    """The alerts that a channel has not been given yet, the oldest first."""
    given = select(deliveries.c.alert).where(deliveries.c.channel == channel)
    query = select(alerts).where(alerts.c.id.not_in(given)).order_by(alerts.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]


def delivered(connection: Connection, channel: str, alert: str) -> None:
    """Note that a channel was given an alert."""
    remove = delete(deliveries).where(deliveries.c.alert == alert, deliveries.c.channel == channel)
    connection.execute(remove)
    connection.execute(insert(deliveries).values(alert=alert, channel=channel))


def latest(connection: Connection, most: int) -> Sequence[Row]:
    """The last alerts, the newest first."""
    return [dict(row) for row in connection.execute(select(alerts).order_by(alerts.c.seq.desc()).limit(most)).mappings()]


def open_channel(connection: Connection, channel: str) -> None:
    """Begin to deliver to a channel: what was alerted of before it was there is old news to it."""
    if connection.execute(select(deliveries.c.alert).where(deliveries.c.channel == channel, deliveries.c.alert == "")).first():
        return
    old = [{"alert": id, "channel": channel} for id in connection.execute(select(alerts.c.id)).scalars()]
    connection.execute(insert(deliveries), [{"alert": "", "channel": channel}, *old])


class Standing(Struct, frozen=True):
    """How a feed stands: articles by what became of them, when it was last asked, its last problem."""

    read: int = 0
    waiting: int = 0
    refused: int = 0
    failed: int = 0
    asked_at: float = 0.0
    said: str = ""


def standings(register: Register) -> dict[str, Standing] | None:
    """How each feed stands that was ever watched into a register; ``None`` where none was."""
    with register.look() as connection:
        if not inspect(connection).has_table(feeds.name):
            return None
        counted: dict[str, Counter[str]] = {}
        query = select(entries.c.feed, entries.c.state, func.count()).group_by(entries.c.feed, entries.c.state)
        for feed, state, number in connection.execute(query):
            counted.setdefault(feed, Counter())[state] += number
        return {
            row.url: Standing(
                of["read"], of["new"] + of["storing"], of["refused"], of["failed"], row.asked_at, row.said
            )
            for row in connection.execute(select(feeds))
            for of in [counted.get(row.url, Counter())]
        }


def refusals(register: Register, most: int = 200) -> list[tuple[str, str]]:
    """The last articles that publishers refused, with how they did."""
    query = select(entries.c.url, entries.c.said).where(entries.c.state == "refused").order_by(entries.c.done_at.desc())
    with register.look() as connection:
        return [(row.url, row.said) for row in connection.execute(query.limit(most))]
