"""What could not be read, told in one line: where, why, and what to do."""

from __future__ import annotations

import msgspec

from legation.model import SourceError

LIMIT = 20_000_000
"""The most bytes that one article, page or line may have."""


class Unread(msgspec.Struct, frozen=True):
    """A file or a line that is no dispatch; the batch goes on.

    >>> str(Unread("press/a.html", None, "no article found in the page", "pass the text as .txt"))
    'press/a.html: no article found in the page; pass the text as .txt'
    >>> str(Unread("press/a.jsonl", 3, "no text"))
    'press/a.jsonl:3: no text'
    """

    path: str
    line: int | None
    reason: str
    fix: str = ""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return " ".join(f"{where}: {self.reason}{'; ' if self.fix else ''}{self.fix}".split())


class UnreadableError(SourceError):
    """Raised by the readers of one text, page or line; ``read_sources`` turns it into an ``Unread``.

    >>> str(UnreadableError("is empty", "remove it"))
    'is empty; remove it'
    """

    def __init__(self, reason: str, fix: str = "") -> None:
        super().__init__(f"{reason}; {fix}" if fix else reason)
        self.reason = reason
        self.fix = fix

    def at(self, path: str, line: int | None = None) -> Unread:
        """The same, with its place."""
        return Unread(path, line, self.reason, self.fix)


def too_large(size: int) -> UnreadableError:
    """The refusal of an article beyond the limit.

    >>> str(too_large(52_000_000))
    'has 52 MB, more than the 20 MB an article may have; split it, or pass JSON Lines'
    """
    return UnreadableError(
        f"has {size / 1e6:.0f} MB, more than the {LIMIT / 1e6:.0f} MB an article may have",
        "split it, or pass JSON Lines",
    )
