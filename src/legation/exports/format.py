"""What an export is asked for, what it tells of itself, and what a format is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from msgspec import Struct

from legation.messages import Interface
from legation.register import Register
from legation.register.walk import Filter

QUOTE_LIMIT = 300
"""Characters of a quote that leave the register where nobody says otherwise: enough to check a fact, not to read an article."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is wanted: which events, in whose words, as seen on which day (an agenda, the members), how many (a feed).

    ``day`` stands for today: an export knows no clock. ``base`` is the address of the web pages over the register, where
    there are any; ``quotes`` the longest quote in characters; ``limit`` the entries of a feed.
    """

    which: Filter = Filter()
    day: date
    language: Interface = "en"
    quotes: int = QUOTE_LIMIT
    base: str | None = None
    limit: int = 100
    since: date | None = None


@dataclass
class Report:
    """What came of an export: records written, and what the format has no place for, by reason (a key of ``messages.toml``)."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    approximate: int = 0


Writer = Callable[[Register, Asked, Report], Iterator[bytes]]
Filler = Callable[[Register, Asked, Report, Path], None]


class Format(Struct, frozen=True, kw_only=True):
    """One format. ``write`` gives its bytes piece by piece; one of several files has ``fill`` instead, which fills a folder.

    ``lossy``: in a few words, what of the register the format cannot hold; ``docs/exports.md`` says more.
    """

    id: str
    title: str
    suffix: str
    media_type: str
    lossy: str
    write: Writer | None = None
    fill: Filler | None = None
