"""Dates counted from another: "hier", "la semaine dernière", "il y a deux ans", "le lendemain", "ces derniers jours".

>>> from legation.languages.fr.dates.atoms import read_all
>>> [atom.meaning.count for atom in read_all(RELATIVE_READERS, "il y a dix jours")]
[-10]
"""

import re
from collections.abc import Iterator

from legation.languages.date_meaning import Edge, Night, Offset, Unit, Vague
from legation.languages.fr.dates.atoms import DAY, PART_OF_DAY, TURN, WEEKDAY, Atom, Reader, turn_of
from legation.languages.fr.dates.words import ABOUT, NUMBERS, UNITS, any_of, grammar, number

_DAY_WORDS = {"avant-hier": -2, "hier": -1, "demain": 1, "apres-demain": 2}
_STEPS = {"last": -1, "this": 0, "next": 1, None: 0}
_WIDE: dict[str, Unit] = {"week-end": "weekend", "weekend": "weekend", **UNITS}
_LEADS: dict[str, tuple[int, Edge | None]] = {
    "il y a": (-1, None), "voici": (-1, None), "voila": (-1, None), "dans": (1, None),
    "depuis": (-1, "since"), "cela fait": (-1, "since"), "ca fait": (-1, "since"),
    "d'ici": (1, "by"), "d'ici a": (1, "by"), "avant": (1, "by"), "sous": (1, "by"), "dans les": (1, "by"),
    "dans un delai de": (1, "by"),
}  # fmt: skip
"""Which way a duration counts, and what it ends: "depuis deux ans", "d'ici deux semaines"."""


def _day_word(match: re.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Offset("day", _DAY_WORDS.get(match["word"], 0)))


def _that_day(match: re.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Offset("day", 0, anchored=True))


def _night(match: re.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Night("last" if match["last"] else "this"))


def _unit(match: re.Match[str]) -> Iterator[Atom]:
    """Read "la semaine dernière", "la fin du mois prochain", "l'année suivante"."""
    turn, anchored = turn_of(match["turn"])
    unit = _WIDE[match["unit"]]
    if unit == "day" and not anchored:
        return
    yield Atom(match.start(), match.end(), Offset(unit, _STEPS[turn], anchored, approximate=bool(match["third"])))


def _end_of(match: re.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Offset(_WIDE[match["unit"]], 0, approximate=True))


def _this(match: re.Match[str]) -> Iterator[Atom]:
    anchored = bool(match["same"] or match["the_same"]) or match["suffix"] == "-la"
    yield Atom(match.start(), match.end(), Offset(_WIDE[match["unit"]], 0, anchored, approximate=bool(match["third"])))


def _eve(match: re.Match[str]) -> Iterator[Atom]:
    steps = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}
    yield Atom(match.start(), match.end(), Offset("day", steps[match["before"] or match["after"]], anchored=True))


