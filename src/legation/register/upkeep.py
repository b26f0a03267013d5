"""Keeping links up with what was added: group the touched buckets again and append the links that changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, Select, func, insert, select

from legation.register import schema
from legation.register.facts import Fact, fact_of
from legation.register.identity import name_events
from legation.register.linking import group
from legation.register.rows import day_of, decode

RULE = "rule"


def superseded(connection: Connection, known_at: str | None = None) -> set[str]:
    """Keys of the dispatches whose text was replaced (by then)."""
    table = schema.judgements
    query = select(table.c.subject).where(table.c.verdict == "supersede")
    return set(connection.execute(query.where(table.c.made_at <= known_at) if known_at else query).scalars())


def current_links(known_at: str | None = None) -> Select[tuple[int]]:
    """The ``seq`` of the last link of each mention (by then): links are never changed, only followed by another."""
    table = schema.links
    query = select(func.max(table.c.seq))
    return (query.where(table.c.made_at <= known_at) if known_at else query).group_by(table.c.mention)


def relink(connection: Connection, buckets: Iterable[str], now: str) -> dict[str, str]:
    """Group the mentions of these buckets; append a link where a mention's event changed; return new events, kinds."""
    gone = superseded(connection)
    made: dict[str, str] = {}
    for bucket in sorted(buckets):
        made.update(_relink_bucket(connection, bucket, gone, now))
    return made


@lru_cache(maxsize=20_000)
def _fact(mention: str, record: str, text: str, published: str | None) -> Fact:
    """The same rows come by whenever their bucket grows; they are decoded once."""
    return fact_of(mention, decode(record), text, day_of(published))


def _relink_bucket(connection: Connection, bucket: str, gone: set[str], now: str) -> dict[str, str]:
    mentions, dispatches, links = schema.mentions, schema.dispatches, schema.links
    rows = connection.execute(
        select(
            mentions.c.seq,
            mentions.c.id,
            mentions.c.record,
            dispatches.c.key,
            dispatches.c.hash,
            dispatches.c.published,
            dispatches.c.id.label("dispatch"),
        )
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(mentions.c.bucket == bucket)
        .order_by(mentions.c.seq)
    ).all()
    active = [row for row in rows if row.key not in gone]
    if not active:
        return {}
    last = (
        select(links.c.mention, func.max(links.c.seq).label("seq"))
        .join(mentions, mentions.c.id == links.c.mention)
        .where(mentions.c.bucket == bucket)
        .group_by(links.c.mention)
        .subquery()
    )
    current = {
        row.mention: row.event
        for row in connection.execute(select(links.c.mention, links.c.event).join(last, last.c.seq == links.c.seq))
    }
    ever = select(links.c.event).join(mentions, mentions.c.id == links.c.mention).where(mentions.c.bucket == bucket)
    known = set(connection.execute(ever.distinct()).scalars())
    kind = decode(active[0].record).kind
    facts = [_fact(row.id, row.record, row.hash, row.published) for row in active]
    order = {row.id: row.seq for row in active}
    # What a new version of a text tells goes on under the id of what its old version told.
    before = {row.dispatch: current[row.id] for row in reversed(rows) if row.key in gone and row.id in current}
    inherited = {row.id: before[row.dispatch] for row in active if row.dispatch in before}
    named = name_events(group(facts), inherited | current, order)
    changed = [
        {"mention": mention, "event": event, "reason": reason, "author": RULE, "made_at": now}
        for event, members in named
        for mention, reason in members
        if current.get(mention) != event
    ]
    if changed:
        connection.execute(insert(links), sorted(changed, key=lambda row: order[row["mention"]]))
    return {event: kind for event, _ in named if event not in known}
