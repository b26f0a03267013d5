"""Which events the outlets tell differently, noted when they are linked, so that a list of all need not look at every event.

What is noted is only where to look: what differs, and by whose word, is read from the mentions when it is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sqlalchemy import Connection, bindparam, func, insert, select

from legation.register import schema
from legation.register.facts import dates_agree
from legation.register.neighbourhood import Near, chunks

_MOST = 40
"""Different dates of one event beyond which there is no need to compare them all to know that some differ."""

_NOTED = (
    select(schema.disputes.c.event, schema.disputes.c.disputed)
    .where(schema.disputes.c.event.in_(bindparam("some", expanding=True)))
    .order_by(schema.disputes.c.seq)
)
_NOTE = insert(schema.disputes)


def may_differ(told: Sequence[Near]) -> bool:
    """Whether mentions of one event may contradict each other on date, place, number, actors or on whether it happened."""
    facts = [row.fact for row in told]
    if len(facts) < 2:
        return False
    statuses = {fact.status for fact in facts}
    if "denied" in statuses and statuses & {"occurred", "ongoing"}:
        return True
    values: Iterable[Collection[str | None]] = (
        {row.bucket for row in told},
        {fact.facets.place for fact in facts} - {None},
        {fact.facets.country for fact in facts} - {None},
        {fact.facets.ordinal for fact in facts} - {None},
    )
    if any(len(different) > 1 for different in values):
        return True
    dates = {fact.edtf for fact in facts} - {None}
    return len(dates) > _MOST or any(not dates_agree(one, other) for one, other in combinations(sorted(map(str, dates)), 2))


def note(connection: Connection, told: Mapping[str, Sequence[Near]], judged: Collection[str], now: str) -> None:
    """Note of these events whether they are disputed, where that changed; ``judged`` ones may hold more than was seen here."""
    known = {
        row.event: bool(row.disputed) for some in chunks(told) for row in connection.execute(_NOTED, {"some": some})
    }
    rows: list[dict[str, str | int]] = []
    for event in sorted(told):
        disputed = event in judged or may_differ(told[event])
        if disputed != known.get(event, False):
            rows.append({"event": event, "disputed": int(disputed), "made_at": now})
    if rows:
        connection.execute(_NOTE, rows)


def noted(connection: Connection, moment: str | None = None) -> Iterator[str]:
    """The events that may be disputed (by then), the latest noted first."""
    table, later = schema.disputes, schema.disputes.alias("later")
    follows = select(later.c.seq).where(later.c.event == table.c.event, later.c.seq > table.c.seq)
    query = select(table.c.event).where(table.c.disputed == 1).order_by(table.c.seq.desc())
    if moment:
        follows = follows.where(later.c.made_at <= moment)
        query = query.where(table.c.made_at <= moment)
    yield from connection.execute(query.where(~follows.exists())).scalars()


def note_all(connection: Connection, now: str) -> None:
    """Note every event that was linked before this was kept: to be looked at, whatever it holds."""
    links = schema.links
    events = select(links.c.event).where(links.c.event != "").group_by(links.c.event).having(func.count() > 1)
    rows = [{"event": event, "disputed": 1, "made_at": now} for event in connection.execute(events).scalars()]
    if rows:
        connection.execute(_NOTE, rows)
