"""Questions in plain French, read by the coder itself and answered from the register; or an honest word that it can't."""

from __future__ import annotations

from legation.asking.answer import Answer, Found, ask
from legation.asking.query import Asker, Query, Unreadable

__all__ = ["Answer", "Asker", "Found", "Query", "Unreadable", "ask"]
