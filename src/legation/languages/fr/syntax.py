"""School-grammar functions over a French parse: sujet, objet, complément, agent, prepositions, épithète, possessif, lieu.

A rule says "sujet" and "complément"; this module alone knows how active and passive clauses, infinitives, relatives, participles
and noun phrases realise them. Every function returns argument tokens with a weight: 1.0 where the parse says so plainly, less
where it is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Argument, Trigger
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase, in_compound, preposition
from legation.languages.fr.words import words

CLAUSE_EDGES = {"acl:relcl", "advcl", "ccomp", "parataxis", "csubj", "acl"}
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


class Grammar:
    """Grammar functions of one parsed sentence."""

    def __init__(self, parsed: Parsed, phrases: list[Phrase]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.phrases = phrases
        self._by_token: dict[int, Phrase] = {}
        for phrase in phrases:
            for i in range(phrase.left, phrase.right + 1):
                self._by_token.setdefault(i, phrase)
        for phrase in phrases:
            self._by_token[phrase.head] = phrase

    # -- tokens

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
        if "aux:pass" in deps or "nsubj:pass" in deps:
            return lemma not in _ETRE_VERBS and not self.reflexive(verb)
        if any(
            aux.lemma_ == "avoir"
            or fold(aux.text) in ("ont", "a", "avait", "avaient", "aurait", "auraient", "ayant", "avoir", "aura", "auront")
            for aux in self.auxiliaries(verb)
        ):
            return any(fold(aux.text) == "ete" for aux in self.auxiliaries(verb))
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

    # -- functions

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
            if child.dep_ in ("obj", "iobj") and child.lower_ not in ("se", "s'", "en", "y") and preposition(child) is None
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
        return found

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

    # -- subjects

    def _own_subject(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"):
                if child.dep_ == "expl:subj" and child.lower_ in ("il", "ce", "c'"):
                    continue
                return child
        return None

    def grammatical_subject(self, verb: Token, depth: int = 0) -> list[Argument]:
        """The subject of a verb form, its own or the one it takes over from what governs it."""
        own = self._own_subject(verb)
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

    # -- nouns

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

    # -- prepositions

    def prepositional(self, trigger: Trigger, prepositions: set[str], narrow: bool = False) -> list[Argument]:
        """Complements with one of these prepositions, nearest first: own ones, then those the parser hung on a complement.

        ``narrow`` keeps to the phrase of the trigger; else, for a noun, what follows it in its clause is searched too.
        """
        found: list[Argument] = []
        for token, distance in self._region(trigger.token):
            if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X") and preposition(token) in prepositions:
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
                        and preposition(token) in prepositions
                    ):
                        found.append(Argument(token, max(0.6, 0.85 - 0.07 * distance)))
        return found

    def _cut_off(self, token: Token, noun: Token) -> bool:
        """Whether another complement stands between: in "le sommet depuis le vote de l'Iran", Iran is no complement of sommet."""
        for ancestor in token.ancestors:
            if ancestor.i == noun.i:
                return False
            if (
                preposition(ancestor) not in ("de", None)
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

    def _region(self, root: Token) -> Iterator[tuple[Token, int]]:
        """Tokens under ``root`` that belong to its own clause, with their distance in the tree."""
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

    def _is_place(self, token: Token) -> bool:
        hit = self.parsed.by_token.get(token.i)
        return hit is not None and any(type in ("place", "capital", "name", "official", "acronym") for _, type in hit.readings)

    @staticmethod
    def _weaken(arguments: list[Argument], factor: float) -> list[Argument]:
        return [Argument(a.token, a.weight * factor) for a in arguments]


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
