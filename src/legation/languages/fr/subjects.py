"""Who does it: the subject of a verb form, its own or the one it takes over, and the one that a noun implies."""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Argument, Trigger
from legation.languages.fr.complements import Complements
from legation.languages.fr.phrase import preposition
from legation.languages.fr.words import words


class Subjects(Complements):
    """Subjects of verbs and nouns."""

    def _own_subject(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"):
                if child.dep_ == "expl:subj" and child.lower_ in ("il", "ce", "c'"):
                    continue
                return child
        return None

    def _after_opening(self, own: Token, verb: Token) -> Token | None:
        """The subject behind a participle that opens the sentence and was taken for it: "Réunis à Accra, le Togo a signé"."""
        readings = {tense for _, tense in words().verb_forms.get(fold(own.text), ())}
        opening = own.i == 0 and (own.pos_ in ("VERB", "ADJ") or "ppast" in readings) and own.i not in self.parsed.by_token
        if not opening:
            return None
        first = min([verb.i, *(child.i for child in verb.children if child.dep_.startswith(("aux", "expl")))])
        phrases = [
            p for p in self.phrases if p.right < first and p.prep is None and any(t.text == "," for t in self.doc[: p.left])
        ]
        return self.doc[phrases[0].head] if phrases and phrases[-1].right == first - 1 else None

    def grammatical_subject(self, verb: Token, depth: int = 0) -> list[Argument]:
        """The subject of a verb form, its own or the one it takes over from what governs it."""
        own = self._own_subject(verb)
        if own is not None and own.i < verb.i and (real := self._after_opening(own, verb)) is not None:
            return [Argument(real, 0.9)]
        if own is not None:
            inverted = own.i > verb.i and own.pos_ == "PRON"
            if not inverted:
                return [Argument(self._antecedent(own), 1.0 if depth == 0 else 0.95)]
        if depth > 5:
            return []
        head, dep = verb.head, verb.dep_
        if self._participle_clause(verb):
            governor = self._main_verb(verb)
            if governor is not None:
                return self._weaken(self.grammatical_subject(governor, depth + 1), 0.95)
        if dep == "ROOT" or head.i == verb.i:
            return self._subject_before(verb)
        if (dep in ("conj", "cop") or dep.startswith("aux")) and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            if dep == "conj" and head.pos_ == "NOUN" and head.dep_ != "ROOT" and not self._own_subject(head):
                return self._subject_before(verb)
            return self._weaken(self.grammatical_subject(head, depth + 1), 0.95)
        if dep in ("xcomp", "ccomp", "obl:arg", "obl:mod", "obl", "advcl", "csubj", "obj") and head.pos_ in (
            "VERB",
            "AUX",
            "ADJ",
        ):
            finite = "Fin" in verb.morph.get("VerbForm", [])
            if finite and dep in ("ccomp", "advcl"):
                return self._subject_before(verb)
            if self.lemma(head) in words().object_control and dep != "advcl":
                controlled = [
                    Argument(c, 0.95)
                    for c in head.children
                    if c.dep_ in ("obj", "iobj", "obl:arg") and c.i != verb.i and c.i < verb.i
                ]
                controlled = (
                    [a for a in controlled if self.phrase_at(a.token) is not None]
                    or self._actor_between(head, verb)
                    or controlled
                )
                if controlled:
                    return controlled
                if self.passive(head, self.lemma(head)):
                    return self._weaken(self.grammatical_subject(head, depth + 1), 0.95)
            return self._weaken(self.grammatical_subject(head, depth + 1), 0.95)
        if dep in ("acl", "amod", "appos", "nmod"):
            if verb.tag_ and "Inf" in verb.morph.get("VerbForm", []):
                return self._infinitive_of_noun(head, depth)
            if head.pos_ in ("NOUN", "PROPN", "PRON"):
                return [Argument(head, 0.9)]
        if dep == "acl:relcl":
            relative = [child for child in verb.children if child.lower_ == "qui"]
            if relative or not self._own_subject(verb):
                return [Argument(head, 0.9)]
        return self._subject_before(verb)

    def _participle_clause(self, verb: Token) -> bool:
        """Whether a present participle opens a clause of its own ("…, accusant Pékin de mentir"), whatever it was hung on."""
        return (
            verb.i > 0
            and verb.lower_.endswith("ant")
            and "Part" in verb.morph.get("VerbForm", [])
            and (verb.nbor(-1).text in (",", "en") or verb.dep_ == "advcl")
        )

    def _main_verb(self, verb: Token) -> Token | None:
        for ancestor in verb.ancestors:
            if ancestor.pos_ in ("VERB", "AUX") and not ancestor.lower_.endswith("ant") and ancestor.i < verb.i:
                return ancestor
        return next((t for t in self.doc[: verb.i] if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)

    def _infinitive_of_noun(self, noun: Token, depth: int) -> list[Argument]:
        """ "la volonté du Togo de rejoindre", "sa décision de quitter", "Le Mali a pris la décision de quitter"."""
        found = self.noun_genitives(Trigger(noun, noun.lemma_, False, ""))
        if found:
            return self._weaken(found[:1], 0.9)
        found = self.possessive(noun) or self.epithet(noun)
        if found:
            return found
        if any(child.dep_ == "cop" for child in noun.children):  # "est sur le point de quitter"
            return self._weaken(self.grammatical_subject(noun, depth + 1), 0.95)
        if noun.head.pos_ in ("VERB", "AUX") and noun.dep_ in ("obj", "obl:arg", "obl:mod", "xcomp", "obl"):
            return self._weaken(self.grammatical_subject(noun.head, depth + 1), 0.9)
        return []

    def _subject_before(self, verb: Token) -> list[Argument]:
        """Fallback: the nearest actor phrase without preposition before the verb, no other finite verb between."""
        for i in range(verb.i - 1, -1, -1):
            token = self.doc[i]
            if (
                token.pos_ in ("VERB", "AUX")
                and "Fin" in token.morph.get("VerbForm", [])
                and token.head.i != verb.i
                and token.i != verb.i
                and (token.dep_ != "acl:relcl")
            ):
                return []
            phrase = self.phrase_at(token)
            if phrase is not None and phrase.head == i and phrase.prep is None and phrase.companions == []:
                head = self.doc[i]
                if head.dep_ in ("obj", "conj") and head.head.i < i:
                    continue
                return [Argument(head, 0.7)]
            if phrase is not None and phrase.head == i and phrase.prep is None:
                return [Argument(self.doc[i], 0.7)]
        return []

    def _actor_between(self, governor: Token, infinitive: Token) -> list[Argument]:
        """The actor named between a verb and the infinitive it governs: "accuser une nouvelle fois l'Ukraine de soutenir"."""
        for phrase in self.phrases:
            if governor.i < phrase.head < infinitive.i and phrase.prep in (None, "à"):
                return [Argument(self.doc[phrase.head], 0.85)]
        return []

    def noun_subject(self, trigger: Trigger) -> list[Argument]:
        """Who does what a noun names: "le retrait du Mali", "son retrait", "le retrait malien", "effectue une visite", "par"."""
        noun = trigger.token
        return [
            *self.prepositional(trigger, {"par", "de la part de"}, narrow=True),
            *self.possessive(noun),
            *self.noun_genitives(trigger),
            *self.epithet(noun),
            *self._light_subject(noun),
        ]

    def possessor(self, determiner: Token) -> list[Argument]:
        """Whom a possessive points at within its sentence: the subject of the clause, or of the one above."""
        noun = determiner.head
        current = noun
        for _ in range(6):
            if current.pos_ in ("VERB", "AUX") and current.i != noun.i:
                subject = [
                    a for a in self.grammatical_subject(current) if a.token.i != noun.i and not self._inside(a.token, noun)
                ]
                if subject:
                    return self._weaken(subject, 0.9)
            if current.head.i == current.i:
                break
            current = current.head
        return []

    def _inside(self, token: Token, noun: Token) -> bool:
        return token.i == noun.i or any(ancestor.i == noun.i for ancestor in token.ancestors)

    def _light_subject(self, noun: Token) -> list[Argument]:
        """ "Le président effectue une visite": the subject of the light verb that governs the noun."""
        own = [Argument(self._antecedent(child), 0.95) for child in noun.children if child.dep_ == "nsubj"]
        if own:
            return own
        current = noun
        for _ in range(3):
            head = current.head
            if head.pos_ in ("VERB", "AUX") and current.dep_ in ("obj", "obl:arg", "obl:mod", "obl", "xcomp", "advmod"):
                if self.lemma(head) in words().light or preposition(noun) == "en":
                    if self.passive(head, self.lemma(head)):
                        return []
                    return self._weaken(self.grammatical_subject(head), 0.9)
                return []
            if (
                head.pos_ in ("NOUN", "PROPN")
                and current.dep_ == "nmod"
                and preposition(current) == "en"
                and self.phrase_at(head)
            ):
                return [Argument(head, 0.9)]
            if head.pos_ not in ("NOUN",) or current.dep_ not in ("nmod", "conj", "appos"):
                return []
            current = head
        return []
