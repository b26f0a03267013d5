"""The days of an event for formats that know no EDTF: a first and a last day, or nothing. Never the day of publication."""

from __future__ import annotations

from datetime import date

from legation.model.dates import bounds, granularity
from legation.register.windows import placeable


def span(edtf: str | None) -> tuple[date, date] | None:
    """The first and last day; ``None`` without a date, without a year, with an open end.

    >>> span("2025-02"), span("XXXX-04-03"), span("2020/..")
    ((datetime.date(2025, 2, 1), datetime.date(2025, 2, 28)), None, None)
    """
    placed = placeable(edtf)
    first, last = bounds(placed) if placed else (None, None)
    return (first, last) if first and last else None


def day(edtf: str | None) -> date | None:
    """The day, or the first of several; ``None`` where the press gives a month, a year or "about then".

    >>> day("2025-04-03/2025-04-05"), day("2025-04")
    (datetime.date(2025, 4, 3), None)
    """
    found = span(edtf)
    if edtf is None or found is None or "~" in edtf:
        return None
    first = edtf.partition("/")[0]
    return found[0] if granularity(first) == "day" else None
