"""Training examples: what the coder meets in dispatches whose facts are listed, and what of it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from legation.coder.candidates import LEAST_TWO, Candidate, Matcher, Occurrence
from legation.coder.fill import RoleFiller, RoleRow
from legation.evaluation.facts import Fact, actor_key, from_gold
from legation.evaluation.gold import GoldDocument, read_gold
from legation.evaluation.learning.orange import read_page
from legation.languages.base import Reading
from legation.languages.fr.sentences import split_sentences
from legation.model import Dispatch, make_dispatch
from legation.ontology import kinds

SENTENCES = 10


class _Text(msgspec.Struct):
    id: str
    text: str
    title: str | None = None
    published: str | None = None


class Listed(msgspec.Struct, frozen=True):
    """A dispatch and its facts; of a page drawn at random, where of which rule a right mention stands, and which were read.

    Where ``read`` is None everything was read: all that is not right is wrong.
    """

    dispatch: Dispatch
    gold: GoldDocument
    right: frozenset[tuple[str, int, str]] | None = None
    read: frozenset[tuple[str, int, str]] | None = None

    def facts(self) -> list[Fact]:
        """The facts in the form that is compared."""
        return [from_gold(fact) for fact in self.gold.records]


def load(texts: Path, facts: Path) -> list[Listed]:
    """The dispatches of a JSON Lines file beside their facts, those without facts listed left out."""
    gold = {document.id: document for document in read_gold(facts)}
    found: list[Listed] = []
    for line in texts.read_text(encoding="utf-8").splitlines():
        text = msgspec.json.decode(line, type=_Text)
        if text.id in gold:
            dispatch = make_dispatch(text.id, text.text, title=text.title or "", published=text.published)
            found.append(Listed(dispatch, gold[text.id]))
    return found


class Met(msgspec.Struct):
    """An occurrence of a trigger, with the rows that describe its possible fillers and which of them are right."""

    document: int
    reading: Reading
    occurrence: Occurrence
    rows: dict[str, list[RoleRow]]
    right: dict[str, list[int | None]]


def meet(listed: Sequence[Listed], read: Iterable[Sequence[Reading]], matcher: Matcher, filler: RoleFiller) -> Iterator[Met]:
    """Every occurrence in the dispatches; ``right`` is None where no listed fact says it."""
    for number, (document, readings) in enumerate(zip(listed, read, strict=True)):
        for reading in readings:
            if not reading.groups:
                continue
            for occurrence in matcher.occurrences(reading):
                rows = filler.rows(reading, occurrence)
                fact = _told(document, reading, occurrence)
                right = {role: [_right(fact, occurrence, role, row) for row in found] for role, found in rows.items()}
                yield Met(number, reading, occurrence, rows, right)


def _told(document: Listed, reading: Reading, occurrence: Occurrence) -> Fact | None:
    """The listed fact that an occurrence tells: the one with its words nearest, else one whose actors are all here."""
    sentence = document.dispatch.part(reading.part)[reading.start : reading.end]
    at = reading.span(occurrence.trigger.token)[0] - reading.start
    here = {actor_key(actor.id) for group in reading.groups for actor in group.actors}
    best: tuple[float, Fact] | None = None
    for listed in document.gold.records:
        if listed.kind != occurrence.entry.rule.kind:
            continue
        fact = from_gold(listed)
        offset = sentence.find(listed.anchor)
        if offset >= 0:
            distance = abs(offset + len(listed.anchor) / 2 - at)
        elif fact.actors <= here:
            distance = 1000.0
        else:
            continue
        if best is None or distance < best[0]:
            best = (distance, fact)
    return best[1] if best else None


def _right(fact: Fact | None, occurrence: Occurrence, role: str, row: RoleRow) -> int | None:
    if fact is None or role not in fact.roles:
        return None
    wanted, given = fact.roles[role], {actor_key(actor.id) for actor in row.actors}
    common = wanted & given
    if occurrence.entry.rule.kind in LEAST_TWO or (common and len(wanted) > 1):
        return int(len(common) / len(given) > 0.5)
    return int(len(common) / len(wanted | given) >= 0.5)


class Drawn(msgspec.Struct):
    """A page drawn at random, by its number, with the mentions that a reader found right: part, start of the sentence, rule.

    ``read`` are the mentions that were judged, where those were not all of the page.
    """

    number: int
    right: list[tuple[str, int, str]]
    read: list[tuple[str, int, str]] | None = None


def load_drawn(file: Path, pages: Path) -> list[Listed]:
    """The pages of a file of ``Drawn``: whole where it says what was read, else cut after ten sentences as the listed are."""
    found: list[Listed] = []
    for line in file.read_bytes().splitlines():
        drawn = msgspec.json.decode(line, type=Drawn)
        page = read_page(pages, f"orange:{drawn.number}")
        if page is None:
            continue
        sentences = list(islice(split_sentences(page.words), SENTENCES))
        text = page.words[: sentences[-1].end] if sentences and drawn.read is None else page.words
        dispatch = make_dispatch(f"orange:{drawn.number}", text, title=page.title, published=page.date)
        read = None if drawn.read is None else frozenset(drawn.read)
        found.append(Listed(dispatch, GoldDocument(id=dispatch.id, records=()), frozenset(drawn.right), read))
    return found


def is_right(listed: Listed, reading: Reading, candidate: Candidate) -> bool | None:
    """Whether a listed fact of the same kind has, by half, the same actors; of a page drawn, a verdict (None: unread)."""
    if listed.right is not None:
        place = (reading.part, reading.start, candidate.rule.id)
        return place in listed.right if listed.read is None or place in listed.read else None
    actors = frozenset(actor_key(a.id) for role in kinds()[candidate.rule.kind].roles for a in candidate.roles.get(role, ()))
    return any(
        fact.kind == candidate.rule.kind and len(fact.actors & actors) * 2 >= len(fact.actors | actors) for fact in listed.facts()
    )
