"""Verb forms in a parse: their auxiliaries and voice, and the actor phrase that a token belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Argument
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase
from legation.languages.fr.words import words

_ETRE_VERBS = {
    "aller",
    "venir",
    "arriver",
    "partir",
    "sortir",
    "rester",
    "devenir",
    "revenir",
    "parvenir",
    "entrer",
    "rentrer",
    "naître",
    "mourir",
    "intervenir",
    "retourner",
    "passer",
    "tomber",
}
_AVOIR = {"ont", "a", "avait", "avaient", "aurait", "auraient", "ayant", "avoir", "aura", "auront"}


class Voice:
    """A parsed sentence with its actor phrases, asked about tokens one at a time."""

    def __init__(self, parsed: Parsed, phrases: list[Phrase]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.phrases = phrases
        self._by_token: dict[int, Phrase] = {}
        self._prepositions: dict[int, str | None] = {}
        self._regions: dict[int, list[tuple[Token, int]]] = {}
        for phrase in phrases:
            for i in range(phrase.left, phrase.right + 1):
                self._by_token.setdefault(i, phrase)
        for phrase in phrases:
            self._by_token[phrase.head] = phrase

    def phrase_at(self, token: Token) -> Phrase | None:
        """The actor phrase that a token heads or belongs to."""
        return self._by_token.get(token.i)

    def lemma(self, token: Token) -> str:
        """The infinitive of a verb form that the word lists know, else the tagger's lemma."""
        readings = words().verb_forms.get(fold(token.text))
        return readings[0][0] if readings and token.pos_ in ("VERB", "AUX", "ADJ") else token.lemma_

    def auxiliaries(self, verb: Token) -> list[Token]:
        """Auxiliaries of a verb form, in order."""
        return [child for child in verb.children if child.dep_.startswith("aux")]

    def is_participle(self, verb: Token) -> bool:
        """Whether a form is a past participle as used here."""
        return ("Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])) or (
            verb.pos_ == "ADJ" and fold(verb.text).rstrip("s").rstrip("e").endswith(("e", "i", "u", "t", "s"))
        )

    def passive(self, verb: Token, lemma: str) -> bool:
        """Whether a verb form is passive: être + participle, or a bare participle of a transitive verb."""
        deps = [child.dep_ for child in verb.children]
        auxiliaries = self.auxiliaries(verb)
        if any(fold(aux.text) in _AVOIR for aux in auxiliaries):
            return any(fold(aux.text) == "ete" for aux in auxiliaries)
        if "aux:pass" in deps or "nsubj:pass" in deps:
            return lemma not in _ETRE_VERBS and not self.reflexive(verb)
        if any(
            fold(aux.text)
            in (
                "est",
                "sont",
                "etait",
                "etaient",
                "sera",
                "seront",
                "serait",
                "seraient",
                "etre",
                "fut",
                "furent",
                "soit",
                "ete",
            )
            for aux in self.auxiliaries(verb)
        ):
            return lemma not in _ETRE_VERBS and not self.reflexive(verb)
        bare = self.is_participle(verb) and not self.auxiliaries(verb)
        return (
            bare
            and lemma not in _ETRE_VERBS
            and verb.dep_ in ("acl", "amod", "advcl", "ROOT", "conj", "xcomp", "acl:relcl", "nmod", "appos")
        )

    def reflexive(self, verb: Token) -> bool:
        """Whether a reflexive pronoun goes with the verb."""
        if any(child.lower_ in ("se", "s'") for child in verb.children):
            return True
        before = [self.doc[i].lower_ for i in range(max(0, verb.i - 4), verb.i)]
        return (
            any(word in ("se", "s'") for word in before[-2:])
            or ("s'" in before and before[-1] in ("est", "sont", "etait", "étaient", "était", "être"))
            or ("se" in before and before[-1] in ("est", "sont", "était", "étaient", "être", "ont"))
        )

    def _antecedent(self, token: Token) -> Token:
        """A relative pronoun stands for the noun that its clause completes."""
        if token.lower_ in ("qui", "que", "qu'", "lequel", "laquelle", "lesquels", "lesquelles", "dont"):
            clause = token.head
            for _ in range(4):
                if clause.dep_ == "acl:relcl":
                    return clause.head
                if clause.head.i == clause.i:
                    break
                clause = clause.head
            for i in range(token.i - 1, -1, -1):
                phrase = self.phrase_at(self.doc[i])
                if phrase is not None:
                    return self.doc[phrase.head]
        return token

    def _is_place(self, token: Token) -> bool:
        hit = self.parsed.by_token.get(token.i)
        return hit is not None and any(type in ("place", "capital", "name", "official", "acronym") for _, type in hit.readings)

    @staticmethod
    def _weaken(arguments: list[Argument], factor: float) -> list[Argument]:
        return [Argument(a.token, a.weight * factor) for a in arguments]
