"""What stands near in time: the mentions of a bucket between two days, and what the linking needs to know of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, exists, select

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


def near(connection: Connection, *conditions: ColumnElement[bool]) -> list[Near]:
    """The mentions whose place (``schema.spots``) answers the conditions, in the order they were stored."""
    spots, later = schema.spots, schema.spots.alias("later")
    mentions, dispatches, judgements = schema.mentions, schema.dispatches, schema.judgements
    replaced = exists().where(judgements.c.subject == dispatches.c.key, judgements.c.verdict == "supersede")
    query = (
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
    return [Near(*row) for row in connection.execute(query)]


def of_bucket(connection: Connection, bucket: str, days: tuple[int, int] | None, text: str | None = None) -> list[Near]:
    """The mentions linked in a bucket between two days, with those of their texts that stand on no day.

    Without days: those of one text that stand nowhere.
    """
    spots, texts = schema.spots, schema.dispatches.c.hash
    here = spots.c.bucket == bucket
    if days is None:
        return near(connection, here, spots.c.day.is_(None), texts == text)
    found = near(connection, here, spots.c.day.between(*days))
    nowhere = select(spots.c.seq).where(here, spots.c.day.is_(None)).limit(1)
    if found and connection.execute(nowhere).first():
        for some in chunks({row.text for row in found}):
            found += near(connection, here, spots.c.day.is_(None), texts.in_(some))
        found.sort(key=lambda row: row.seq)
    return found


def chunks(ids: Collection[str]) -> Iterator[list[str]]:
    """Parts small enough for one statement.

    >>> [len(part) for part in chunks([str(number) for number in range(12_000)])]
    [5000, 5000, 2000]
    """
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
