"""What the readers of dates share: the atom they make, and the fragments their patterns are built of."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from legation.languages.date_meaning import Edge, Meaning, Offset, Third, Turn
from legation.languages.fr.dates.words import COUNTED, DAYS, MONTHS, MONTHS_SHORT, WEEKDAYS, any_of, number

Weak = Literal["month", "year", "season"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A date without what stands before it. A weak one ("mars", "2020", "été") is a date only after the right word."""

    start: int
    end: int
    meaning: Meaning
    weak: Weak | None = None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A pattern over folded text, what makes atoms of its matches, and words without one of which it can't match."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Iterator[Atom]]


def read_all(readers: Iterable[Reader], folded: str) -> Iterator[Atom]:
    """Every reading of every pattern, overlaps included; earlier readers have the better claim."""
    for reader in readers:
        if any(word in folded for word in reader.needs):
            for match in reader.pattern.finditer(folded):
                yield from reader.read(match)


DAY = rf"(?:1 ?i?er|[12]\d|3[01]|0?[1-9]|{any_of(DAYS)})"
MONTH = any_of([*MONTHS, *MONTHS_SHORT])
WEEKDAY = any_of(WEEKDAYS)
NO_COUNT = rf"(?!\d|[.,]\d|[ -]?%| {any_of(COUNTED)}\b)"
YEAR = rf"(?:1[5-9]|20)\d\d{NO_COUNT}"
TURN = (
    r"(?P<turn>derniere?s?|passee?s?|ecoulee?s?|prochaine?s?|courant|en cours|suivante?s?|precedente?s?|d'apres|d'avant"
    r"|qui vient)"
)
OF_YEAR = (
    rf"(?: (?:de l'an(?:nee)? )?(?P<year>{YEAR})"
    r"| de (?P<ofyear>l'an(?:nee)? (?:derniere?|passee?|prochaine?|suivante?|precedente?)|cette (?:meme )?annee(?:-la)?"
    rf"|la meme annee)| {TURN})?"
)
"""What may follow a day or a month: its year, told outright or by way of another, or "dernier"."""
PART_OF_DAY = r"(?: (?:au |a )?(?:matin|midi|soir|apres-midi|nuit))?"
THIRDS: dict[str, Third | None] = {"fin": "end", "debut": "start", "mi": "middle", "milieu": "middle", "courant": None}


def turn_of(word: str | None) -> tuple[Turn | None, bool]:
    """Which one the adjective points to, and whether it counts from a date told before.

    >>> turn_of("prochain"), turn_of("suivant"), turn_of(None)
    (('next', False), ('next', True), (None, False))
    """
    if word is None:
        return None, False
    if word.startswith(("suivant", "d'apres")):
        return "next", True
    if word.startswith(("precedent", "d'avant")):
        return "last", True
    if word.startswith(("prochain", "qui")):
        return "next", False
    return ("this" if word in ("courant", "en cours") else "last"), False


def year_of(match: re.Match[str]) -> int | Offset | None:
    """The year that `OF_YEAR` caught."""
    if match["year"]:
        return int(match["year"])
    words = match["ofyear"]
    if not words:
        return None
    step = 1 if re.search("prochain|suivant", words) else -1 if re.search("dernier|passe|precedent", words) else 0
    return Offset("year", step, anchored=bool(re.search("meme|suivant|precedent|-la", words)))


def month_of(word: str) -> int:
    """The number of a month, short or in full.

    >>> month_of("janv."), month_of("avril")
    (1, 4)
    """
    return MONTHS.get(word) or MONTHS_SHORT[word]


def day_of(words: str) -> int:
    """The number of a day of the month, as figures or in words.

    >>> day_of("1 er"), day_of("vingt et un")
    (1, 21)
    """
    return 1 if words.startswith("1") and words.endswith("er") else number(words)
