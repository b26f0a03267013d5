"""What stands around a date: the word that lets "mars" or "2020" be one, "depuis", "jusqu'au", "du … au …", "rue du".

>>> text = "de mars à juin 2024"
>>> [text[atom.start : atom.end] for atom in date_atoms(text)]
['de mars à juin 2024']
"""

import re
from dataclasses import replace

from legation.languages.date_meaning import Around, Day, Edge, Meaning, Months, Offset, Span, Weekday, Year
from legation.languages.fr.dates.atoms import Atom, Weak, read_all
from legation.languages.fr.dates.days import DAY_READERS
from legation.languages.fr.dates.months import MONTH_READERS
from legation.languages.fr.dates.relative import RELATIVE_READERS
from legation.languages.fr.dates.words import NAMED, any_of, fold

LOOK_BACK = 40
"""The longest run of words before a date that can bear on it."""

_GAP = r"(?: {1,2}| ?\n ?)"


def _before(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{written})$".replace(" ", _GAP))


_THE = r"(?:le |la |l'|les )?"
_EDGES: list[tuple[re.Pattern[str], Edge]] = [
    (_before(rf"depuis {_THE}"), "since"),
    (_before(rf"apres {_THE}|a (?:compter|partir) (?:du |des |de {_THE}|d'|de )"), "from"),
    (_before(rf"jusqu'(?:au |aux |en |a {_THE})"), "until"),
    (_before(rf"d'ici (?:a |au )?{_THE}|au plus tard (?:a |au |en |d'ici )?{_THE}"), "by"),
    (_before(rf"avant {_THE}"), "before"),
    (_before(rf"vers {_THE}|(?:autour|aux alentours|aux environs) (?:du |de {_THE}|d')"), "about"),
]
_TAKEN = _before(r"en |au |a la |a l'|dans les |dans la |le |la |les |l'")
"""Words before a month, a season or a year that belong to the date's own words."""
_LICENCES: dict[Weak, re.Pattern[str]] = {
    "month": _before(r"en |au mois de |pour "),
    "year": _before(r"en |\(|pour |periode |annees? |remont\w+ a "),
    "season": _before(r"a l'|au |en plein |(?:pendant|durant|cours de|fin de|debut de|pour) (?:le |l')|cours du |fin du "),
}
_OF = _before(r"des |de |d'")
_AND = re.compile(r"(?: (?:et|ou)|,) (?:en )?".replace(" ", _GAP))
_AFTER_YEAR = re.compile(
    r"\s*(?:[,;:!?()»\"–—]|\.(?!\d)|-|$|\n)"
    r"|\s(?:aux?|avec|avai(?:en)?t|ont|a(?! \d)|est|etai(?:en)?t|entre|et(?! \d)|en|dans|de|des|du|d'|la|les?|l'"
    r"|n'|ne|ou|par|pour|pendant|qui|que|qu'|sur|sous|se|s'|sont|sera|signee?|lors|mais|dont|visant|puis"
    r"|contre|ils?|elles?|comme|afin|quand|lorsque|selon|malgre|sans|depuis|jusqu'|avant|apres|portant|prevoi\w+|fix\w+)\b"
)
"""What follows a year after "de", and does not follow a number of things."""

_WEEK_OF = _before(r"(?:la |le |ce )?(?P<unit>semaine|week-end|weekend) (?:du |des |de )")
_NAMED = _before(rf"{any_of(NAMED)} (?:du |de la |de |des )(?:le |les )?")
_BETWEEN = _before(
    rf"(?P<night>(?:(?:dans |durant |pendant |au cours de )?la nuit )?)(?P<lead>de {_THE}|du |d'|des |entre {_THE})"
)
_JOIN = re.compile(
    r" (?P<word>et|au|aux|a|jusqu'au|jusqu'en|jusqu'a)(?: (?:la|l'|le|en))? ?|(?P<dash> ?[-–] ?)".replace(" ", _GAP)
)


def date_atoms(text: str) -> list[Atom]:
    """The dates of a text with the words that belong to them, in order, none over another."""
    folded = fold(text)
    atoms = [atom for atom in _choose(folded) if not _is_name(folded, atom)]
    joined: list[Atom] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        both = _join(folded, last, atom, joined[-2].end if len(joined) > 1 else 0) if last else None
        if both:
            joined[-1] = both
        else:
            joined.append(atom)
    kept: list[Atom] = []
    for atom in joined:
        sure = _with_words_before(text, folded, atom, kept[-1] if kept else None)
        if sure:
            kept.append(_same_month(sure, kept))
    return kept


def _same_month(atom: Atom, before: list[Atom]) -> Atom:
    """Read the day alone by the month told before: in "Kidal le 31 octobre, Tessalit le 21", the 21st of October."""
    if not isinstance(atom.meaning, Day) or atom.meaning.month is not None or atom.meaning.weekday is not None:
        return atom
    days = [each.meaning for each in before if isinstance(each.meaning, Day) and each.meaning.month is not None]
    if not days or atom.meaning.turn is not None:
        return atom
    return replace(atom, meaning=replace(days[-1], day=atom.meaning.day, weekday=None))


