"""Who says so: the speakers of a reported clause, of an inverted one, and sources that are cited."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Trigger
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.tenses import tense_of
from legation.languages.fr.words import words

_QUOTES = (",", "»", '"', "”")


def speakers_of(verb: Token, lemma: str, grammar: Grammar) -> list[Token]:
    """Who says what a reporting verb governs: its subject, or of a passive its agent ("accusé par l'Ukraine d'avoir …")."""
    if grammar.passive(verb, lemma):
        found = grammar.prepositional(Trigger(verb, lemma, True, ""), {"par"}, narrow=True)
    else:
        found = grammar.grammatical_subject(verb)
    return [argument.token for argument in found[:1]]


def inverted_clauses(grammar: Grammar) -> list[tuple[Token, Token]]:
    """The reporting verbs that follow what they report, each with its subject: "…, a affirmé le Ghana"."""
    found: list[tuple[Token, Token]] = []
    for verb in grammar.doc:
        if verb.pos_ not in ("VERB", "AUX") or not _after_quote(verb, grammar):
            continue
        if grammar.lemma(verb) not in words().reporting:
            continue
        if tense_of(verb, grammar) in ("inf", "infpast", "ppres", "fut", "cond", "ppast"):
            continue
        first = _first_word(verb, grammar)
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "expl:subj") and c.i > first), None)
        if subject is not None:
            found.append((verb, subject))
    return found


def inverted_speaker(trigger: Token, clauses: list[tuple[Token, Token]]) -> list[Token]:
    """Who says the clause of a trigger in an inverted clause, which is no part of what the verb itself governs."""
    for verb, subject in clauses:
        if verb.i != trigger.i and not (trigger.i > verb.i and verb in list(trigger.ancestors)):
            return [subject]
    return []


def _first_word(verb: Token, grammar: Grammar) -> int:
    return min([verb.i, *(auxiliary.i for auxiliary in grammar.auxiliaries(verb))])


def _after_quote(verb: Token, grammar: Grammar) -> bool:
    """Whether a reporting verb, with its auxiliary, follows the end of what is said."""
    first = _first_word(verb, grammar)
    return first > 0 and grammar.doc[first - 1].text in _QUOTES


def announces(verb: Token, lemma: str, noun: Token) -> bool:
    """Whether a verb makes the deed that a noun names known: "annonce le départ des troupes", but not "annonce son départ"."""
    own = any(child.dep_ == "det" and child.lower_ in ("son", "sa", "ses", "leur", "leurs") for child in noun.children)
    return lemma in words().announcing and not own


@cache
def _citing() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(fold(p)) for p in words().citing) + r")\b")


def cites_source(folded: str) -> re.Match[str] | None:
    """ "selon X", "d'après X" in a folded sentence.

    >>> cites_source("selon niamey, les troupes partiront").group()
    'selon'
    """
    return _citing().search(folded)


def is_source(named: str) -> bool:
    """Whether words after "selon" name somebody who says something, and not a manner ("selon un calendrier précis").

    >>> is_source("une source diplomatique"), is_source("Human Rights Watch"), is_source("un calendrier précis")
    (True, True, False)
    """
    return any(word[:1].isupper() for word in named.split()) or not words().sources.isdisjoint(fold(named).split())
