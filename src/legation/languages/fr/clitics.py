"""Whom a clitic or the "nous" of a quotation stands for: never the subject of its own verb, and only where it can be but one."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase
from legation.languages.fr.words import words
from legation.model import Actor

Set = tuple[Actor, ...]


def subject_actors(token: Token, phrases: Sequence[Phrase]) -> frozenset[str]:
    """Ids of the actors that are the subject of the verb that a clitic goes with, or of those that govern it."""
    verb = token.head
    for _ in range(5):
        for child in verb.children:
            if child.dep_.startswith("nsubj"):
                if child.lower_ == "qui":
                    child = verb.head
                return frozenset(a.id for p in phrases if p.left <= child.i <= p.right for a in p.listed)
        if verb.head.i == verb.i or verb.dep_ == "acl:relcl":
            break
        verb = verb.head
    before = [p for p in phrases if p.head < token.i and p.prep is None and p.sort not in ("clitic", "speaker")]
    return frozenset(a.id for a in before[-1].listed) if before else frozenset()


def neutral(token: Token) -> bool:
    """Whether "le" or "l'" stands for a whole clause: "comme l'a dit Rome"."""
    before = {t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]}
    return bool(before & {"comme", "ainsi"}) and token.lower_ in ("le", "l'")


def in_relative(token: Token) -> bool:
    """Whether the verb of a clitic is that of a relative clause, where what stands before can be more than one."""
    return token.head.dep_ == "acl:relcl" or any(child.lower_ == "qui" for child in token.head.children)


def the_one(levels: Sequence[Sequence[tuple[Set, bool]]]) -> Set:
    """The only actors at the nearest level that has any; among several the only ones that are a subject.

    A level lists actors with whether they were a subject; no actors at all stand for a noun that is none.
    """
    for level in levels:
        if not level:
            continue
        if any(not actors for actors, _ in level):
            return ()
        for choice in (level, [pair for pair in level if pair[1]]):
            distinct = {frozenset(a.id for a in actors): actors for actors, _ in choice}
            if len(distinct) == 1:
                return next(iter(distinct.values()))
        return ()
    return ()


def speaker(parsed: Parsed, phrases: Sequence[Phrase]) -> Set:
    """Who says what the sentence quotes: the subject of its reporting verb, named or referred to."""
    found: dict[frozenset[str], Set] = {}
    for token in parsed.doc:
        readings = words().verb_forms.get(fold(token.text), ())
        if token.pos_ != "VERB" or not any(verb in words().reporting for verb, _ in readings):
            continue
        subjects = [child.i for child in token.children if child.dep_.startswith("nsubj")]
        for phrase in phrases:
            inverted = 0 < phrase.head - token.i <= 5 and phrase.prep is None
            says = any(phrase.left <= i <= phrase.right for i in subjects) or (not subjects and inverted)
            if says and phrase.listed and phrase.sort not in ("clitic", "speaker"):
                found.setdefault(frozenset(a.id for a in phrase.listed), phrase.listed)
    return next(iter(found.values())) if len(found) == 1 else ()
