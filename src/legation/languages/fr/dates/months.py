"""Dates wider than a day: "fin mars 2024", "au premier trimestre", "l'été 2014", "en 2024", "les années 1990".

>>> from legation.languages.fr.dates.atoms import read_all
>>> [atom.meaning for atom in read_all(MONTH_READERS, "fin mars")]
[Months(month=3, length=1, year=None, turn=None, third='end', anchored=False)]

A quarter is three months, a season three whole ones (summer is June to August, winter December to February).
"""

import re
from collections.abc import Iterator

from legation.languages.date_meaning import Months, Span, Year
from legation.languages.fr.dates.atoms import (
    NO_COUNT,
    OF_YEAR,
    THIRDS,
    Atom,
    Reader,
    month_of,
    turn_of,
    year_of,
)
from legation.languages.fr.dates.words import DECADES, MONTHS, ORDINALS, PERIODS, SEASONS, any_of, grammar


def _month(match: re.Match[str]) -> Iterator[Atom]:
    turn, anchored = turn_of(match["turn"])
    third = THIRDS[match["third"]] if match["third"] else None
    year = year_of(match)
    sure = match["third"] or match["mois"] or turn or year is not None
    meaning = Months(month_of(match["month"]), 1, year, turn, third, anchored)
    yield Atom(match.start(), match.end(), meaning, None if sure else "month")


def _period(match: re.Match[str]) -> Iterator[Atom]:
    length = PERIODS[match["period"]]
    rank = ORDINALS[match["rank"]] or 12 // length
    if rank * length <= 12:
        turn, anchored = turn_of(match["turn"])
        meaning = Months((rank - 1) * length + 1, length, year_of(match), turn, None, anchored)
        yield Atom(match.start(), match.end(), meaning)


def _season(match: re.Match[str]) -> Iterator[Atom]:
    turn, anchored = turn_of(match["turn"])
    sure = match["det"] or turn
    turn = turn or ("this" if match["det"] else None)
    meaning = Months(SEASONS[match["season"]], 3, year_of(match), turn, None, anchored)
    yield Atom(match.start(), match.end(), meaning, None if sure else "season")


def _winter(match: re.Match[str]) -> Iterator[Atom]:
    first, last = int(match["first"]), match["last"]
    if int(last) % 100 == (first + 1) % 100:
        yield Atom(match.start(), match.end(), Months(12, 3, first), "season")


def _year(match: re.Match[str]) -> Iterator[Atom]:
    approximate = match["third"] not in (None, "courant")
    sure = match["third"] or match["an"]
    yield Atom(match.start(), match.end(), Year(int(match["year"]), approximate), None if sure else "year")


def _two_years(match: re.Match[str]) -> Iterator[Atom]:
    first, last = match["first"], match["last"]
    last = first[:2] + last if len(last) == 2 else last
    if int(first) < int(last):
        yield Atom(match.start(), match.end(), Span(Year(int(first)), Year(int(last))), "year")


def _decade(match: re.Match[str]) -> Iterator[Atom]:
    words = match["decade"]
    first = int(words) if words.isdigit() else DECADES[words]
    first += 0 if first >= 100 else 1900
    last = int(match["to"]) if match["to"] else first
    last += 0 if last >= 100 else first // 100 * 100
    if first <= last:
        yield Atom(match.start(), match.end(), Span(Year(first), Year(last + 9)))


_THIRD = r"(?P<third>fin|debut|mi|milieu|courant)(?:-| )"
_RECENT = rf"(?:1[89]|20)\d\d{NO_COUNT}"

MONTH_READERS = [
    Reader(
        tuple(MONTHS),
        grammar(
            rf"(?:{_THIRD}(?:du mois )?(?:de |d')?|(?P<mois>mois (?:de |d')))?"
            rf"(?P<month>{any_of(MONTHS)}){OF_YEAR}(?!-\d)"
        ),
        _month,
    ),
    Reader(
        tuple(PERIODS),
        grammar(rf"(?P<rank>{any_of(ORDINALS)}) (?P<period>{any_of(PERIODS)}){OF_YEAR}"),
        _period,
    ),
    Reader(("hiver",), grammar(r"hiver (?P<first>(?:19|20)\d\d)[-–/](?P<last>(?:19|20)\d\d|\d\d)"), _winter),
    Reader(
        tuple(SEASONS),
        grammar(rf"(?:(?P<det>cet|ce) )?(?P<season>{any_of(SEASONS)})(?! arabe| noir| de prague){OF_YEAR}(?!-)"),
        _season,
    ),
    Reader(
        ("annees",),
        grammar(rf"annees (?P<decade>(?:1[5-9]|20)?\d0|{any_of(DECADES)})(?: (?:et|a|ou) (?P<to>(?:1[5-9]|20)?\d0))?"),
        _decade,
    ),
    Reader(
        ("18", "19", "20"),
        grammar(rf"(?P<first>(?:1[89]|20)\d\d)[-–/](?P<last>(?:1[89]|20)\d\d|\d\d){NO_COUNT}(?!-)"),
        _two_years,
    ),
    Reader(
        ("18", "19", "20"),
        grammar(rf"(?:{_THIRD}(?:de |d')?)?(?P<an>(?:l')?an(?:nee)? )?(?P<year>{_RECENT})(?!-\d)"),
        _year,
    ),
]
