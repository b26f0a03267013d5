"""How many questions of a gold file are read as they should be, and how many are rightly refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from legation.asking.query import Asker, Unreadable
from legation.model import GoldError


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a question asks: the fields of ``Query``, but for what goes without saying."""

    open: str
    kind: str
    role: str | None = None
    roles: dict[str, tuple[str, ...]] = {}
    date: str | None = None
    status: tuple[str, ...] = ("occurred", "ongoing")


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the file; ``expect`` is ``None`` for what no register of ours can answer."""

    question: str
    expect: Expected | None = None


class Score(Struct, kw_only=True):
    """How many questions: ``right`` read as expected, ``wrong`` as something else, ``unread`` refused, though they can be asked.

    ``refused`` rightly, ``invented`` read, though they should be refused.
    """

    right: int = 0
    wrong: int = 0
    unread: int = 0
    refused: int = 0
    invented: int = 0


TODAY = date(2026, 2, 1)
"""The day on which the questions of a gold file are put."""


def load(path: Path) -> list[Question]:
    """The questions of a JSON Lines file."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=Question))
        except msgspec.DecodeError as error:
            raise GoldError(f"{path}, line {number}: {error}") from error
    return found


def judge(one: Question, asker: Asker) -> tuple[str, str]:
    """How one question fared (a field of ``Score``), and what was read."""
    query = asker.read(one.question, TODAY)
    if isinstance(query, Unreadable):
        return ("unread" if one.expect else "refused"), f"{query.why} {' '.join(query.lost)} {query.stated}"
    told = f"{query.open} {query.kind} {query.status} {query.role or '-'} {query.roles} {query.date or '-'}  « {query.stated} »"
    if one.expect is None:
        return "invented", told
    want = one.expect
    same = (query.open, query.kind, query.role, query.date) == (want.open, want.kind, want.role, want.date)
    sides = {role: set(ids) for role, ids in query.roles.items()} == {role: set(ids) for role, ids in want.roles.items()}
    return ("right" if same and sides and query.status in want.status else "wrong"), told


def score(path: Path, asker: Asker) -> tuple[Score, list[str]]:
    """The score of a file, and a line for each question that was not read as it should be."""
    total, lines = Score(), []
    for one in load(path):
        how, told = judge(one, asker)
        setattr(total, how, getattr(total, how) + 1)
        if how not in ("right", "refused"):
            lines.append(f"{how:<9}{one.question}  →  {told}")
    return total, lines


def measure(path: Path, asker: Asker) -> Iterator[str]:
    """What to print of a file."""
    total, lines = score(path, asker)
    yield from lines
    asked, refusable = total.right + total.wrong + total.unread, total.refused + total.invented
    yield f"{total.right} of {asked} questions read rightly, {total.unread} refused, {total.wrong} misread"
    yield f"{total.refused} of {refusable} that cannot be answered refused, {total.invented} read as something else"
