"""Every event of a register in turn, with its tellings and their sources, in memory that does not grow with the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, func, select

from legation.model import Event, Language, Place
from legation.register import schema, windows
from legation.register.collectives import marks
from legation.register.events import STATE_CHANGING, Told, build
from legation.register.loading import events_naming, instant, is_current, load_events
from legation.register.queries import check_filters, concerns
from legation.register.store import Register

_AT_ONCE = 400


class Filter(Struct, frozen=True, kw_only=True):
    """Which events are wanted: the filters of ``timeline``, with the same meaning. A period leaves out what has no date.

    ``among``: only of these, by id.
    """

    actors: Collection[str] = ()
    kind: str | None = None
    status: str | None = None
    begin: date | None = None
    end: date | None = None
    as_of: date | None = None
    known_at: date | None = None
    among: frozenset[str] | None = None


class Source(Struct, frozen=True, kw_only=True):
    """Where a telling was read: what a citation needs of a dispatch, never its text."""

    dispatch: str
    title: str
    url: str | None
    publisher: str | None
    author: str | None
    published: str | None
    language: Language | None
    read_at: str


class Walked(Struct, frozen=True, kw_only=True):
    """An event with its tellings, in order of publication; ``sources`` by the key of the dispatch."""

    event: Event
    told: tuple[Told, ...]
    sources: dict[str, Source]

    @property
    def place(self) -> Place | None:
        """The place that the event is shown with."""
        return next(
            (item.mention.place for item in self.told if item.mention.place and item.mention.place.name == self.event.place), None
        )

    @property
    def claimed_by(self) -> tuple[str, ...]:
        """Who says so, where nobody else does: no telling of the status that counts is in the text's own voice."""
        words = [item.mention for item in self.told if item.mention.status == self.event.status]
        if not words or any(not mention.claimed_by for mention in words):
            return ()
        return tuple(dict.fromkeys(speaker for mention in words for speaker in mention.claimed_by))

    @property
    def confidence(self) -> float:
        """That of the surest telling."""
        return max(item.mention.confidence for item in self.told)

    @property
    def cancelled(self) -> bool:
        """Whether it was scheduled before it was denied."""
        return self.event.status == "denied" and any(step.status == "scheduled" for step in self.event.history)

    @property
    def first_told(self) -> date | None:
        """The day on which it was first told, where that is known."""
        return min((item.day for item in self.told if item.day), default=None)

    @property
    def happened(self) -> bool:
        """Whether it is told as done or as holding."""
        return self.event.status in STATE_CHANGING


def walk(register: Register, asked: Filter | None = None) -> Iterator[Walked]:
    """The events asked for, in the order in which they were first told, then by id: the same whenever it is asked.

    >>> from legation.model import make_dispatch
    >>> from legation.register import open_register
    >>> with open_register("sqlite://") as register:
    ...     _ = register.add(make_dispatch("n1", "Rien."), (), "0")
    ...     list(walk(register))
    []
    """
    wanted = asked or Filter()
    check_filters(wanted.kind, wanted.status)
    with register.look() as connection:
        order = _order(connection, wanted)
        for at in range(0, len(order), _AT_ONCE):
            some = order[at : at + _AT_ONCE]
            found = load_events(connection, kind=wanted.kind, events=some, known_at=wanted.known_at, told_by=wanted.as_of)
            kept = [(id_, found[id_]) for id_ in some if id_ in found]
            yield from _with_sources(connection, [pair for pair in kept if _concerned(pair[1], wanted)], wanted)


def walk_events(register: Register, events: Sequence[str], known_at: date | None = None) -> dict[str, Walked]:
    """These events by id, as ``walk`` gives them."""
    with register.look() as connection:
        found = load_events(connection, events=events, known_at=known_at)
        walked = _with_sources(connection, list(found.items()), Filter(known_at=known_at))
        return {each.event.id: each for each in walked}


class Changed(Struct, frozen=True, kw_only=True):
    """An event with the instants (ISO 8601, UTC) at which the register first and last learnt of it."""

    walked: Walked
    first: str
    last: str


