"""What changed in what is known: events and ties as they stood on a day, against what stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, Select, select

from legation.atlas import load_atlas
from legation.messages import Interface
from legation.model import Event, Tie
from legation.ontology.ties import tie_kinds
from legation.register import schema
from legation.register.events import build, outline
from legation.register.loading import chunks, events_of_pairs, instant, load_events
from legation.register.store import Register
from legation.register.tellings import TieKey, keys_of, tie_kinds_of
from legation.register.ties import gather, rows_of

EVENT_FIELDS = ("kind", "status", "date", "place", "roles", "contradictions")
TIE_FIELDS = ("status", "begin", "end", "how", "claimed_by")


class EventChange(Struct, frozen=True, kw_only=True):
    """An event before and after: ``before`` is ``None`` where it is new, ``after`` where its texts were replaced."""

    before: Event | None
    after: Event | None
    fields: tuple[str, ...]


class TieChange(Struct, frozen=True, kw_only=True):
    """A row of a tie before and after; ``fields`` are those that differ, none where it is new or gone."""

    before: Tie | None
    after: Tie | None
    fields: tuple[str, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """What changed between two days of reading."""

    since: str
    until: str
    events: tuple[EventChange, ...]
    ties: tuple[TieChange, ...]


def diff(
    register: Register,
    *,
    since: date,
    known_at: date | None = None,
    as_of: date | None = None,
    language: Interface = "en",
) -> Difference:
    """What was learnt after the day ``since`` (by ``known_at``): new and changed events, and the ties that they move.

    Ties are compared as of one day, ``as_of`` (by default the last day of the comparison): the world stays, knowledge grows.
    """
    until = known_at or date.today()
    with register.look() as connection:
        touched = _touched(connection, since, until)
        copied: set[str] = set(connection.scalars(_copied(since, until)))
        before = {id_: build(id_, told) for id_, told in load_events(connection, events=touched, known_at=since).items()}
        after = {id_: build(id_, told) for id_, told in load_events(connection, events=touched, known_at=until).items()}
    events = [
        EventChange(before=before.get(id_), after=after.get(id_), fields=fields)
        for id_ in sorted({*before, *after})
        if (fields := _differing(before.get(id_), after.get(id_), EVENT_FIELDS)) is not None
    ]
    events.sort(key=lambda change: _order(change.after or change.before))
    keys = {
        key for event in (*before.values(), *after.values()) for kind in tie_kinds_of(event.kind) for key in keys_of(kind, event)
    }
    ties = _ties(register, keys, touched | copied, since, until, as_of or until, language)
    return Difference(since=since.isoformat(), until=until.isoformat(), events=tuple(events), ties=ties)


_Name = tuple[str, str, str, tuple[str, ...]]


def _name(row: Tie) -> _Name:
    """What makes it the same row: that of what holds has one a tie, one of words has one a speaker."""
    stands = row.kind == row.id.partition("/")[0]
    return (row.id, row.kind, "", ()) if stands else (row.id, row.kind, row.how, row.claimed_by)


def _touched(connection: Connection, since: date, until: date) -> set[str]:
    """Events that a link was made to after that day, and those that a judgement of after that day concerns."""
    links, mentions, judgements = schema.links, schema.mentions, schema.judgements
    low, high = instant(since), instant(until)
    made = select(links.c.mention, links.c.event).where(links.c.made_at > low, links.c.made_at <= high)
    linked = connection.execute(made).all()
    subjects = select(judgements.c.subject).where(judgements.c.made_at > low, judgements.c.made_at <= high)
    of_texts = select(mentions.c.id).where(mentions.c.dispatch.in_(subjects))
    judged = [
        select(links.c.event).where(column.in_(named))
        for column, named in ((links.c.mention, of_texts), (links.c.mention, subjects), (links.c.event, subjects))
    ]
    # A mention that moved to another event changes the one that it left, too.
    moved = [select(links.c.event).where(links.c.mention.in_(some)) for some in chunks({mention for mention, _ in linked})]
    return {event for _, event in linked} | {event for query in (*judged, *moved) for event in connection.scalars(query)}


def _copied(since: date, until: date) -> Select[str]:
    """Events that a text tells of which it was learnt after that day that it is a copy: told by fewer sources."""
    links, mentions, dispatches, families = schema.links, schema.mentions, schema.dispatches, schema.families
    made = families.c.made_at
    texts = select(families.c.text).where(made > instant(since), made <= instant(until))
    keys = select(dispatches.c.key).where(dispatches.c.hash.in_(texts))
    told = select(mentions.c.id).where(mentions.c.dispatch.in_(keys))
    return select(links.c.event).where(links.c.mention.in_(told)).distinct()


def _differing(before: Event | Tie | None, after: Event | Tie | None, fields: Collection[str]) -> tuple[str, ...] | None:
    """The fields that differ; none where one side is missing; ``None`` where nothing changed."""
    if before is None or after is None:
        return None if before is after else ()
    return tuple(field for field in fields if getattr(before, field) != getattr(after, field)) or None


def _order(event: Event | None) -> tuple[str, str]:
    return ((event.date or "~"), event.id) if event else ("~", "")


def _ties(
    register: Register,
    keys: Iterable[TieKey],
    touched: Collection[str],
    since: date,
    until: date,
    as_of: date,
    language: Interface,
) -> tuple[TieChange, ...]:
    """The ties that changed; what of their events nothing touched meanwhile is loaded once, and is the same on both days."""
    wanted = set(keys)
    kinds = sorted({key.tie for key in wanted})
    actors = sorted({actor for key in wanted for actor in key.parties})
    facts = sorted({fact for kind in kinds for fact in tie_kinds()[kind].effects})
    pairs = {(fact, (key.parties[0], key.parties[1])) for key in wanted for fact in tie_kinds()[key.tie].effects}
    with register.look() as connection:
        events = events_of_pairs(connection, pairs)
        new = load_events(connection, kinds=facts, events=events, known_at=until)
        earlier = load_events(connection, kinds=facts, events=events & set(touched), known_at=since)
    built = {id_: (outline(id_, told), told) for id_, told in new.items()}
    same = {id_: each for id_, each in built.items() if id_ not in touched}
    was = same | {id_: (outline(id_, told), told) for id_, told in earlier.items()}
    atlas = load_atlas()
    found: list[dict[_Name, Tie]] = []
    for known_at, told in ((since, was), (until, built)):
        read = sorted(told.values(), key=lambda each: each[1][0].seq)
        gathered = gather(register, kinds, actors, known_at, atlas, read=read, about=wanted.__contains__)
        rows = rows_of([tie for tie in gathered if TieKey(tie.key.tie, tie.key.parties) in wanted], as_of, atlas, language)
        found.append({_name(row): row for row in rows})
    before, after = found
    changes = [
        TieChange(before=before.get(name), after=after.get(name), fields=fields)
        for name in sorted({*before, *after})
        if (fields := _differing(before.get(name), after.get(name), TIE_FIELDS)) is not None
    ]
    return tuple(changes)
