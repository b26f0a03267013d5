"""The dates a register stores: a small subset of EDTF (ISO 8601-2), kept as text.

>>> bounds("2025-04")
(datetime.date(2025, 4, 1), datetime.date(2025, 4, 30))
>>> granularity("2025-04-03/2025-04-04")
'interval'
>>> overlap("2024-01~", "2024-01-29")
True

Written forms, and no others:

    2025-04-03  2025-04  2025                 a day, a month, a year
    XXXX-04-03  XXXX-04                       the same, of a year nobody can tell
    2024-01~                                  about then ("fin janvier 2024", "il y a une dizaine de jours")
    2025-04-03/2025-04-04  2012/2015          from the one to the other, both included
    2020/..  ../2020                          open: since 2020, until 2020

Time of day is not stored. Unknown is `None`, never an empty string.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from legation.model.errors import LegationError

Granularity = Literal["day", "month", "year", "interval", "unknown_year"]

APPROXIMATE_DAYS = 3
"""How far from `2025-03-31~` a day may lie and still be about that day. A month or a year needs no such room:
"fin mars" is in March."""

LEAP_YEAR = 2000
"""Stands in for XXXX, so that the 29th of February is a day."""

_POINT = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<about>~?)", re.ASCII)
_SUBSET = "2025-04-03, 2025-04, 2025, XXXX-04-03, 2024-01~, 2025-04-03/2025-04-04, 2020/.. or ../2020"


class DateError(LegationError, ValueError):
    """A date that is not in the subset; the message names the value and what to write instead."""

    def __init__(self, value: str, why: str) -> None:
        super().__init__(f'date "{value}": {why}')
        self.value = value


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date: a day, a month or a year, whose year may be unknown."""

    year: int | None
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + "~" * self.approximate

    def window(self, year: int) -> tuple[date, date]:
        """First and last day, with `year` where the date has none of its own.

        >>> Point(None, 4).window(2025)
        (datetime.date(2025, 4, 1), datetime.date(2025, 4, 30))
        """
        own = year if self.year is None else self.year
        if self.month is None:
            return date(own, 1, 1), date(own, 12, 31)
        last = monthrange(own, self.month)[1]
        if self.day is None:
            return date(own, self.month, 1), date(own, self.month, last)
        day = date(own, self.month, min(self.day, last))
        return day, day


@dataclass(frozen=True, slots=True)
class Edtf:
    """A parsed date. `first` and `last` are the same point unless it is an interval; `None` is an open end."""

    first: Point | None
    last: Point | None

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return "/".join(".." if end is None else str(end) for end in (self.first, self.last))


@lru_cache(maxsize=50_000)
def parse(value: str) -> Edtf:
    """Read a date, or say what is wrong with it.

    >>> parse("2020/..").last is None
    True
    >>> parse("2025-02-30")
    Traceback (most recent call last):
    legation.model.dates.DateError: date "2025-02-30": month 02 has no day 30; write a day between 01 and 28
    """
    ends = value.split("/")
    if len(ends) == 1:
        point = _point(value, value)
        return Edtf(point, point)
    if len(ends) != 2:
        raise DateError(value, f"an interval has two ends; write {_SUBSET}")
    first, last = (None if end == ".." else _point(end, value) for end in ends)
    if first is None and last is None:
        raise DateError(value, "both ends are open; a date that says nothing is None")
    if first is not None and last is not None:
        _check_order(value, first, last)
    return Edtf(first, last)


def _point(text: str, value: str) -> Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise DateError(value, f"not a date we store; write {_SUBSET}")
    year = None if found["year"] == "XXXX" else int(found["year"])
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    if year == 0:
        raise DateError(value, "no year 0000; write a year from 0001, or XXXX where it is unknown")
    if year is None and month is None:
        raise DateError(value, "an unknown year alone says nothing; write None, or XXXX-04 with a month")
    if month is not None and not 1 <= month <= 12:
        raise DateError(value, f"no month {month:02}; write year-month-day, with a month between 01 and 12")
    if month is not None and day is not None:
        last = monthrange(LEAP_YEAR if year is None else year, month)[1]
        if not 1 <= day <= last:
            raise DateError(value, f"month {month:02} has no day {day:02}; write a day between 01 and {last}")
    return Point(year, month, day, bool(found["about"]))