def recent(register: Register, limit: int, asked: Filter | None = None, *, since: date | None = None) -> tuple[Changed, ...]:
    """The events that reading or review changed last, the latest first; ``since``: those changed after that day."""
    wanted = asked or Filter()
    check_filters(wanted.kind, wanted.status)
    links = schema.links
    last = func.max(links.c.made_at)
    query = select(links.c.event, func.min(links.c.made_at), last).where(links.c.event != "").group_by(links.c.event)
    if wanted.known_at:
        query = query.where(links.c.made_at <= instant(wanted.known_at))
    if since:
        query = query.having(last > instant(since))
    found: list[Changed] = []
    with register.look() as connection:
        named = _named(connection, wanted)
        rows = [row for row in connection.execute(query.order_by(last.desc(), links.c.event)) if named is None or row[0] in named]
        for at in range(0, len(rows), _AT_ONCE):
            if len(found) >= limit:
                break
            when = {row[0]: (row[1], row[2]) for row in rows[at : at + _AT_ONCE]}
            loaded = load_events(connection, kind=wanted.kind, events=list(when), known_at=wanted.known_at, told_by=wanted.as_of)
            kept = [(id_, loaded[id_]) for id_ in when if id_ in loaded and _concerned(loaded[id_], wanted)]
            for walked in _with_sources(connection, kept, wanted):
                first, latest = when[walked.event.id]
                found.append(Changed(walked=walked, first=first, last=latest))
    return tuple(found[:limit])


def _named(connection: Connection, asked: Filter) -> set[str] | None:
    """The ids that the question leaves, ``None`` for all."""
    if not asked.actors:
        return None if asked.among is None else set(asked.among)
    wider = (*asked.actors, *(mark for actor in asked.actors for mark in marks(actor)))
    named = events_naming(connection, [wider])
    return named if asked.among is None else named & asked.among


def _order(connection: Connection, asked: Filter) -> list[str]:
    """Ids alone: what grows with the register is a word an event."""
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    first = func.min(dispatches.c.published)
    query = (
        select(links.c.event)
        .join(mentions, mentions.c.id == links.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(links.c.event != "", is_current(instant(asked.known_at)))
        .group_by(links.c.event)
        .order_by(func.coalesce(first, "~"), links.c.event)
    )
    named = _named(connection, asked)
    if asked.begin or asked.end:
        dated = windows.dated_in(connection, asked.begin, asked.end)
        named = dated if named is None else named & dated
    return [id_ for id_ in connection.execute(query).scalars() if named is None or id_ in named]


def _concerned(told: Sequence[Told], asked: Filter) -> bool:
    return not asked.actors or concerns(told, set(asked.actors))


def _with_sources(connection: Connection, found: Sequence[tuple[str, list[Told]]], asked: Filter) -> Iterator[Walked]:
    table = schema.dispatches
    fields = (table.c.title, table.c.url, table.c.publisher, table.c.author, table.c.published, table.c.language, table.c.read_at)
    keys = sorted({item.key for _, told in found for item in told})
    sources: dict[str, Source] = {}
    for at in range(0, len(keys), _AT_ONCE):
        query = select(table.c.key, table.c.id, *fields).where(table.c.key.in_(keys[at : at + _AT_ONCE]))
        for key, id_, title, url, publisher, author, published, language, read_at in connection.execute(query):
            sources[key] = Source(
                dispatch=id_, title=title, url=url, publisher=publisher, author=author, published=published,
                language=language, read_at=read_at,
            )  # fmt: skip
    for id_, told in found:
        event = build(id_, told)
        if asked.status not in (None, event.status):
            continue
        if (asked.begin or asked.end) and not windows.within(event.date, asked.begin, asked.end):
            continue
        ordered = tuple(sorted(told, key=lambda item: (item.day or date.max, item.id)))
        yield Walked(event=event, told=ordered, sources={item.key: sources[item.key] for item in ordered})


def last_read(register: Register) -> date:
    """The day on which the register last read or judged anything: what a release is dated by, without a clock."""
    with register.look() as connection:
        instants = [
            connection.execute(select(func.max(column))).scalar()
            for column in (schema.dispatches.c.read_at, schema.links.c.made_at, schema.judgements.c.made_at)
        ]
    return date.fromisoformat(max(filter(None, instants), default="1970-01-01")[:10])
