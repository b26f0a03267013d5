"""Legation reads the press on international relations and keeps a register of who did what with whom.

>>> from legation import code
>>> [fact.kind for fact in code("Le Togo envisage de rejoindre l'AES.")]
['membership.join']
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from legation.model import Dispatch, Event, LegationError, Mention, Tie, make_dispatch

if TYPE_CHECKING:
    from legation.coder import Coder
    from legation.register import Register

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


__all__ = ["Dispatch", "Event", "LegationError", "Mention", "Tie", "__version__", "code", "open_register"]
