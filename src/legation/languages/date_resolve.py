"""From the meaning of a date to the date: the calendar, for any language.

>>> from datetime import date
>>> from legation.languages.date_meaning import Day, Offset, Weekday
>>> when = Reference(published=date(2025, 4, 10))
>>> str(to_edtf(Weekday(0), when)), str(to_edtf(Weekday(0), Reference(date(2025, 4, 10), "future")))
('2025-04-07', '2025-04-14')
>>> str(to_edtf(Day(31, 12), Reference(date(2025, 1, 5), "past"))), str(to_edtf(Day(3, 4), Reference()))
('2024-12-31', 'XXXX-04-03')

What comes back (a weekday, the 3rd of April, March, the summer) is one of several candidates. With a past tense it is
the latest that has begun by the publication, with a future one the earliest that is not over, with neither the nearest;
but weekdays, and "le 3" without a month, are past unless told otherwise.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.languages.date_candidates import (
    agreeing,
    days_of_months,
    days_of_years,
    distance,
    pick,
    point_of,
    runs_of_months,
    single,
    week_from,
    weekdays,
    yearless,
)
from legation.languages.date_meaning import (
    Around,
    Day,
    Meaning,
    Months,
    Night,
    Offset,
    Span,
    Tense,
    Turn,
    Vague,
    Weekday,
    Year,
)
from legation.model.dates import LEAP_YEAR, Edtf, Point


@dataclass(frozen=True, slots=True)
class Reference:
    """What the words are read against: the publication, the verb's tense, the date the text gave before."""

    published: date | None = None
    tense: Tense | None = None
    anchor: date | None = None


def to_edtf(meaning: Meaning, when: Reference) -> Edtf | None:
    """The date a meaning comes to, None where it needs what `when` does not hold."""
    match meaning:
        case Year(year, approximate):
            return single(Point(year, approximate=approximate))
        case Offset():
            return _offset(meaning, when)
        case Night(turn):
            return _night(turn, when)
        case Around(unit, day):
            return _around(unit, to_edtf(day, when))
        case Span(first, last):
            return _span(first, last, when)
        case Vague():
            return None
        case _:
            return _recurring(meaning, when)


def _recurring(meaning: Day | Weekday | Months, when: Reference) -> Edtf | None:
    base, tense, turn = when.published, when.tense, meaning.turn
    if meaning.anchored:
        base, tense = when.anchor, "future"
    if isinstance(meaning, Weekday):
        if base is None:
            return None
        return pick(weekdays(meaning.weekday, base), base, tense or (None if turn else "past"), turn)
    year = meaning.year
    if isinstance(year, Offset):
        counted = to_edtf(year, when)
        if counted is None or counted.first is None:
            return None
        year = counted.first.year
    years = [year] if year is not None else [*range(base.year - 4, base.year + 5)] if base else []
    if isinstance(meaning, Months):
        if not years:
            return None if meaning.anchored else yearless(meaning)
        choices = [runs_of_months(meaning, each) for each in years]
    elif meaning.month is None:
        choices, tense = days_of_months(meaning, base) if base else [], tense or (None if turn else "past")
    elif not years:
        exists = days_of_years(meaning.day, meaning.month, [LEAP_YEAR])
        return single(Point(None, meaning.month, meaning.day)) if exists and not meaning.anchored else None
    else:
        choices = days_of_years(meaning.day, meaning.month, years)
        if meaning.weekday is not None and base is not None and year is None:
            choices = agreeing(choices, meaning.weekday, base, tense)
    if year is not None:
        return choices[0][2] if choices else None
    return pick(choices, base, tense, turn) if base else None


def _offset(meaning: Offset, when: Reference) -> Edtf | None:
    base = when.anchor if meaning.anchored else when.published
    if base is None:
        return None
    count, about = meaning.count, meaning.approximate
    months = base.year * 12 + base.month - 1 + count * (12 if meaning.unit == "year" else 1)
    year, month = divmod(months, 12)
    if meaning.unit in ("month", "year") and not 1 <= year <= 9999:
        return None
    match meaning.unit:
        case "day":
            return single(replace(point_of(base + timedelta(count)), approximate=about))
        case "week" if meaning.exact:
            return single(replace(point_of(base + timedelta(7 * count)), approximate=about))
        case "week":
            return week_from(base + timedelta(7 * count - base.weekday()))[2]
        case "weekend":
            turn: Turn = "last" if count < 0 else "next" if count else "this"
            mondays = (base + timedelta(7 * week - base.weekday()) for week in (-2, -1, 0, 1))
            return pick([week_from(monday, 5) for monday in mondays], base, when.tense, turn)
        case _ if meaning.exact:
            return single(point_of(date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))))
        case "month":
            return single(Point(year, month + 1, None, about))
        case _:
            return single(Point(year, approximate=about))


def _night(turn: Turn, when: Reference) -> Edtf | None:
    if when.published is None:
        return None
    ahead = turn == "next" or (turn == "this" and when.tense == "future")
    evening = when.published - timedelta(0 if ahead else 1)
    return Edtf(point_of(evening), point_of(evening + timedelta(1)))


def _around(unit: str, day: Edtf | None) -> Edtf | None:
    if day is None or day.first is None or day.first.year is None:
        return None
    first = day.first.window(0)[0]
    return week_from(first - timedelta(first.weekday()), 5 if unit == "weekend" else 0)[2]


def comes_back(meaning: Meaning) -> bool:
    """Whether the words fit a day of every week, month or year, so that something must choose."""
    return isinstance(meaning, Weekday) or (isinstance(meaning, Day | Months) and meaning.year is None)


def _span(first: Meaning, last: Meaning, when: Reference) -> Edtf | None:
    """Resolve the end that is surest, then the other from it: "du 28 décembre au 3 janvier 2025" began in 2024."""
    free = comes_back(first) and comes_back(last) and not isinstance(first, Weekday)
    if free and when.tense is None and when.published:
        tenses: tuple[Tense, Tense] = ("past", "future")
        both = [_span(first, last, replace(when, tense=tense)) for tense in tenses]
        return min((each for each in both if each), key=lambda each: _gap(each, when.published), default=None)
    sure = getattr(last, "turn", None) is not None or (comes_back(first) and when.tense == "future")
    forward = comes_back(last) and not sure
    begin, end = (to_edtf(first, when), None) if forward else (None, to_edtf(last, when))
    if forward and begin and begin.last:
        end = to_edtf(last, _from(last, begin.last, "future", when))
    elif end and end.first:
        begin = to_edtf(first, _from(first, end.first, "past", when))
    if begin is None or end is None or begin.first is None or end.last is None:
        return None
    if begin.first.year is not None and end.last.year is not None:
        if begin.first.window(0)[0] > end.last.window(0)[1]:
            return None
    elif begin.first.year != end.last.year:
        return None
    return Edtf(begin.first, end.last)


def _gap(span: Edtf, published: date | None) -> int:
    if published is None or span.first is None or span.last is None:
        return 0
    return distance((span.first.window(0)[0], span.last.window(0)[1], span), published)


def _from(meaning: Meaning, point: Point, tense: Tense, when: Reference) -> Reference:
    if not comes_back(meaning):
        return when
    first, last = (None, None) if point.year is None else point.window(0)
    return replace(when, published=last if tense == "past" else first, tense=tense)
