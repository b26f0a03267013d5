"""School-grammar functions over a French parse: sujet, objet, complément, agent, prepositions, épithète, possessif, lieu.

A rule says "sujet" and "complément"; this module alone knows how active and passive clauses, infinitives, relatives, participles
and noun phrases realise them. Every function returns argument tokens with a weight: 1.0 where the parse says so plainly, less
where it is inferred.
"""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Argument, Trigger
from legation.languages.fr.phrase import preposition
from legation.languages.fr.subjects import Subjects
from legation.languages.fr.words import words


class Grammar(Subjects):
    """Grammar functions of one parsed sentence."""

    def arguments(self, trigger: Trigger, function: str, frame: str | None) -> list[Argument]:
        """The arguments of a trigger in a function; ``frame`` is the preposition that the rule's entry calls for.

        Functions: ``sujet``, ``objet``, ``complément``, ``agent``, ``possessif``, ``épithète``, ``attribut``, ``lieu``, or a
        preposition (``avec``, ``entre``, ``à``, ``de``, ``contre``, ``auprès de``, …).
        """
        if function == "sujet":
            return self.subject(trigger) if trigger.verb else self.noun_subject(trigger)
        if function == "objet":
            return self.object(trigger) if trigger.verb else self.prepositional(trigger, {"de"})
        if function == "complément":
            return self.complement(trigger, frame)
        if function == "agent":
            return self.prepositional(trigger, {"par", "de la part de"})
        if function == "possessif":
            return self.possessive(trigger.token)
        if function == "épithète":
            return self.epithet(trigger.token)
        if function == "attribut":
            return self.attribute(trigger)
        if function == "lieu":
            return [
                a for a in self.prepositional(trigger, {"à", "en", "dans", "chez", "vers", "pour"}) if self._is_place(a.token)
            ]
        return self.prepositional(trigger, {function})

    def subject(self, trigger: Trigger) -> list[Argument]:
        """The logical subject of a verb: who does it, whatever the voice."""
        verb = trigger.token
        if self.passive(verb, trigger.lemma):
            return self.prepositional(trigger, {"par"})
        return self.grammatical_subject(verb)

    def object(self, trigger: Trigger) -> list[Argument]:
        """The logical direct object: who or what it is done to."""
        verb = trigger.token
        if self.passive(verb, trigger.lemma):
            if verb.dep_ in ("acl", "amod", "advcl") and not self._own_subject(verb) and not self.auxiliaries(verb):
                return (
                    [Argument(verb.head, 0.95)] if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else self.grammatical_subject(verb)
                )
            return self.grammatical_subject(verb)
        found = [
            Argument(child, 1.0)
            for child in verb.children
            if child.dep_ in ("obj", "iobj")
            and child.lower_ not in ("se", "s'", "en", "y")
            and preposition(child) in (None, "que", "qu'")  # "n'a quitté que la Cédéao"
        ]
        found += [
            Argument(child, 0.8)
            for child in verb.children
            if child.dep_ in ("obl:arg", "obl:mod", "xcomp", "dep", "nmod", "obl", "advmod", "amod", "appos", "flat:name")
            and child.i > verb.i
            and preposition(child) is None
            and (child.pos_ in ("NOUN", "PROPN", "PRON") or (child.i in self.parsed.by_token and child.text[:1].isupper()))
            and not _is_time(child)
        ]
        for child in verb.children:
            if child.dep_ == "obj" and child.lower_ in ("que", "qu'") and verb.dep_ == "acl:relcl":
                found.append(Argument(verb.head, 0.95))
        found = [Argument(self._antecedent(a.token), a.weight) for a in found]
        found += [
            Argument(child, 0.9)
            for time in verb.children
            if _is_time(time) and time.i > verb.i
            for child in time.children
            if child.i > time.i
            and child.dep_ in ("nmod", "appos", "flat:name", "obj", "dep")
            and preposition(child) is None
            and child.pos_ in ("NOUN", "PROPN", "PRON")
        ]  # "ont accusé jeudi Pékin": the parser hangs the object on the weekday
        found = [a for a in found if not _is_time(a.token)]
        if not found:
            found = self._object_after(verb)
        return [*found, *(Argument(counted, a.weight * 0.95) for a in found for counted in _counted(a.token))]

    def complement(self, trigger: Trigger, frame: str | None) -> list[Argument]:
        """The complement that the entry calls for: the object, or the one with its preposition."""
        if frame is None:
            if trigger.verb:
                return self.object(trigger)
            return self.noun_genitives(trigger)[-1:]
        found = self.prepositional(trigger, {frame})
        if not trigger.verb and frame == "de" and len(found) > 1:
            return found[-1:]
        if trigger.verb and not found and frame in ("de", "à"):
            clitic = {"de": ("en", "dont"), "à": ("lui", "leur", "y")}[frame]
            found = [Argument(child, 0.8) for child in trigger.token.children if child.lower_ in clitic]
            if any(child.lower_ == "dont" for child in trigger.token.children) and trigger.token.dep_ == "acl:relcl":
                found = [Argument(trigger.token.head, 0.9)]
        return found

    def attribute(self, trigger: Trigger) -> list[Argument]:
        """What être links the trigger noun with: "la Suède est membre de …" gives Suède for membre."""
        noun = trigger.token
        return [Argument(self._antecedent(child), 1.0) for child in noun.children if child.dep_ == "nsubj"]

    def _object_after(self, verb: Token) -> list[Argument]:
        """Fallback: the first noun after the verb that no preposition introduces ("a rappelé dimanche son ambassadeur")."""
        introduced = False
        for i in range(verb.i + 1, min(verb.i + 14, len(self.doc))):
            token = self.doc[i]
            if token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or token.text in (";", ":", ".", "("):
                return []
            if token.pos_ == "ADP" or token.lower_ in ("du", "au", "aux"):
                introduced = True
            elif token.pos_ in ("NOUN", "PROPN", "NUM") and not _is_time(token):
                if not introduced:
                    return [Argument(token, 0.75)]
                introduced = False
            elif token.pos_ == "PRON":
                introduced = False
        return []


def _counted(noun: Token) -> list[Token]:
    """What a noun of quantity counts: "des dizaines de chars", "une série de sanctions"."""
    if fold(noun.text) not in words().quantities:
        return []
    return [child for child in noun.children if child.dep_ == "nmod" and child.i > noun.i and preposition(child) == "de"][:1]


def _is_time(token: Token) -> bool:
    return (
        fold(token.text)
        in {
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre",
            "hier",
            "demain",
            "matin",
            "soir",
            "nuit",
            "jour",
            "semaine",
            "mois",
            "an",
            "annee",
            "fois",
        }
        or token.pos_ == "NUM"
    )
