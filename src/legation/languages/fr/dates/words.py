"""The French words of dates, as tables, and the fold that lets a pattern be written once.

>>> fold("D’ici le 1er\u00a0FÉVRIER")
"d'ici le 1er fevrier"
>>> NUMBERS["vingt-cinq"], DAYS["premier"]
(25, 1)
"""

import re
from collections.abc import Iterable

from legation.languages.date_meaning import Unit

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9,
    "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
MONTHS_SHORT = {
    "janv.": 1, "jan.": 1, "fevr.": 2, "fev.": 2, "avr.": 4, "juil.": 7, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
}  # fmt: skip
WEEKDAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6}
SEASONS = {"printemps": 3, "ete": 6, "automne": 9, "hiver": 12}
"""The first of three whole months: summer is June to August."""

UNITS: dict[str, Unit] = {
    "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year", "ans": "year",
    "annee": "year", "annees": "year",
}  # fmt: skip
ORDINALS = {
    "premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "2nd": 2, "troisieme": 3, "3e": 3,
    "3eme": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "dernier": 0,
}  # fmt: skip
PERIODS = {"trimestre": 3, "quadrimestre": 4, "semestre": 6}
DECADES = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80,
    "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
COUNTED = (
    "hommes", "soldats", "militaires", "combattants", "jihadistes", "djihadistes", "personnes", "civils",
    "morts", "blesses", "familles", "refugies", "deplaces", "milliard", "milliards", "million", "millions",
    "mille", "euro", "euros", "dollars", "francs", "fcfa", "roubles", "tonnes", "barils", "km", "kilometres",
    "metres", "hectares", "exemplaires", "casques", "policiers", "gendarmes", "membres", "habitants", "emplois",
    "postes", "places", "voix", "points", "%", "pour cent", "fois", "heures",
)  # fmt: skip
"""What "2000" counts when it is no year."""

NAMED = (
    "rue", "place", "avenue", "boulevard", "pont", "stade", "mouvement", "universite", "quartier", "square",
    "hopital", "palais", "camp", "lycee", "ecole", "aeroport", "cite", "hymne", "gare",
    "station", "caserne",
)  # fmt: skip
"""What is named after a date: "stade du 26 mars" is a place, no time."""

SMALL_NUMBERS = (
    "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}


def _numbers() -> dict[str, int]:
    numbers = {word: value for value, word in enumerate(SMALL_NUMBERS, 1)}
    for word, ten in TENS.items():
        numbers[word] = ten
        numbers[f"{word} et un"] = numbers[f"{word}-et-un"] = ten + 1
        for value, unit in enumerate(SMALL_NUMBERS[1:9], 2):
            numbers[f"{word}-{unit}"] = ten + value
    numbers |= {"une": 1, "soixante-dix": 70, "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100}
    return numbers


NUMBERS = _numbers()
DAYS = {word: value for word, value in NUMBERS.items() if value <= 31 and word not in ("un", "une")} | {"premier": 1}


def any_of(words: Iterable[str]) -> str:
    """The alternatives of a table as a pattern, the longest first so that "vingt-cinq" is not read as "vingt".

    >>> any_of({"an": 1, "ans": 2})
    '(?:ans|an)'
    """
    listed = sorted((re.escape(word) for word in words), key=len, reverse=True)
    return f"(?:{'|'.join(listed)})"


_ACCENTS = {"àáâãä": "a", "ç": "c", "èéêë": "e", "ìíîï": "i", "òóôõö": "o", "ùúûü": "u", "ÿ": "y", "ñ": "n"}
_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\t\r"
_FOLD = {ord(letter): plain for letters, plain in _ACCENTS.items() for letter in letters}
_FOLD |= {ord(letter.upper()): plain for letters, plain in _ACCENTS.items() for letter in letters}
_FOLD |= {ord("A") + i: chr(ord("a") + i) for i in range(26)}
_FOLD |= {ord(mark): "'" for mark in "’‘ʼ´`"} | {ord(space): " " for space in _SPACES} | {0x2010: "-", 0x2011: "-"}


def grammar(written: str) -> re.Pattern[str]:
    """Compile a pattern over folded text: a blank stands for any gap within a line or over one line break.

    >>> grammar("le {day}".format(day=any_of(DAYS))).fullmatch("le  dix-sept") is not None
    True
    """
    gap = r"(?: {1,2}| ?\n ?)"
    return re.compile(rf"(?<!\w)(?<!\d-)(?:{written})(?!\w)".replace("\\ ", " ").replace(" ", gap))


def fold(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe and space; every character keeps its place.

    >>> fold("L’Été")
    "l'ete"
    """
    return text.translate(_FOLD)


def number(text: str) -> int:
    """The value of digits or of a word.

    >>> number("12"), number("vingt et un"), number("premier")
    (12, 21, 1)
    """
    return int(text) if text.isdigit() else (NUMBERS.get(text) or DAYS[text])
