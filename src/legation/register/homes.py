"""Where mentions stand: their place in time and among their actors, and in which bucket they are linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import BindParameter, Connection, bindparam, insert, select

from legation.register import schema
from legation.register.casts import NEAR_DAYS, Cast, actors_of, cast_of, home, within
from legation.register.facts import fact_of
from legation.register.neighbourhood import Near, chunks, named
from legation.register.rows import day_of, decode

Seed = tuple[str, str, int | None, str]
"""Around what to link anew: bucket, kind, day, text."""

_SOME: BindParameter[list[str]] = bindparam("some", expanding=True)
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
    select(schema.casts.c.bucket, schema.casts.c.mention)
    .where(
        schema.casts.c.actor.in_(_SOME),
        schema.casts.c.kind == bindparam("kind"),
        schema.casts.c.day.between(bindparam("first"), bindparam("last")),
    )
    .distinct()
)
_SPOT, _CAST = insert(schema.spots), insert(schema.casts)

_casts: dict[str, Cast] = {}
_MOST = 50_000


def drop_casts() -> None:
    """Let go of what was kept in memory of mentions."""
    _casts.clear()


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
    beside = _beside(connection, kind, actors_of(cast), day)
    others = _casts_of(connection, beside) | {row.bucket: cast}
    fewer = {bucket: one for bucket, one in others.items() if within(one, cast)}
    if not fewer and not any(within(cast, one) for one in others.values()):
        return {row: row.bucket}
    if any(actors_of(one) - actors_of(cast) for one in fewer.values()):
        actors = actors_of(cast).union(*(actors_of(one) for one in fewer.values()))
        beside = _beside(connection, kind, actors, day)
        others |= _casts_of(connection, beside)
    small = [cast, *fewer.values()]
    wanted = {bucket for bucket, one in others.items() if bucket in fewer or any(within(each, one) for each in small)}
    ids = {mention for bucket in {*wanted, row.bucket} for mention in beside.get(bucket, ())}
    found = [one for one in named(connection, ids) if active(one)]
    told = [(one.bucket, others[one.bucket], one.fact) for one in found]
    here = [one for one in found if one.bucket in fewer and one.day is not None and abs(one.day - day) <= NEAR_DAYS]
    here += [row] if active(row) else []
    return {one: home(one.fact, others[one.bucket], told) or one.bucket for one in here}


def _beside(connection: Connection, kind: str, actors: Iterable[str], day: int) -> dict[str, list[str]]:
    """The mentions of a kind near a day that share an actor, by bucket."""
    about = {"some": sorted(actors), "kind": kind, "first": day - 2 * NEAR_DAYS, "last": day + 2 * NEAR_DAYS}
    found: dict[str, list[str]] = {}
    for row in connection.execute(_BESIDE, about):
        found.setdefault(row.bucket, []).append(row.mention)
    return found


def _casts_of(connection: Connection, beside: Mapping[str, list[str]]) -> dict[str, Cast]:
    """The cast of each bucket, read once: the digest that names a bucket is of nothing else."""
    if len(_casts) > _MOST:
        _casts.clear()
    unknown = {min(mentions): bucket for bucket, mentions in beside.items() if bucket not in _casts}
    for some in chunks(unknown):
        for row in connection.execute(_RECORDS, {"some": some}):
            _casts[unknown[row.id]] = cast_of(decode(row.record))
    return {bucket: _casts[bucket] for bucket in beside}
