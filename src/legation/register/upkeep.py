"""Keeping links up with what was added: group the touched buckets again and append the links that changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, Select, func, insert, select

from legation.register import schema
from legation.register.facts import Fact, fact_of
from legation.register.identity import name_events
from legation.register.linking import group
from legation.register.overrides import Link, Overrides
from legation.register.predecessors import predecessors
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
    overrides = Overrides(connection)
    made: dict[str, str] = {}
    for bucket in sorted(buckets):
        made.update(_relink_bucket(connection, bucket, gone, overrides, now))
    return made


@lru_cache(maxsize=20_000)
def _fact(mention: str, record: str, text: str, published: str | None) -> Fact:
    """The same rows come by whenever their bucket grows; they are decoded once."""
    return fact_of(mention, decode(record), text, day_of(published))


def _relink_bucket(
    connection: Connection, bucket: str, gone: set[str], overrides: Overrides, now: str
) -> dict[str, str]:
    mentions, dispatches = schema.mentions, schema.dispatches
    rows = connection.execute(
        select(
            mentions.c.seq,
            mentions.c.id,
            mentions.c.record,
            mentions.c.edited_from,
            dispatches.c.key,
            dispatches.c.hash,
            dispatches.c.published,
            dispatches.c.id.label("dispatch"),
        )
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(mentions.c.bucket == bucket)
        .order_by(mentions.c.seq)
    ).all()
    recoded = overrides.recoded(bucket)
    root = {row.id: row.edited_from or row.id for row in rows}
    out = {row.id: link for row in rows if (link := overrides.out(row.id, root[row.id], row.key, recoded))}
    active = [row for row in rows if row.key not in gone and row.id not in out]
    by_rule, shown, known = _linked(connection, bucket)
    facts = [_fact(row.id, row.record, row.hash, row.published) for row in active]
    # Copies of the words that were split off go with them, whenever they are read.
    apart = {(fact.text, fact.span): root[fact.mention] for fact in facts if overrides.is_split(root[fact.mention])}
    ruled = [fact for fact in facts if (fact.text, fact.span) not in apart]
    order = {fact.mention: row.seq for fact, row in zip(facts, active, strict=True) if (fact.text, fact.span) not in apart}
    # What a new version of a text tells goes on under the id of what its old version told.
    before = {row.dispatch: by_rule[row.id] for row in reversed(rows) if row.key in gone and row.id in by_rule}
    inherited = {row.id: before[row.dispatch] for row in active if row.dispatch in before}
    fresh = [row.id for row in active if row.id not in by_rule and (row.edited_from or overrides.recodes)]
    inherited |= predecessors(connection, fresh, set(by_rule) - set(order))
    named = name_events(group(ruled), inherited | by_rule, order)
    new = [(id, link) for id, link in out.items() if shown.get(id)]
    for fact in facts:
        if (fact.text, fact.span) in apart:
            owner = root[fact.mention] if overrides.is_split(root[fact.mention]) else apart[fact.text, fact.span]
            new.append((fact.mention, overrides.placed(owner)))
    for event, members in named:
        for mention, reason in members:
            told = Link(event, RULE, reason)
            judged = overrides.link(root[mention], event)
            if judged is None or by_rule.get(mention) != event:
                new.append((mention, told))
            if judged:
                new.append((mention, judged))
    sequence = {row.id: row.seq for row in rows}
    added = []
    for mention, link in sorted(new, key=lambda pair: sequence[pair[0]]):
        by_rules = link.author == RULE and by_rule.get(mention) != link.event
        if by_rules or shown.get(mention) != link.event:
            shown[mention] = link.event
            added.append(
                {"mention": mention, "event": link.event, "reason": link.reason, "author": link.author, "made_at": now}
            )
    if added:
        connection.execute(insert(schema.links), added)
    held = set(shown.values())
    return {event: decode(active[0].record).kind for event, _ in named if event not in known and event in held}


def _linked(connection: Connection, bucket: str) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """The last event of each mention of a bucket by the rules, the last by anybody, and all events that there were."""
    links, mentions = schema.links, schema.mentions
    rows = connection.execute(
        select(links.c.mention, links.c.event, links.c.author)
        .join(mentions, mentions.c.id == links.c.mention)
        .where(mentions.c.bucket == bucket)
        .order_by(links.c.seq)
    ).all()
    by_rule = {row.mention: row.event for row in rows if row.author == RULE}
    return by_rule, {row.mention: row.event for row in rows}, {row.event for row in rows}
