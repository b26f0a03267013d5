"""In what words a change of a tie is told: announced, at once, effective. Each language lists them in its ``ties.toml``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from legation.atlas import fold
from legation.model import Mention


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    where: Literal["before", "after", "around", "trigger"]
    reach: int
    words: tuple[str, ...]

    def beside(self, mention: Mention) -> str:
        """The characters of the quote in which the words may stand."""
        first, last = mention.trigger_start - mention.start, mention.trigger_end - mention.start
        low = first if self.where in ("after", "trigger") else max(first - self.reach, 0)
        high = last + self.reach if self.where in ("after", "around") else last
        return mention.quote[low : first if self.where == "before" else high]


@cache
def _lists(language: str) -> dict[str, tuple[_Words, re.Pattern[str]]]:
    path = files(__package__) / language / "ties.toml"
    if not path.is_file():
        return {}
    found = msgspec.toml.decode(path.read_bytes(), type=dict[str, _Words])
    return {
        name: (words, re.compile(r"\b(?:" + "|".join(re.escape(fold(word)) for word in words.words) + ")"))
        for name, words in found.items()
    }


def told_in(mention: Mention) -> frozenset[str]:
    """The lists of ``ties.toml`` that have a word near the trigger; the language is that of the rule.

    >>> from legation import code
    >>> [sorted(told_in(fact)) for fact in code("Le Togo a annoncé son retrait immédiat de la Cédéao.")]
    [['announced', 'immediate']]
    """
    return frozenset(
        name.removesuffix("_after")
        for name, (words, pattern) in _lists(mention.rule.partition(".")[0]).items()
        if pattern.search(fold(words.beside(mention)))
    )
