"""What was judged, to be looked at: of one mention, of all in order of doubt, and the log of judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from legation.model import Mention
from legation.register import schema
from legation.register.editing import shown_field
from legation.register.events import Told
from legation.register.finding import mentions_named
from legation.register.judgements import Judgement
from legation.register.loading import instant, kind_matches
from legation.register.overrides import Overrides
from legation.register.rows import decode
from legation.register.store import Register
from legation.register.tallies import RuleRecord, rule_records
from legation.register.upkeep import superseded

_AT_ONCE = 200


class Edit(Struct, frozen=True, kw_only=True):
    """A field that a reviewer changed: what it says now, what the coder had read, and the judgement that changed it."""

    field: str
    value: str
    original: str
    judgement: int
    author: str
    made_at: str
    why: str


class Reviewed(Struct, frozen=True, kw_only=True):
    """What reviewers said of a mention and of its rule; ``confidence`` is the coder's after the rule's judgements."""

    confidence: float
    rule: RuleRecord
    verdict: Literal["accepted", "rejected"] | None = None
    by: str | None = None
    edits: tuple[Edit, ...] = ()


class Doubt(Struct, frozen=True, kw_only=True):
    """A mention that nobody judged yet."""

    id: str
    event: str
    mention: Mention
    published: str | None
    reviewed: Reviewed


class Entry(Struct, frozen=True, kw_only=True):
    """A judgement in the log; ``orphaned``: no mention that is told now says what was judged."""

    judgement: Judgement
    orphaned: bool


class Reviews:
    """Everything that was judged (by then), to ask of one mention after the other."""

    def __init__(self, connection: Connection, known_at: str | None = None) -> None:
        self._connection = connection
        self._overrides = Overrides(connection, known_at)
        self._records = rule_records(connection, self._overrides)

    def of(self, mention: Mention, root: str) -> Reviewed:
        """What was judged of a mention, under the id that it was coded as."""
        record = self._records.get(mention.rule) or RuleRecord(rule=mention.rule)
        verdict = self._overrides.verdicts.get(root)
        return Reviewed(
            confidence=round(record.confidence(mention.confidence), 4),
            rule=record,
            verdict=None if verdict is None else "accepted" if verdict.verdict == "accept" else "rejected",
            by=verdict.author if verdict else None,
            edits=self._edits(mention, root),
        )

    def _edits(self, mention: Mention, root: str) -> tuple[Edit, ...]:
        made = self._overrides.edits.get(root)
        if not made:
            return ()
        record = self._connection.execute(select(schema.mentions.c.record).where(schema.mentions.c.id == root)).scalar_one()
        coded = decode(record)
        return tuple(
            Edit(
                field=each.field or "",
                value=shown_field(mention, each.field or ""),
                original=shown_field(coded, each.field or ""),
                judgement=each.number,
                author=each.author,
                made_at=each.made_at,
                why=each.reason,
            )
            for each in {each.field: each for each in made}.values()
        )


def reviews_of(connection: Connection, told: Iterable[Told]) -> dict[str, Reviewed]:
    """What was judged of the mentions of an event, by mention."""
    reviews, items = Reviews(connection), {item.id: item.mention for item in told}
    table = schema.mentions
    roots = connection.execute(select(table.c.id, table.c.edited_from).where(table.c.id.in_(items)))
    return {row.id: reviews.of(items[row.id], row.edited_from or row.id) for row in roots}


def last_coders(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """The coder that read each of these dispatches last, of those that were coded again."""
    table = schema.codings
    query = select(table.c.dispatch, table.c.coder_version).where(table.c.dispatch.in_(keys)).order_by(table.c.seq)
    return {row.dispatch: row.coder_version for row in connection.execute(query)}


def doubts(register: Register, *, kind: str | None = None, limit: int = 20) -> tuple[Doubt, ...]:
    """What stands and was not accepted, the least sure first: by the coder's own confidence, which judgements leave alone."""
    found: list[Doubt] = []
    with register.look() as connection:
        reviews, overrides, gone = Reviews(connection), Overrides(connection), superseded(connection)
        for row in _least_sure(connection, kind):
            root = row.edited_from or row.id
            if row.dispatch in gone or root in overrides.verdicts:
                continue
            if len(found) == limit:
                break
            told = decode(row.record)
            found.append(
                Doubt(id=row.id, event=row.event, mention=told, published=row.published, reviewed=reviews.of(told, root))
            )
    return tuple(found)


def _least_sure(connection: Connection, kind: str | None) -> Iterator[Row[*tuple[Any, ...]]]:
    """Mentions that an event is told by, the least sure first; some at a time: which, is asked before what they say."""
    table, links, dispatches = schema.mentions, schema.links, schema.dispatches
    ordered = select(table.c.id).order_by(table.c.confidence, table.c.seq).limit(_AT_ONCE)
    if kind:
        ordered = ordered.where(kind_matches(kind))
    event = select(links.c.event).where(links.c.mention == table.c.id).order_by(links.c.seq.desc()).limit(1).scalar_subquery()
    query = (
        select(table.c.id, table.c.record, table.c.edited_from, table.c.dispatch, dispatches.c.published, event.label("event"))
        .join(dispatches, dispatches.c.key == table.c.dispatch)
        .order_by(table.c.confidence, table.c.seq)
    )
    begin = 0
    while some := list(connection.execute(ordered.offset(begin)).scalars()):
        yield from (row for row in connection.execute(query.where(table.c.id.in_(some))) if row.event)
        begin += _AT_ONCE


def log(register: Register, *, known_at: date | None = None, orphaned: bool = False) -> tuple[Entry, ...]:
    """All judgements in the order they were made, undone ones too; or those alone that no mention answers any more."""
    with register.look() as connection:
        overrides = Overrides(connection, instant(known_at))
        lost = {each.number for each in overrides.orphans} | _replaced(connection, overrides, instant(known_at))
    return tuple(
        Entry(judgement=each, orphaned=each.number in lost) for each in overrides.all if not orphaned or each.number in lost
    )


def meant(register: Register, id: str, *, whole: bool = False, alone: bool = False) -> list[str]:
    """The mentions that an id on the command line means."""
    with register.look() as connection:
        return mentions_named(connection, id, whole=whole, alone=alone)


def _replaced(connection: Connection, overrides: Overrides, known_at: str | None) -> set[int]:
    """Judgements of mentions whose text another one replaced since."""
    judged = {each.subject: each for each in overrides.all if each.undone is None and each.verdict in _OF_MENTIONS}
    gone, table = superseded(connection, known_at), schema.mentions
    rows = connection.execute(select(table.c.id, table.c.dispatch).where(table.c.id.in_(judged))).all() if gone else ()
    subjects: Collection[str] = {row.id for row in rows if row.dispatch in gone}
    return {each.number for each in overrides.all if each.undone is None and each.subject in subjects}


_OF_MENTIONS = ("accept", "reject", "edit", "split")
