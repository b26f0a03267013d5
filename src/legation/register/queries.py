"""Questions to a register, answered with records: what happened, between whom, and on what evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.model import STATUSES, Dispatch, Event, Mention, RegisterError, suggest
from legation.model.dates import bounds
from legation.ontology import kinds
from legation.register import schema, windows
from legation.register.collectives import Collective, collectives, marks
from legation.register.events import Told, build
from legation.register.loading import events_naming, events_of_kinds, instant, is_current, load_events
from legation.register.related import Related, related
from legation.register.reviewed import Reviewed, last_coders, reviews_of
from legation.register.rows import MEMBERS, day_of, dispatch_of
from legation.register.searching import events_saying
from legation.register.store import Register


class Evidence(Struct, frozen=True, kw_only=True):
    """One mention of an event with the text it quotes; ``copy`` where another outlet's same text was counted before.

    ``collectives``: whom "les pays de la Cédéao" were on that day.
    """

    id: str
    mention: Mention
    dispatch: Dispatch
    copy: bool
    reason: str
    coder_version: str
    read_at: str
    reviewed: Reviewed
    collectives: tuple[Collective, ...] = ()


class Shown(Struct, frozen=True, kw_only=True):
    """An event and all that was told of it, in order of publication; ``related`` events belong to it without being it."""

    event: Event
    evidence: tuple[Evidence, ...]
    related: tuple[Related, ...] = ()


def timeline(
    register: Register,
    *,
    actors: Collection[str] = (),
    beside: Collection[str] = (),
    kind: str | None = None,
    status: str | None = None,
    begin: date | None = None,
    end: date | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
    domain: str | None = None,
    words: str = "",
    limit: int | None = None,
) -> tuple[Event, ...]:
    """Events in order of time; one without a date stands where it was first told, and falls out of a bounded period.

    ``actors``: events with one of them, by name or as a member of that day ("les pays de la Cédéao"); ``beside``: and one of
    these; ``as_of`` leaves out what was published later, ``known_at`` what was read later; ``words``: all of them in one quote
    or its title; ``limit``: only the last so many.
    """
    check_filters(kind, status)
    asked = _Asked(
        actors=actors, beside=beside, kind=kind, status=status, as_of=as_of, known_at=known_at, domain=domain, words=words
    )
    with register.look() as connection:
        if begin or end:
            events = asked.among(connection, windows.dated_in(connection, begin, end))
            kept = [pair for pair in asked.load(connection, events) if windows.within(pair[1].date, begin, end)]
        elif limit is None:
            kept = asked.load(connection, asked.among(connection))
        else:
            kept = []
            until = min((day for day in (as_of, known_at) if day), default=None)
            for since, events in windows.latest(connection, limit, asked.among(connection), until):
                kept = [pair for pair in asked.load(connection, events) if since is None or pair[0][0] >= since]
                if len(kept) >= limit:
                    break
    ordered = [event for _, event in sorted(kept, key=lambda pair: pair[0])]
    return tuple(ordered[-limit:] if limit else ordered)


def undated(
    register: Register,
    *,
    actors: Collection[str] = (),
    kind: str | None = None,
    status: str | None = None,
    begin: date | None = None,
    end: date | None = None,
    as_of: date | None = None,
    known_at: date | None = None,
) -> int:
    """How many events without a date were first told in a period: what ``timeline`` leaves out of it."""
    asked = _Asked(actors=actors, kind=kind, status=status, as_of=as_of, known_at=known_at)
    with register.look() as connection:
        found = asked.load(connection, asked.among(connection, windows.told_in(connection, begin, end)))
    return sum(event.date is None and (begin is None or at[0] >= begin) and (end is None or at[0] <= end) for at, event in found)


class _Asked(Struct, frozen=True, kw_only=True):
    """Which events a question is about, but for their time."""

    actors: Collection[str] = ()
    beside: Collection[str] = ()
    kind: str | None = None
    status: str | None = None
    as_of: date | None = None
    known_at: date | None = None
    domain: str | None = None
    words: str = ""

    @property
    def sides(self) -> list[tuple[str, ...]]:
        """The actors of each side, by name and as members of what they ever belonged to."""
        sides = filter(None, (self.actors, self.beside))
        return [(*side, *(mark for actor in side for mark in marks(actor))) for side in sides]

    def among(self, connection: Connection, events: set[str] | None = None) -> set[str] | None:
        """Of some events, or of all, those that may answer; ``None`` for all."""
        found = events_naming(connection, self.sides, (), events) if self.sides else events
        if self.kind:
            found = events_of_kinds(connection, kinds_of(self.kind), found)
        if self.words.strip():
            saying = events_saying(connection, self.words, instant(self.known_at))
            found = saying if found is None else found & saying
        return found

    def load(self, connection: Connection, events: set[str] | None) -> list[tuple[tuple[date, date, str], Event]]:
        """These events with their place in time."""
        found = load_events(connection, kind=self.kind, events=events, known_at=self.known_at, told_by=self.as_of)
        sides = [set(side) for side in (self.actors, self.beside) if side]
        built = [(build(id_, told), told) for id_, told in found.items() if all(concerns(told, side) for side in sides)]
        return [
            (_position(event, _first_told(told)), event)
            for event, told in built
            if self.status in (None, event.status) and (self.domain is None or self.domain in event.domain)
        ]


def concerns(told: Sequence[Told], actors: set[str]) -> bool:
    """Whether an event names one of the actors, or all members of an organization that one belonged to on that day."""
    return any(actors.intersection(item.mention.ids(role)) for item in told for role in item.mention.roles) or any(
        actors.intersection(each.members) for item in told for each in collectives(item.mention, item.published)
    )


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
                collectives=collectives(item.mention, item.published),
            )
        )
    return Shown(event=event, evidence=tuple(evidence), related=beside)


def known_actors(register: Register, role: str | None = None) -> tuple[str, ...]:
    """Ids of all actors that the register names, in one role or in any."""
    table = schema.roles
    query = select(table.c.actor).where(~table.c.actor.endswith(MEMBERS)).distinct().order_by(table.c.actor)
    with register.look() as connection:
        return tuple(connection.execute(query.where(table.c.role == role) if role else query).scalars())


def kinds_of(family: str) -> list[str]:
    """The kinds that a filter means: one, or all of a family.

    >>> kinds_of("meeting.visit"), len(kinds_of("membership")) > 2
    (['meeting.visit'], True)
    """
    return [name for name in kinds() if name == family or name.startswith(f"{family}.")]


def check_filters(kind: str | None, status: str | None) -> None:
    """Refuse a misspelt filter: an empty answer would look like a fact."""
    families = {name.split(".")[0] for name in kinds()}
    if kind is not None and kind not in kinds() and kind not in families:
        raise RegisterError(f'unknown kind "{kind}"{suggest(kind, [*kinds(), *families])}')
    if status is not None and status not in STATUSES:
        hint = suggest(status, STATUSES) or f"; one of {', '.join(STATUSES)}"
        raise RegisterError(f'unknown status "{status}"{hint}')


def _first_told(told: list[Told]) -> date:
    return min((item.day or day_of(item.read_at) or date.max for item in told), default=date.max)


def _position(event: Event, told: date) -> tuple[date, date, str]:
    edtf = windows.placeable(event.date)
    first, last = bounds(edtf) if edtf else (told, told)
    return first or last or told, last or date.max, event.id


def _resolve(register: Register, prefix: str) -> str:
    """The current event of the id, or of the mention, that begins so."""
    links, wanted = schema.links, prefix.strip().lower()
    if not wanted or not wanted.isalnum():
        raise RegisterError(f'no event "{prefix}"; ids are in the last column of: legation timeline')
    with register.look() as connection:
        latest = select(links.c.event).where(is_current(), links.c.event != "").distinct()
        # By bounds, not by LIKE, which no index helps: ids are hexadecimal, and "g" comes after their last digit.
        found = set(connection.execute(latest.where(links.c.event >= wanted, links.c.event < f"{wanted}g")).scalars())
        if not found:
            of_mention = latest.where(links.c.mention >= wanted, links.c.mention < f"{wanted}g")
            found = set(connection.execute(of_mention).scalars())
    if not found:
        raise RegisterError(f'no event "{prefix}"; ids are in the last column of: legation timeline')
    if len(found) > 1:
        shown = ", ".join([*sorted(found)[:4], *["…"][: len(found) > 4]])
        raise RegisterError(f'"{prefix}" is the beginning of {len(found)} events ({shown})')
    return str(found.pop())
