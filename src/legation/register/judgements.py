"""What was judged of mentions, events and dispatches: rows that are only added, and which of them stand.

``accept``, ``reject`` and ``edit`` are of a mention, ``merge`` of two events, ``split`` of a mention, ``retract`` of a
dispatch, ``undo`` of another judgement, an undo included. ``recode`` and ``restate`` are written by a newer coder: a
mention that it does not tell any more, or tells again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select

from legation.register import schema

Verdict = Literal["accept", "reject", "edit", "merge", "split", "retract", "undo"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

RECODED = ("recode", "restate")
_CHUNK = 10_000


class Judgement(Struct, frozen=True, kw_only=True):
    """One judgement: who, when, why; ``undone`` is the number of the undo that took it back.

    ``subject`` is a mention as it was coded, an event, the key of a dispatch, or for an undo a number; ``object`` the
    event that a merge keeps or a split makes, or the mention that an edit made; ``kept`` and ``moved`` the mentions that
    a merge or split concerns.
    """

    number: int
    verdict: Verdict
    subject: str
    object: str | None
    author: str
    made_at: str
    reason: str
    field: str | None = None
    value: str | None = None
    kept: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    undone: int | None = None


class Concerned(Struct, frozen=True):
    """The mentions that a merge or split concerned when it was made, as they were coded."""

    kept: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def judgements(connection: Connection, known_at: str | None = None) -> tuple[Judgement, ...]:
    """All judgements (by then) in the order they were made, with what undid them."""
    table = schema.judgements
    query = select(table).where(table.c.verdict.in_(VERDICTS)).order_by(table.c.seq)
    rows = connection.execute(query.where(table.c.made_at <= known_at) if known_at else query).all()
    undone: dict[int, int] = {}
    for row in reversed(rows):  # an undo that is undone itself takes nothing back
        if row.verdict == "undo" and row.seq not in undone:
            undone[int(row.subject)] = row.seq
    made = []
    for row in rows:
        plain = row.verdict not in ("merge", "split")
        concerned = Concerned() if plain or not row.value else msgspec.json.decode(row.value, type=Concerned)
        made.append(
            Judgement(
                number=row.seq,
                verdict=row.verdict,
                subject=row.subject,
                object=row.object,
                author=row.author,
                made_at=row.made_at,
                reason=row.reason,
                field=row.field,
                value=row.value if plain else None,
                kept=concerned.kept,
                moved=concerned.moved,
                undone=undone.get(row.seq),
            )
        )
    return tuple(made)


def append(
    connection: Connection,
    verdict: str,
    subject: str,
    *,
    author: str,
    reason: str,
    now: str,
    object: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> int:
    """Add a judgement; its number."""
    row = {
        "verdict": verdict,
        "subject": subject,
        "object": object,
        "reason": reason,
        "author": author,
        "made_at": now,
        "field": field,
        "value": value,
    }
    made = connection.execute(insert(schema.judgements).values(row).returning(schema.judgements.c.seq))
    return int(made.scalar_one())


class Step(Struct, frozen=True):
    """A newer coder's word on a mention: ``after`` is the one that tells the same fact now."""

    number: int
    verdict: str
    after: str | None


def successor(mention: str, number: int, steps: Mapping[str, Sequence[Step]]) -> str | None:
    """The mention that tells now what this one told when judgement ``number`` was made; ``None`` where none does.

    >>> steps = {"a": [Step(5, "recode", "b")], "b": [Step(7, "recode", None), Step(9, "restate", None)]}
    >>> successor("a", 3, steps), successor("a", 6, steps)
    ('b', 'a')
    """
    live = True
    while True:
        wanted = "recode" if live else "restate"
        step = next((each for each in steps.get(mention, ()) if each.number > number and each.verdict == wanted), None)
        if step is None:
            return mention if live else None
        number = step.number
        if live and step.after:
            mention = step.after
        else:
            live = not live


def steps_of(connection: Connection, mentions: Iterable[str]) -> dict[str, list[Step]]:
    """What newer coders said of these mentions, and of those that took their place."""
    if connection.execute(select(schema.codings.c.seq).limit(1)).first() is None:
        return {}
    table = schema.judgements
    found: dict[str, list[Step]] = {}
    front = list(dict.fromkeys(mentions))
    seen = set(front)
    while front:
        after: dict[str, None] = {}
        for start in range(0, len(front), _CHUNK):
            chunk = table.c.subject.in_(front[start : start + _CHUNK])
            query = select(table.c.seq, table.c.verdict, table.c.subject, table.c.object)
            for row in connection.execute(query.where(chunk, table.c.verdict.in_(RECODED)).order_by(table.c.seq)):
                found.setdefault(row.subject, []).append(Step(row.seq, row.verdict, row.object))
                if row.object and row.object not in seen:
                    after[row.object] = None
        front = list(after)
        seen |= after.keys()
    return found
