"""French: everything that is about the language and not about politics."""

from __future__ import annotations

from collections.abc import Iterable

from legation.atlas import fold
from legation.languages.fr.conjugation import forms_of, noun_forms
from legation.languages.fr.reader import FrenchReader
from legation.languages.fr.words import inflect


def trigger_forms(lemma: str, verb: bool) -> Iterable[tuple[str, str]]:
    """Folded forms of a trigger with their tense (empty for nouns).

    >>> ("quittent", "pres") in trigger_forms("quitter", True), ("retraits", "") in trigger_forms("retrait", False)
    (True, True)
    """
    if verb:
        return [(fold(form), tense) for form, tense in forms_of(lemma)]
    return [(fold(form), "") for form in noun_forms(lemma)]


__all__ = ["FrenchReader", "inflect", "trigger_forms"]
