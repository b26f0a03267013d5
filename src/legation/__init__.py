"""Legation reads the press on international relations and keeps a register of who did what with whom.

>>> from legation import code
>>> [fact.kind for fact in code("Le Togo envisage de rejoindre l'AES.")]
['membership.join']
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from legation.model import Dispatch, Event, LegationError, Mention, Tie, make_dispatch

if TYPE_CHECKING:
    from legation.coder import Coder
    from legation.exports.frames import to_pandas, to_polars
    from legation.register import (
        Register,
        agenda,
        agreements,
        contradictions,
        diff,
        dyad,
        history,
        members,
        overdue,
        relations,
        show,
        timeline,
    )

__version__ = "0.1.0"


@cache
def _coder() -> Coder:
    from legation.coder import Coder

    return Coder()


def code(text: str, *, title: str = "", published: str | None = None) -> tuple[Mention, ...]:
    """Code one text in French: its mentions, in order. ``published`` is an ISO date; dates without a year need it.

    >>> code("Le 3 avril, le ministre malien ira à Moscou.", published="2025-04-01")[0].date.edtf
    '2025-04-03'
    """
    return _coder().code(make_dispatch("text", text, title=title, published=published, language="fr"))


def open_register(path: str) -> Register:
    """Open a register, made where there is none: a file (SQLite) or a database URL."""
    from legation.register import open_register as opened

    return opened(path)


def read(register: Register, *sources: str, published: str | None = None) -> tuple[str, ...]:
    """Read files, folders or globs into a register; what could not be read, a line each. What is known is passed over.

    >>> with open_register("sqlite://") as register:
    ...     read(register, "examples/suede-otan.txt"), register.counts().dispatches
    ((), 1)
    """
    from legation.coder import CODER_VERSION
    from legation.sources import Unread, read_sources

    unread = []
    for item in read_sources(sources, published=published):
        if isinstance(item, Unread):
            unread.append(str(item))
        elif not register.knows(item):
            register.add(item, _coder().code(item), CODER_VERSION)
    return tuple(unread)


_QUESTIONS = (
    "agenda",
    "agreements",
    "contradictions",
    "diff",
    "dyad",
    "history",
    "members",
    "overdue",
    "relations",
    "show",
    "timeline",
)


def __getattr__(name: str) -> object:
    """The questions and the frames, imported when they are first used: coding a text needs no database."""
    if name in _QUESTIONS:
        return getattr(import_module("legation.register"), name)
    if name in ("to_pandas", "to_polars"):
        return getattr(import_module("legation.exports.frames"), name)
    raise AttributeError(f"module 'legation' has no attribute {name!r}")


__all__ = [
    "Dispatch",
    "Event",
    "LegationError",
    "Mention",
    "Tie",
    "__version__",
    "agenda",
    "agreements",
    "code",
    "contradictions",
    "diff",
    "dyad",
    "history",
    "members",
    "open_register",
    "overdue",
    "read",
    "relations",
    "show",
    "timeline",
    "to_pandas",
    "to_polars",
]
