"""Complements in a parse: those that a preposition introduces, genitives, demonyms and possessives beside a noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from legation.languages.base import Argument, Trigger
from legation.languages.fr.phrase import in_compound, preposition
from legation.languages.fr.voice import Voice

CLAUSE_EDGES = {"acl:relcl", "advcl", "ccomp", "parataxis", "csubj", "acl"}


class Complements(Voice):
    """Complements of verbs and nouns."""

    def noun_genitives(self, trigger: Trigger) -> list[Argument]:
        """Complements with "de", in order."""
        return self.prepositional(trigger, {"de"}, narrow=True)

    def epithet(self, noun: Token) -> list[Argument]:
        """A demonym beside a noun: "le retrait malien"; the argument is the adjective."""
        found = [
            Argument(child, 0.9)
            for child in noun.children
            if child.dep_ in ("amod", "nmod", "acl", "appos")
            and child.i in self.parsed.by_token
            and self.parsed.by_token[child.i].adjectival
            and child.i > noun.i
        ]
        if not found and noun.i + 1 < len(self.doc):
            following = self.doc[noun.i + 1]
            hit = self.parsed.by_token.get(following.i)
            if hit is not None and hit.adjectival and following.text[:1].islower():
                found = [Argument(following, 0.85)]
        return found

    def possessive(self, noun: Token) -> list[Argument]:
        """The noun's possessive determiner: the argument is the determiner itself, resolved later to the subject it points at."""
        return [
            Argument(child, 0.8)
            for child in noun.children
            if child.dep_ == "det" and child.lower_ in ("son", "sa", "ses", "leur", "leurs") and child.i < noun.i
        ]

    def prepositional(self, trigger: Trigger, prepositions: set[str], narrow: bool = False) -> list[Argument]:
        """Complements with one of these prepositions, nearest first: own ones, then those the parser hung on a complement.

        ``narrow`` keeps to the phrase of the trigger; else, for a noun, what follows it in its clause is searched too.
        """
        found: list[Argument] = []
        for token, distance in self._region(trigger.token):
            if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X") and self._preposition(token) in prepositions:
                if not self.phrase_at(token) and token.pos_ in ("ADJ", "NUM"):
                    continue
                if not trigger.verb and self._cut_off(token, trigger.token):
                    continue
                found.append(Argument(self._antecedent(token), max(0.7, 1.0 - 0.07 * distance)))
        found.sort(key=lambda a: a.token.i if a.token.i > trigger.token.i else a.token.i + 1000)
        if not found and not narrow and not trigger.verb:
            governor = self._governor(trigger.token)
            if governor is not None:
                for token, distance in self._region(governor):
                    if (
                        token.i > trigger.token.i
                        and token.pos_ in ("NOUN", "PROPN", "PRON")
                        and self._preposition(token) in prepositions
                    ):
                        found.append(Argument(token, max(0.6, 0.85 - 0.07 * distance)))
        return found

    def _cut_off(self, token: Token, noun: Token) -> bool:
        """Whether another complement stands between: in "le sommet depuis le vote de l'Iran", Iran is no complement of sommet."""
        for ancestor in token.ancestors:
            if ancestor.i == noun.i:
                return False
            if (
                self._preposition(ancestor) not in ("de", None)
                and self.phrase_at(ancestor) is None
                and ancestor.i not in self.parsed.by_token
                and not in_compound(ancestor)
            ):
                return True
        return False

    def _governor(self, noun: Token) -> Token | None:
        current = noun
        for _ in range(3):
            if current.head.i == current.i:
                return None
            current = current.head
            if current.pos_ in ("VERB", "AUX"):
                return current
        return None

    def _preposition(self, token: Token) -> str | None:
        """The preposition of a token, found once a sentence."""
        if token.i not in self._prepositions:
            self._prepositions[token.i] = preposition(token)
        return self._prepositions[token.i]

    def _region(self, root: Token) -> list[tuple[Token, int]]:
        """Tokens under ``root`` that belong to its own clause, with their distance in the tree."""
        if root.i not in self._regions:
            self._regions[root.i] = list(_region(root))
        return self._regions[root.i]


def _region(root: Token) -> Iterator[tuple[Token, int]]:
    queue: list[tuple[Token, int]] = [(child, 1) for child in root.children]
    while queue:
        token, distance = queue.pop(0)
        if (token.dep_ in CLAUSE_EDGES and token.pos_ in ("VERB", "AUX")) or (
            token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
        ):
            continue
        if token.dep_ in ("nsubj", "nsubj:pass") and root.pos_ in ("VERB", "AUX"):
            continue
        yield token, distance
        if distance < 5:
            queue.extend((child, distance + 1) for child in token.children)
