"""Words of a text that say when, and the date they come to.

>>> from legation.languages.date_meaning import Year
>>> resolve(DateExpression(0, 11, "depuis 2020", Year(2020), edge="since"), None).edtf
'2020/..'
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from legation.languages.date_meaning import (
    Around,
    Day,
    Direction,
    Edge,
    Meaning,
    Months,
    Night,
    Offset,
    Span,
    Tense,
    Vague,
    Weekday,
    Year,
)
from legation.languages.date_resolve import Reference, to_edtf
from legation.model.dates import Edtf, Granularity, Point, bounds, granularity

Basis = Literal["explicit", "published", "unknown_year", "anaphoric"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words of a text that say when, and the date they come to.

    `start` and `end` count code points, half-open. `edtf` is None where the words need what nobody gave: a publication
    for "mardi", an anchor for "la veille"; `basis` says which. `anchor` is the day that the text gave before, if it did.
    Of 2020, `edge` makes `2020/..` ("since", "from"), `../2020` ("until", "by"), `../2019` ("before") or `2020~` ("about").
    """

    start: int
    end: int
    text: str
    meaning: Meaning
    edge: Edge | None = None
    edtf: str | None = None
    granularity: Granularity = "day"
    basis: Basis = "published"
    direction: Direction | None = None
    anchor: date | None = None

    @property
    def since(self) -> bool:
        """Begins then and is not said to have ended ("depuis 2020")."""
        return self.edge in ("since", "from")

    @property
    def until(self) -> bool:
        """Ends then, or comes by then ("jusqu'au 30 juin", "d'ici la fin de l'année")."""
        return self.edge in ("until", "by", "before")


def resolve(
    expression: DateExpression, published: date | None, tense: Tense | None = None, anchor: date | None = None
) -> DateExpression:
    """Read the same words again, now that more is known: the tense of the verb, the date told before.

    >>> from legation.languages.date_meaning import Offset
    >>> eve = DateExpression(0, 9, "La veille", Offset("day", -1, anchored=True))
    >>> resolve(eve, date(2025, 4, 10)).edtf, resolve(eve, None, anchor=date(2025, 4, 3)).edtf
    (None, '2025-04-02')
    """
    anchor = anchor or expression.anchor
    found = to_edtf(expression.meaning, Reference(published, _tense(expression, tense), anchor))
    edtf = str(_at_edge(found, expression.edge)) if found else None
    return replace(
        expression,
        edtf=edtf,
        granularity=granularity(edtf) if edtf else _kind(expression.meaning),
        basis=_basis(expression.meaning, edtf),
        direction=_said(expression) or _direction(edtf, expression.edge, published),
        anchor=anchor,
    )


def _tense(expression: DateExpression, tense: Tense | None) -> Tense | None:
    """What the verb says, unless the words know better: "depuis" is past, "d'ici" and "jusqu'à lundi" to come."""
    match expression.edge, expression.meaning:
        case "since", _:
            return "past"
        case "by", _:
            return "future"
        case "from" | "until" | "before", Weekday():
            return tense or "future"
        case _:
            return tense


def _at_edge(found: Edtf, edge: Edge | None) -> Edtf:
    match edge:
        case "since" | "from":
            return Edtf(found.first, None)
        case "until" | "by":
            return Edtf(None, replace(found.last, approximate=False) if found.last else None)
        case "before":
            return Edtf(None, _before(found))
        case "about":
            return Edtf(_about(found.first), _about(found.last))
        case None:
            return found


def _before(found: Edtf) -> Point | None:
    """The month before a month, the year before a year. A day, and the end of a year, are deadlines: they count."""
    first, last = found.first, found.last
    if first is None or last is None or first.day is not None or first.approximate:
        return replace(last, approximate=False) if last else None
    if first.month is None:
        return Point(first.year - 1) if first.year else None
    if first.month > 1:
        return replace(first, month=first.month - 1)
    return Point(first.year - 1 if first.year else None, 12)


def _about(point: Point | None) -> Point | None:
    return replace(point, approximate=True) if point else None


def _kind(meaning: Meaning) -> Granularity:
    """What kind of date the words name while nobody can tell which."""
    match meaning:
        case Day() | Weekday():
            return "day"
        case Months(length=1):
            return "month"
        case Year():
            return "year"
        case Offset(unit="day") | Offset(exact=True):
            return "day"
        case Offset(unit="month" | "year" as unit):
            return unit
        case _:
            return "interval"


def _basis(meaning: Meaning, edtf: str | None) -> Basis:
    if _anchored(meaning):
        return "anaphoric"
    if edtf and "XXXX" in edtf:
        return "unknown_year"
    return "explicit" if _explicit(meaning) else "published"


def _anchored(meaning: Meaning) -> bool:
    match meaning:
        case Span(first, last):
            return _anchored(first) or _anchored(last)
        case Around(_, day):
            return _anchored(day)
        case Day(year=Offset(anchored=True)) | Months(year=Offset(anchored=True)):
            return True
        case Day() | Months() | Weekday() | Offset():
            return meaning.anchored
        case _:
            return False


def _explicit(meaning: Meaning) -> bool:
    match meaning:
        case Span(first, last):
            return _explicit(first) or _explicit(last)
        case Around(_, day):
            return _explicit(day)
        case Year():
            return True
        case Day(year=int()) | Months(year=int()):
            return True
        case _:
            return False


def _said(expression: DateExpression) -> Direction | None:
    """Past or future by the words themselves: "hier", "lundi prochain", "d'ici juin"."""
    if expression.edge == "by":
        return "future"
    match expression.meaning:
        case Vague(direction):
            return direction
        case Night("last") | Day(turn="last", anchored=False) | Weekday(turn="last", anchored=False):
            return "past"
        case Day(turn="next", anchored=False) | Weekday(turn="next", anchored=False):
            return "future"
        case Months(turn="last" | "next" as turn, anchored=False):
            return "past" if turn == "last" else "future"
        case Offset(unit="weekend", count=0):
            return None
        case Offset(count=count, anchored=False):
            return "past" if count < 0 else "future" if count else "present"
        case _:
            return None


def _direction(edtf: str | None, edge: Edge | None, published: date | None) -> Direction | None:
    """Where the date lies from the publication; of an open one, the end it names."""
    if edtf is None or published is None:
        return None
    first, last = bounds(edtf)
    if edge in ("until", "by", "before") and last:
        return "future" if last >= published else "past"
    if edge in ("since", "from") and first:
        return "past" if first <= published else "future"
    if first is None or last is None:
        return None
    return "past" if last < published else "future" if first > published else "present"
