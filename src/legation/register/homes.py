"""Where mentions stand: their place in time and among their actors, and in which bucket they are linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from sqlalchemy import Connection, insert, select

from legation.register import schema
from legation.register.casts import NEAR_DAYS, Cast, actors_of, cast_of, home, within
from legation.register.facts import fact_of
from legation.register.neighbourhood import Near, chunks, near
from legation.register.rows import day_of, decode

Seed = tuple[str, str, int | None, str]
"""Around what to link anew: bucket, kind, day, text."""

_casts: dict[str, Cast] = {}
_MOST = 50_000


def place(connection: Connection, mentions: Collection[str] | None = None) -> None:
    """Write down where these mentions stand, or all of them, unless it is known."""
    table, dispatches, spots = schema.mentions, schema.dispatches, schema.spots
    if mentions is None:
        wanted = list(connection.execute(select(table.c.id).where(table.c.id.not_in(select(spots.c.mention)))).scalars())
    else:
        wanted = list(mentions)
    for some in chunks(wanted):
        known = select(spots.c.mention).where(spots.c.mention.in_(some))
        query = (
            select(table.c.id, table.c.record, table.c.bucket, dispatches.c.hash, dispatches.c.published)
            .join(dispatches, dispatches.c.key == table.c.dispatch)
            .where(table.c.id.in_(some), table.c.id.not_in(known))
            .order_by(table.c.seq)
        )
        placed: list[dict[str, str | int | None]] = []
        acting: list[dict[str, str | int | None]] = []
        for row in connection.execute(query):
            told = decode(row.record)
            day = fact_of(row.id, told, row.hash, day_of(row.published)).position
            placed.append({"mention": row.id, "bucket": row.bucket, "day": day})
            acting += [
                {"mention": row.id, "actor": actor, "kind": told.kind, "day": day, "bucket": row.bucket}
                for actor in sorted(actors_of(cast_of(told)))
            ]
        if placed:
            connection.execute(insert(spots), placed)
        if acting:
            connection.execute(insert(schema.casts), acting)


def rehome(connection: Connection, changed: Collection[str], active: Callable[[Near], bool]) -> set[Seed]:
    """See where these mentions, and those that name fewer of their actors, are linked; return what to link anew."""
    rows = [row for some in chunks(changed) for row in near(connection, schema.spots.c.mention.in_(some))]
    seeds: set[Seed] = set()
    moved: dict[str, dict[str, str | int | None]] = {}
    for row in rows:
        kind = row.fact.kind
        seeds.add((row.home, kind, row.day, row.text))
        for one, bucket in _homes(connection, row, active).items():
            if bucket != one.home:
                moved[one.id] = {"mention": one.id, "bucket": bucket, "day": one.day}
                seeds |= {(one.home, kind, one.day, one.text), (bucket, kind, one.day, one.text)}
    if moved:
        connection.execute(insert(schema.spots), [moved[id] for id in sorted(moved)])
    return seeds


def _homes(connection: Connection, row: Near, active: Callable[[Near], bool]) -> dict[Near, str]:
    """The bucket to link a mention in, and those for the mentions near it that name fewer of its actors."""
    if row.day is None:
        return {row: row.bucket}
    cast = cast_of(row.mention)
    kind, day = row.fact.kind, row.day
    others = _buckets(connection, kind, actors_of(cast), day, 2 * NEAR_DAYS) | {row.bucket: cast}
    fewer = {bucket: one for bucket, one in others.items() if within(one, cast)}
    if not fewer and not any(within(cast, one) for one in others.values()):
        return {row: row.bucket}
    if fewer:
        actors = actors_of(cast).union(*(actors_of(one) for one in fewer.values()))
        others |= _buckets(connection, kind, actors, day, 2 * NEAR_DAYS)
    small = [cast, *fewer.values()]
    wanted = {bucket: one for bucket, one in others.items() if bucket in fewer or any(within(each, one) for each in small)}
    spots, mentions = schema.spots, schema.mentions
    about = spots.c.day.between(day - 2 * NEAR_DAYS, day + 2 * NEAR_DAYS)
    found = [
        one
        for some in chunks({*wanted, row.bucket})
        for one in near(connection, mentions.c.bucket.in_(some), mentions.c.kind == kind, about)
        if active(one)
    ]
    told = [(one.bucket, others[one.bucket], one.fact) for one in found]
    here = [one for one in found if one.bucket in fewer and one.day is not None and abs(one.day - day) <= NEAR_DAYS]
    here += [row] if active(row) else []
    return {one: home(one.fact, others[one.bucket], told) or one.bucket for one in here}


def _buckets(connection: Connection, kind: str, actors: Iterable[str], day: int, days: int) -> dict[str, Cast]:
    """The buckets of a kind that share an actor, of mentions near a day, and the cast of each."""
    table = schema.casts
    query = (
        select(table.c.bucket, table.c.mention)
        .where(table.c.actor.in_(sorted(actors)), table.c.kind == kind, table.c.day.between(day - days, day + days))
        .order_by(table.c.mention)
    )
    found: dict[str, str] = {row.bucket: row.mention for row in connection.execute(query)}
    unknown = {mention: bucket for bucket, mention in found.items() if bucket not in _casts}
    if len(_casts) > _MOST:
        _casts.clear()
        unknown = {mention: bucket for bucket, mention in found.items()}
    for some in chunks(unknown):
        mentions = schema.mentions
        for row in connection.execute(select(mentions.c.id, mentions.c.record).where(mentions.c.id.in_(some))):
            _casts[unknown[row.id]] = cast_of(decode(row.record))
    return {bucket: _casts[bucket] for bucket in found}
