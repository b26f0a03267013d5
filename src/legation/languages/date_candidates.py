"""The days, weeks and months that a date that comes back may be, and which of them it is.

>>> from datetime import date
>>> mondays = weekdays(0, date(2025, 4, 10))
>>> str(pick(mondays, date(2025, 4, 10), "past", None)), str(pick(mondays, date(2025, 4, 10), None, "next"))
('2025-04-07', '2025-04-14')
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from legation.languages.date_meaning import Day, Months, Tense, Turn
from legation.model.dates import Edtf, Point

TRUST_DAYS = 60
"""A weekday that contradicts a date this near the publication is a slip of the pen; farther off it tells the year."""

Candidate = tuple[date, date, Edtf]
"""First day, last day, and how it is written."""


def single(point: Point) -> Edtf:
    """A date that is one day, one month or one year."""
    return Edtf(point, point)


def point_of(day: date) -> Point:
    """The day as the end of a date."""
    return Point(day.year, day.month, day.day)


def on_day(day: date) -> Candidate:
    """A candidate of one day."""
    return day, day, single(point_of(day))


def week_from(monday: date, begin: int = 0) -> Candidate:
    """The week of a Monday, or its end from the day `begin` on."""
    first, last = monday + timedelta(begin), monday + timedelta(6)
    return first, last, Edtf(point_of(first), point_of(last))


def weekdays(weekday: int, base: date) -> list[Candidate]:
    """That day of the two weeks before and of the two after."""
    first = base + timedelta((weekday - base.weekday()) % 7 - 14)
    return [on_day(first + timedelta(7 * week)) for week in range(5)]


def days_of_months(meaning: Day, base: date) -> list[Candidate]:
    """The 3rd of the months around; with its weekday, of those months where it falls on that day."""
    months = [divmod(base.year * 12 + base.month - 1 + step, 12) for step in range(-7, 8)]
    days = [each for year, month in months for each in days_of_years(meaning.day, month + 1, [year])]
    return [each for each in days if meaning.weekday in (None, each[0].weekday())]


def days_of_years(day: int, month: int, years: Iterable[int]) -> list[Candidate]:
    """That day of each year that has it."""
    return [on_day(date(year, month, day)) for year in years if day <= monthrange(year, month)[1]]


def runs_of_months(meaning: Months, year: int) -> Candidate:
    """The month, quarter or season of that year; of "fin mars", the days it can be are the last ten."""
    end_year, end_month = divmod(year * 12 + meaning.month + meaning.length - 2, 12)
    first, last = Point(year, meaning.month), Point(end_year, end_month + 1)
    start, stop = first.window(0)[0], last.window(0)[1]
    if meaning.third is None:
        return start, stop, Edtf(first, last)
    start, stop = {
        "start": (start, start.replace(day=10)),
        "middle": (start.replace(day=11), start.replace(day=20)),
        "end": (stop.replace(day=21), stop),
    }[meaning.third]
    return start, stop, Edtf(replace(first, approximate=True), replace(last, approximate=True))


def yearless(meaning: Months) -> Edtf:
    """The month or the months of a year that nobody can tell."""
    last = (meaning.month + meaning.length - 2) % 12 + 1
    about = meaning.third is not None
    return Edtf(Point(None, meaning.month, None, about), Point(None, last, None, about))


def pick(choices: list[Candidate], base: date, tense: Tense | None, turn: Turn | None) -> Edtf | None:
    """The one that the tense, or "dernier" and "prochain", point to; choices go from the earliest to the latest."""
    match turn, tense:
        case "last", _:
            fitting = [each for each in choices if each[1] < base][-1:]
        case "next", _:
            fitting = [each for each in choices if each[0] > base][:1]
        case _, "past":
            fitting = [each for each in choices if each[0] <= base][-1:]
        case _, "future":
            fitting = [each for each in choices if each[1] >= base][:1]
        case _:
            fitting = sorted(choices, key=lambda each: distance(each, base))[:1]
    return fitting[0][2] if fitting else None


def distance(choice: Candidate, base: date) -> int:
    """How many days it lies from the base."""
    return max((choice[0] - base).days, (base - choice[1]).days, 0)


def agreeing(choices: list[Candidate], weekday: int, base: date, tense: Tense | None) -> list[Candidate]:
    """The 3rd of April of those years where it is the weekday that the text says, if that can be trusted.

    >>> around = days_of_years(3, 4, range(2021, 2030))
    >>> [str(day) for _, _, day in agreeing(around, 2, date(2025, 1, 20), "past")]
    ['2024-04-03']
    >>> [str(day) for _, _, day in agreeing(around, 2, date(2025, 4, 10), "past")]
    ['2025-04-03']
    """
    nearest = pick(choices, base, tense, None)
    trusted = [each for each in choices if each[2] == nearest and abs((each[0] - base).days) <= TRUST_DAYS]
    fitting = [each for each in choices if each[0].weekday() == weekday and abs(each[0].year - base.year) <= 1]
    return trusted or (fitting if pick(fitting, base, tense, None) else choices)
