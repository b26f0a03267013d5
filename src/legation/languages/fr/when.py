"""When the fact of a trigger happened, as far as its own sentence says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import Beside, Told, Trigger
from legation.languages.fr.clauses import Clauses
from legation.languages.fr.dates import DateExpression, lately, resolve
from legation.languages.fr.phrase import preposition
from legation.languages.fr.tenses import tense_of
from legation.languages.fr.words import words
from legation.model import EventDate, Part

_FUTURE = {"fut", "futant"}
_PAST = {"past", "pluperfect", "impf", "condpast", "ppast"}
_OF = re.compile(r"\b(?:du|des|de|de la|de l'|d')\s*$")
_TIME_NOUNS = {
    "nuit", "matinee", "journee", "soiree", "soir", "matin", "aube", "semaine", "week-end", "mois", "annee", "printemps", "ete",
    "automne", "hiver", "debut", "fin", "milieu", "cours", "lors", "partir", "compter", "date",
}  # fmt: skip
_COMPARED = re.compile(r"\bcomme\s*$")
_NAMED = re.compile(r"\s*,?\s*(?:l')?(année|jour|mois|date) (?:où|de |du |des |d')")
_EVE = re.compile(r"(?P<words>à la (?P<eve>veille)|au lendemain) (?:de la|de l'|du|des|de|d'|d’|de l’)\s*(?:une?\s|[a-z]+\s)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DURING = {"lors de", "pendant", "durant", "au cours de", "à l'occasion de"}


class When:
    """The dates of one sentence, each given to the triggers that it belongs to."""

    def __init__(self, part: Part, clauses: Clauses, dates: list[DateExpression], published: date | None) -> None:
        self.part = part
        self.parsed = clauses.parsed
        self.start = clauses.parsed.raw.start
        self.clauses = clauses
        self.grammar = clauses.grammar
        self.dates = dates
        self.published = published

    def date(self, trigger: Trigger, told: Told) -> EventDate | None:
        """The date that belongs to the trigger's clause, resolved with its tense."""
        eve = self._beside_the_day(trigger)
        if eve is not None:
            return eve
        for expression in self._near(trigger):
            if expression.since and (told.status not in ("ongoing", None) or told.tense not in ("pres", "impf")):
                continue
            if expression.until and (told.status == "occurred" or (told.status is None and told.tense != "pres")):
                continue
            if told.status in ("scheduled", "considered") and self._of_announcement(expression, trigger):
                continue
            date = self._event_date(resolve(expression, self.published, self._tense_at(expression, trigger, told)))
            if date is not None:
                return date
        return None

    def _beside_the_day(self, trigger: Trigger) -> EventDate | None:
        """The day after or before that of the sentence: "mardi, à la veille du sommet"."""
        if trigger.verb:
            return None
        first = trigger.token
        while first.i > 0 and first.nbor(-1).pos_ in ("DET", "ADJ", "ADP", "NUM"):
            first = first.nbor(-1)
        end = self.parsed.simple.offsets[trigger.token.idx]
        found = _EVE.search(self.parsed.raw.text[:end].lower())
        if found is None or found.end() < self.parsed.simple.offsets[first.idx] - 1:
            return None
        day = self.main_date()
        if day is None or not _DAY.fullmatch(day.edtf):
            return None
        moved = date.fromisoformat(day.edtf) + timedelta(1 if found["eve"] else -1)
        start = self.start + found.start("words")
        text = self.parsed.raw.text[found.start("words") : found.end("words")]
        return EventDate(edtf=moved.isoformat(), text=text, start=start, end=start + len(text), part=self.part)

    def _of_announcement(self, expression: DateExpression, trigger: Trigger) -> bool:
        """Whether a date is that of a verb in the past by which something to come is told ("a annoncé lundi l'envoi de …")."""
        verb = self._verb_of(expression)
        if verb is None or verb.i == trigger.token.i or expression.start - self.start > self._offset(trigger.token):
            return False
        return tense_of(verb, self.grammar) in ("past", "pluperfect") and not self._to_come(expression)

    def _to_come(self, expression: DateExpression) -> bool:
        return expression.direction == "future" and resolve(expression, self.published, "past").direction == "future"

    def _offset(self, token: Token) -> int:
        return self.parsed.simple.offsets[token.idx]

    def _verb_of(self, expression: DateExpression) -> Token | None:
        """The verb that a date stands under."""
        token = self.clauses.token_at(expression.start - self.start)
        return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None) if token is not None else None

    def timed(self, trigger: Trigger) -> bool:
        """Whether its clause has a time of its own, even one that no calendar holds ("à l'époque")."""
        if self._near(trigger):
            return True
        elsewhere = words().elsewhere.finditer(fold(self.parsed.raw.text))
        return any(self.clauses.distance(trigger, found.start()) is not None for found in elsewhere)

    def _near(self, trigger: Trigger) -> list[DateExpression]:
        """The dates of the trigger's clause, the nearest first."""
        ranked: list[tuple[float, DateExpression]] = []
        for expression in self.dates:
            begin = expression.start - self.start
            if _COMPARED.search(self.parsed.raw.text[:begin].lower()):
                continue
            named = self._named_time(expression)
            if named is not None and any(a.i == named.i for a in trigger.token.ancestors):
                ranked.append((0.0, replace(expression, edge=None)))
                continue
            noun = self._dated_noun(expression)
            if noun is not None and noun.i != trigger.token.i:
                continue
            distance = self.clauses.distance(trigger, begin) if noun is None else 0.0
            if distance is not None:
                ranked.append((distance, expression))
        return [expression for _, expression in sorted(ranked, key=lambda pair: pair[0])]

    def _named_time(self, expression: DateExpression) -> Token | None:
        """The noun that takes a date up again: "depuis 1979, année où les relations ont été rompues"."""
        end = expression.end - self.start
        found = _NAMED.match(self.parsed.raw.text.lower(), end)
        if found is None:
            return None
        return next((t for t in self.parsed.doc if self._offset(t) == found.start(1)), None)

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

    def foreground(self, trigger: Trigger, *beside: Beside) -> bool:
        """Whether the trigger stands in what the sentence tells. See ``languages.base.Reading``."""
        if self.part == "title" and not any("Fin" in t.morph.get("VerbForm", []) for t in self.parsed.doc):
            return True  # a headline's participle is its verb: "Deux diplomates expulsés par Paris"
        if self.part == "text" and self._quoted(trigger.token) and tense_of(trigger.token, self.grammar) == "pres":
            return False
        for token in (trigger.token, *trigger.token.ancestors):
            if token.pos_ not in ("VERB", "AUX") or token.dep_ == "ROOT":
                continue
            tense = tense_of(token, self.grammar)
            if token.dep_ == "acl:relcl" and not ("relative" in beside and tense == "past"):
                return False
            if token.dep_ == "advcl" and tense not in ("inf", "ppres", "ppast") and _subordinate(token):
                return False
            if token.dep_ in ("acl", "advcl", "amod", "appos") and tense in ("ppast", "infpast") and "participle" not in beside:
                return False
            if token.dep_ in ("xcomp", "ccomp") and tense in ("infpast", "pluperfect"):
                return False
        return True

    def _quoted(self, token: Token) -> bool:
        """Whether a word stands between quotation marks."""
        before = self.parsed.raw.text[: self._offset(token)]
        return before.count('"') % 2 == 1 or before.count("«") > before.count("»") or before.count("“") > before.count("”")

    def days(self) -> list[EventDate]:
        """The days of the sentence, in whatever clause, but not those that begin or end something or belong to a noun."""
        found = [each for each in self.dates if each.edge is None and self._dated_noun(each) is None]
        return [day for each in found if (day := self._event_date(resolve(each, self.published, "past"))) and len(day.edtf) == 10]

    def _event_date(self, told: DateExpression) -> EventDate | None:
        edtf = told.edtf or lately(told, self.published)
        if edtf is None:
            return None
        return EventDate(edtf=edtf, text=told.text, start=told.start, end=told.end, part=self.part)

    def main_date(self) -> EventDate | None:
        """The day that stands with the main verb ("La Chine a accusé vendredi …"), where that verb is not in the future."""
        root = next((t for t in self.parsed.doc if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
        if root is None or tense_of(root, self.grammar) not in ("past", "pres", "impf"):
            return None
        told = Told("occurred", "past", (), 0.0)
        return self.date(Trigger(root, root.lemma_, True, ""), told)

    def _tense_at(self, expression: DateExpression, trigger: Trigger, told: Told) -> Literal["past", "future"] | None:
        """The tense that a date is read with: that of the verb it stands with, else that of the fact."""
        to_come = told.status in ("scheduled", "considered")
        verb = self._verb_of(expression)
        if verb is not None and (verb.i == trigger.token.i or not to_come):
            tense = tense_of(verb, self.grammar)
            if tense in _PAST and tense != "ppast":
                return "past"
            if tense in _FUTURE or tense in ("inf", "cond"):
                return "future" if told.tense not in _PAST or to_come else "past"
        if told.tense in _FUTURE or to_come or told.status == "called_for":
            return "future"
        return "past" if told.tense in _PAST or told.status == "occurred" else None


def _subordinate(verb: Token) -> bool:
    """Whether a conjunction opens the clause of a verb; without one it is what somebody is said to have said."""
    return any(
        c.dep_ == "mark" or c.lower_ in ("quand", "lorsque", "où") or (c.dep_ == "advmod" and c.i == verb.left_edge.i)
        for c in verb.children
    )