def _count(match: re.Match[str]) -> tuple[int, Unit, bool, bool] | None:
    """How many of what, whether about so many, whether to the day; None where no calendar has such a unit."""
    words = match["number"]
    about = bool(match["about"])
    value = ABOUT.get(words.split()[1]) if words.startswith("une ") else None
    about = about or value is not None
    count = value if value is not None else number(words)
    if match["unit"] in ("heures", "heure"):
        return None if count % 24 else (count // 24, "day", about, False)
    unit = UNITS[match["unit"]]
    if match["half"]:
        return (12 * count + 6, "month", True, False) if unit == "year" else None
    return count, unit, about or (unit == "week" and not match["exact"]), bool(match["exact"]) or unit == "week"


def _duration(match: re.Match[str]) -> Iterator[Atom]:
    sign, edge = _LEADS[re.sub(r"\s+", " ", match["lead"])]
    if match["some"]:
        yield Atom(match.start(), match.end(), Vague("past" if sign < 0 else "future"), edge=edge)
        return
    counted = _count(match)
    if counted:
        count, unit, about, exact = counted
        about = about and not (edge and unit == "week" and not match["about"])
        yield Atom(match.start(), match.end(), Offset(unit, sign * count, False, about, exact), edge=edge)


def _later(match: re.Match[str]) -> Iterator[Atom]:
    counted = _count(match)
    if counted:
        count, unit, about, exact = counted
        sign = 1 if match["way"].startswith(("plus tard", "apres")) else -1
        yield Atom(match.start(), match.end(), Offset(unit, sign * count, True, about, exact))


def _vague(match: re.Match[str]) -> Iterator[Atom]:
    past = match["way"] is not None and match["way"].startswith("dernier")
    yield Atom(match.start(), match.end(), Vague("past" if past else "future"))


_NUMBER = rf"(?P<number>\d{{1,3}}|une {any_of(ABOUT)} (?=d)|{any_of(NUMBERS)})"
_SOME = r"(?P<some>quelques|plusieurs|des)"
_ABOUT = (
    r"(?:(?P<about>(?:a peine )?plus d[e'] ?|moins d[e'] ?|pres d[e'] ?|environ |presque |quelque |a peu pres "
    r"|bientot )"
    r"|(?:deja |maintenant |exactement |tout juste |a peine |seulement |de cela ))?"
)
_LENGTH = rf"(?:d[e'] ?)?(?P<unit>{any_of(UNITS)}|heures?)(?P<half> et demie?)?(?P<exact>,? jour pour jour)?"
_NO_SUFFIX = r"(?!-\w)"

RELATIVE_READERS = [
    Reader(
        ("hier", "demain"),
        grammar(
            rf"(?<!\bd')(?<!\bde\s)(?P<word>{any_of(_DAY_WORDS)}){PART_OF_DAY}"
            rf"(?:,? {WEEKDAY}(?! {DAY}){PART_OF_DAY})?"
        ),
        _day_word,
    ),
    Reader(
        ("aujourd'hui", "ce", "soir"),
        grammar(
            r"(?<!\bd')(?<!\ba\s)(?P<word>aujourd'hui(?! encore)|ce jour(?! ou)|ce (?:matin|midi|soir)|cet apres-midi)"
            rf"(?:,? {WEEKDAY}(?! {DAY}){PART_OF_DAY})?{_NO_SUFFIX}"
        ),
        _day_word,
    ),
    Reader(
        ("jour", "soir", "matin", "nuit"),
        grammar(r"(?:le meme jour(?! que)|ce meme jour|ce (?:jour|soir|matin)-la|cette nuit-la)"),
        _that_day,
    ),
    Reader(
        ("nuit",),
        grammar(rf"(?:dans )?(?:la nuit (?P<last>derniere|passee)|cette nuit){_NO_SUFFIX}"),
        _night,
    ),
    Reader(
        ("an", "mois", "semaine", "week", "jour"),
        grammar(
            r"(?:(?P<third>fin|debut|milieu) (?:de |du |d')?)?(?:l'|la |le |(?<=du\s)|(?<=au\s))"
            rf"(?P<unit>{any_of(('an', 'annee', 'mois', 'semaine', 'week-end', 'weekend', 'jour'))}) {TURN}"
        ),
        _unit,
    ),
    Reader(
        ("annee", "mois", "semaine"),
        grammar(
            r"(?P<third>fin|debut|milieu) (?:de l'|d'|du |de la |de )(?P<unit>annee|mois|semaine)"
            r"(?! (?:de |d'|du )|-)"
        ),
        _end_of,
    ),
    Reader(
        ("ann", "mois", "semaine", "week", "jour"),
        grammar(
            r"(?:(?P<third>fin|debut|milieu) de )?(?:(?:cette|ce)(?P<same> meme)?|(?:le|la) (?P<the_same>meme)"
            r"|(?:durant|pendant|tout|au cours de) (?:le|la)(?= week|(?= semaine(?! d[eu])))|au cours du(?= week)) "
            r"(?P<unit>annee|mois|semaine|week-end|weekend)(?P<suffix>-ci|-la)?(?! que )"
        ),
        _this,
    ),
    Reader(
        ("veille", "lendemain"),
        grammar(
            r"(?:(?:la |l')(?P<before>avant-veille|veille)|le (?P<after>surlendemain|lendemain))"
            rf"{PART_OF_DAY}(?! (?:d[eu']|des)\b|-)"
        ),
        _eve,
    ),
    Reader(
        ("an", "mois", "semaine", "jour", "heure"),
        grammar(rf"(?P<lead>{any_of(_LEADS)}) {_ABOUT}(?:{_NUMBER}|{_SOME}) ?{_LENGTH}(?! (?:qui|suivant))"),
        _duration,
    ),
    Reader(
        ("tard", "tot", "auparavant", "apres", "avant"),
        grammar(
            rf"{_ABOUT}{_NUMBER} ?{_LENGTH} "
            r"(?P<way>plus tard|plus tot|auparavant|(?:apres|avant)(?= ?[,.;:)]| ?$))(?! que)"
        ),
        _later,
    ),
    Reader(
        ("dernier", "prochain", "venir", "viennent"),
        grammar(
            rf"(?:au cours des|dans les|durant les|pendant les|ces|les) (?:{any_of(NUMBERS)} |\d+ |tou(?:te)?s )?"
            rf"(?:(?P<way>derniere?s|prochaine?s) (?:{any_of(NUMBERS)} |\d+ )?"
            r"(?:jours|semaines|mois|annees|heures|temps)"
            r"|(?:jours|semaines|mois|annees) (?:a venir|qui viennent))"
        ),
        _vague,
    ),
]
