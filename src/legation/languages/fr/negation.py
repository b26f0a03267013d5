"""Negation in a French clause: "ne … pas", "aucun accord", "pas seulement", "sans"."""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.fr.words import words

_COMPLEMENTS = ("obj", "nsubj", "nsubj:pass", "obl:arg", "advmod", "det", "neg", "amod", "cc")


def has_ne(verb: Token) -> bool:
    """Whether "ne" goes with a verb."""
    window = verb.doc[max(0, verb.i - 6) : verb.i]
    return any(token.lower_ in ("ne", "n'") for token in window) or any(child.lower_ in ("ne", "n'") for child in verb.children)


def negates(word: Token) -> bool:
    """Whether a word completes "ne", and is not itself limited ("pas seulement")."""
    if fold(word.text) not in words().negations:
        return False
    following = fold(word.nbor(1).text) if word.i + 1 < len(word.doc) else ""
    return following not in words().limited_negations


def negated_clause(verb: Token) -> bool:
    """Whether the verb of a clause is negated, by an adverb or by the determiner of what belongs to it ("aucun accord")."""
    if any(child.lower_ == "ni" for child in verb.children):
        return True
    if not has_ne(verb):
        return False
    return any(
        negates(child) or any(c.dep_ == "det" and fold(c.text) in words().negative_determiners for c in child.children)
        for child in verb.children
        if child.dep_ in _COMPLEMENTS or negates(child)
    )


def negated_noun(noun: Token) -> bool:
    """Whether a noun is negated: "aucun accord", "sans accord", "ce n'est pas un accord"."""
    if any(fold(child.text) in words().negative_determiners and child.dep_ == "det" for child in noun.children):
        return True
    linked = any(child.dep_ == "cop" for child in noun.children)
    return linked and has_ne(noun) and any(negates(child) for child in noun.children)


def negated_governor(verb: Token) -> bool:
    """Whether a governing verb is negated, its negation standing right after it or hung on it."""
    near = verb.doc[verb.i + 1 : verb.i + 3]
    return (has_ne(verb) and any(negates(token) for token in near)) or any(
        negates(child) and child.dep_ == "advmod" for child in verb.children
    )
