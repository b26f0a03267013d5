"""Where mentions stand: their place in time and among their actors, and in which bucket they are linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from sqlalchemy import Connection, bindparam, func, insert, select

from legation.register import schema
from legation.register.casts import NEAR_DAYS, Cast, actors_of, cast_of, home, within
from legation.register.facts import fact_of
from legation.register.neighbourhood import Near, chunks, named, of_buckets
from legation.register.rows import day_of, decode

Seed = tuple[str, str, int | None, str]
"""Around what to link anew: bucket, kind, day, text."""

_SOME = bindparam("some", expanding=True)
_ALL = select(schema.mentions.c.id)
_PLACED = select(schema.spots.c.mention).where(schema.spots.c.mention.in_(_SOME))
_TO_PLACE = (
    select(
        schema.mentions.c.id,
        schema.mentions.c.record,
        schema.mentions.c.bucket,
        schema.dispatches.c.hash,
        schema.dispatches.c.published,
    )
    .join(schema.dispatches, schema.dispatches.c.key == schema.mentions.c.dispatch)
    .where(schema.mentions.c.id.in_(_SOME))
    .order_by(schema.mentions.c.seq)
)
_RECORDS = select(schema.mentions.c.id, schema.mentions.c.record).where(schema.mentions.c.id.in_(_SOME))
_BESIDE = (
    select(schema.casts.c.bucket, func.min(schema.casts.c.mention).label("mention"))
    .where(
        schema.casts.c.actor.in_(_SOME),
        schema.casts.c.kind == bindparam("kind"),
        schema.casts.c.day.between(bindparam("first"), bindparam("last")),
    )
    .group_by(schema.casts.c.bucket)
)
_SPOT, _CAST = insert(schema.spots), insert(schema.casts)

_casts: dict[str, Cast] = {}
_MOST = 50_000


def place(connection: Connection, mentions: Collection[str] | None = None) -> None:
    """Write down where these mentions stand, or all of them, unless it is known."""
    wanted = set(connection.execute(_ALL).scalars() if mentions is None else mentions)
    for some in chunks(wanted):
        known = set(connection.execute(_PLACED, {"some": some}).scalars())
        placed: list[dict[str, str | int | None]] = []
        acting: list[dict[str, str | int | None]] = []
        for row in connection.execute(_TO_PLACE, {"some": [id for id in some if id not in known]}):
            told = decode(row.record)
            day = fact_of(row.id, told, row.hash, day_of(row.published)).position
            placed.append({"mention": row.id, "bucket": row.bucket, "day": day})
            acting += [
                {"mention": row.id, "actor": actor, "kind": told.kind, "day": day, "bucket": row.bucket}
                for actor in sorted(actors_of(cast_of(told)))
            ]
        if placed:
            connection.execute(_SPOT, placed)
        if acting:
            connection.execute(_CAST, acting)


def rehome(connection: Connection, changed: Collection[str], active: Callable[[Near], bool]) -> set[Seed]:
    """See where these mentions, and those that name fewer of their actors, are linked; return what to link anew."""
    seeds: set[Seed] = set()
    moved: dict[str, dict[str, str | int | None]] = {}
    for row in named(connection, changed):
        kind = row.fact.kind
        seeds.add((row.home, kind, row.day, row.text))
        for one, bucket in _homes(connection, row, active).items():
            if bucket != one.home:
                moved[one.id] = {"mention": one.id, "bucket": bucket, "day": one.day}
                seeds |= {(one.home, kind, one.day, one.text), (bucket, kind, one.day, one.text)}
    if moved:
        connection.execute(_SPOT, [moved[id] for id in sorted(moved)])
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
    about = day - 2 * NEAR_DAYS, day + 2 * NEAR_DAYS
    found = [one for one in of_buckets(connection, {*wanted, row.bucket}, kind, about) if active(one)]
    told = [(one.bucket, others[one.bucket], one.fact) for one in found]
    here = [one for one in found if one.bucket in fewer and one.day is not None and abs(one.day - day) <= NEAR_DAYS]
    here += [row] if active(row) else []
    return {one: home(one.fact, others[one.bucket], told) or one.bucket for one in here}


def _buckets(connection: Connection, kind: str, actors: Iterable[str], day: int, days: int) -> dict[str, Cast]:
    """The buckets of a kind that share an actor, of mentions near a day, and the cast of each."""
    about = {"some": sorted(actors), "kind": kind, "first": day - days, "last": day + days}
    found: dict[str, str] = {row.bucket: row.mention for row in connection.execute(_BESIDE, about)}
    unknown = {mention: bucket for bucket, mention in found.items() if bucket not in _casts}
    if len(_casts) > _MOST:
        _casts.clear()
        unknown = {mention: bucket for bucket, mention in found.items()}
    for some in chunks(unknown):
        for row in connection.execute(_RECORDS, {"some": some}):
            _casts[unknown[row.id]] = cast_of(decode(row.record))
    return {bucket: _casts[bucket] for bucket in found}
