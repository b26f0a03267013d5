"""A French sentence, read: the answers that the coder asks for, given by grammar, phrases, references and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from spacy.tokens import Token

from legation.atlas import Atlas, fold
from legation.languages.base import Argument, Beside, Group, Relation, Scene, Told, Trigger
from legation.languages.fr.attribution import cites_source, inverted_clauses, inverted_speaker, is_source
from legation.languages.fr.clauses import Clauses
from legation.languages.fr.dates import DateExpression
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase
from legation.languages.fr.reference import Discourse
from legation.languages.fr.relations import Relations, group_phrases, surroundings
from legation.languages.fr.status import tell
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.when import When
from legation.languages.fr.where import Where
from legation.languages.fr.words import words
from legation.model import Actor, EventDate, Part, Place

_ORDINALS = {
    "premier": "1",
    "premiere": "1",
    "1er": "1",
    "1re": "1",
    "1ere": "1",
    "deuxieme": "2",
    "second": "2",
    "seconde": "2",
    "troisieme": "3",
    "quatrieme": "4",
    "cinquieme": "5",
    "sixieme": "6",
    "septieme": "7",
    "huitieme": "8",
    "neuvieme": "9",
    "dixieme": "10",
}
_ORDINAL = re.compile(r"^(\d{1,3})(?:e|eme|ere|er|re|nd|nde)$")


class FrenchReading:
    """One sentence of a dispatch. See ``languages.base.Reading`` for what each method answers."""

    def __init__(
        self,
        part: Part,
        number: int,
        parsed: Parsed,
        phrases: list[Phrase],
        discourse: Discourse,
        dates: list[DateExpression],
        published: date | None,
        atlas: Atlas,
        hidden: tuple[int, int] | None = None,
        off_topic: bool = False,
        scene: Scene | None = None,
    ) -> None:
        self.part = part
        self.number = number
        self.start = parsed.raw.start
        self.end = parsed.raw.start + len(parsed.raw.text)
        self.parsed = parsed
        self.phrases = phrases
        self.grammar = Grammar(parsed, phrases)
        self.discourse = discourse
        self.atlas = atlas
        self.hidden = hidden
        self.off_topic = off_topic
        self.scene = scene
        self._arguments: dict[tuple[int, str, bool, str, str, str | None], tuple[Argument, ...]] = {}
        self._reflexive: dict[int, bool] = {}
        self.dated = bool(dates)
        self.clauses = Clauses(parsed, self.grammar)
        self.when = When(part, self.clauses, dates, published)
        self.where = Where(part, self.clauses, atlas)

    @property
    def tokens(self) -> Iterable[Token]:
        """The tokens that triggers are looked for in."""
        if self.hidden is None:
            return self.parsed.doc
        begin, end = self.hidden
        return [t for t in self.parsed.doc if begin <= self.parsed.simple.offsets[t.idx] < end]

    def span(self, token: Token) -> tuple[int, int]:
        """Offsets of a token in its part."""
        return self.parsed.span(token)

    # -- triggers

    def is_trigger(self, token: Token, verb: bool, tense: str) -> bool:
        """Whether the token is used as a verb or as a noun, the tagger's opinion weighed against the words around."""
        before = token.nbor(-1) if token.i else None
        determined = before is not None and (before.pos_ == "DET" or before.lower_ in ("du", "des", "au", "aux"))
        if token.i in self.parsed.by_token:
            return False
        if verb:
            if token.pos_ in ("VERB", "AUX"):
                return not (
                    determined and before is not None and before.dep_ == "det" and before.head.i == token.i and tense != "ppast"
                )
            if token.pos_ == "ADJ":
                return tense == "ppast"
            if token.pos_ in ("NOUN", "PROPN", "ADP", "ADV", "SCONJ", "X", "INTJ"):
                return (
                    tense in ("pres", "past", "fut", "impf", "ppast")
                    and not determined
                    and before is not None
                    and (before.pos_ in ("AUX", "PROPN", "PRON") or before.i in self.parsed.by_token)
                    and before.pos_ != "ADP"
                )
            return False
        return (
            token.pos_ in ("NOUN", "PROPN")
            or (determined and token.pos_ in ("VERB", "ADJ", "X"))
            or (token.i == 0 and token.pos_ == "ADJ")
        )

    def reflexive(self, token: Token) -> bool:
        """Whether a reflexive pronoun goes with the verb."""
        if token.i not in self._reflexive:
            self._reflexive[token.i] = self.grammar.reflexive(token)
        return self._reflexive[token.i]

    def bare(self, token: Token, tense: str) -> bool:
        """Whether the form is a past participle without auxiliary."""
        return tense == "ppast" and not self.grammar.auxiliaries(token) and self.grammar.is_participle(token)

    def before_infinitive(self, token: Token) -> bool:
        """Whether the verb governs an infinitive ("vient d'adopter", "va quitter"), or is its auxiliary."""
        if token.dep_.startswith("aux"):
            return True
        return any(
            "Inf" in t.morph.get("VerbForm", [])
            and (t.head.i == token.i or token.head.i == t.i)
            and t.nbor(-1).lower_ not in ("pour", "afin")
            for t in self.parsed.doc[token.i + 1 : token.i + 6]
        )

    def preceded_by(self, token: Token, clitic: str) -> bool:
        """Whether a clitic stands within the three words before the verb."""
        return any(t.lower_ == clitic for t in self.parsed.doc[max(0, token.i - 3) : token.i])

    def followed_by(self, token: Token, fixed: tuple[str, ...]) -> bool:
        """Whether the fixed words stand within the four tokens after, in order."""
        window = [fold(t.text) for t in self.parsed.doc[token.i + 1 : token.i + 5]]
        for word in fixed:
            if fold(word) not in window:
                return False
            window = window[window.index(fold(word)) + 1 :]
        return True

    def words_near(self, token: Token, other: Token | None, *, beyond: bool = False) -> frozenset[str]:
        """Folded words, and groups of up to three, under the trigger and its object, and the governor.

        ``beyond`` their own clause too.
        """
        near: set[str] = {fold(token.head.text)}
        for root in (token, other):
            if root is None:
                continue
            own = [fold(t.text) for t in self._under(root, beyond)]
            for size in (1, 2, 3):
                near |= {" ".join(own[k : k + size]) for k in range(len(own) - size + 1)}
        return frozenset(near)

    @staticmethod
    def _under(root: Token, beyond: bool) -> list[Token]:
        """The tokens under a word, in order; those of clauses with a verb of their own only where ``beyond``."""
        found, queue = [root], [root]
        while queue:
            for child in queue.pop().children:
                if beyond or child.pos_ not in ("VERB", "AUX") or child.dep_ not in ("acl:relcl", "advcl", "parataxis", "conj"):
                    found.append(child)
                    queue.append(child)
        return sorted(found, key=lambda token: token.i)

    def with_conjuncts(self, token: Token) -> Iterable[Token]:
        """The token and what is coordinated with it."""
        return [token, *token.conjuncts]

    def arguments(self, trigger: Trigger, function: str, frame: str | None) -> list[Argument]:
        """The arguments in a grammatical function; kept, for many rules ask the same of one trigger."""
        key = (trigger.token.i, trigger.lemma, trigger.verb, trigger.tense, function, frame)
        found = self._arguments.get(key)
        if found is None:
            found = self._arguments[key] = tuple(self.grammar.arguments(trigger, function, frame))
        return list(found)

    # -- actors

    def actors(self, argument: Argument, function: str) -> tuple[Actor, ...]:
        """The actors that an argument names, its coordinated list included; for ``lieu`` the state of the place."""
        token = argument.token
        if function == "lieu":
            return self._state_of_place(token)
        if function == "possessif" or (token.dep_ == "det" and token.lower_ in ("son", "sa", "ses", "leur", "leurs")):
            return self._possessor(token)
        phrase = self.grammar.phrase_at(token)
        if phrase is not None:
            if phrase.prep in ("en", "dans", "depuis") and phrase.sort == "name" and function in ("sujet", "objet", "agent"):
                return ()
            return self._named(phrase.listed)
        hit = self.parsed.by_token.get(token.i)
        if hit is not None and hit.adjectival:
            start, end = self.parsed.span(token)
            ids = [id for id in hit.ids() if self.atlas.type_of(id) != "place"][: None if hit.type == "joint" else 1]
            return tuple(Actor(id=id, name=token.text, start=start, end=end, via="demonym") for id in ids)
        apposed = self._apposed(token)
        if apposed is not None:
            return self._named(apposed.listed)
        found: list[Actor] = []
        for other in token.conjuncts:
            phrase = self.grammar.phrase_at(other)
            if phrase is not None and phrase.head == other.i:
                found += phrase.listed
        return tuple(found)

    def _apposed(self, token: Token) -> Phrase | None:
        """The actor that a noun is put beside: "l'Igad, organisation régionale qui …"."""
        if token.pos_ != "NOUN":
            return None
        if token.dep_ == "appos":
            return self.grammar.phrase_at(token.head)
        i = token.i - 1
        while i > 0 and self.parsed.doc[i].pos_ in ("DET", "ADJ"):
            i -= 1
        if i > 0 and self.parsed.doc[i].text == ",":
            return self.grammar.phrase_at(self.parsed.doc[i - 1])
        return None

    def _named(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(actor for actor in actors if self.atlas.type_of(actor.id) != "place")

    def _possessor(self, determiner: Token) -> tuple[Actor, ...]:
        for argument in self.grammar.possessor(determiner):
            phrase = self.grammar.phrase_at(argument.token)
            if phrase is not None and phrase.listed:
                return self._referring(phrase.listed, determiner)
            return ()
        return self._referring(self.discourse.subject_before(self.number, determiner.lower_ in ("leur", "leurs")), determiner)

    def _referring(self, actors: tuple[Actor, ...], token: Token) -> tuple[Actor, ...]:
        start, end = self.parsed.span(token)
        return tuple(
            Actor(id=a.id, name=a.name, start=start, end=end, office=a.office, person=a.person, via="reference") for a in actors
        )

    def _state_of_place(self, token: Token) -> tuple[Actor, ...]:
        hit = self.parsed.by_token.get(token.i)
        if hit is None:
            return ()
        start, end = self.parsed.raw.start + hit.start, self.parsed.raw.start + hit.end
        name = self.parsed.raw.text[hit.start : hit.end]
        for id, type in hit.readings:
            if type == "place" and self.atlas.places[id].country:
                return (Actor(id=self.atlas.places[id].country, name=name, start=start, end=end, via="metonym"),)
            if self.atlas.type_of(id) == "state" and type != "demonym":
                return (Actor(id=id, name=name, start=start, end=end, via="metonym" if type == "capital" else "name"),)
        return ()

    # -- for the learned model

    @cached_property
    def _grouped(self) -> list[tuple[Group, list[Phrase]]]:
        return group_phrases(self.phrases)

    @property
    def groups(self) -> list[Group]:
        """The actor phrases as coordinated lists, in order."""
        return [group for group, _ in self._grouped]

    def relations(self, trigger: Trigger, frame: str | None, complement: Token | None) -> list[Relation]:
        """How each group stands to a trigger."""
        return Relations(self.grammar, self._grouped, self.part == "title").of(trigger, frame, complement)

    def surroundings(self, trigger: Trigger) -> dict[str, float]:
        """Where the trigger stands in its sentence and what the sentence is like."""
        return surroundings(self.grammar, trigger, self.dated, self.off_topic, self.hidden is not None)

    # -- how it is told

    def told(self, trigger: Trigger, object: Token | None) -> Told:
        """Status, tense and speakers of the fact."""
        telling = tell(trigger, self.grammar)
        claimed: list[str] = []
        doubt = telling.doubt
        for speaker in (*telling.speakers, *inverted_speaker(trigger.token, self._inverted)):
            claimed += self._speaker(speaker)
        source = cites_source(fold(self.parsed.raw.text))
        if source is not None and self._covers(source.start(), trigger):
            claimed += self._source_after(source.end())
        if telling.hearsay and not claimed:
            claimed.append("source:unnamed")
        if self.off_topic:
            doubt = max(doubt, 0.5)
        if telling.hearsay:
            doubt = max(doubt, 0.1)
        return Told(telling.status, telling.tense, tuple(dict.fromkeys(claimed)), doubt, telling.announced)

    @cached_property
    def _inverted(self) -> list[tuple[Token, Token]]:
        return inverted_clauses(self.grammar)

    def _speaker(self, token: Token) -> list[str]:
        phrase = self.grammar.phrase_at(token)
        if phrase is not None and phrase.listed:
            return [actor.id for actor in phrase.listed]
        if token.pos_ not in ("NOUN", "PROPN"):
            return []
        first = last = token
        while first.i > 0 and first.nbor(-1).pos_ in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
            first = first.nbor(-1)
        while (
            last.i + 1 < len(self.parsed.doc)
            and last.i - token.i < 6
            and (last.nbor(1).pos_ in ("ADJ", "NOUN", "PROPN", "DET") or last.nbor(1).lower_ in ("de", "d'", "du", "des"))
        ):
            last = last.nbor(1)
        while last.i > token.i and last.pos_ in ("ADP", "DET"):
            last = last.nbor(-1)
        start, end = self.parsed.span(first, last)
        return [f"source:{self.parsed.raw.text[start - self.start : end - self.start]}"]

    def _source_after(self, offset: int) -> list[str]:
        """Who is named right after "selon": an actor, else the words up to the next comma."""
        for phrase in self.phrases:
            begin = self.parsed.simple.offsets[self.parsed.doc[phrase.head].idx]
            if begin >= offset:
                if begin - offset <= 45 and not re.search(r"[,;.]", self.parsed.raw.text[offset:begin]) and phrase.listed:
                    return [actor.id for actor in phrase.listed]
                break
        rest = re.match(r"\s*([^,.;:«»]{2,50})", self.parsed.raw.text[offset:])
        return [f"source:{rest.group(1).strip()}"] if rest and is_source(rest.group(1)) else []

    def _covers(self, offset: int, trigger: Trigger) -> bool:
        """Whether "selon X" is about the trigger: at either end of the sentence about all of it, else about its own clause."""
        text = self.parsed.raw.text
        before, after = text[:offset].strip(" «»\"'-–—"), text[offset:]
        if not before or (before.endswith(",") and "," not in after) or fold(before) in ("mais", "et", "or"):
            return True
        source = self.clauses.token_at(offset - 1) or self.clauses.token_at(offset)
        if source is None:
            return True
        clause = next((a for a in source.ancestors if a.pos_ in ("VERB", "AUX")), None)
        return clause is None or clause.i == trigger.token.i or clause in list(trigger.token.ancestors)

    def after_phrase(self, pattern: re.Pattern[str]) -> tuple[Actor, ...]:
        """The actors of the phrase that begins where a match of the pattern ends."""
        for match in pattern.finditer(fold(self.parsed.raw.text)):
            for phrase in self.phrases:
                head = self.parsed.doc[phrase.head]
                gap = self.parsed.raw.text[match.end() : self.parsed.simple.offsets[head.idx]]
                if (
                    self.parsed.simple.offsets[head.idx] >= match.end()
                    and len(gap) <= 45
                    and not re.search(r"[,;:.]|\b(?:a|ont|est|sont|qui|que)\b", gap)
                ):
                    actors = self._named(phrase.listed)
                    if actors:
                        return actors
        return ()

    def phrase_offset(self, pattern: re.Pattern[str]) -> int | None:
        """Where in the part a phrase of the sentence begins, None where it isn't there."""
        match = pattern.search(fold(self.parsed.raw.text))
        return self.parsed.raw.start + match.start() if match else None

    @property
    def demonstratives(self) -> frozenset[str]:
        """ce, cette, ces, and possessives: "leur visite marquera la première session"."""
        return frozenset({"ce", "cet", "cette", "ces", "son", "sa", "leur"})

    # -- when and where

    def date(self, trigger: Trigger, told: Told) -> EventDate | None:
        """The date that belongs to the trigger's clause, resolved with its tense."""
        return self.when.date(trigger, told)

    def timed(self, trigger: Trigger) -> bool:
        """Whether its clause has a time of its own, even one that no calendar holds."""
        return self.when.timed(trigger)

    def foreground(self, trigger: Trigger, *beside: Beside) -> bool:
        """Whether the trigger stands in what the sentence tells, not in a clause that only describes."""
        return self.when.foreground(trigger, *beside)

    def main_date(self) -> EventDate | None:
        """The day that stands with the main verb ("La Chine a accusé vendredi …"), where that verb is not in the future."""
        return self.when.main_date()

    def days(self) -> list[EventDate]:
        """The days of the sentence, in whatever clause, but not those that begin or end something or belong to a noun."""
        return self.when.days()

    def place(self, trigger: Trigger) -> Place | None:
        """The place in a locative phrase of the trigger's clause, a city before a country."""
        return self.where.place(trigger)

    # -- what about

    def domains(self, trigger: Trigger, object: Token | None) -> tuple[str, ...]:
        """Domains named by the words of the trigger's own phrase and of its object."""
        near = [t for t in trigger.token.subtree if t.dep_ not in ("nsubj", "nsubj:pass") and self._own(t, trigger.token)]
        if object is not None:
            near += [t for t in object.subtree if self._own(t, object)]
        text = " ".join(fold(t.text) for t in near if t.i not in self.parsed.by_token and self._not_actor(t))
        return words().domains_of(text)

    def _not_actor(self, token: Token) -> bool:
        phrase = self.grammar.phrase_at(token)
        return phrase is None or phrase.head != token.i

    @staticmethod
    def _own(token: Token, root: Token) -> bool:
        for ancestor in [token, *token.ancestors]:
            if ancestor.i == root.i:
                return True
            if ancestor.dep_ in ("acl:relcl", "advcl", "ccomp", "parataxis", "nsubj", "nsubj:pass") or (
                ancestor.dep_ == "conj" and ancestor.pos_ in ("VERB", "AUX")
            ):
                return False
        return False

    def ordinal(self, trigger: Trigger) -> str | None:
        """The ordinal beside the trigger or the noun that holds it ("première session de consultations")."""
        for noun in (trigger.token, trigger.token.head):
            for child in noun.children:
                folded = fold(child.text)
                if folded in _ORDINALS and child.i < noun.i:
                    return _ORDINALS[folded]
                numeral = _ORDINAL.match(folded)
                if numeral and child.i < noun.i:
                    return numeral.group(1)
        return None

    def points_back(self, trigger: Trigger) -> bool:
        """Whether a demonstrative introduces the noun."""
        return not trigger.verb and any(
            child.dep_ == "det" and child.lower_ in ("ce", "cet", "cette", "ces") for child in trigger.token.children
        )

    def equated(self, trigger: Trigger) -> Token | None:
        """What a noun is said to be: in "cette visite marque la première session", visite for session."""
        current = trigger.token
        for _ in range(3):
            head = current.head
            if head.i == current.i:
                return None
            if head.pos_ in ("VERB", "AUX"):
                if self.grammar.lemma(head) in words().equating:
                    subject = self.grammar.grammatical_subject(head)
                    found: Token | None = subject[0].token if subject else None
                    return found or next((t for t in self.parsed.doc[: head.i] if t.dep_ == "ROOT"), None)
                return None
            current = head
        return None
