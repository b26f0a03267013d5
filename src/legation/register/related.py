"""Events that belong together without being one: a visit, and the talks held or the agreement signed on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.model import Event, Status
from legation.model.dates import DateError
from legation.register import schema
from legation.register.events import Told, build
from legation.register.facts import precise
from legation.register.loading import load_events

Why = Literal["on_visit", "visit"]

_ON_A_VISIT = ("meeting.talks", "agreement.sign")
_MONTH = 31
_EVE = timedelta(days=1)
_AFTER = timedelta(days=3)
"""What has no day belongs to a visit if it came out during it or so soon after."""


class Related(Struct, frozen=True, kw_only=True):
    """Another event, and what it is to the one shown: held or signed ``on_visit``, or the ``visit`` that it was held on."""

    event: str
    why: Why
    kind: str
    status: Status
    date: str | None
    roles: dict[str, tuple[str, ...]]
    names: dict[str, str] = {}


def related(connection: Connection, event: Event, told: Sequence[Told], known_at: date | None = None) -> tuple[Related, ...]:
    """The events that belong to this one, in order of time."""
    kinds: tuple[str, ...] = ("meeting.visit",) if event.kind in _ON_A_VISIT else ()
    if event.kind == "meeting.visit":
        kinds = _ON_A_VISIT
    days = _days(event, told)
    actors = _parties(event)
    if not kinds or days is None or len(actors) < 2:
        return ()
    casts, links = schema.casts, schema.links
    first, last = days[0] - _AFTER, days[1] + _AFTER
    beside = (
        select(links.c.event)
        .join(casts, casts.c.mention == links.c.mention)
        .where(
            casts.c.actor.in_(sorted(actors)),
            casts.c.kind.in_(kinds),
            casts.c.day.between(first.toordinal() - _MONTH, last.toordinal()),
        )
        .distinct()
    )
    names = set(connection.execute(beside).scalars()) - {""}
    found = []
    for name, its in load_events(connection, events=names, known_at=known_at).items() if names else ():
        other = build(name, its)
        visit, held = ((event, told), (other, its)) if event.kind == "meeting.visit" else ((other, its), (event, told))
        if other.kind in kinds and _belongs(held[0], held[1], visit[0], visit[1]):
            found.append(other)
    found.sort(key=lambda other: (other.date or "~", other.id))
    why: Why = "on_visit" if event.kind == "meeting.visit" else "visit"
    return tuple(
        Related(
            event=each.id, why=why, kind=each.kind, status=each.status, date=each.date, roles=each.roles, names=each.names
        )
        for each in found
    )


def _parties(event: Event) -> set[str]:
    roles = ("VISITOR", "PARTICIPANT", "PARTY", "host")
    return {actor for role in roles for actor in event.roles.get(role, ())}


def _belongs(held: Event, told: Sequence[Told], visit: Event, visited: Sequence[Told]) -> bool:
    """Whether a visitor and the host took part, while the visit lasted; none of it denied alone."""
    visitors, hosts = set(visit.roles.get("VISITOR", ())), set(visit.roles.get("host", ()))
    parties = _parties(held)
    if not visitors & parties or not hosts & (parties - visitors):
        return False
    there, then = _days(visit, visited), _days(held, told)
    if there is None or then is None:
        return False
    slack = _EVE if held.date and visit.date else _AFTER
    return then[0] <= there[1] + slack and there[0] <= then[1] + _EVE


def _days(event: Event, told: Sequence[Told]) -> tuple[date, date] | None:
    """The days of an event; where it has none, those on which it was told."""
    try:
        days = precise(event.date, _MONTH)
    except DateError:
        days = None
    published = [item.day for item in told if item.day]
    if days is None and published and event.date is None:
        days = min(published), max(published)
    return days
