"""Days of publication: ISO values checked, and full dates written out in a "published" line.

Only what is complete and exists is a date here: everything else is unknown (``None``), never guessed.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

import msgspec

from legation.sources.wording import any_of, day_pattern, literal, time_pattern, when_pattern, wordings, words

EXPECTED = "a day (2025-04-03) or an instant with its time zone (2025-04-03T14:12:00+02:00)"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|z|[+-]\d\d(?::?\d\d)?)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def iso_published(value: str) -> str | None:
    """An ISO day or instant, checked; an hour without time zone is no instant, so only its day is kept.

    >>> iso_published("2025-04-03"), iso_published("2025-04-03T14:12:00Z"), iso_published("2025-04-03 14:12")
    ('2025-04-03', '2025-04-03T14:12:00Z', '2025-04-03')
    >>> iso_published("2025-13-01") is None, iso_published("32 avril") is None
    (True, True)
    """
    text = value.strip()
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        instant = datetime.datetime.fromisoformat(
            text.upper().replace(",", ".").replace(" +", "+").replace(" -", "-").replace(" Z", "Z")
        )
    except ValueError:
        return None
    if instant.year < 1800:
        return None
    if found["zone"] is None:
        return instant.date().isoformat()
    zulu = instant.isoformat()
    return zulu.removesuffix("+00:00") + "Z" if found["zone"] in "Zz" else zulu


def spoken_day(text: str, *, day_first: bool) -> str | None:
    """The first full date of a line, written out in French or English; figures only where the order is known.

    >>> spoken_day("Publié le jeudi 3 avril 2025 à 14h12", day_first=True)
    '2025-04-03'
    >>> spoken_day("Published 04/03/2025", day_first=False) is None
    True
    """
    found = _written().search(text)
    if found is None:
        return None
    written = found[0]
    if (iso := _ISO_DAY.search(written)) is not None:
        return iso_published(iso[0])
    if (numeric := _NUMERIC.search(written)) is not None:
        day, month = int(numeric[1]), int(numeric[2])
        if not day_first and day != month:
            if day <= 12 and month <= 12:
                return None
            day, month = max(day, month), min(day, month)
        return _day(int(numeric[3]), month, day)
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    for pattern, month in _months():
        if pattern.search(written) is not None:
            return _day(numbers[-1], month, numbers[0])
    return None


class PublishedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a line tells that only tells when the page was published or changed.

    ``day``: the day where it says "published"; ``who``: other words in it; ``timed``: it ends with an hour, as no
    sentence does; ``changed``: it says "updated".
    """

    day: str | None = None
    who: str = ""
    timed: bool = False
    changed: bool = False


def published_line(line: str) -> PublishedLine | None:
    """Read such a line; ``None`` for every other line.

    >>> published_line("Publié le 3 avril 2025 à 14h12 | Mis à jour le 5 avril 2025").day
    '2025-04-03'
    >>> published_line("ASP avec agences, publié le 3 avril 2025").who
    'ASP avec agences'
    >>> published_line("Mis à jour le 5 avril 2025").day is None
    True
    >>> published_line("Publié le 3 avril 2025, le rapport dénonce le pillage.") is None
    True
    """
    if len(line) > 200 or not any(sign.isdigit() for sign in line):
        return None
    found = _line().fullmatch(line.strip())
    if found is None:
        return None
    who = found["before"] or found["after"] or found["bare"] or ""
    if found["before"] is not None and line.rstrip().endswith("."):
        return None
    timed = re.search(rf"{time_pattern()}\W*$", line, re.IGNORECASE) is not None
    changed = re.search(rf"\b{any_of(words('updated'))}\b", line, re.IGNORECASE) is not None
    day = None
    for file in wordings().values():
        told = re.search(rf"\b{any_of(file.published)}\b{_on()}(?P<day>{day_pattern()})", line, re.IGNORECASE)
        if told is not None:
            day = day or spoken_day(told["day"], day_first=file.day_first)
    return PublishedLine(day, who, timed, changed)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if year >= 1800 else None
    except ValueError:
        return None


@cache
def _written() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){day_pattern()}(?!\w)", re.IGNORECASE)


@cache
def _months() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Month words, the longest first: "mars" is looked for before "mar"."""
    pairs = {word: number for file in wordings().values() for word, number in file.months.items()}
    ordered = sorted(pairs, key=len, reverse=True)
    return tuple((re.compile(rf"(?<!\w){literal(word)}(?!\w)", re.IGNORECASE), pairs[word]) for word in ordered)


@cache
def _on() -> str:
    return rf"\s*:?\s*(?:{any_of(words('on'))}\s+)?"


@cache
def _line() -> re.Pattern[str]:
    """A verb of publication and a date, then any more of the same; who wrote may stand before or after."""
    verb = rf"(?:{any_of([*words('published'), *words('updated')])}){_on()}"
    again = rf"(?:\W*(?:{verb})?(?:{any_of(words('at'))}\s+)?(?:{when_pattern()}|{time_pattern()}))*"
    before = r"(?:(?P<before>(?:[^.!?]|\.(?=\w)){2,60}?)\s*[,|•·–—-]\s*)??"
    told = rf"(?:{when_pattern()}|{day_pattern(year=False)})"
    by = rf"\W*\s{any_of(words('by'))}"
    after = rf"(?:{by}|(?:{by}\s+|\s*[|•·–—-]\s*)(?P<after>(?:[^.!?,]|(?<=\b[A-Z])\.){{2,60}}))?"
    bare_after = after.replace("<after>", "<bare>")
    return re.compile(rf"\W*(?:{before}{verb}{told}{again}{after}|{when_pattern()}{again}{bare_after})\W*", re.IGNORECASE)
