"""The dates of a French text: found, understood, and resolved against the day it was published.

>>> from datetime import date
>>> published = date(2025, 4, 10)
>>> [(found.text, found.edtf) for found in find_dates("Il a été reçu mardi, deux ans après.", published)]
[('mardi', '2025-04-08'), ('deux ans après', None)]
>>> [found.edtf for found in find_dates("L'accord court depuis 2020 et jusqu'au 30 juin.", published, tense="future")]
['2020/..', '../2025-06-30']
"""

from datetime import date

from legation.languages.date_expression import DateExpression, resolve
from legation.languages.date_meaning import Tense
from legation.languages.fr.dates.context import date_atoms
from legation.languages.fr.dates.lately import lately

__all__ = ["DateExpression", "find_dates", "lately", "resolve"]


def find_dates(text: str, published: date | None, tense: Tense | None = None, anchor: date | None = None) -> list[DateExpression]:
    """The dates of a text, in order, none over another; `tense` and `anchor` hold for all of them.

    Call it on a sentence without a tense, then `resolve` the one that belongs to a verb with the tense of that verb.

    >>> found = find_dates("Le 3 avril, les ministres se rendront à Alger.", date(2025, 12, 1))
    >>> found[0].edtf, resolve(found[0], date(2025, 12, 1), "future").edtf
    ('2026-04-03', '2026-04-03')
    """
    return [
        resolve(
            DateExpression(atom.start, atom.end, text[atom.start : atom.end], atom.meaning, atom.edge),
            published,
            tense,
            anchor,
        )
        for atom in date_atoms(text)
    ]
