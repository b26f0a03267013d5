"""Errors that name the file, the place and the fix."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LegationError(Exception):
    """Base of every error that Legation raises on purpose; its text is one line meant for the user."""


class SourceError(LegationError):
    """An input can't be read as a dispatch (empty, binary, no article, …)."""


class RuleError(LegationError):
    """A rule file breaks the rule language."""


class AtlasError(LegationError):
    """A table of the atlas is inconsistent."""


class RegisterError(LegationError):
    """A register can't be opened, read or written."""


class GoldError(LegationError):
    """A gold file breaks the gold format."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "…"?`` for the known word closest to ``word``, or an empty string.

    >>> suggest("ORGANISATION", ["MEMBER", "ORGANIZATION"])
    '; did you mean "ORGANIZATION"?'
    >>> suggest("xyz", ["MEMBER"])
    ''
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
