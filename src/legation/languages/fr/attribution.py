"""Who says so: the speakers of a reported clause, of an inverted one, and sources that are cited."""

from __future__ import annotations

import re

from spacy.tokens import Token

from legation.languages.base import Trigger
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.tenses import tense_of
from legation.languages.fr.words import words

_SELON = re.compile(r"\b(?:selon|d'apres|aux dires de|a en croire|de l'avis de|de source)\b")
_QUOTES = (",", "»", '"', "”")


def speakers_of(verb: Token, lemma: str, grammar: Grammar) -> list[Token]:
    """Who says what a reporting verb governs: its subject, or of a passive its agent ("accusé par l'Ukraine d'avoir …")."""
    if grammar.passive(verb, lemma):
        found = grammar.prepositional(Trigger(verb, lemma, True, ""), {"par"}, narrow=True)
    else:
        found = grammar.grammatical_subject(verb)
    return [argument.token for argument in found[:1]]


def inverted_speakers(trigger: Token, grammar: Grammar) -> list[Token]:
    """Who says the clause of a trigger in "…, a affirmé le Ghana"."""
    for verb in grammar.doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.i == trigger.i or grammar.lemma(verb) not in words().reporting:
            continue
        if tense_of(verb, grammar) in ("inf", "infpast", "ppres", "fut", "cond", "ppast") or not _after_quote(verb, grammar):
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "expl:subj") and c.i > verb.i), None)
        subject = subject or next(
            (c for c in verb.children if c.dep_ in ("nsubj", "expl:subj") and c.nbor(-1).text == "-t"), None
        )
        if subject is not None and trigger.i not in {t.i for t in verb.subtree if t.i > verb.i and verb.i < trigger.i}:
            return [subject]
    return []


def _after_quote(verb: Token, grammar: Grammar) -> bool:
    """Whether a reporting verb, with its auxiliary, follows the end of what is said."""
    first = min([verb.i, *(a.i for a in grammar.auxiliaries(verb))])
    return first > 0 and grammar.doc[first - 1].text in _QUOTES


def cites_source(folded: str) -> re.Match[str] | None:
    """ "selon X", "d'après X" in a folded sentence.

    >>> cites_source("selon niamey, les troupes partiront").group()
    'selon'
    """
    return _SELON.search(folded)
