"""The records of Legation and its errors: no logic beyond their own making, no input or output."""

from __future__ import annotations

import hashlib

from legation.model.errors import (
    AtlasError,
    GoldError,
    LegationError,
    RegisterError,
    RuleError,
    SourceError,
    suggest,
)
from legation.model.records import (
    STATUSES,
    Actor,
    Dateline,
    Dispatch,
    Event,
    EventDate,
    Language,
    Mention,
    Part,
    Place,
    RelatedLink,
    RoleFiller,
    Scalar,
    Status,
    StatusChange,
    Tie,
)


def text_hash(title: str, text: str) -> str:
    """Hex SHA-256 of title and text, 64 characters: equal for equal articles.

    >>> len(text_hash("Titre", "Texte"))
    64
    """
    return hashlib.sha256(f"{title}\x1f{text}".encode()).hexdigest()


def make_dispatch(
    id: str,
    text: str,
    *,
    title: str = "",
    language: Language | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    dateline: Dateline | None = None,
    related: tuple[RelatedLink, ...] = (),
) -> Dispatch:
    """Make a dispatch of text that is already clean, computing its hash.

    >>> make_dispatch("n1", "Le Mali quitte la Cédéao.", published="2025-01-29").id
    'n1'
    """
    return Dispatch(
        id=id,
        title=title,
        text=text,
        hash=text_hash(title, text),
        language=language,
        published=published,
        url=url,
        publisher=publisher,
        author=author,
        dateline=dateline,
        related=related,
    )


__all__ = [
    "STATUSES",
    "Actor",
    "AtlasError",
    "Dateline",
    "Dispatch",
    "Event",
    "EventDate",
    "GoldError",
    "Language",
    "LegationError",
    "Mention",
    "Part",
    "Place",
    "RegisterError",
    "RelatedLink",
    "RoleFiller",
    "RuleError",
    "Scalar",
    "SourceError",
    "Status",
    "StatusChange",
    "Tie",
    "make_dispatch",
    "suggest",
    "text_hash",
]
