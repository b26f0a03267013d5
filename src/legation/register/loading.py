"""Reading events out of the tables: current links, mentions whose text still stands, grouped by event."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, intersect, or_, select, union

from legation.ontology.ties import tie_kinds
from legation.register import schema
from legation.register.copies import families
from legation.register.events import Told
from legation.register.rows import MEMBERS, decode

_AT_ONCE = 500


def instant(known_at: date | None) -> str | None:
    """The last instant of a day, as the register writes instants.

    >>> instant(date(2025, 4, 1))
    '2025-04-01T23:59:59Z'
    """
    return f"{known_at.isoformat()}T23:59:59Z" if known_at else None


def kind_matches(kind: str) -> ColumnElement[bool]:
    """Condition for a kind, or for all kinds of a family ("membership")."""
    column = schema.mentions.c.kind
    return or_(column == kind, column.startswith(f"{kind}.", autoescape=True))


def is_current(moment: str | None = None) -> ColumnElement[bool]:
    """Condition for the last link of a mention (by then): no later one follows it.

    Asked link by link on an index, so that a question about few events does not walk the whole register.
    """
    later = schema.links.alias("later")
    follows = exists().where(later.c.mention == schema.links.c.mention, later.c.seq > schema.links.c.seq)
    current = ~(follows.where(later.c.made_at <= moment) if moment else follows)
    return and_(current, schema.links.c.made_at <= moment) if moment else current


def stands(moment: str | None = None) -> ColumnElement[bool]:
    """Condition for a dispatch whose text was not replaced (by then), and that was read (by then)."""
    table = schema.judgements
    gone = exists().where(table.c.subject == schema.dispatches.c.key, table.c.verdict == "supersede")
    if not moment:
        return ~gone
    return and_(~gone.where(table.c.made_at <= moment), schema.dispatches.c.read_at <= moment)


def events_naming(
    connection: Connection,
    sides: Sequence[Collection[str]],
    kinds: Collection[str] = (),
    among: Collection[str] | None = None,
) -> set[str]:
    """The events that have, or once had, one actor of each side, ``among`` some of them or among all.

    In any role; of ``kinds``, in one that makes a tie. Whether it still has, is for ``load_events`` to see: to ask it here, of
    each mention of a busy actor, takes longer.
    """
    if among is not None:
        left = set(among)
        for side in sides:
            queries = [_naming(side).where(schema.links.c.event.in_(some)) for some in chunks(left)]
            left = {event for query in queries for event in connection.execute(query).scalars()}
        return left
    named = [_acting(side, kinds) if kinds else _naming(side, indexed=True) for side in sides]
    return set(connection.execute(select(intersect(*named).subquery().c.event) if len(named) > 1 else named[0]).scalars())


def _naming(side: Collection[str], *, indexed: bool = False) -> Select[str]:
    """The events that name one of these actors; by the index of actors only where no other way is shorter."""
    actor = schema.roles.c.actor if indexed else schema.roles.c.actor + ""
    query = select(schema.links.c.event).join(schema.roles, schema.roles.c.mention == schema.links.c.mention)
    return query.where(actor.in_(sorted(side))).distinct()


def _acting(side: Collection[str], kinds: Collection[str]) -> Select[str]:
    """The events of these kinds that one of these actors acts in: in a principal role, or one that makes a tie."""
    links, casts, mentions, roles = schema.links, schema.casts, schema.mentions, schema.roles
    of_casts = casts.c.actor.in_(sorted(side)), casts.c.kind.in_(sorted(kinds))
    principal = select(links.c.event).join(casts, casts.c.mention == links.c.mention).where(*of_casts)
    beside = {fact: role for tie in tie_kinds().values() for fact in tie.effects for role in tie.other if role.islower()}
    if not (lesser := sorted(set(beside) & set(kinds))):
        return principal.distinct()
    query = select(links.c.event).join(mentions, mentions.c.id == links.c.mention).join(roles, roles.c.mention == mentions.c.id)
    others = query.where(
        mentions.c.kind.in_(lesser),
        (roles.c.actor + "").in_(sorted(side)),
        roles.c.role.in_(sorted(set(beside.values()))),
    )
    return select(union(principal, others).subquery().c.event)


def events_of_kinds(connection: Connection, kinds: Collection[str], among: Collection[str] | None = None) -> set[str]:
    """The events that have, or once had, a mention of one of these kinds, ``among`` some of them or among all."""
    links, mentions = schema.links, schema.mentions
    query = select(links.c.event).join(mentions, mentions.c.id == links.c.mention)
    if among is None:
        return set(connection.execute(query.where(mentions.c.kind.in_(sorted(kinds)))).scalars())
    wanted = (mentions.c.kind + "").in_(sorted(kinds))
    named = (query.where(links.c.event.in_(some), wanted) for some in chunks(among))
    return {event for each in named for event in connection.execute(each).scalars()}


def events_of_pairs(connection: Connection, pairs: Collection[tuple[str, tuple[str, str]]]) -> set[str]:
    """The events of a kind in which a mention names, or once named, both actors of a pair: kind of fact, and the pair.

    The first of a pair is in a principal role; the other, in any.
    """
    links, one, other = schema.links, schema.casts, schema.roles
    wanted = set(pairs)
    facts = sorted({kind for kind, _ in pairs})
    found: set[str] = set()
    for some in chunks({f"{first} {second}" for _, (first, second) in pairs}):
        firsts = sorted({each.partition(" ")[0] for each in some})
        query = (
            select(one.c.actor, other.c.actor, one.c.mention, one.c.kind)
            .select_from(one)
            .join(other, other.c.mention == one.c.mention)
            .where(one.c.actor.in_(firsts), one.c.kind.in_(facts), (one.c.actor + " " + other.c.actor).in_(some))
        )
        rows = connection.execute(query)
        found.update(mention for first, second, mention, kind in rows if (kind, (first, second)) in wanted)
    events = (select(links.c.event).where(links.c.mention.in_(some)).distinct() for some in chunks(found))
    return {event for query in events for event in connection.execute(query).scalars()}


def events_among(
    connection: Connection, groups: Collection[frozenset[str]], kinds: Collection[str], moment: str | None = None
) -> set[str]:
    """The events of these kinds whose parties are all in one of the groups, be it but one of them."""
    links, mentions, roles = schema.links, schema.mentions, schema.roles
    by_actor: dict[str, set[frozenset[str]]] = {}
    for group in groups:
        for actor in group:
            by_actor.setdefault(actor, set()).add(group)
    parties: dict[str, set[str]] = {}
    query = (
        select(links.c.event, roles.c.actor)
        .select_from(mentions)
        .join(roles, roles.c.mention == mentions.c.id)
        .join(links, links.c.mention == mentions.c.id)
        .where(mentions.c.kind.in_(kinds), roles.c.role == "PARTY", is_current(moment))
    )
    for event, actor in connection.execute(query) if by_actor else ():
        parties.setdefault(event, set()).add(actor)
    return {event for event, named in parties.items() if any(named <= group for group in by_actor.get(min(named), ()))}


def load_events(
    connection: Connection,
    *,
    kind: str | None = None,
    kinds: Collection[str] = (),
    actors: Collection[str] = (),
    beside: Collection[str] = (),
    events: Collection[str] | None = None,
    known_at: date | None = None,
    told_by: date | None = None,
) -> dict[str, list[Told]]:
    """Mentions by event, in the order they were stored.

    ``actors``: events that have one of them in any role, ``beside``: and one of these too; ``told_by`` leaves out what was
    published later. Which events, is asked first, then their mentions: either is quick by an index, both at once are not.
    """
    moment = instant(known_at)
    wanted = None if events is None else set(events)
    sides = [side for side in (actors, beside) if side]
    if sides:
        wanted = events_naming(connection, sides, kinds, wanted)
    conditions = [is_current(moment), schema.links.c.event != "", stands(moment)]
    if kind and wanted is None:
        conditions.append(kind_matches(kind))
    if kinds and wanted is None:
        conditions.append(schema.mentions.c.kind.in_(kinds))
    if told_by is not None:
        after = (told_by + timedelta(days=1)).isoformat()
        published = schema.dispatches.c.published
        conditions.append(or_(published.is_(None), published < after))
    found: dict[str, list[Told]] = {}
    for told_of, told in sorted(_told(connection, conditions, wanted, moment), key=lambda pair: pair[1].seq):
        family = told.mention.kind
        if (not kinds or family in kinds) and (not kind or family == kind or family.startswith(f"{kind}.")):
            found.setdefault(told_of, []).append(told)
    for names in map(set, sides):
        # An actor named only by a text since replaced no longer makes the event its own.
        found = {event: told for event, told in found.items() if names & _named(told)}
    return found


def _told(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], events: Collection[str] | None, moment: str | None
) -> Iterator[tuple[str, Told]]:
    """Every mention that meets the conditions, with its event; of these events only, where they are given."""
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    query = (
        select(
            links.c.event,
            links.c.reason,
            mentions.c.id,
            mentions.c.seq,
            mentions.c.record,
            dispatches.c.key,
            dispatches.c.hash,
            dispatches.c.published,
            dispatches.c.read_at,
        )
        .join(mentions, mentions.c.id == links.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(*conditions)
    )
    queries = [query] if events is None else [query.where(links.c.event.in_(some)) for some in chunks(events)]
    for each in queries:
        rows = connection.execute(each).all()
        source = families(connection, {row[6] for row in rows}, moment)
        for event, reason, id, seq, record, key, text, published, read_at in rows:
            mention = decode(record)
            yield (
                event,
                Told(
                    id=id,
                    seq=seq,
                    mention=mention,
                    dispatch=mention.dispatch,
                    key=key,
                    text=source.get(text, text),
                    published=published,
                    read_at=read_at,
                    reason=reason,
                ),
            )


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Values by the few hundred: databases limit how many a statement may name."""
    ordered = sorted(set(values))
    for at in range(0, len(ordered), _AT_ONCE):
        yield ordered[at : at + _AT_ONCE]


def _named(told: Sequence[Told]) -> set[str]:
    actors = [actor for item in told for role in item.mention.roles for actor in item.mention.actors(role)]
    return {actor.id for actor in actors} | {f"{actor.id}{MEMBERS}" for actor in actors if actor.via == "members"}
