"""A phrase that may name actors, and the preposition that introduces it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc, Token

from legation.atlas import NameHit, fold
from legation.model import Actor

Sort = Literal["name", "office", "body", "people", "pronoun", "clitic", "speaker", "collective"]

LOCATIVE = {"à", "en", "dans", "depuis", "vers", "près de", "hors de", "jusqu'à"}
COMPOUNDS = {
    fold(form): plain
    for plain, forms in {
        "au sein de": ("au sein",),
        "auprès de": ("auprès",),
        "à l'encontre de": ("à l'encontre",),
        "en faveur de": ("en faveur",),
        "au profit de": ("au profit", "au bénéfice"),
        "à l'égard de": ("à l'égard",),
        "vis-à-vis de": ("vis à vis", "vis-à-vis"),
        "lors de": ("lors",),
        "en direction de": ("en direction", "à destination"),
        "au nom de": ("au nom",),
        "de la part de": ("de la part",),
        "aux côtés de": ("aux côtés", "au côté"),
        "hors de": ("hors", "en dehors"),
        "près de": ("près", "proche"),
        "face à": ("face",),
        "grâce à": ("grâce",),
        "par rapport à": ("par rapport",),
        "à l'issue de": ("à l'issue", "au terme"),
        "à cause de": ("à cause",),
        "en raison de": ("en raison",),
        "au large de": ("au large",),
    }.items()
    for form in forms
}
FORMS_OF_DE = {"de", "du", "des", "d'", "d’"}
_FORMS_OF_A = {"à", "au", "aux", "a"}


@dataclass
class Phrase:
    """A phrase that may name actors. Token indexes; ``left`` and ``right`` (inclusive) bound it in the sentence."""

    head: int
    left: int
    right: int
    sort: Sort
    prep: str | None
    actors: tuple[Actor, ...] = ()
    hits: list[NameHit] = field(default_factory=list)
    plural: bool = False
    number: int | None = None
    gender: str = ""
    inner_prep: str | None = None
    region: str | None = None
    companions: list[Phrase] = field(default_factory=list)

    @property
    def listed(self) -> tuple[Actor, ...]:
        """The actors of the whole coordinated list that this phrase opens or belongs to."""
        found: dict[str, Actor] = {}
        for phrase in [self, *self.companions]:
            for actor in phrase.actors:
                found.setdefault(actor.id, actor)
        return tuple(found.values())


def preposition(token: Token) -> str | None:
    """The preposition that introduces the noun phrase of a token, in its dictionary form, or None.

    The tree is asked first, then the words just before the phrase; compound ones ("au sein de") by their words.
    """
    doc = token.doc
    if dative(token):
        return "à"
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.i < token.i and child.pos_ in ("ADP", "ADV", "NOUN", "SCONJ", "PRON", "ADJ"):
            fixed = [w for w in child.children if w.dep_ == "fixed"]
            plain = plain_preposition(" ".join(w.lower_ for w in (child, *fixed)))
            return _compound(doc, child.i) or plain if not fixed else plain
    i = token.i - 1
    while i >= 0 and doc[i].pos_ in ("DET", "NUM", "ADJ") and token.i - i <= 4:
        i -= 1
    if i >= 0 and doc[i].pos_ == "ADP":
        return _compound(doc, i) or plain_preposition(doc[i].lower_)
    return None


def _compound(doc: Doc, i: int) -> str | None:
    """The compound preposition that ends at token ``i``."""
    if doc[i].lower_ not in FORMS_OF_DE | _FORMS_OF_A:
        return None
    before = fold(" ".join(doc[j].lower_ for j in range(max(0, i - 4), i))).replace("' ", "'").replace("  ", " ")
    for ending, plain in COMPOUNDS.items():
        if before == ending or before.endswith(" " + ending):
            return plain
    return None


_COMPOUND_NOUNS = {ending.split(" ")[-1].split("'")[-1] for ending in COMPOUNDS}


def in_compound(token: Token) -> bool:
    """Whether a noun is part of a compound preposition ("au sein de")."""
    if fold(token.text) not in _COMPOUND_NOUNS or token.i + 1 >= len(token.doc):
        return False
    return token.nbor(1).lower_ in FORMS_OF_DE | _FORMS_OF_A


def plain_preposition(written: str) -> str:
    """``du`` → ``de``, ``aux`` → ``à``, ``auprès du`` → ``auprès de``.

    >>> plain_preposition("auprès du"), plain_preposition("aux")
    ('auprès de', 'à')
    """
    parts = ["de" if w in FORMS_OF_DE else "à" if w in _FORMS_OF_A else w for w in written.split()]
    return " ".join(parts)


def dative(token: Token) -> bool:
    """Whether a clitic stands for a complement with "à": "lui demande", "leur a livré"."""
    return (
        token.lower_ in ("lui", "leur")
        and token.pos_ == "PRON"
        and token.i < token.head.i
        and token.head.pos_ in ("VERB", "AUX")
        and not token.dep_.startswith("nsubj")
        and not any(child.dep_ == "case" for child in token.children)
    )


_NUMBERS = (
    *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze"),
)


def plain_number(token: Token) -> int | None:
    """The number that a word says, from two on: ``trois`` is 3; None for other words."""
    if token.lower_ in _NUMBERS:
        return _NUMBERS.index(token.lower_) + 2
    if token.lower_ == "vingt":
        return 20
    return int(token.text) if token.text.isdecimal() and len(token.text) <= 2 and token.text != "1" else None
