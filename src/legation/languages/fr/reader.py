"""From a French dispatch to readings of its sentences, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from msgspec import Struct
from spacy.tokens import Token

from legation.atlas import Atlas, NameHit, fold
from legation.languages.base import Scene
from legation.languages.fr.dates import DateExpression
from legation.languages.fr.parse import Parsed, Raw, mended, parse, pipeline
from legation.languages.fr.persons import find_persons
from legation.languages.fr.phrases import PhraseFinder
from legation.languages.fr.reading import FrenchReading
from legation.languages.fr.reference import Discourse, main_state
from legation.languages.fr.sentences import split_sentences
from legation.languages.fr.simplify import Simple
from legation.languages.fr.timeline import Timeline
from legation.languages.fr.words import finite_forms, words
from legation.model import Actor, Dispatch, Part


class _Job(Struct, frozen=True):
    dispatch: int
    part: Part
    number: int
    dates: list[DateExpression]
    scene: Scene | None


class FrenchReader:
    """Reads dispatches in French.

    ``triggers`` are the folded forms for which a sentence deserves the parser, ``verbs`` the infinitives of rules.
    """

    def __init__(self, atlas: Atlas, triggers: frozenset[str], verbs: Iterable[str] = ()) -> None:
        self.atlas = atlas
        self.triggers = triggers
        self.finite = finite_forms({*verbs, *words().verbs})

    def read(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, list[FrenchReading]]]:
        """Yield each dispatch with the readings of its sentences, the title last so that it can refer to the text."""
        for dispatch in dispatches:
            yield dispatch, self._read_one(dispatch)

    def _read_one(self, dispatch: Dispatch) -> list[FrenchReading]:
        raws: list[Raw] = []
        jobs: list[_Job] = []
        known: dict[str, Actor] = {}
        present: set[str] = set()
        parts: tuple[Part, ...] = ("text", "title")
        all_hits = {part: self.atlas.lookup.find(dispatch.part(part)) for part in parts}
        for part in parts:
            known.update(find_persons(dispatch.part(part), all_hits[part], self.atlas, dispatch.published))
            present |= {
                id
                for hit in all_hits[part]
                if hit.type in ("name", "official", "acronym", "demonym") and len(hit.ids()) == 1
                for id in hit.ids()
            }
        subject = main_state([hit for part in parts for hit in all_hits[part]], self.atlas, known)
        number = 0
        published = _day(dispatch.published)
        for part in parts:
            text = dispatch.part(part)
            timeline = Timeline(part, published)
            hits = _with_known(text, all_hits[part], known)
            for sentence in split_sentences(text):
                inside = [
                    NameHit(h.start - sentence.start, h.end - sentence.start, h.readings)
                    for h in hits
                    if sentence.start <= h.start and h.end <= sentence.end
                ]
                raw = Raw(text[sentence.start : sentence.end], sentence.start, inside)
                number += 1
                dates = timeline.read(raw.text, raw.start, sentence.paragraph)
                if self._deserves(raw):
                    raws.append(raw)
                    jobs.append(_Job(0, part, number, dates, timeline.scene))
        off_topic = words().off_topic(fold(f"{dispatch.title}\n{dispatch.text}"))
        finder = PhraseFinder(self.atlas, dispatch.published, known, present)
        discourse = Discourse(self.atlas, main=subject, present=frozenset(present))
        readings: list[FrenchReading] = []
        for job, parsed in zip(jobs, parse(raws, finite=self.finite), strict=True):
            for one, hidden in _readings(parsed, self.finite):
                phrases = finder.find(one)
                if hidden is None or hidden == (0, 0):
                    discourse.read(job.number, one, phrases)
                else:
                    scratch = replace(discourse, antecedents=list(discourse.antecedents))
                    scratch.read(job.number, one, phrases)
                readings.append(
                    FrenchReading(
                        job.part,
                        job.number,
                        one,
                        phrases,
                        discourse,
                        job.dates,
                        published,
                        self.atlas,
                        None if hidden == (0, 0) else hidden,
                        off_topic,
                        job.scene,
                    )
                )
        return readings

    def _deserves(self, raw: Raw) -> bool:
        if raw.hits:
            return True
        return bool(self.triggers & set(re.findall(r"[a-z]+", fold(raw.text))))


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _with_known(text: str, hits: list[NameHit], known: dict[str, Actor]) -> list[NameHit]:
    """Add the persons that the dispatch itself introduced, wherever they are named again."""
    if not known:
        return hits
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)) + r")(?!\w)")
    folded = fold(text)
    added: list[NameHit] = []
    for match in pattern.finditer(folded):
        start, end = match.span()
        if not text[start : start + 1].isupper():
            continue
        if any(hit.start < end and start < hit.end for hit in hits) or any(hit.start < end and start < hit.end for hit in added):
            continue
        added.append(NameHit(start, end, ((known[match.group(1)].id, "person"),)))
    return sorted([*hits, *added], key=lambda hit: hit.start)


def _readings(parsed: Parsed, finite: frozenset[str]) -> list[tuple[Parsed, tuple[int, int] | None]]:
    """The sentence as parsed and, where the parse lost the main verb behind an aside, again without the aside.

    A comma never parts a French subject from its verb unless it closes an aside: so a comma right before a finite verb that has
    no subject closes one. The second value bounds, in the sentence, the words whose triggers the reading is for.
    """
    aside = _lost_aside(parsed)
    if aside is None:
        return [(parsed, None)]
    first, last = aside
    begin, end = parsed.simple.offsets[first.idx], parsed.simple.offsets[last.idx] + 1
    text, offsets = parsed.simple.text, parsed.simple.offsets
    shorter = Simple(
        text[: first.idx].rstrip() + text[last.idx + 1 :],
        (*offsets[: len(text[: first.idx].rstrip())], *offsets[last.idx + 1 :]),
        parsed.simple.offices,
    )
    main = mended(parsed.raw, shorter, pipeline()(shorter.text), finite)
    return [(main, (0, 0)), (parsed, (begin, end))]


def _lost_aside(parsed: Parsed) -> tuple[Token, Token] | None:
    doc = parsed.doc
    commas = [t for t in doc if t.text == "," and t.i > 0]
    for closing in commas:
        if closing.i + 1 >= len(doc):
            continue
        verb = doc[closing.i + 1]
        while verb.lower_ in (
            "ne",
            "n'",
            "se",
            "s'",
            "y",
            "en",
            "l'",
            "le",
            "la",
            "les",
            "lui",
            "leur",
        ) and verb.i + 1 < len(doc):
            verb = verb.nbor(1)
        if verb.pos_ not in ("VERB", "AUX") or "Fin" not in verb.morph.get("VerbForm", []) or "Imp" in verb.morph.get("Mood", []):
            continue
        main = verb.head if verb.dep_.startswith("aux") or verb.dep_ == "cop" else verb
        subject = next((c for c in main.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is not None and subject.i < closing.i and main.dep_ in ("ROOT", "conj", "ccomp", "parataxis"):
            opening_after = [c for c in commas if subject.i < c.i < closing.i]
            if opening_after or subject.i == closing.i - 1:
                continue
        opening = next((c for c in commas if c.i < closing.i and _nominal(doc, c.i)), None)
        if opening is None or closing.i - opening.i < 3:
            return None
        if any(doc[i].text in (";", ":") for i in range(opening.i, closing.i)):
            return None
        return opening, closing
    return None


def _nominal(doc: object, comma: int) -> bool:
    """Whether what stands before a comma is a bare noun phrase that can be a subject."""
    tokens = [doc[i] for i in range(comma)]  # type: ignore[index]
    if not tokens or tokens[0].pos_ in ("ADP", "ADV", "SCONJ", "CCONJ", "VERB", "AUX", "NUM"):
        return False
    if any(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm", []) for t in tokens):
        return False
    return any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in tokens) and not any(
        t.pos_ == "NUM" and t.nbor(1).pos_ == "NOUN" and t.i < 2 for t in tokens
    )