def _choose(folded: str) -> list[Atom]:
    """The longest reading wins; of two as long, the reader that comes first."""
    found = [*read_all((*DAY_READERS, *MONTH_READERS, *RELATIVE_READERS), folded)]
    taken: list[Atom] = []
    for atom in sorted(found, key=lambda each: each.start - each.end):
        if all(atom.end <= other.start or other.end <= atom.start for other in taken):
            taken.append(atom)
    return sorted(taken, key=lambda each: each.start)


def _is_name(folded: str, atom: Atom) -> bool:
    return isinstance(atom.meaning, Day) and bool(_NAMED.search(folded, max(0, atom.start - LOOK_BACK), atom.start))


def _join(folded: str, first: Atom, last: Atom, floor: int) -> Atom | None:
    """One span of two dates: "de lundi à mercredi", "entre 2012 et 2015", "lundi et mardi"."""
    between = _JOIN.fullmatch(folded, first.end, last.start)
    if not between or first.edge or last.edge or isinstance(first.meaning, Span) or isinstance(last.meaning, Span):
        return None
    lead = _BETWEEN.search(folded, max(floor, first.start - LOOK_BACK), first.start)
    days = _of_days(first.meaning)
    seasons = "season" in (first.weak, last.weak)
    if days != _of_days(last.meaning) or (seasons and first.weak != last.weak):
        return None
    if lead and lead["lead"].startswith("entre"):
        fits = between["word"] == "et"
    elif between["word"] == "et":
        fits, lead = follows(first, last), None
    elif between["dash"]:
        fits = days or type(first.meaning) is type(last.meaning)
    else:
        fits = bool(lead) or days
    if not fits:
        return None
    weak = first.weak if not lead and last.weak else None
    return Atom(lead.start() if lead else first.start, last.end, Span(first.meaning, last.meaning), weak)


def _first(meaning: Meaning) -> Meaning:
    return meaning.first if isinstance(meaning, Span) else meaning


def _of_days(meaning: Meaning) -> bool:
    match _first(meaning):
        case Day() | Weekday() | Offset(unit="day"):
            return True
        case _:
            return False


def follows(first: Atom, last: Atom) -> bool:
    """Whether nothing lies between what "et" joins: "lundi et mardi", "mars et avril", "2014 et 2015"."""
    match first.meaning, last.meaning:
        case Weekday(a, None | "this"), Weekday(b, _, False):
            return (b - a) % 7 == 1
        case Months(a, 1, None, None, None), Months(b, 1, _, _, None):
            return (b - a) % 12 == 1
        case Year(a, False), Year(b, False):
            return b - a == 1
        case _:
            return False


def _with_words_before(text: str, folded: str, atom: Atom, previous: Atom | None) -> Atom | None:
    """Take in "depuis", "en", "à l'"…; None for a weak date that no word before allows."""
    floor = max(previous.end if previous else 0, atom.start - LOOK_BACK)
    edge = None
    start = atom.start
    for pattern, meant in _EDGES if not atom.edge else ():
        found = pattern.search(folded, floor, atom.start)
        if found:
            start, edge = found.start(), meant
    if isinstance(atom.meaning, Day):
        week = _WEEK_OF.search(folded, floor, atom.start)
        if week:
            around = Around("week" if week["unit"] == "semaine" else "weekend", atom.meaning)
            return replace(atom, start=week.start(), meaning=around)
    if atom.weak and not edge and not _allowed(text, folded, atom, previous, floor):
        return None
    if atom.weak == "year" and edge in ("from", "until", "before", "about") and not _AFTER_YEAR.match(folded, atom.end):
        return None
    if not edge and not _of_days(atom.meaning):
        taken = _TAKEN.search(folded, floor, atom.start)
        start = taken.start() if taken else start
    return replace(atom, start=start, edge=edge or atom.edge)


def _allowed(text: str, folded: str, atom: Atom, previous: Atom | None, floor: int) -> bool:
    assert atom.weak
    if _LICENCES[atom.weak].search(folded, floor, atom.start):
        return True
    if previous and previous.end == floor and _AND.fullmatch(folded, previous.end, atom.start):
        return isinstance(_first(previous.meaning), Year if atom.weak == "year" else Months)
    if atom.weak == "season" or not _OF.search(folded, floor, atom.start):
        return False
    if atom.weak == "year":
        return bool(_AFTER_YEAR.match(folded, atom.end))
    capital = text[atom.start].isupper() and not text[atom.start : atom.end].isupper()
    return not capital and not re.match(r"\s\d", folded[atom.end : atom.end + 2])
