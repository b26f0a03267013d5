"""What stands near in time: the mentions of a bucket between two days, and what the linking needs to know of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, exists, select

from legation.model import Mention
from legation.register import schema
from legation.register.facts import Fact, fact_of
from legation.register.rows import day_of, decode

CHUNK = 5_000


class Near(Struct, frozen=True):
    """A stored mention: its row, where it is linked (``home``), and whether its text was replaced."""

    seq: int
    id: str
    record: str
    edited_from: str | None
    bucket: str
    home: str
    day: int | None
    key: str
    text: str
    published: str | None
    dispatch: str
    gone: bool

    @property
    def root(self) -> str:
        """The mention as it was coded."""
        return self.edited_from or self.id

    @property
    def fact(self) -> Fact:
        """The mention as linking sees it."""
        return _fact(self.id, self.record, self.text, self.published)

    @property
    def mention(self) -> Mention:
        """The mention."""
        return decode(self.record)


@lru_cache(maxsize=20_000)
def _fact(mention: str, record: str, text: str, published: str | None) -> Fact:
    """The same rows come by whenever something is read beside them; they are decoded once."""
    return fact_of(mention, decode(record), text, day_of(published))


def _query(*conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Mentions whose place answers the conditions; made once: building a statement takes longer than running it."""
    spots, later = schema.spots, schema.spots.alias("later")
    mentions, dispatches, judgements = schema.mentions, schema.dispatches, schema.judgements
    replaced = exists().where(judgements.c.subject == dispatches.c.key, judgements.c.verdict == "supersede")
    return (
        select(
            mentions.c.seq,
            mentions.c.id,
            mentions.c.record,
            mentions.c.edited_from,
            mentions.c.bucket,
            spots.c.bucket.label("home"),
            spots.c.day,
            dispatches.c.key,
            dispatches.c.hash,
            dispatches.c.published,
            dispatches.c.id.label("dispatch"),
            replaced.label("gone"),
        )
        .join(mentions, mentions.c.id == spots.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(~exists().where(later.c.mention == spots.c.mention, later.c.seq > spots.c.seq), *conditions)
        .order_by(mentions.c.seq)
    )


_HERE = schema.spots.c.bucket == bindparam("bucket")
_BETWEEN = schema.spots.c.day.between(bindparam("first"), bindparam("last"))
_SOME: BindParameter[list[str]] = bindparam("some", expanding=True)
_NOWHERE = schema.spots.c.day.is_(None)

_NAMED = _query(schema.mentions.c.id.in_(_SOME))
_LINKED = _query(_HERE, _BETWEEN)
_LINKED_NOWHERE = _query(_HERE, _NOWHERE, schema.dispatches.c.hash.in_(_SOME))
_LINKED_SOMEWHERE = _query(_HERE, ~_NOWHERE, schema.dispatches.c.hash.in_(_SOME))
_ANY_NOWHERE = select(schema.spots.c.seq).where(_HERE, _NOWHERE).limit(1)


def _rows(connection: Connection, query: Select[tuple[object, ...]], **values: object) -> list[Near]:
    return [
        Near(
            seq=row.seq,
            id=row.id,
            record=row.record,
            edited_from=row.edited_from,
            bucket=row.bucket,
            home=row.home,
            day=row.day,
            key=row.key,
            text=row.hash,
            published=row.published,
            dispatch=row.dispatch,
            gone=bool(row.gone),
        )
        for row in connection.execute(query, values)
    ]


def named(connection: Connection, mentions: Collection[str]) -> list[Near]:
    """These mentions."""
    return [row for some in chunks(mentions) for row in _rows(connection, _NAMED, some=some)]


def of_bucket(connection: Connection, bucket: str, days: tuple[int, int]) -> list[Near]:
    """The mentions linked in a bucket between two days."""
    return _rows(connection, _LINKED, bucket=bucket, first=days[0], last=days[1])


def any_nowhere(connection: Connection, bucket: str) -> bool:
    """Whether any mention of a bucket stands on no day."""
    return connection.execute(_ANY_NOWHERE, {"bucket": bucket}).first() is not None


def of_texts(connection: Connection, bucket: str, texts: Collection[str]) -> dict[str, list[Near]]:
    """The mentions linked in a bucket, whenever, by text: of those texts that have one which stands on no day."""
    found: dict[str, list[Near]] = {}
    for some in chunks(texts):
        for row in _rows(connection, _LINKED_NOWHERE, bucket=bucket, some=some):
            found.setdefault(row.text, []).append(row)
    for some in chunks(found):
        for row in _rows(connection, _LINKED_SOMEWHERE, bucket=bucket, some=some):
            found[row.text].append(row)
    return found


def chunks(ids: Collection[str]) -> Iterator[list[str]]:
    """Parts small enough for one statement.

    >>> [len(part) for part in chunks([str(number) for number in range(12_000)])]
    [5000, 5000, 2000]
    """
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
