"""Reviewing: each judgement is one more row with who, when and why, and its effect on the events comes with it or not at all.

Nothing is changed or removed: a rejected mention stays stored, an edited one beside what it was, and ``undo`` is a row too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from legation.model import Mention, RegisterError
from legation.register import schema
from legation.register.editing import edit_field, edited_mention, shown_field
from legation.register.finding import dispatch_named, event_named, event_of, mention_named, mentions_of
from legation.register.judgements import Concerned, Judgement, append, judgements, steps_of, successor
from legation.register.overrides import Overrides
from legation.register.rows import decode, edited_id, mention_row, role_rows, split_id, stamp
from legation.register.store import Register
from legation.register.upkeep import RULE, relink


def accept(register: Register, mention: str, *, author: str, why: str = "", at: datetime | None = None) -> Judgement:
    """Judge that a mention tells what its quote says; a rejection before is overruled."""
    return _verdict(register, "accept", mention, author, why, at)


def reject(register: Register, mention: str, *, author: str, why: str, at: datetime | None = None) -> Judgement:
    """Judge that a mention is wrong: it leaves its event, ties and timelines, and stays stored."""
    return _verdict(register, "reject", mention, author, why, at)


def edit(
    register: Register, mention: str, field: str, value: str, *, author: str, why: str, at: datetime | None = None
) -> Judgement:
    """Change one field: ``kind``, ``status``, ``date``, ``place``, ``domain``, ``claimed_by`` or a role of the kind."""
    now = _ready(author, why, at)
    with register.change() as connection:
        root = _told_now(connection, mention)
        overrides = Overrides(connection)
        coded = decode(connection.execute(select(schema.mentions.c.record).where(schema.mentions.c.id == root)).scalar_one())
        before = edited_mention(coded, overrides.changes(root))
        after = edit_field(before, field, value)
        if after == before:
            raise RegisterError(f'{root}: {field} is "{shown_field(before, field)}" already')
        made = edited_id(root, after)
        number = append(
            connection, "edit", root, object=made, field=field, value=_plain(after, field), author=author, reason=why, now=now
        )
        _bring_about(connection, [root], now)
        return _made(connection, number)


def merge(register: Register, kept: str, other: str, *, author: str, why: str, at: datetime | None = None) -> Judgement:
    """Judge that two events are one: ``other`` goes on under the id of ``kept``, whatever is read of it later."""
    now = _ready(author, why, at)
    with register.change() as connection:
        one, two = event_named(connection, kept), event_named(connection, other)
        if one == two:
            raise RegisterError(f'"{kept}" and "{other}" are one event already: {one}')
        sides = (mentions_of(connection, one), mentions_of(connection, two))
        pinned = Concerned(*(tuple(_native(connection, side, event)) for side, event in zip(sides, (one, two), strict=True)))
        number = append(
            connection, "merge", two, object=one, value=_json(pinned), author=author, reason=why, now=now
        )
        _bring_about(connection, [*sides[0], *sides[1]], now)
        return _made(connection, number)


def split(register: Register, mention: str, *, author: str, why: str, at: datetime | None = None) -> Judgement:
    """Judge that a mention tells another event than those it was linked with; copies of the same words go with it."""
    now = _ready(author, why, at)
    with register.change() as connection:
        root = _told_now(connection, mention)
        found = Overrides(connection).form(root) or root
        event = event_of(connection, found)
        if not event:
            raise RegisterError(f"{found} is in no event: it was judged out, or its text was replaced; see: legation review log")
        same = _copies(connection, found, mentions_of(connection, event))
        if len(same) == len(mentions_of(connection, event)):
            raise RegisterError(f"{found} is all that event {event} has; nothing would be left of it")
        roots = tuple(root_of(connection, id) for id in same)
        made = split_id(root, len(judgements(connection)))
        number = append(
            connection, "split", root, object=made, value=_json(Concerned((), roots)), author=author, reason=why, now=now
        )
        _bring_about(connection, same, now)
        return _made(connection, number)


def retract(register: Register, dispatch: str, *, author: str, why: str, at: datetime | None = None) -> Judgement:
    """Judge that a dispatch was withdrawn: all that it tells is out, and stays stored."""
    now = _ready(author, why, at)
    with register.change() as connection:
        key = dispatch_named(connection, dispatch)
        if key in Overrides(connection).retracted:
            raise RegisterError(f'"{dispatch}" is retracted already; see: legation review log')
        number = append(connection, "retract", key, author=author, reason=why, now=now)
        _bring_about(connection, _told_by(connection, key), now)
        return _made(connection, number)


def undo(
    register: Register, number: int | None = None, *, author: str, why: str = "", at: datetime | None = None
) -> Judgement:
    """Take back a judgement, the last one that stands by default; undoing an undo brings its judgement back."""
    now = _ready(author, None, at)
    with register.change() as connection:
        known = {each.number: each for each in judgements(connection)}
        standing = [each for each in known.values() if each.undone is None and each.verdict != "undo"]
        if number is None:
            if not standing:
                raise RegisterError("nothing to undo: no judgement stands")
            number = standing[-1].number
        if number not in known:
            raise RegisterError(f"no judgement {number}; numbers are in: legation review log")
        undone = known[number].undone
        if undone is not None:
            raise RegisterError(f"judgement {number} was undone by {undone}; to bring it back: legation review undo {undone}")
        concerned = _concerned(connection, known, known[number])
        made = append(connection, "undo", str(number), author=author, reason=why, now=now)
        _bring_about(connection, concerned, now)
        return _made(connection, made)


def root_of(connection: Connection, mention: str) -> str:
    """The mention as it was coded, of one that was edited."""
    table = schema.mentions
    return connection.execute(select(table.c.edited_from).where(table.c.id == mention)).scalar() or mention


def _told_now(connection: Connection, prefix: str) -> str:
    """The mention that is meant: of one that a newer coder replaced the one that says the same."""
    root = root_of(connection, mention_named(connection, prefix))
    found = successor(root, 0, steps_of(connection, [root]))
    if found is None:
        raise RegisterError(f"{root}: a newer coder does not tell this any more; there is nothing to judge")
    return found


def _ready(author: str, why: str | None, at: datetime | None) -> str:
    if not author.strip():
        raise RegisterError("a judgement needs an author: --author NAME")
    if why is not None and not why.strip():
        raise RegisterError("a judgement needs a reason: --why TEXT")
    for words in (author, why or ""):
        if "\0" in words:
            raise RegisterError("a NUL character in the author or the reason; remove it")
    return stamp(at)


def _verdict(register: Register, verdict: str, mention: str, author: str, why: str, at: datetime | None) -> Judgement:
    now = _ready(author, why if verdict == "reject" else None, at)
    with register.change() as connection:
        root = _told_now(connection, mention)
        stands = Overrides(connection).verdicts.get(root)
        if stands and stands.verdict == verdict:
            said = f"{stands.verdict}ed by {stands.author} already (judgement {stands.number})"
            raise RegisterError(f"{root} was {said}; to take it back: legation review undo {stands.number}")
        number = append(connection, verdict, root, author=author, reason=why, now=now)
        _bring_about(connection, [root], now)
        return _made(connection, number)


def _made(connection: Connection, number: int) -> Judgement:
    return next(each for each in judgements(connection) if each.number == number)


def _plain(mention: Mention, field: str) -> str:
    """The value as ids, which mean the same whatever names the atlas has later."""
    return mention.place.id or "" if field == "place" and mention.place else shown_field(mention, field)


def _json(concerned: Concerned) -> str:
    return msgspec.json.encode(concerned).decode()


def _native(connection: Connection, mentions: Iterable[str], event: str) -> list[str]:
    """Of the mentions of an event those that no merge brought: undoing that merge must take the others out again."""
    overrides, links = Overrides(connection), schema.links
    found = []
    for mention in mentions:
        by_rule = select(links.c.event).where(links.c.mention == mention, links.c.author == RULE)
        root = root_of(connection, mention)
        last = connection.execute(by_rule.order_by(links.c.seq.desc()).limit(1)).scalar()
        if overrides.base(root, last or "") == event:
            found.append(root)
    return found


def _copies(connection: Connection, mention: str, among: Iterable[str]) -> list[str]:
    """A mention and those that say the same words of the same text, whichever outlet ran it."""
    table, dispatches = schema.mentions, schema.dispatches
    query = select(table.c.id, table.c.record, dispatches.c.hash).join(dispatches, dispatches.c.key == table.c.dispatch)
    rows = connection.execute(query.where(table.c.id.in_([mention, *among]))).all()
    words = {row.id: (row.hash, _span(decode(row.record))) for row in rows}
    return [id for id in among if words[id] == words[mention]]


def _span(mention: Mention) -> tuple[str, int, int, int]:
    return mention.part, mention.start, mention.end, mention.trigger_start


def _told_by(connection: Connection, key: str) -> list[str]:
    return list(connection.execute(select(schema.mentions.c.id).where(schema.mentions.c.dispatch == key)).scalars())


def _concerned(connection: Connection, known: dict[int, Judgement], made: Judgement) -> list[str]:
    """The mentions that a judgement, or the one that an undo took back, is about."""
    while made.verdict == "undo":
        made = known[int(made.subject)]
    if made.verdict == "retract":
        return _told_by(connection, made.subject)
    if made.verdict in ("merge", "split"):
        # What was read of either event since came along, wherever they are by now.
        forms = forms_of(connection, (*made.kept, *made.moved))
        events = {event for id in forms if (event := event_of(connection, id))} | {made.object or ""} - {""}
        now = {id for event in events for id in mentions_of(connection, event)}
        return sorted({*made.kept, *made.moved, *now})
    return [made.subject]


def _bring_about(connection: Connection, mentions: Iterable[str], now: str) -> None:
    """Store the edited forms that stand now and link anew whatever the judgement touched."""
    overrides = Overrides(connection)
    roots = {root_of(connection, mention) for mention in mentions}
    roots |= {step.after for steps in steps_of(connection, roots).values() for step in steps if step.after}
    for root in roots:
        store_form(connection, overrides, root)
    relink(connection, forms_of(connection, roots), now)


def store_form(connection: Connection, overrides: Overrides, root: str) -> None:
    """Store a mention with its edits, if there are any and it is not stored yet."""
    form, table = overrides.form(root), schema.mentions
    if form is None or connection.execute(select(table.c.id).where(table.c.id == form)).first():
        return
    row = connection.execute(select(table).where(table.c.id == root)).one()
    edited = edited_mention(decode(row.record), overrides.changes(root))
    connection.execute(insert(table), [mention_row(form, row.dispatch, edited, edited_from=root)])
    actors = role_rows(form, edited)
    if actors:
        connection.execute(insert(schema.roles), actors)


def forms_of(connection: Connection, roots: Iterable[str]) -> set[str]:
    """Mentions and all that they were edited to."""
    table, wanted = schema.mentions, list(roots)
    found = set(wanted)
    for start in range(0, len(wanted), 10_000):
        query = select(table.c.id).where(table.c.edited_from.in_(wanted[start : start + 10_000]))
        found |= set(connection.execute(query).scalars())
    return found