def _check_order(value: str, first: Point, last: Point) -> None:
    if (first.year is None) != (last.year is None):
        raise DateError(value, "one end has a year and the other has none; give both, or neither")
    if first == last:
        raise DateError(value, f'both ends are the same; write "{first}"')
    if first.year is not None and first.window(0)[0] > last.window(0)[1]:
        raise DateError(value, f'it ends before it begins; write "{last}/{first}"')


@lru_cache(maxsize=50_000)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The earliest and the latest day; `None` where an end is open or its year unknown.

    >>> bounds("../2020")
    (None, datetime.date(2020, 12, 31))
    >>> bounds("XXXX-04-03")
    (None, None)
    """
    read = parse(edtf)
    first = read.first.window(0)[0] if read.first and read.first.year is not None else None
    last = read.last.window(0)[1] if read.last and read.last.year is not None else None
    return first, last


def granularity(edtf: str) -> Granularity:
    """What kind of date it is.

    >>> [granularity(value) for value in ("2025-04-03", "2024-01~", "2025", "2020/..", "XXXX-04")]
    ['day', 'month', 'year', 'interval', 'unknown_year']
    """
    read = parse(edtf)
    known = read.first or read.last
    if known is None or known.year is None:
        return "unknown_year"
    if read.first is None or read.first != read.last:
        return "interval"
    return "day" if known.day is not None else "month" if known.month is not None else "year"


def overlap(a: str, b: str) -> bool:
    """Whether one day could be in both. An unknown year could be any; "about" a day leaves three days on each side.

    >>> overlap("XXXX-04-03", "2024-04-01/2024-04-05"), overlap("2020/..", "2019"), overlap("2025-03-31~", "2025-03-29")
    (True, False, True)
    """
    return any(left[0] <= right[1] and right[0] <= left[1] for left in _windows(a, b) for right in _windows(b, a))


def _windows(edtf: str, beside: str) -> list[tuple[date, date]]:
    """The days it may cover: one window, or one a year for an unknown year, over the years of the other date."""
    read = parse(edtf)
    if granularity(edtf) != "unknown_year":
        return [_window(read, 0)]
    low, high = bounds(beside)
    first = low.year if low else high.year - 1 if high else LEAP_YEAR
    last = high.year if high else low.year + 1 if low else LEAP_YEAR
    return [_window(read, year) for year in range(max(first - 1, 1), min(last, 9999) + 1)]


def _window(read: Edtf, year: int) -> tuple[date, date]:
    first = _widen(read.first, year)[0] if read.first else date.min
    last = _widen(read.last, year)[1] if read.last else date.max
    if first > last and read.last:
        last = _widen(read.last, min(year + 1, 9999))[1]  # XXXX-12-28/XXXX-01-03 runs over the new year
    return first, last


def _widen(point: Point, year: int) -> tuple[date, date]:
    first, last = point.window(year)
    if not point.approximate or point.day is None:
        return first, last
    room = timedelta(APPROXIMATE_DAYS)
    return max(first, date.min + room) - room, min(last, date.max - room) + room


def sort_key(edtf: str | None) -> tuple[date, date, str]:
    """Order for a chronology: by first day, then last; an open start first, unknown years and no date at the end.

    >>> sorted([None, "XXXX-04", "2025-04-03", "2025", "../2024"], key=sort_key)
    ['../2024', '2025', '2025-04-03', 'XXXX-04', None]
    """
    if edtf is None:
        return date.max, date.max, "~"
    if granularity(edtf) == "unknown_year":
        return date.max, date.max, edtf
    first, last = bounds(edtf)
    return first or date.min, last or date.max, edtf
