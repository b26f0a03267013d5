"""The chronology drawn: each event from its earliest to its latest day, so that an uncertain date looks uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from markupsafe import Markup

from legation.model.dates import bounds
from legation.web.drawing.svg import element

WIDTH, ROW, TOP, EDGE = 1000, 14, 24, 10
_LEAST = 5.0
"""Width of a day, in units of the drawing: small enough to be told from a month."""


class Mark(msgspec.Struct, frozen=True):
    """An event to draw: its date in EDTF, its status, and the words that name it to a reader."""

    edtf: str
    status: str
    words: str


def draw_dates(marks: Sequence[Mark], title: str) -> Markup:
    """One row a mark, in the order given; an open end runs to the edge, an unknown year is left to the table.

    Empty where no mark has a day. Classes: ``span`` (earliest to latest day), ``open`` where an end is not known,
    ``about`` where the source says so, and the status.

    >>> drawn = draw_dates([Mark("2025-04", "occurred", "visit <1>"), Mark("XXXX-04", "occurred", "talks")], "Dates")
    >>> drawn.count("<rect"), "visit &lt;1&gt;" in drawn, draw_dates([], "Dates")
    (1, True, Markup(''))
    """
    spans = [(mark, *bounds(mark.edtf)) for mark in marks]
    known = [(mark, first, last) for mark, first, last in spans if first or last]
    days = [day.toordinal() for _, first, last in known for day in (first, last) if day]
    if not days:
        return Markup("")
    start, end = min(days), max(days) + 1
    scale = (WIDTH - 2 * EDGE) / (end - start)
    rows: list[Markup] = []
    for number, (mark, first, last) in enumerate(known):
        left = EDGE + (first.toordinal() - start) * scale if first else 0.0
        right = EDGE + (last.toordinal() + 1 - start) * scale if last else float(WIDTH)
        names = ["span", mark.status, *(["open"] if not (first and last) else []), *(["about"] if "~" in mark.edtf else [])]
        rows.append(
            element(
                "rect",
                element("title", f"{mark.edtf}: {mark.words}"),
                x=min(left, WIDTH - _LEAST),
                y=TOP + number * ROW,
                width=max(right - left, _LEAST),
                height=ROW - 4,
                class_=" ".join(names),
            )
        )
    height = TOP + len(known) * ROW
    years = _years(start, end, scale, height)
    return element(
        "svg", element("title", title), *years, *rows, viewBox=f"0 0 {WIDTH} {height}", role="img", class_="dates"
    )


def _years(start: int, end: int, scale: float, height: int) -> list[Markup]:
    first, last = date.fromordinal(start).year, date.fromordinal(end).year
    step = max(1, (last - first) // 12)
    drawn: list[Markup] = []
    for year in range(first, last + 1, step):
        x = EDGE + (max(date(year, 1, 1).toordinal(), start) - start) * scale
        drawn.append(element("line", x1=x, x2=x, y1=TOP - 4, y2=height, class_="year"))
        drawn.append(element("text", str(year), x=x, y=TOP - 8, class_="year"))
    return drawn
