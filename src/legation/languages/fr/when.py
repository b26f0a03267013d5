"""When and where the fact of a trigger happened, as far as its own sentence says."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from spacy.tokens import Token

from legation.atlas import Atlas, fold
from legation.languages.base import Told, Trigger
from legation.languages.fr.dates import DateExpression, resolve
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrases import preposition
from legation.languages.fr.status import tense_of
from legation.languages.fr.syntax import Grammar
from legation.model import EventDate, Part, Place

_FUTURE = {"fut", "futant"}
_PAST = {"past", "pluperfect", "impf", "condpast", "ppast"}
_OTHER_TIMES = {"depuis", "après", "avant", "dès", "jusqu'à", "suite à", "en raison de"}
_OF = re.compile(r"\b(?:du|des|de|de la|de l'|d')\s*$")
_TIME_NOUNS = {
    "nuit", "matinee", "journee", "soiree", "soir", "matin", "aube", "semaine", "week-end", "mois", "annee", "printemps", "ete",
    "automne", "hiver", "debut", "fin", "milieu", "cours", "lors", "partir", "compter", "date",
}  # fmt: skip
_DURING = {"lors de", "pendant", "durant", "au cours de", "à l'occasion de"}
_LOCATIVE = {"à", "en", "dans", "depuis", "près de", "à l'ouest de"}


class When:
    """The dates and places of one sentence, each given to the triggers that it belongs to."""

    def __init__(
        self,
        part: Part,
        parsed: Parsed,
        grammar: Grammar,
        dates: list[DateExpression],
        published: date | None,
        atlas: Atlas,
    ) -> None:
        self.part = part
        self.start = parsed.raw.start
        self.parsed = parsed
        self.grammar = grammar
        self.dates = dates
        self.published = published
        self.atlas = atlas

    def date(self, trigger: Trigger, told: Told) -> EventDate | None:
        """The date that belongs to the trigger's clause, resolved with its tense."""
        for expression in self._near(trigger):
            if expression.since and (told.status not in ("ongoing", None) or told.tense not in ("pres", "impf")):
                continue
            if expression.until and told.status == "occurred":
                continue
            date = self._event_date(resolve(expression, self.published, self._tense_at(expression, told)))
            if date is not None:
                return date
        return None

    def timed(self, trigger: Trigger) -> bool:
        """Whether its clause has a time of its own, even one that no calendar holds."""
        return bool(self._near(trigger))

    def _near(self, trigger: Trigger) -> list[DateExpression]:
        """The dates of the trigger's clause, the nearest first."""
        ranked: list[tuple[float, DateExpression]] = []
        for expression in self.dates:
            noun = self._dated_noun(expression)
            if noun is not None:
                distance = 0.0 if noun.i == trigger.token.i else None
            else:
                distance = self._clause_distance(trigger, expression.start - self.start)
            if distance is not None:
                ranked.append((distance, expression))
        return [expression for _, expression in sorted(ranked, key=lambda pair: pair[0])]

    def _dated_noun(self, expression: DateExpression) -> Token | None:
        """The noun whose complement a date is ("l'accord de 2015", "les élections du 6 décembre")."""
        begin = expression.start - self.start
        if expression.edge is not None or not _OF.search(self.parsed.raw.text[:begin].lower()):
            return None
        before = [t for t in self.parsed.doc if self.parsed.simple.offsets[t.idx] < begin and t.pos_ not in ("DET", "ADP", "ADJ")]
        noun = before[-1] if before else None
        while noun is not None and noun.i in self.parsed.by_token and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
            noun = noun.head
        if noun is None or noun.pos_ not in ("NOUN", "PROPN") or fold(noun.text) in _TIME_NOUNS or preposition(noun) in _DURING:
            return None
        return noun

    def foreground(self, trigger: Trigger, beside: bool = False) -> bool:
        """Whether the trigger stands in what the sentence tells; with ``beside`` also in a relative clause in the past."""
        for token in (trigger.token, *trigger.token.ancestors):
            if token.pos_ not in ("VERB", "AUX") or token.dep_ == "ROOT":
                continue
            tense = tense_of(token, self.grammar)
            if token.dep_ == "acl:relcl" and not (beside and tense == "past"):
                return False
            if token.dep_ == "advcl" and tense not in ("inf", "ppres", "ppast"):
                return False
            if token.dep_ in ("acl", "advcl", "amod", "appos") and tense in ("ppast", "infpast"):
                return False
            if token.dep_ in ("xcomp", "ccomp") and tense in ("infpast", "pluperfect"):
                return False
        return True

    def days(self) -> list[EventDate]:
        """The days of the sentence, in whatever clause, but not those that begin or end something or belong to a noun."""
        found = [each for each in self.dates if each.edge is None and self._dated_noun(each) is None]
        return [day for each in found if (day := self._event_date(resolve(each, self.published, "past"))) and len(day.edtf) == 10]

    def _event_date(self, told: DateExpression) -> EventDate | None:
        if told.edtf is None:
            return None
        return EventDate(edtf=told.edtf, text=told.text, start=told.start, end=told.end, part=self.part)

    def main_date(self) -> EventDate | None:
        """The day that stands with the main verb ("La Chine a accusé vendredi …"), where that verb is not in the future."""
        root = next((t for t in self.parsed.doc if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
        if root is None or tense_of(root, self.grammar) not in ("past", "pres", "impf"):
            return None
        told = Told("occurred", "past", (), 0.0)
        return self.date(Trigger(root, root.lemma_, True, ""), told)

    def _tense_at(self, expression: DateExpression, told: Told) -> Literal["past", "future"] | None:
        """The tense that a date is read with: that of the verb it stands with, else that of the fact."""
        token = self._token_at(expression.start - self.start)
        for ancestor in token.ancestors if token is not None else ():
            if ancestor.pos_ in ("VERB", "AUX"):
                tense = tense_of(ancestor, self.grammar)
                if tense in _PAST and tense != "ppast":
                    return "past"
                if tense in _FUTURE or tense in ("inf", "cond"):
                    return "future" if told.tense not in _PAST or told.status in ("scheduled", "considered") else "past"
                break
        if told.tense in _FUTURE or told.status in ("scheduled", "considered", "called_for"):
            return "future"
        return "past" if told.tense in _PAST or told.status == "occurred" else None

    def place(self, trigger: Trigger) -> Place | None:
        """The place in a locative phrase of the trigger's clause, a city before a country."""
        best: tuple[float, Place] | None = None
        for hit, token in self.parsed.name_heads():
            if preposition(token) not in _LOCATIVE:
                continue
            found = self._place(hit.start, hit.end, hit.readings)
            distance = self._clause_distance(trigger, hit.start)
            if found is None or distance is None:
                continue
            score = distance + (2 if found.lat is None else 0)
            if best is None or score < best[0]:
                best = (score, found)
        return best[1] if best else None

    def _place(self, start: int, end: int, readings: tuple[tuple[str, str], ...]) -> Place | None:
        words_ = self.parsed.raw.text[start:end]
        offset = self.parsed.raw.start
        for id, type in readings:
            if type == "place":
                row = self.atlas.places[id]
                return Place(
                    name=row.name_fr,
                    start=offset + start,
                    end=offset + end,
                    country=row.country or None,
                    lat=row.lat,
                    lon=row.lon,
                    id=id,
                    part=self.part,
                )
        for id, type in readings:
            if self.atlas.type_of(id) == "state" and type in ("name", "official", "acronym", "capital"):
                name = words_ if type == "capital" else self.atlas.name(id, "fr")
                return Place(name=name, start=offset + start, end=offset + end, country=id, part=self.part)
        return None

    def _clause_distance(self, trigger: Trigger, offset: int) -> float | None:
        """How far the words at an offset are from the trigger, in its clause; None where they belong elsewhere."""
        token = self._token_at(offset)
        if token is None:
            return None
        if token.i != trigger.token.i and any(a.i == trigger.token.i for a in token.ancestors):
            between = [a for a in token.ancestors if a.i != trigger.token.i and trigger.token in list(a.ancestors)]
            if any(a.pos_ in ("NOUN", "PROPN") and preposition(a) in _OTHER_TIMES for a in between):
                return None
            if any(a.dep_ in ("acl:relcl", "advcl", "ccomp") and a.pos_ in ("VERB", "AUX") for a in between):
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
            if head.i == current.i or dep == "acl:relcl":
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
            elif (verb and dep == "advcl" and finite) or (verb and tense_of(current, self.grammar) == "infpast"):
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

    def _token_at(self, offset: int) -> Token | None:
        for token in self.parsed.doc:
            begin = self.parsed.simple.offsets[token.idx]
            if begin >= offset and begin < offset + 25 and token.pos_ not in ("DET", "ADP", "PUNCT"):
                return token
        return None
