"""What a dispatch is about, from its words alone: how probable it is that it tells any fact of relations between states.

A visit in a page on cars and an attack in a match report have triggers and names like the real ones; the words around them
tell the difference. The model is a line over the words of the title and the text, each counted in one of a few thousand places by
its hash, so that the weights stay small and hold no list of words.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log1p, sqrt
from zlib import crc32

from msgspec import Struct

from legation.atlas import fold

PLACES = 4096
# From how many characters on a text is taken at its words.
TELLING = 800
_WORD = re.compile(r"[a-z]{3,}")


class TopicModel(Struct, frozen=True):
    """The weight of each place, in thousandths, and where the line starts."""

    weights: list[int]
    intercept: float

    def of(self, text: str) -> float:
        """The log-odds that a text tells a fact; a short text says little for or against it.

        >>> model = TopicModel(weights=[1000 if place == place_of("sommet")[0] else 0 for place in range(PLACES)], intercept=-0.5)
        >>> model.of("Un sommet, un match") * place_of("sommet")[1] > model.of("Un match") * place_of("sommet")[1]
        True
        """
        odds = self.intercept + sum(self.weights[place] * value for place, value in spread(text).items()) / 1000
        return odds * min(1.0, len(text) / TELLING)


def place_of(word: str) -> tuple[int, int]:
    """The place of a folded word, and the sign it counts with there, so that strangers in one place cancel out.

    >>> place_of("sommet") == place_of("sommet"), 0 <= place_of("sommet")[0] < PLACES
    (True, True)
    """
    number = crc32(word.encode())
    return number % PLACES, 1 if number & 0x80000000 else -1


def spread(text: str) -> dict[int, float]:
    """Each place with its value: the logarithm of how often its words stand in the text, all of them of length one together.

    >>> round(sum(value * value for value in spread("Le sommet de la Cédéao s'est tenu à Abuja.").values()), 6)
    1.0
    """
    counted: Counter[int] = Counter()
    for word, times in Counter(_WORD.findall(fold(text))).items():
        place, sign = place_of(word)
        counted[place] += sign * times
    values = {place: (log1p(abs(count)) if count > 0 else -log1p(abs(count))) for place, count in counted.items() if count}
    length = sqrt(sum(value * value for value in values.values()))
    return {place: value / length for place, value in values.items()}
