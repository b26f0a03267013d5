"""The months that "ces derniers jours" and "ces dernières semaines" lie in: no calendar holds more of them."""

from datetime import date, timedelta

from legation.languages.date_expression import DateExpression
from legation.languages.date_meaning import Vague

_REACH = {"jours": 7, "semaines": 21}


def lately(expression: DateExpression, published: date | None) -> str | None:
    """About which month or months the days or weeks before the publication are; None for other words.

    >>> from legation.languages.fr.dates import find_dates
    >>> [lately(found, date(2025, 4, 25)) for found in find_dates("Ces dernières semaines, les heurts ont repris.", None)]
    ['2025-04~']
    >>> [lately(found, date(2025, 4, 3)) for found in find_dates("Ces derniers jours, les heurts ont repris.", None)]
    ['2025-03~/2025-04~']
    """
    unit = expression.text.split()[-1].lower()
    if published is None or not isinstance(expression.meaning, Vague) or expression.edge is not None or unit not in _REACH:
        return None
    if expression.meaning.direction != "past":
        return None
    first, last = f"{published - timedelta(_REACH[unit]):%Y-%m}", f"{published:%Y-%m}"
    return f"{last}~" if first == last else f"{first}~/{last}~"
