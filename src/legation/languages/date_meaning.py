"""What the words of a date mean, before anyone knows when they were written. No word of any language is here.

"mardi" means `Weekday(1)`; "le 3 avril" means `Day(3, 4)`; "il y a deux ans" means `Offset("year", -2)`. The grammar
of a language makes a meaning of words, `date_resolve` makes a date of a meaning: a second language writes no calendar.

>>> Span(Year(2012), Year(2015)).last
Year(year=2015, approximate=False)
"""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "weekend", "month", "year"]
Turn = Literal["last", "this", "next"]
"""Which one of those that come back: the one before ("mardi dernier"), the one around, the one after."""
Tense = Literal["past", "future"]
Third = Literal["start", "middle", "end"]
Direction = Literal["past", "future", "present"]
Edge = Literal["since", "from", "until", "by", "before", "about"]
"""What the words make of the date: "depuis", "à partir de", "jusqu'à", "d'ici", "avant", "vers"."""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the publication, or from the anchor when `anchored` ("deux jours plus tard").

    `exact` counts to the day whatever the unit ("il y a un an jour pour jour").
    """

    unit: Unit
    count: int
    anchored: bool = False
    approximate: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; `month` is None in "jeudi 3", `year` is an offset in "le 3 avril de l'année dernière"."""

    day: int
    month: int | None
    year: int | Offset | None = None
    weekday: int | None = None
    turn: Turn | None = None
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0. Anchored: the first such day from the anchor on ("le lundi suivant")."""

    weekday: int
    turn: Turn | None = None
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """A run of months: one month (`length` 1), a quarter, a season. `third` is set in "fin mars"."""

    month: int
    length: int = 1
    year: int | Offset | None = None
    turn: Turn | None = None
    third: Third | None = None
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written; approximate in "fin 2024"."""

    year: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Night:
    """From the evening of a day to the next morning: "la nuit dernière" (turn "last"), "cette nuit" ("this")."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no calendar can hold: "ces derniers jours"."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class Around:
    """The week or the weekend that a day is in: "la semaine du 3 avril"."""

    unit: Literal["week", "weekend"]
    day: Day


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last: "du 3 au 5 avril"."""

    first: "Meaning"
    last: "Meaning"


Meaning = Day | Weekday | Months | Year | Offset | Night | Vague | Around | Span
