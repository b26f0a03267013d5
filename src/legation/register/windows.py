"""Which events fall into a stretch of time, asked of the indexes alone: what is loaded and built is what will be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from legation.model.dates import DateError, bounds
from legation.register import schema
from legation.register.loading import chunks

_FIRST_TRY = 3
_WIDER = 4
_GAIN = 20
"""To load an event and build it takes about as long as to find the events of so many mentions in a stretch of time."""


def placeable(edtf: str | None) -> str | None:
    """The date, if it says anything about when: not without a year.

    >>> placeable("2025"), placeable("XXXX-04-03"), placeable("hier")
    ('2025', None, None)
    """
    try:
        return edtf if edtf and any(bounds(edtf)) else None
    except DateError:
        return None


def within(edtf: str | None, begin: date | None, end: date | None) -> bool:
    """Whether a date may lie in a period; none never does.

    >>> within("2025-04", date(2025, 4, 30), None), within("2025-04", None, date(2025, 3, 31)), within(None, None, None)
    (True, False, False)
    """
    placed = placeable(edtf)
    if placed is None:
        return False
    first, last = bounds(placed)
    return (begin is None or last is None or last >= begin) and (end is None or first is None or first <= end)


def dated_in(connection: Connection, begin: date | None, end: date | None, until: date | None = None) -> set[str]:
    """The events of which a mention (that came out by ``until``) gives a date that may lie in a period.

    Dates are compared as text first, by the year at the beginning; an interval may begin long before, so each is looked at.
    """
    edtf = schema.mentions.c.edtf
    period: list[ColumnElement[bool]] = [edtf.is_not(None)]
    if begin:
        period.append(edtf >= begin.isoformat()[:4])
    if end:
        period.append(edtf <= f"{end.isoformat()}~")
    found = _events(connection, [*period], begin, end, until)
    return found | _events(connection, [edtf.like("%/%")], begin, end, until)


def _events(
    connection: Connection,
    conditions: list[ColumnElement[bool]],
    begin: date | None,
    end: date | None,
    until: date | None,
) -> set[str]:
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    dates = select(mentions.c.edtf).where(*conditions).distinct()
    wanted = [edtf for edtf in connection.execute(dates).scalars() if within(edtf, begin, end)]
    found: set[str] = set()
    for some in chunks(wanted):
        query = select(links.c.event).join(mentions, mentions.c.id == links.c.mention)
        if until:
            told = or_(dispatches.c.published.is_(None), dispatches.c.published < (until + timedelta(days=1)).isoformat())
            query = query.join(dispatches, dispatches.c.key == mentions.c.dispatch).where(told)
        found.update(connection.execute(query.where(mentions.c.edtf.in_(some))).scalars())
    return found


def told_in(connection: Connection, begin: date | None, end: date | None) -> set[str]:
    """The events of which a mention that gives no date came out in a period (or on no known day)."""
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    published = dispatches.c.published
    period: list[ColumnElement[bool]] = [published.is_not(None)]
    if begin:
        period.append(published >= begin.isoformat())
    if end:
        period.append(published < (end + timedelta(days=1)).isoformat())
    undated = func.coalesce(mentions.c.edtf, "X").like("X%")  # so written, no index of dates leads away from the days told
    found: set[str] = set()
    for told in (and_(*period), published.is_(None)):
        keys = select(dispatches.c.key).where(told)
        of_these = select(mentions.c.id).where(mentions.c.dispatch.in_(keys), undated)
        found.update(connection.execute(select(links.c.event).where(links.c.mention.in_(of_these)).distinct()).scalars())
    return found


def latest(
    connection: Connection, wanted: int, known: Collection[str] | None, until: date | None = None
) -> Iterator[tuple[date | None, set[str] | None]]:
    """Ever wider stretches of time, the last first: since when, and what may answer in it; ``None`` for all there are.

    ``known``: the events that may answer, ``None`` for all; ``until``: what came out later is not wanted. Where few may answer,
    there is nothing to gain by stretches.
    """
    at = wanted * _FIRST_TRY
    if known is not None:  # the rarer, the longer the stretch that holds enough
        total = connection.execute(select(func.max(schema.mentions.c.seq))).scalar() or 0
        at = 2 * wanted * total // max(len(known), 1)
    while known is None or at < _GAIN * len(known):
        since = cut(connection, at, until)
        if since is None:
            break
        found = dated_in(connection, since, None, until) | told_in(connection, since, until)
        yield since, found if known is None else found.intersection(known)
        at *= _WIDER
    yield None, None if known is None else set(known)


def cut(connection: Connection, at: int, until: date | None) -> date | None:
    """The day since which about so many mentions are dated, or dispatches published, whichever is later."""
    edtf, published = schema.mentions.c.edtf, schema.dispatches.c.published
    days = []
    for column, query in ((edtf, select(edtf).where(edtf < "X")), (published, select(published))):
        if until:
            query = query.where(column < (until + timedelta(days=1)).isoformat())
        found = connection.execute(query.where(column.is_not(None)).order_by(column.desc()).offset(at).limit(1)).scalar()
        try:
            days.append(date.fromisoformat(found[:10]) if found and len(found) >= 10 else bounds(found)[0] if found else None)
        except ValueError:
            days.append(None)
    known = [day for day in days if day]
    return max(known) if known else None
