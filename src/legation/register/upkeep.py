"""Keeping links up with what was added: group what stands near it again and append the links that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, insert, select

from legation.register import schema
from legation.register.cluster import Days, order_of
from legation.register.disputes import note
from legation.register.facts import tolerance
from legation.register.homes import Seed, place, rehome
from legation.register.identity import name_events
from legation.register.linking import group
from legation.register.neighbourhood import Near, any_nowhere, chunks, named, of_bucket, of_texts
from legation.register.overrides import Link, Overrides
from legation.register.predecessors import predecessors

RULE = "rule"

_LINKS = (
    select(schema.links.c.mention, schema.links.c.event, schema.links.c.author)
    .where(schema.links.c.mention.in_(bindparam("some", expanding=True)))
    .order_by(schema.links.c.seq)
)
_LINK = insert(schema.links)


def superseded(connection: Connection, known_at: str | None = None) -> set[str]:
    """Keys of the dispatches whose text was replaced (by then)."""
    table = schema.judgements
    query = select(table.c.subject).where(table.c.verdict == "supersede")
    return set(connection.execute(query.where(table.c.made_at <= known_at) if known_at else query).scalars())


def relink(connection: Connection, changed: Collection[str], now: str) -> dict[str, str]:
    """Link anew around these mentions, as far as they have a say; append links that changed; return new events, kinds."""
    overrides = Overrides(connection)
    place(connection, changed)
    recoded: dict[str, Mapping[str, Link]] = {}

    def out(row: Near) -> Link | None:
        if row.bucket not in recoded:
            recoded[row.bucket] = overrides.recoded(row.bucket)
        return overrides.out(row.id, row.root, row.key, recoded[row.bucket])

    def stands(row: Near) -> bool:
        return not row.gone and out(row) is None

    seeds = rehome(connection, changed, stands)
    made: dict[str, str] = {}
    for bucket, days, reach in _stretches(connection, seeds, stands):
        rows = of_bucket(connection, bucket, (days[0] - 2 * reach, days[1] + 2 * reach))
        inner = days[0] - reach, days[1] + reach
        if any_nowhere(connection, bucket):
            for same in of_texts(connection, bucket, {row.text for row in rows}).values():
                rows += _with_first(same, inner, stands)
            rows.sort(key=lambda row: row.seq)
        made.update(_relink(connection, rows, inner, out, overrides, now))
    for bucket, text in sorted({(bucket, text) for bucket, _, _, text in seeds}):
        rows = of_texts(connection, bucket, [text]).get(text, []) if any_nowhere(connection, bucket) else []
        if rows and not any(row.day is not None and stands(row) for row in rows):
            rows = [row for row in rows if row.day is None]
            made.update(_relink(connection, rows, None, out, overrides, now))
    return made


def _with_first(same: list[Near], inner: Days, stands: Callable[[Near], bool]) -> list[Near]:
    """Of the mentions of a text those that stand on no day, on that of its first printing; none if that is elsewhere."""
    printed = [row for row in same if row.day is not None and stands(row)]
    first = min(printed, key=lambda row: order_of(row.fact), default=None)
    if first is None or first.day is None or not inner[0] <= first.day <= inner[1]:
        return []
    return [replace(row, day=first.day) for row in same if row.day is None]


def _stretches(
    connection: Connection, seeds: Iterable[Seed], stands: Callable[[Near], bool]
) -> Iterator[tuple[str, Days, int]]:
    """The stretches of time to link anew, by bucket: bucket, first and last day, how far to look beyond."""
    days: dict[tuple[str, int], set[int]] = defaultdict(set)
    for bucket, kind, day, text in seeds:
        known = days[bucket, tolerance(kind).reach]
        if day is not None:
            known.add(day)
        if any_nowhere(connection, bucket):  # what stands nowhere goes with its text, which may be printed anywhere
            rows = of_texts(connection, bucket, [text]).get(text, ())
            known |= {row.day for row in rows if row.day is not None and stands(row)}
    for (bucket, reach), known in sorted(days.items()):
        first = last = None
        for day in sorted(known):
            if first is not None and last is not None and day - last > reach:
                yield bucket, (first, last), reach
                first = day
            first, last = day if first is None else first, day
        if first is not None and last is not None:
            yield bucket, (first, last), reach


def _relink(
    connection: Connection,
    rows: list[Near],
    inner: Days | None,
    judged_out: Callable[[Near], Link | None],
    overrides: Overrides,
    now: str,
) -> dict[str, str]:
    """Group these mentions; write what changed of those that stand in the inner days: of the others not all is here."""
    out = {row.id: link for row in rows if (link := judged_out(row))}
    sure = {row.id for row in rows if inner is None or row.day is None or inner[0] <= row.day <= inner[1]}
    root = {row.id: row.root for row in rows}
    active = [row for row in rows if not row.gone and row.id not in out]
    by_rule, shown, known = _linked(connection, root)
    facts = [row.fact for row in active]
    # Copies of the words that were split off go with them, whenever they are read.
    apart = {(fact.text, fact.span): root[fact.mention] for fact in facts if overrides.is_split(root[fact.mention])}
    ruled = [fact for fact in facts if (fact.text, fact.span) not in apart]
    order = {fact.mention: row.seq for fact, row in zip(facts, active, strict=True) if (fact.text, fact.span) not in apart}
    # What a new version of a text tells goes on under the id of what its old version told.
    before = {row.dispatch: by_rule[row.id] for row in reversed(rows) if row.gone and row.id in by_rule}
    inherited = {row.id: before[row.dispatch] for row in active if row.dispatch in before}
    fresh = [row.id for row in active if row.id not in by_rule and (row.edited_from or overrides.recodes)]
    inherited |= predecessors(connection, fresh, set(by_rule) - set(order))
    had = inherited | by_rule
    moved = {event for event in had.values() if event not in root}
    elsewhere = {row.id for row in named(connection, moved) if not row.gone and not judged_out(row)} if moved else set()
    events = name_events(group(ruled), had, order, elsewhere)
    new = [(id, link) for id, link in out.items() if shown.get(id)]
    for fact in facts:
        if (fact.text, fact.span) in apart:
            owner = root[fact.mention] if overrides.is_split(root[fact.mention]) else apart[fact.text, fact.span]
            new.append((fact.mention, overrides.placed(owner)))
    for event, members in events:
        for mention, reason in members:
            told = Link(event, RULE, reason)
            judged = overrides.link(root[mention], event)
            if judged is None or by_rule.get(mention) != event:
                new.append((mention, told))
            if judged:
                new.append((mention, judged))
    sequence = {row.id: row.seq for row in rows}
    added = []
    touched: set[str] = set()
    for mention, link in sorted(new, key=lambda pair: sequence[pair[0]]):
        by_rules = link.author == RULE and by_rule.get(mention) != link.event
        if mention in sure and (by_rules or shown.get(mention) != link.event):
            touched |= {shown.get(mention, ""), link.event}
            shown[mention] = link.event
            added.append(
                {"mention": mention, "event": link.event, "reason": link.reason, "author": link.author, "made_at": now}
            )
    if added:
        connection.execute(_LINK, added)
        telling: dict[str, list[Near]] = {event: [] for event in touched if event}
        for row in active:
            if shown.get(row.id) in telling:
                telling[shown[row.id]].append(row)
        note(connection, telling, {link.event for _, link in new if link.author != RULE}, now)
    held = set(shown.values())
    return {event: facts[0].kind for event, _ in events if event not in known and event in held}


def _linked(connection: Connection, mentions: Collection[str]) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """The last event of each mention by the rules, the last by anybody, and all events that there were."""
    rows = [
        row
        for some in chunks(mentions)
        for row in connection.execute(_LINKS, {"some": some})
    ]
    by_rule = {row.mention: row.event for row in rows if row.author == RULE}
    return by_rule, {row.mention: row.event for row in rows}, {row.event for row in rows}
