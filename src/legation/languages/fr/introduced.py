"""How a clause is introduced: conditions, purposes, questions, and the future seen from the past."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from legation.atlas import fold
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.tenses import tense_of
from legation.languages.fr.words import words
from legation.model import Status

_QUESTION_WORDS = {"pourquoi", "comment", "qui", "que", "quoi", "quand", "ou", "combien", "quel", "quelle", "quels", "quelles"}


def introduced_as(verb: Token, tense: str, grammar: Grammar) -> tuple[Status, ...]:
    """What the conjunction before a finite verb says of its clause ("avant que", "à moins que", "si")."""
    for child in verb.children:
        if child.dep_ != "mark" or child.i > verb.i:
            continue
        if child.lower_ in ("si", "s'"):
            return ("considered",) if _condition(child, tense, grammar) else ()
        if child.lower_ in ("que", "qu'", "où") and child.i > 0:
            return words().conjunctions.get(f"{fold(child.nbor(-1).text)} {'ou' if child.lower_ == 'où' else 'que'}", ())
    return ()


def _condition(si: Token, tense: str, grammar: Grammar) -> bool:
    """Whether "si" sets a condition: it may also concede ("Si Paris a reconnu l'accord, Berlin hésite") or ask."""
    if tense in ("impf", "pluperfect"):
        return True
    if tense != "pres":
        return False
    return si.i > 0 or any(
        tense_of(token, grammar) in ("fut", "futant", "cond") for token in grammar.doc if token.pos_ in ("VERB", "AUX")
    )


def asks(doc: Doc) -> bool:
    """Whether a sentence asks whether something is so; "pourquoi …?" takes it for granted."""
    last = next((token for token in reversed(doc) if not token.is_space and not token.is_quote), None)
    return last is not None and last.text == "?" and not any(fold(token.text) in _QUESTION_WORDS for token in doc)


def future_in_the_past(verb: Token, grammar: Grammar) -> bool:
    """Whether a conditional is the future of a reported clause: "a annoncé qu'il partirait"."""
    head = verb.head
    return (
        verb.dep_ == "ccomp"
        and grammar.lemma(head) in words().reporting
        and tense_of(head, grammar) in ("past", "impf", "pluperfect")
    )
