"""Questions to a register, answered with records: what happened, what is to come, and on what evidence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct
from sqlalchemy import select

from legation.model import STATUSES, Dispatch, Event, Mention, RegisterError, suggest
from legation.model.dates import DateError, bounds, sort_key
from legation.ontology import kinds
from legation.register import schema
from legation.register.events import Told, build
from legation.register.loading import load_events
from legation.register.related import Related, related
from legation.register.reviewed import Reviewed, last_coders, reviews_of
from legation.register.rows import day_of, dispatch_of
from legation.register.store import Register
from legation.register.upkeep import current_links


class Evidence(Struct, frozen=True, kw_only=True):
    """One mention of an event with the text it quotes; ``copy`` where another outlet's same text was counted before."""

    id: str
    mention: Mention
    dispatch: Dispatch
    copy: bool
    reason: str
    coder_version: str
    read_at: str
    reviewed: Reviewed


class Shown(Struct, frozen=True, kw_only=True):
    """An event and all that was told of it, in order of publication; ``related`` events belong to it without being it."""

    event: Event
    evidence: tuple[Evidence, ...]
    related: tuple[Related, ...] = ()


def timeline(
    register: Register,
    *,
    actors: Collection[str] = (),
    kind: str | None = None,
    status: str | None = None,
    begin: date | None = None,
    end: date | None = None,
    known_at: date | None = None,
) -> tuple[Event, ...]:
    """Events in order of time; one without a date stands where it was first told, and falls out of a bounded period."""
    check_filters(kind, status)
    with register.look() as connection:
        found = load_events(connection, kind=kind, actors=actors, known_at=known_at)
    events = [(build(event, told), _first_told(told)) for event, told in found.items()]
    bounded = begin is not None or end is not None
    kept = [
        pair for pair in events if (status is None or pair[0].status == status) and (not bounded or _within(pair[0], begin, end))
    ]
    return tuple(event for event, _ in sorted(kept, key=lambda pair: _position(*pair)))


def agenda(register: Register, *, begin: date, known_at: date | None = None) -> tuple[Event, ...]:
    """What is scheduled and not over on that day, soonest first; what has no date that can be placed comes last."""
    events = timeline(register, status="scheduled", known_at=known_at)
    coming = [event for event in events if _placeable(event) is None or _within(event, begin, None)]
    fresh = [event for event in coming if _placeable(event) is not None or _told_since(event, begin)]
    return tuple(sorted(fresh, key=lambda event: (sort_key(_placeable(event)), event.date or "~", event.id)))


def _told_since(event: Event, begin: date) -> bool:
    """Whether an undated plan was last told at most half a year before that day; an older one is no agenda any more."""
    told = max((step.told[:10] for step in event.history if step.told), default=None)
    return told is None or (begin - date.fromisoformat(told)).days <= 183


def show(register: Register, prefix: str) -> Shown:
    """An event and its evidence, by its id, the id of one of its mentions, or the beginning of either."""
    wanted = _resolve(register, prefix)
    with register.look() as connection:
        told = load_events(connection, events=[wanted]).get(wanted, [])
        if not told:
            raise RegisterError(f"event {wanted} was told only by a text that has since been replaced")
        keys = {item.key for item in told}
        rows = connection.execute(select(schema.dispatches).where(schema.dispatches.c.key.in_(keys))).all()
        versions, reviewed = last_coders(connection, keys), reviews_of(connection, told)
        event = build(wanted, told)
        beside = related(connection, event, told)
    by_key = {row.key: row for row in rows}
    evidence = []
    first_of = {item.text: item.key for item in sorted(told, key=lambda item: (item.day or date.max, item.seq), reverse=True)}
    for item in sorted(told, key=lambda item: (item.day or date.max, item.seq)):
        row = by_key[item.key]
        evidence.append(
            Evidence(
                id=item.id,
                mention=item.mention,
                dispatch=dispatch_of(row),
                copy=first_of[item.text] != item.key,
                reason=item.reason,
                coder_version=versions.get(item.key, row.coder_version),
                read_at=row.read_at,
                reviewed=reviewed[item.id],
            )
        )
    return Shown(event=event, evidence=tuple(evidence), related=beside)


def known_actors(register: Register, role: str | None = None) -> tuple[str, ...]:
    """Ids of all actors that the register names, in one role or in any."""
    table = schema.roles
    query = select(table.c.actor).distinct().order_by(table.c.actor)
    with register.look() as connection:
        return tuple(connection.execute(query.where(table.c.role == role) if role else query).scalars())


def check_filters(kind: str | None, status: str | None) -> None:
    """Refuse a misspelt filter: an empty answer would look like a fact."""
    families = {name.split(".")[0] for name in kinds()}
    if kind is not None and kind not in kinds() and kind not in families:
        raise RegisterError(f'unknown kind "{kind}"{suggest(kind, [*kinds(), *families])}')
    if status is not None and status not in STATUSES:
        hint = suggest(status, STATUSES) or f"; one of {', '.join(STATUSES)}"
        raise RegisterError(f'unknown status "{status}"{hint}')


def _placeable(event: Event) -> str | None:
    """The date, if it says anything about when: not without a year."""
    try:
        return event.date if event.date and any(bounds(event.date)) else None
    except DateError:
        return None


def _within(event: Event, begin: date | None, end: date | None) -> bool:
    edtf = _placeable(event)
    if edtf is None:
        return False
    first, last = bounds(edtf)
    return (begin is None or last is None or last >= begin) and (end is None or first is None or first <= end)


def _first_told(told: list[Told]) -> date:
    return min((item.day or day_of(item.read_at) or date.max for item in told), default=date.max)


def _position(event: Event, told: date) -> tuple[date, date, str]:
    edtf = _placeable(event)
    first, last = bounds(edtf) if edtf else (told, told)
    return first or last or told, last or date.max, event.id


def _resolve(register: Register, prefix: str) -> str:
    """The current event of the id, or of the mention, that begins so."""
    links, wanted = schema.links, prefix.strip().lower()
    if not wanted or not wanted.isalnum():
        raise RegisterError(f'no event "{prefix}"; ids are in the last column of: legation timeline')
    with register.look() as connection:
        latest = select(links.c.event).where(links.c.seq.in_(current_links()), links.c.event != "").distinct()
        found = set(connection.execute(latest.where(links.c.event.startswith(wanted))).scalars())
        found = found or set(connection.execute(latest.where(links.c.mention.startswith(wanted))).scalars())
    if not found:
        raise RegisterError(f'no event "{prefix}"; ids are in the last column of: legation timeline')
    if len(found) > 1:
        shown = ", ".join([*sorted(found)[:4], *["…"][: len(found) > 4]])
        raise RegisterError(f'"{prefix}" is the beginning of {len(found)} events ({shown})')
    return str(found.pop())
