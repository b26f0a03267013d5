"""Which words of a sentence belong to the clause of a trigger, and how near they stand to it."""

from __future__ import annotations

from spacy.tokens import Token

from legation.languages.base import Trigger
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import preposition
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.tenses import tense_of

_OTHER_TIMES = {"depuis", "après", "avant", "dès", "jusqu'à", "suite à", "en raison de"}


class Clauses:
    """The clauses of one sentence."""

    def __init__(self, parsed: Parsed, grammar: Grammar) -> None:
        self.parsed = parsed
        self.grammar = grammar

    def distance(self, trigger: Trigger, offset: int) -> float | None:
        """How far the words at an offset are from the trigger, in its clause; None where they belong elsewhere."""
        token = self.token_at(offset)
        if token is None:
            return None
        if token.i != trigger.token.i and any(a.i == trigger.token.i for a in token.ancestors):
            between = [a for a in token.ancestors if a.i != trigger.token.i and trigger.token in list(a.ancestors)]
            if any(a.pos_ in ("NOUN", "PROPN") and preposition(a) in _OTHER_TIMES for a in between):
                return None
            if any(a.dep_ in ("acl:relcl", "advcl", "ccomp", "acl") and a.pos_ in ("VERB", "AUX") for a in between):
                return None
            return float(len(between))
        ancestors = list(token.ancestors)
        for depth, (governor, penalty) in enumerate(self._governors(trigger.token), start=1):
            if token.i == governor.i or any(a.i == governor.i for a in ancestors):
                between = [a for a in [token, *ancestors] if a.i != governor.i and governor in list(a.ancestors)]
                if any(a.pos_ in ("NOUN", "PROPN") and preposition(a) in _OTHER_TIMES for a in between):
                    return None
                crossing = [
                    a
                    for a in between
                    if a.pos_ in ("VERB", "AUX") and a.dep_ in ("acl:relcl", "advcl", "ccomp", "conj", "acl", "parataxis")
                ]
                if crossing:
                    return None
                return 3.0 * depth + len(between) + penalty
        return None

    def _governors(self, token: Token) -> list[tuple[Token, float]]:
        """The words above a trigger whose time and place are also its own, farther ones with a penalty.

        A verb takes them over from the verb it is coordinated with, a participle clause from its main clause, what is announced
        from the announcement ("a annoncé mercredi qu'il expulsait"), unless the tense says that it came before.
        """
        found: list[tuple[Token, float]] = []
        current, penalty = token, 0.0
        for _ in range(5):
            head, dep = current.head, current.dep_
            if head.i == current.i or (dep == "acl:relcl" and not self._takes_place_there(current)):
                break
            verb = current.pos_ in ("VERB", "AUX")
            finite = verb and tense_of(current, self.grammar) not in ("inf", "infpast", "ppres", "ppast", "")
            if dep in ("ccomp", "parataxis"):
                if self.grammar.lemma(head) != "annoncer" or tense_of(current, self.grammar) in (
                    "pluperfect",
                    "past",
                    "infpast",
                ):
                    break
                penalty += 4
            elif (verb and dep == "advcl" and finite and not self._takes_place_there(current)) or (
                verb and tense_of(current, self.grammar) == "infpast"
            ):
                break
            elif verb and dep == "conj":
                if finite and tense_of(current, self.grammar) != tense_of(head, self.grammar):
                    break
                penalty += 5
            elif verb and dep in ("advcl", "acl") and tense_of(current, self.grammar) == "ppast":
                break
            found.append((head, penalty))
            current = head
        return found

    def _takes_place_there(self, verb: Token) -> bool:
        """Whether a relative clause plays where and when that which it hangs on does ("mardi à Rome, où il verra …")."""
        return any(child.lower_ == "où" for child in verb.children) and tense_of(verb, self.grammar) in (
            "past",
            "pres",
            "fut",
            "inf",
        )

    def token_at(self, offset: int) -> Token | None:
        """The first word that means something at an offset of the sentence, or shortly after."""
        for token in self.parsed.doc:
            begin = self.parsed.simple.offsets[token.idx]
            if begin >= offset and begin < offset + 25 and token.pos_ not in ("DET", "ADP", "PUNCT"):
                return token
        return None
