"""How a fact is told in French: tense, mood, negation and the words that govern the trigger."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Trigger
from legation.languages.fr.attribution import announces, speakers_of
from legation.languages.fr.introduced import asks, future_in_the_past, introduced_as
from legation.languages.fr.negation import negated_clause, negated_governor, negated_noun, negates
from legation.languages.fr.phrase import preposition
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
        verbal = current.pos_ in ("VERB", "AUX")
        tense = tense_of(current, grammar) if verbal else ""
        finite = verbal and tense not in ("inf", "infpast", "ppres", "ppast", "")
        if finite:
            for introduced in introduced_as(current, tense, grammar):
                state.raise_to(introduced, "conjunction")
        if head.i == current.i or (verbal and dep == "acl:relcl") or (tense == "ppast" and dep in ("acl", "amod")):
            break
        if finite and dep in ("advcl", "conj", "parataxis", "ROOT"):
            break
        if head.pos_ in ("VERB", "AUX", "ADJ") or (head.pos_ == "NOUN" and dep == "ccomp"):
            _governed(current, head, state, grammar)
        elif head.pos_ in ("NOUN", "PROPN"):
            _governed_by_noun(current, head, state, grammar)
            if not verbal and dep == "appos":
                break
        current = head
    if asks(grammar.doc):
        state.raise_to("considered", "?")
    if state.tense == "condpast" and state.status in (None, "occurred", "ongoing"):
        state.hearsay = True
    status = state.status
    if state.negated:
        status = "denied" if status != "called_for" else "called_for"
    return Telling(status, state.tense, state.hearsay, tuple(state.speakers), state.doubt, tuple(state.ids), state.announced)


def _verb_tense(verb: Token, state: _State, grammar: Grammar) -> None:
    tense = tense_of(verb, grammar)
    if tense in ("inf", "ppres", "infpast") or (tense == "ppast" and verb.dep_ in ("xcomp", "acl", "amod", "advcl")):
        if not state.tense:
            state.tense = "" if tense in ("inf", "ppres") else "past"
        return
    if tense == "cond" and future_in_the_past(verb, grammar):
        tense = "fut"
    if not state.tense:
        state.tense = tense
    if tense in ("fut", "futant"):
        state.raise_to("scheduled", "future")
    elif tense == "cond":
        state.raise_to("considered", "conditional")


def _beside(token: Token, state: _State, grammar: Grammar, verb: bool, first: bool = False) -> None:
    """Negation, adjectives and adverbs beside a word."""
    if negated_clause(token) if verb else negated_noun(token):
        state.negated = True
    for child in token.children:
        folded = fold(child.text)
        if not verb and child.dep_ in ("amod", "acl", "acl:relcl"):
            for status in words().adjectives.get(folded, ()):
                state.raise_to(status, folded)
        if child.dep_ == "advmod" and first:
            for status in words().adverbs.get(folded, ()):
                if status != "ongoing" or verb:
                    state.raise_to(status, folded) if status != "ongoing" else None
    introduced = words().prepositions.get(preposition(token) or "", ())
    for status in introduced if first and not verb else ():
        state.raise_to(status, "preposition")
    if preposition(token) == "sans":
        state.negated = True
    if verb and token.i > 0 and any(grammar.doc[i].lower_ == "sans" for i in range(max(0, token.i - 2), token.i)):
        state.negated = True


def _governed(current: Token, head: Token, state: _State, grammar: Grammar) -> None:
    lemma = grammar.lemma(head)
    folded = fold(head.text)
    dep = current.dep_
    tense = tense_of(head, grammar)
    infinitive = current.pos_ in ("VERB", "AUX") and tense_of(current, grammar) in ("inf", "infpast")
    clause = current.pos_ in ("VERB", "AUX") and dep == "ccomp"
    noun = current.pos_ in ("NOUN", "PROPN")
    if head.pos_ == "ADJ" and not words().verb_forms.get(folded):
        denied = any(negates(c) for c in head.children) or (head.i > 0 and negates(head.nbor(-1)))
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
        if governs and negated_governor(head) and any(sense.negated for sense in words().senses.get(lemma, ())):
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
    negated = negated_governor(head)
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
    done = current.pos_ in ("VERB", "AUX") and tense_of(current, grammar) in ("infpast", "past", "pluperfect")
    if lemma in ("annoncer", "décider") and tense not in ("fut", "cond") and not done:
        state.announced = True
    if (lemma in words().reporting and verbal) or announces(head, lemma, current):
        state.speakers += speakers_of(head, lemma, grammar)


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
