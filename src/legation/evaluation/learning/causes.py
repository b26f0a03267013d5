"""Why facts are missed and why others are false, counted: each cause is found by looking at what the coder saw there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from legation.atlas import fold
from legation.coder.candidates import Matcher
from legation.evaluation.facts import Fact, actor_key, from_gold, from_mention, near
from legation.evaluation.learning.examples import Listed
from legation.evaluation.scoring import match
from legation.languages.base import Reading
from legation.model import Dispatch, Mention

UNREAD = "missed: its sentence was not parsed (no actor, or no known trigger)"
UNKNOWN = "missed: no rule knows its words"
SENSE = "missed: a rule knows the word, but wants other words beside it"
ACTORS = "missed: an actor is not recognised in its sentence"
ROLES = "missed: the roles went to other actors of the sentence"
UNSURE = "missed: found, but judged too improbable"
IRRELEVANT = "false: the page tells nothing that is listed"
NEIGHBOUR = "false: the same actors, another kind is listed"
OTHERS = "false: such an event is listed, with other actors"
NOTHING = "false: nothing of the kind is listed there"


def miss(fact: Fact, dispatch: Dispatch, readings: Sequence[Reading], matcher: Matcher, improbable: Iterable[Mention]) -> str:
    """Why a listed fact was not coded."""
    if any(from_mention(m).kind == fact.kind and _same_actors(fact, from_mention(m)) for m in improbable):
        return UNSURE
    there = [r for r in readings if fact.words in (words := dispatch.part(r.part)[r.start : r.end]) or words in fact.words]
    if not there:
        return UNREAD
    if not any(o.entry.rule.kind == fact.kind for reading in there for o in matcher.occurrences(reading)):
        forms = {fold(token.text) for reading in there for token in reading.tokens}
        known = any(entry.rule.kind == fact.kind for form in forms for entry, _ in matcher.index.get(form, ()))
        return SENSE if known else UNKNOWN
    here = {actor_key(actor.id) for reading in there for group in reading.groups for actor in group.actors}
    return ROLES if fact.actors <= here else ACTORS


def alarm(fact: Fact, listed: Sequence[Fact]) -> str:
    """Why a coded fact is false."""
    if not listed:
        return IRRELEVANT
    if any(near(other.kind, fact.kind) and other.kind != fact.kind and _same_actors(other, fact) for other in listed):
        return NEIGHBOUR
    return OTHERS if any(other.kind == fact.kind for other in listed) else NOTHING


def _same_actors(first: Fact, second: Fact) -> bool:
    return 2 * len(first.actors & second.actors) >= len(first.actors | second.actors) > 0


def count(
    listed: Sequence[Listed],
    read: Sequence[Sequence[Reading]],
    mentions: Mapping[str, Sequence[Mention]],
    matcher: Matcher,
    threshold: float,
) -> Counter[tuple[str, str]]:
    """How often each cause, by kind: misses of core facts and false alarms."""
    counted: Counter[tuple[str, str]] = Counter()
    for one, readings in zip(listed, read, strict=True):
        sorted_: dict[bool, list[Mention]] = defaultdict(list)
        for mention in mentions[one.dispatch.id]:
            sorted_[mention.confidence >= threshold].append(mention)
        facts = [from_gold(fact) for fact in one.gold.records]
        found = match(facts, [from_mention(m) for m in sorted_[True]], "plain")
        counted.update((miss(fact, one.dispatch, readings, matcher, sorted_[False]), fact.kind) for fact in found.missed)
        counted.update((alarm(fact, facts), fact.kind) for fact in found.false)
    return counted
