"""Why a sentence is coded as it is: what every rule whose trigger word it has did with it, and where it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from msgspec import Struct

from legation.atlas import fold
from legation.coder.candidates import Candidate, Look, Matcher, Reason, Stop
from legation.coder.coder import Coder
from legation.coder.rules import Entry, Rule
from legation.languages.base import Reading, Trigger
from legation.model import Actor, Dispatch, Mention, Part
from legation.ontology import kinds

Outcome = Literal["unused", Reason, "reference", "called_for", "covered", "threshold", "fired"]
OUTCOMES: tuple[Outcome, ...] = ("unused", *get_args(Reason), "reference", "called_for", "covered", "threshold", "fired")
"""From what stops first to a mention; of several tries of a rule on one word the one that went furthest is told."""


class Looked(Struct, frozen=True):
    """Where a rule looked for a role: the function, the words there (None where it has none), and whom they name."""

    role: str
    function: str
    words: str | None
    fit: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


class Attempt(Struct, frozen=True):
    """A rule tried on a word: the outcome, the words or roles that decided it, where actors were looked for, the mention."""

    rule: str
    kind: str
    trigger: str
    word: str
    part: Part
    start: int
    verb: bool
    outcome: Outcome
    about: tuple[str, ...] = ()
    looked: tuple[Looked, ...] = ()
    mention: Mention | None = None

    @property
    def fired(self) -> bool:
        """Whether the mention is among those that the coder gives."""
        return self.outcome == "fired"


def explain(coder: Coder, dispatch: Dispatch) -> tuple[Attempt, ...]:
    """Every rule whose trigger word is in the dispatch, with what came of it: what fired, then what came nearest to firing.

    >>> from legation.model import make_dispatch
    >>> tried = explain(Coder(judged=False), make_dispatch("n1", "Le Mali a quitté la réunion de l'Otan."))
    >>> [(one.outcome, one.about) for one in tried if one.rule == "fr.membership.leave.quitter"]
    [('unless', ('réunion',))]
    """
    _, readings = next(iter(coder.reader.read([dispatch])))
    found: list[tuple[Reading, list[Candidate]]] = []
    tried: list[Attempt] = []
    for reading in readings:
        candidates: list[Candidate] = []
        for entry, trigger, result in _tries(coder.matcher, reading):
            if isinstance(result, Candidate):
                candidates.append(result)
            else:
                tried.append(_stopped(coder.matcher, dispatch, reading, entry, trigger, result))
        found.append((reading, candidates))
    mentions = coder.assembler.assemble(dispatch, found)
    tried += [_told(coder, dispatch, where, candidate, mentions) for where, those in found for candidate in those]
    return tuple(sorted(_furthest(tried), key=lambda one: (-OUTCOMES.index(one.outcome), one.part, one.start, one.rule)))


def _tries(matcher: Matcher, reading: Reading) -> Iterator[tuple[Entry, Trigger, Candidate | Stop | None]]:
    """Each entry on each of its words; None where the word is not used as that part of speech."""
    for token in reading.tokens:
        for entry, tense in matcher.index.get(fold(token.text), ()):
            trigger = Trigger(token, entry.lemma, entry.verb, tense)
            used = reading.is_trigger(token, entry.verb, tense)
            yield entry, trigger, matcher.examine(reading, entry, trigger) if used else None


def _stopped(
    matcher: Matcher, dispatch: Dispatch, reading: Reading, entry: Entry, trigger: Trigger, stop: Stop | None
) -> Attempt:
    """An attempt that made no candidate."""
    looked: list[Looked] = []
    if stop is not None and stop.reason in ("missing", "few"):
        for role in stop.words:
            looked += dict.fromkeys(_looked(matcher, dispatch, reading, entry, trigger, stop, role))
    outcome: Outcome = stop.reason if stop is not None else "unused"
    about = stop.words if stop is not None else ()
    return _attempt(dispatch, reading, entry.rule, trigger, outcome, about, tuple(looked))


def _looked(
    matcher: Matcher, dispatch: Dispatch, reading: Reading, entry: Entry, trigger: Trigger, stop: Stop, role: str
) -> Iterator[Looked]:
    """What each function that a rule names for a role has in the sentence."""
    functions = [each for spec in matcher.functions(entry).get(role, ()) for each in spec.split(" | ")]
    for function in functions:
        looks = list(matcher.looks(reading, entry, trigger, stop.object, role, function, stop.roles))
        if not looks:
            yield Looked(role, function, None)
        for look in looks:
            yield Looked(role, function, _words(dispatch, reading, look), _ids(look.fit), _ids(look.unfit))


def _words(dispatch: Dispatch, reading: Reading, look: Look) -> str:
    start, end = reading.span(look.argument.token)
    return dispatch.part(reading.part)[start:end]


def _ids(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(actor.id for actor in actors)


def _told(coder: Coder, dispatch: Dispatch, reading: Reading, candidate: Candidate, mentions: Sequence[Mention]) -> Attempt:
    """An attempt that made a candidate: the mention it became, or what became of it."""
    rule, start = candidate.rule, reading.span(candidate.trigger.token)[0]
    mention = next((m for m in mentions if (m.rule, m.part, m.trigger_start) == (rule.id, reading.part, start)), None)
    outcome: Outcome = "fired"
    about: tuple[str, ...] = ()
    if mention is not None and mention.confidence < coder.threshold:
        outcome, about = "threshold", (f"{mention.confidence:.2f}", f"{coder.threshold:.2f}")
    elif mention is None and candidate.incomplete:
        outcome = "reference"
    elif mention is None and not coder.assembler.assemble(dispatch, [(reading, [candidate])]):
        outcome = "called_for"
    elif mention is None:
        outcome = "covered"
        about = tuple(m.rule for m in mentions if m.kind == rule.kind and reading.start <= m.start < reading.end)[:1]
    return _attempt(dispatch, reading, rule, candidate.trigger, outcome, about, (), mention)


def _attempt(
    dispatch: Dispatch,
    reading: Reading,
    rule: Rule,
    trigger: Trigger,
    outcome: Outcome,
    about: tuple[str, ...],
    looked: tuple[Looked, ...],
    mention: Mention | None = None,
) -> Attempt:
    start, end = reading.span(trigger.token)
    return Attempt(
        rule=rule.id,
        kind=kinds()[rule.kind].id,
        trigger=trigger.lemma,
        word=dispatch.part(reading.part)[start:end],
        part=reading.part,
        start=start,
        verb=trigger.verb,
        outcome=outcome,
        about=about,
        looked=looked,
        mention=mention,
    )


def _furthest(tried: Sequence[Attempt]) -> list[Attempt]:
    """One attempt a rule and word."""
    kept: dict[tuple[str, Part, int], Attempt] = {}
    for one in tried:
        key = one.rule, one.part, one.start
        if key not in kept or OUTCOMES.index(one.outcome) > OUTCOMES.index(kept[key].outcome):
            kept[key] = one
    return list(kept.values())
