"""From a query to its answer: what the register has, each with its date, status and quote; nothing is inferred."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from legation.asking.query import Query
from legation.exports.quotes import Quote, quotes
from legation.messages import Interface
from legation.model import Event, Tie
from legation.model.dates import DateError, bounds
from legation.register import Register, members, timeline
from legation.register.walk import walk_events

_ALIKE = {"occurred": ("occurred", "ongoing"), "ongoing": ("occurred", "ongoing"), "considered": ("considered", "called_for")}
_QUOTES = 2


class Found(Struct, frozen=True, kw_only=True):
    """An event that answers, with who fills the open role, and its first quotes."""

    event: Event
    values: tuple[str, ...]
    quotes: tuple[Quote, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """``found``: what answers; ``otherwise``: the same facts told with another status; ``ties``: what holds, for memberships."""

    query: Query
    values: tuple[str, ...]
    found: tuple[Found, ...]
    otherwise: tuple[Found, ...] = ()
    ties: tuple[Tie, ...] = ()


def ask(register: Register, query: Query, *, today: date, language: Interface = "fr", limit: int = 300) -> Answer:
    """The answer of a register."""
    begin, end = _period(query.date)
    if query.kind == "membership.hold" and query.roles.get("ORGANIZATION"):
        return _members(register, query, end or today, language)
    family = query.kind.partition(".")[0] if query.kind.startswith("meeting.") else query.kind
    named = list(query.roles.values())
    first = named[0] if named else ()
    events = timeline(register, actors=first, kind=family, begin=begin, end=end)
    fitting = [event for event in events if _fits(event, query)]
    read = walk_events(register, [event.id for event in fitting])
    made = [
        Found(event=event, values=_values(event, query), quotes=tuple(quotes(read[event.id], limit, _QUOTES)))
        for event in fitting
    ]
    wanted = _ALIKE.get(query.status, (query.status,))
    found = tuple(one for one in made if one.event.status in wanted)
    return Answer(
        query=query,
        values=tuple(dict.fromkeys(value for one in found for value in one.values)),
        found=found,
        otherwise=tuple(one for one in made if one.event.status not in wanted),
    )


def _period(edtf: str | None) -> tuple[date | None, date | None]:
    try:
        return bounds(edtf) if edtf else (None, None)
    except DateError:
        return None, None


def _fits(event: Event, query: Query) -> bool:
    """Whether everybody named is in the same role; in a meeting, whoever hosts, in any."""
    if query.place and event.place != query.place:
        return False
    anywhere = {id_ for ids in event.roles.values() for id_ in ids}
    if event.kind.startswith("meeting."):
        return all(set(ids) <= anywhere for ids in query.roles.values()) and (query.open != "who" or bool(_values(event, query)))
    return all(set(ids) <= set(event.roles.get(role, ())) for role, ids in query.roles.items())


def _values(event: Event, query: Query) -> tuple[str, ...]:
    if query.open == "when":
        return (event.date,) if event.date else ()
    if query.open == "where":
        return (event.place,) if event.place else ()
    if query.role is None:
        return ()
    named = {id_ for ids in query.roles.values() for id_ in ids}
    roles = event.roles if event.kind.startswith("meeting.") else {query.role: event.roles.get(query.role, ())}
    skipped = ("ordinal", "name", "means")
    return tuple(dict.fromkeys(id_ for role, ids in roles.items() if role not in skipped for id_ in ids if id_ not in named))


def _members(register: Register, query: Query, day: date, language: Interface) -> Answer:
    """Memberships are asked of the ties: what holds on that day, as ``legation members`` tells it."""
    rows = [tie for one in query.roles["ORGANIZATION"] for tie in members(register, one, as_of=day, language=language)]
    who = set(query.roles.get("MEMBER", ()))
    rows = [tie for tie in rows if not who or tie.holder in who]
    holding = [tie for tie in rows if tie.kind == "membership" and tie.status in ("member", "suspended")]
    return Answer(query=query, values=tuple(tie.holder for tie in holding), found=(), ties=tuple(rows))
