"""The language of a text: as given, as declared, else by its commonest words."""

from __future__ import annotations

import re

from legation.model import Language
from legation.sources.wording import wordings

_WORD = re.compile(r"[^\W\d_]+")


def declared_language(value: str | None) -> Language | None:
    """The language that a tag like ``fr-FR`` or ``en_US`` declares, if it is one of ours.

    >>> declared_language("fr_FR"), declared_language("de")
    ('fr', None)
    """
    primary = re.split(r"[-_]", (value or "").strip().lower())[0]
    for language in wordings():
        if primary in (language, {"fr": "fra", "en": "eng"}[language]):
            return language
    return None


def vote(text: str) -> Language | None:
    """French or English, by the commonest words; ``None`` where neither is clear.

    >>> vote("Le Mali a quitté la Cédéao et les ministres du Niger ont salué la décision."), vote("Bamako Moscou")
    ('fr', None)
    """
    tokens = _WORD.findall(text[:3000].lower())
    common = {language: frozenset(file.common) for language, file in wordings().items()}
    counts = {language: sum(1 for token in tokens if token in common[language]) for language in common}
    best, other = sorted(counts, key=lambda language: -counts[language])[:2]
    least = max(2, len(tokens) // 12)
    return best if counts[best] >= least and counts[best] >= 2 * counts[other] else None
