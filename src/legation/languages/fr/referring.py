"""The words of a sentence that refer to actors named elsewhere: pronouns, clitics, "nous" in a quotation, collectives."""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase, Sort, dative, plain_number, preposition
from legation.languages.fr.words import words

PRONOUNS = {
    "il": "m",
    "elle": "f",
    "ils": "mp",
    "elles": "fp",
    "eux": "mp",
    "lui": "m",
    "celui ci": "m",
    "celle ci": "f",
    "ceux ci": "mp",
    "celles ci": "fp",
    "dernier": "m",
    "derniere": "f",
    "derniers": "mp",
    "dernieres": "fp",
}
_CLITICS = {"le": "m", "la": "f", "l'": "", "les": "p", "lui": "", "leur": "p", "y": "", "en": ""}
_SPEAKERS = {"je": "s", "j'": "s", "nous": "p"}
_DEFINITE = ("le", "la", "l'", "les", "ce", "cet", "cette", "ces", "du", "des", "aux", "au")
_PLURAL = ("les", "ces", "des", "aux")


def referring(parsed: Parsed, token: Token, region: bool = False) -> Phrase | None:
    """The phrase that a token heads where it refers; ``region`` where a regional adjective narrows it ("pays arabes")."""
    return _pronoun(token) or _clitic(token) or _speaker(parsed, token) or _noun(parsed, token, region)


def _pronoun(token: Token) -> Phrase | None:
    folded = fold(token.text).strip().removeprefix("t ")
    i = token.i
    if folded in ("dernier", "derniere", "derniers", "dernieres"):
        if not i or token.nbor(-1).lower_ not in ("ce", "cette", "ces") or (i + 1 < len(token.doc) and _narrowed(token)):
            return None
        return _refers(token, i - 1, "pronoun", PRONOUNS[folded])
    if token.pos_ != "PRON" or folded not in PRONOUNS or dative(token) or (folded == "il" and token.dep_.startswith("expl")):
        return None
    return _refers(token, i, "pronoun", PRONOUNS[folded])


def _narrowed(token: Token) -> bool:
    """Whether "derniers" is an adjective: "ces derniers mois"."""
    return token.nbor(1).pos_ == "NOUN" or token.dep_ == "amod"


def _clitic(token: Token) -> Phrase | None:
    """A pronoun before its verb: "l'accuse", "les a appelés", "leur demande", "y adhérer"."""
    if token.pos_ != "PRON" or token.lower_ not in _CLITICS or token.i >= token.head.i:
        return None
    if token.head.pos_ not in ("VERB", "AUX") or token.dep_ in ("nsubj", "det", "mark", "case"):
        return None
    return _refers(token, token.i, "clitic", _CLITICS[token.lower_])


def _speaker(parsed: Parsed, token: Token) -> Phrase | None:
    """The "nous" of a quotation, which whoever speaks says for his state."""
    if token.pos_ != "PRON" or token.lower_ not in _SPEAKERS or not any(mark in parsed.raw.text for mark in '«»"“”'):
        return None
    if not token.dep_.startswith("nsubj"):
        return None
    return _refers(token, token.i, "speaker", _SPEAKERS[token.lower_])


def _refers(token: Token, left: int, sort: Sort, gender: str) -> Phrase:
    plural = gender.endswith("p")
    return Phrase(token.i, left, token.i, sort, preposition(token), gender=gender.rstrip("ps"), plural=plural)


def _noun(parsed: Parsed, token: Token, region: bool) -> Phrase | None:
    folded = fold(token.text)
    if token.pos_ not in ("NOUN", "PROPN") or not (folded in words().collectives or folded in words().own):
        return None
    determiners = [child for child in token.children if child.dep_ in ("det", "nummod") and child.i < token.i]
    definite = any(child.lower_ in _DEFINITE for child in determiners)
    if not definite and preposition(token) not in ("de", "à") and not region:
        return None
    number = next((n for child in token.children if child.i < token.i and (n := plain_number(child)) is not None), None)
    plural = (
        (folded != "pays" and folded.endswith(("s", "x")))
        or number is not None
        or any(child.lower_ in _PLURAL for child in determiners)
        or (token.i > 0 and token.nbor(-1).lower_ in _PLURAL)
    )
    left = min([child.i for child in determiners], default=token.i)
    return Phrase(token.i, left, token.i, "collective", preposition(token), plural=plural, number=number)
