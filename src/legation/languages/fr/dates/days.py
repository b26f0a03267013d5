"""Dates that name a day: "mardi 3 avril", "les 3 et 4 avril", "mardi soir", "03/04/2025", "jeudi (3 avril)", "le 3".

>>> from legation.languages.fr.dates.atoms import read_all
>>> [atom.meaning for atom in read_all(DAY_READERS, "le 1er mars 2024")]
[Day(day=1, month=3, year=2024, weekday=None, turn=None, anchored=False)]
"""

import re
from collections.abc import Iterator

from legation.languages.date_meaning import Day, Span, Weekday
from legation.languages.fr.dates.atoms import (
    DAY,
    MONTH,
    OF_YEAR,
    PART_OF_DAY,
    TURN,
    WEEKDAY,
    Atom,
    Reader,
    day_of,
    month_of,
    turn_of,
    year_of,
)
from legation.languages.fr.dates.words import MONTHS, MONTHS_SHORT, WEEKDAYS, grammar
from legation.model.dates import DateError, parse


def _exists(year: int, month: int, day: int) -> bool:
    try:
        parse(f"{year:04}-{month:02}-{day:02}")
    except DateError:
        return False
    return True


def _date(match: re.Match[str]) -> Iterator[Atom]:
    weekday = WEEKDAYS[match["weekday"]] if match["weekday"] else None
    turn, anchored = turn_of(match["turn"])
    day, month = day_of(match["day"]), month_of(match["month"])
    if _exists(int(match["year"] or 2000), month, day):
        yield Atom(match.start(), match.end(), Day(day, month, year_of(match), weekday, turn, anchored))


def _list(match: re.Match[str]) -> Iterator[Atom]:
    """Days that share a month: one span when they follow each other or the words say "du … au", else a date each."""
    month, year = month_of(match["month"]), year_of(match)
    turn, anchored = turn_of(match["turn"])
    found = [*re.finditer(rf"(?<!\w){DAY}(?!\w)", match["days"])]
    days = [day_of(each[0]) for each in found]
    if not all(_exists(2000, month, day) for day in days):
        return
    before = (month - 2) % 12 + 1
    dates = [Day(day, month, year, None, turn, anchored) for day in days]
    if days[0] > days[-1]:
        dates[0] = Day(days[0], before)
    ranged = bool(re.search(r"\b(?:au|a)\b|-|–", match["days"])) or match["lead"].startswith("entre")
    if ranged or days[-1] - days[0] == len(days) - 1:
        yield Atom(match.start(), match.end(), Span(dates[0], dates[-1]))
        return
    starts = [match.start(), *(match.start("days") + each.start() for each in found[1:])]
    ends = [*(match.start("days") + each.end() for each in found[:-1]), match.end()]
    for start, end, meaning in zip(starts, ends, dates, strict=True):
        yield Atom(start, end, meaning)


def _numeric(match: re.Match[str]) -> Iterator[Atom]:
    year, month, day = (int(match[part + "1"] or match[part + "2"]) for part in "ymd")
    year += 2000 if year < 100 else 0
    if _exists(year, month, day):
        yield Atom(match.start(), match.end(), Day(day, month, year))


def _weekday(match: re.Match[str]) -> Iterator[Atom]:
    weekday = WEEKDAYS[match["weekday"]]
    if match["day"]:
        yield Atom(match.start(), match.end(), Day(day_of(match["day"]), None, None, weekday))
        return
    turn, anchored = turn_of(match["turn"])
    if match["det"] in ("ce", "ces"):
        turn = turn or "this"
    # "le mardi" is that week's, told before, or every Tuesday; never the one before the publication.
    anchored = anchored or (match["det"] == "le" and turn is None)
    yield Atom(match.start(), match.end(), Weekday(weekday, turn, anchored))


def _in_a_row(match: re.Match[str]) -> Iterator[Atom]:
    """Read "pour le troisième samedi consécutif": the last of them."""
    yield Atom(match.start(), match.end(), Weekday(WEEKDAYS[match["weekday"]]))


def _bare_day(match: re.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Day(int(match["day"]), None, None, None, turn_of(match["turn"])[0]))


_DETERMINER = r"(?:(?P<det>le|les|ce|ces) )?"
_END = rf"{OF_YEAR}{PART_OF_DAY}(?!-[^\W\d])"
_NOT_HABIT = (
    r"(?<!chaque\s)(?<!tous\sles\s)(?<!\bun\s)"
    r"(?<!premier\s)(?<!deuxieme\s)(?<!second\s)(?<!troisieme\s)(?<!quatrieme\s)(?<!dernier\s)"
)
_CLOSED = (
    r"(?= ?[,;:)]| ?\.(?!\d)| ?$| (?:a|au|aux|dans|en|pour|par|lors|devant|et|avec|sur|depuis) )"
    r"(?! ?[,:.]\d)(?!, (?:rue|avenue|place|boulevard|bis)\b)"
)
"""A number that nothing follows which it could count."""
_MONTH_WORDS = (*MONTHS, *MONTHS_SHORT)

DAY_READERS = [
    Reader(
        _MONTH_WORDS,
        grammar(
            r"(?P<lead>(?:(?:dans |durant |pendant )?la nuit )?(?:du |de |des |les |ces |entre (?:le |les )?|le )?)"
            rf"(?P<days>(?:{WEEKDAY} )?{DAY}(?:, (?:le )?{DAY})*"
            rf"(?: ?[-–/] ?| (?:et|ou|au|a|jusqu'au) (?:le )?(?:{WEEKDAY} )?){DAY}) (?P<month>{MONTH}){_END}"
        ),
        _list,
    ),
    Reader(
        _MONTH_WORDS,
        grammar(
            rf"{_NOT_HABIT}{_DETERMINER}(?:(?P<weekday>{WEEKDAY}){PART_OF_DAY},? (?:le )?(?P<open>\()?(?:le )?)?"
            rf"(?P<day>{DAY}) (?P<month>{MONTH}){_END}(?(open)\)|)"
        ),
        _date,
    ),
    Reader(
        ("19", "20", "/"),
        grammar(
            rf"(?<![\d./-]){_DETERMINER}(?:(?P<d1>[0-3]?\d)(?P<sep>[/.-])(?P<m1>[01]?\d)(?P=sep)"
            r"(?P<y1>(?:19|20)\d\d|(?<=l[eu]\s\d\d/\d\d/)\d\d|(?<=du\s\d\d/\d\d/)\d\d)"
            r"|(?P<y2>(?:19|20)\d\d)(?P<sep2>[-/])(?P<m2>[01]\d)(?P=sep2)(?P<d2>[0-3]\d))(?![\d/-]|\.\d)"
        ),
        _numeric,
    ),
    Reader(
        tuple(WEEKDAYS),
        grammar(
            rf"{_NOT_HABIT}{_DETERMINER}(?P<weekday>{WEEKDAY})(?! (?:gras|saint|noir|de paques|de pentecote))"
            rf"(?: (?P<day>{DAY}){_CLOSED}|{PART_OF_DAY}(?: {TURN})?{PART_OF_DAY})(?!-\w)"
        ),
        _weekday,
    ),
    Reader(
        ("consecutif", "d'affilee", "de suite"),
        grammar(rf"le \w+ (?P<weekday>{WEEKDAY}) (?:consecutif|d'affilee|de suite)"),
        _in_a_row,
    ),
    Reader(
        ("le ",),
        grammar(rf"le (?P<day>[12]\d|3[01]|[1-9])(?: (?P<turn>dernier|prochain|courant)|{_CLOSED})"),
        _bare_day,
    ),
]
