"""How a fact is told in French: tense, mood, negation and the words that govern the trigger."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Trigger
from legation.languages.fr.phrases import preposition
from legation.languages.fr.qualifiers import Sense
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.tenses import tense_of
from legation.languages.fr.words import words
from legation.model import Status

_RANK: dict[str, int] = {"denied": 6, "called_for": 5, "considered": 4, "scheduled": 3, "ongoing": 2, "occurred": 1}


class Telling(NamedTuple):
    """Status as told, or None where nothing marks it; the tense of the clause; hearsay ("aurait signé"); speakers; doubt 0–1."""

    status: Status | None
    tense: str
    hearsay: bool
    speakers: tuple[Token, ...]
    doubt: float
    ids: tuple[str, ...]
    announced: bool = False


class _State:
    def __init__(self) -> None:
        self.status: Status | None = None
        self.tense = ""
        self.hearsay = False
        self.speakers: list[Token] = []
        self.doubt = 0.0
        self.negated = False
        self.announced = False
        self.ids: list[str] = []

    def raise_to(self, status: Status, why: str) -> None:
        if self.status is None or _RANK[status] > _RANK[self.status]:
            self.status = status
        self.ids.append(why)


def tell(trigger: Trigger, grammar: Grammar) -> Telling:
    """Walk from the trigger up to the main clause, collecting what says how the fact is told."""
    state = _State()
    current = trigger.token
    _beside(current, state, grammar, trigger.verb, first=True)
    if trigger.verb:
        _verb_tense(current, state, grammar)
    for _ in range(7):
        head, dep = current.head, current.dep_
        if head.i == current.i:
            break
        finite = current.pos_ in ("VERB", "AUX") and tense_of(current, grammar) not in (
            "inf",
            "infpast",
            "ppres",
            "ppast",
            "",
        )
        if dep == "acl:relcl" and current.pos_ in ("VERB", "AUX"):
            break
        if finite and dep == "advcl":
            if any(child.dep_ == "mark" and child.lower_ in ("si", "s'") for child in current.children):
                state.raise_to("considered", "si")
            if _marked(current, "avant que") or _marked(current, "pour que"):
                state.raise_to("considered", "que")
            break
        if finite and dep in ("conj", "parataxis", "ROOT") and not _said_by(current, head, grammar):
            break
        if head.pos_ in ("VERB", "AUX", "ADJ") or (head.pos_ == "NOUN" and dep in ("ccomp",)):
            _governed(current, head, state, grammar, trigger)
        elif head.pos_ in ("NOUN", "PROPN"):
            _governed_by_noun(current, head, state, grammar)
            if current.pos_ not in ("VERB", "AUX") and dep in ("appos",):
                break
        current = head
    _hearsay(state, trigger, grammar)
    status = state.status
    if state.negated:
        status = "denied" if status != "called_for" else "called_for"
    return Telling(status, state.tense, state.hearsay, tuple(state.speakers), state.doubt, tuple(state.ids), state.announced)


def _marked(verb: Token, mark: str) -> bool:
    return any(
        child.dep_ in ("mark", "advmod") and " ".join([child.lower_, *(f.lower_ for f in child.children)]) == mark
        for child in verb.children
    )


def _hearsay(state: _State, trigger: Trigger, grammar: Grammar) -> None:
    if state.tense == "condpast" and state.status in (None, "occurred", "ongoing"):
        state.hearsay = True


def _verb_tense(verb: Token, state: _State, grammar: Grammar) -> None:
    tense = tense_of(verb, grammar)
    if tense in ("inf", "ppres", "infpast") or (tense == "ppast" and verb.dep_ in ("xcomp", "acl", "amod", "advcl")):
        if not state.tense:
            state.tense = "" if tense in ("inf", "ppres") else "past"
        return
    if not state.tense:
        state.tense = tense
    if tense in ("fut", "futant"):
        state.raise_to("scheduled", "future")
    elif tense == "cond":
        state.raise_to("considered", "conditional")


def _beside(token: Token, state: _State, grammar: Grammar, verb: bool, first: bool = False) -> None:
    """Negation, adjectives and adverbs beside a word."""
    for child in token.children:
        folded = fold(child.text)
        if child.dep_ in ("advmod", "det", "neg", "amod", "acl", "cc", "obj", "nsubj") or child.lower_ in words().negations:
            linked = not verb and any(c.dep_ == "cop" for c in token.children)
            if (verb or linked) and folded in words().negations and _has_ne(token):
                state.negated = not state.negated
            elif not verb and folded in words().negative_determiners:
                state.negated = True
        if not verb and child.dep_ in ("amod", "acl", "acl:relcl"):
            for status in words().adjectives.get(folded, ()):
                state.raise_to(status, folded)
        if child.dep_ == "advmod" and first:
            for status in words().adverbs.get(folded, ()):
                if status != "ongoing" or verb:
                    state.raise_to(status, folded) if status != "ongoing" else None
    if preposition(token) == "sans":
        state.negated = True
    if first and not verb and preposition(token) == "avant":
        state.raise_to("scheduled", "avant")
    if verb and token.i > 0 and any(grammar.doc[i].lower_ == "sans" for i in range(max(0, token.i - 2), token.i)):
        state.negated = True


def _negated(verb: Token) -> bool:
    return (_has_ne(verb) and any(fold(t.text) in words().negations for t in verb.doc[verb.i + 1 : verb.i + 3] or ())) or any(
        fold(c.text) in words().negations and c.dep_ == "advmod" for c in verb.children
    )


def _has_ne(verb: Token) -> bool:
    window = verb.doc[max(0, verb.i - 6) : verb.i]
    return any(token.lower_ in ("ne", "n'") for token in window) or any(child.lower_ in ("ne", "n'") for child in verb.children)


def _governed(current: Token, head: Token, state: _State, grammar: Grammar, trigger: Trigger) -> None:
    lemma = grammar.lemma(head)
    folded = fold(head.text)
    dep = current.dep_
    tense = tense_of(head, grammar)
    infinitive = current.pos_ in ("VERB", "AUX") and tense_of(current, grammar) in ("inf", "infpast")
    clause = current.pos_ in ("VERB", "AUX") and dep == "ccomp"
    noun = current.pos_ in ("NOUN", "PROPN")
    if head.pos_ == "ADJ" and not words().verb_forms.get(folded):
        denied = any(fold(c.text) in words().negations for c in head.children) or (
            head.i > 0 and fold(head.nbor(-1).text) in words().negations
        )
        for status in words().adjectives.get(folded, ()):
            open_again = status == "denied" and denied  # "une adhésion n'est pas impossible"
            state.raise_to("considered" if open_again else status, folded)
            if open_again:
                return
    governs = False
    if infinitive and dep in ("xcomp", "ccomp", "obj", "obl:arg", "obl", "obl:mod", "csubj", "advcl", "dep", "acl"):
        purpose = (
            dep == "advcl"
            or preposition(current) == "pour"
            or any(c.lower_ == "pour" for c in current.children if c.dep_ == "mark")
        )
        if purpose:
            if any(c.lower_ in ("pour", "afin") for c in current.children) and state.status is None:
                state.raise_to("scheduled" if tense in ("fut", "futant") else "considered", "pour")
                state.doubt = max(state.doubt, 0.25)
        else:
            governs = True
    elif clause:
        governs = True
    elif noun and dep in ("obj", "obl:arg", "nsubj:pass", "xcomp", "obl", "obl:mod"):
        governs = dep in ("obj", "nsubj:pass") or (dep in ("obl:arg", "xcomp") and preposition(current) in ("de", "à"))
    elif (
        noun
        and dep == "nsubj"
        and ("annuler" in lemma or any(c.dep_ == "aux:pass" for c in head.children) or head.pos_ in ("ADJ",))
    ):
        governs = True
    elif noun and dep == "nsubj":
        _noun_as_subject(head, tense, state, lemma)
    if governs:
        _governing_verb(current, head, lemma, tense, state, grammar, infinitive or clause)
    if (infinitive or noun or clause) and head.pos_ in ("VERB", "AUX"):
        if governs and _negated(head) and any(sense.negated for sense in words().senses.get(lemma, ())):
            return
        if (governs and lemma not in words().reporting) or (
            noun and dep in ("nsubj", "nsubj:pass", "obj") and _exists(head, lemma)
        ):
            _beside(head, state, grammar, True)
    if (infinitive or noun) and not state.tense and head.pos_ in ("VERB", "AUX"):
        state.tense = tense if tense not in ("inf", "ppres", "ppast", "") else state.tense


def _exists(verb: Token, lemma: str) -> bool:
    """Whether a verb says of its noun no more than that it is: denying it denies the fact ("la visite n'a pas eu lieu")."""
    return (
        lemma in words().light
        or lemma in words().equating
        or lemma in words().existing
        or any(c.dep_ == "aux:pass" for c in verb.children)
    )


def _noun_as_subject(head: Token, tense: str, state: _State, lemma: str) -> None:
    """ "La visite aura lieu", "le sommet pourrait se tenir"."""
    if tense in ("fut", "futant"):
        state.raise_to("scheduled", "future")
    elif tense == "cond":
        state.raise_to("considered", "conditional")


def _governing_verb(current: Token, head: Token, lemma: str, tense: str, state: _State, grammar: Grammar, verbal: bool) -> None:
    negated = _negated(head)
    sense = _sense(head, lemma, tense, grammar, verbal, negated)
    status = sense.status if sense else next(iter(words().governing_verbs.get(lemma, ())), None)
    if sense is not None:
        state.doubt = max(state.doubt, sense.doubt)
    if status:
        state.raise_to(status, lemma)
    if sense is not None and sense.negated:
        return
    if tense in ("fut", "futant") and lemma not in words().reporting:
        state.raise_to("scheduled", "future")
    elif tense == "cond" and lemma not in words().reporting and state.status is None:
        state.raise_to("considered", "conditional")
    if lemma in ("annoncer", "décider") and tense not in ("fut", "cond"):
        state.announced = True
    if lemma in words().reporting and verbal:
        subjects = grammar.grammatical_subject(head)
        if subjects:
            state.speakers.append(subjects[0].token)


def _sense(head: Token, lemma: str, tense: str, grammar: Grammar, verbal: bool, negated: bool) -> Sense | None:
    """The use that a governing verb is put to, where it says something of its own in it."""
    senses = words().senses.get(lemma, ())
    if not senses:
        return None
    subjects = frozenset(fold(a.token.text) for a in grammar.grammatical_subject(head))
    passive = grammar.passive(head, lemma)
    complement = "verb" if verbal else "noun"
    return next(
        (s for s in senses if s.fits(negated=negated, complement=complement, tense=tense, passive=passive, subjects=subjects)),
        None,
    )


def _governed_by_noun(current: Token, head: Token, state: _State, grammar: Grammar) -> None:
    folded = fold(head.text)
    infinitive = current.pos_ in ("VERB", "AUX")
    links = (infinitive and current.dep_ in ("acl", "xcomp", "ccomp", "nmod", "advcl", "obl:arg")) or (
        current.dep_ == "nmod" and preposition(current) in ("de", "à", "en", None)
    )
    if not links:
        return
    for status in words().governing_nouns.get(folded, ())[:1]:
        state.raise_to(status, folded)
    _beside(head, state, grammar, False)


def _said_by(current: Token, head: Token, grammar: Grammar) -> bool:
    return current.dep_ == "parataxis"


_SELON = re.compile(r"\b(?:selon|d'apres|aux dires de|a en croire|de l'avis de|de source)\b")


def cites_source(folded: str) -> re.Match[str] | None:
    """ "selon X", "d'après X" in a folded sentence.

    >>> cites_source("selon niamey, les troupes partiront").group()
    'selon'
    """
    return _SELON.search(folded)
