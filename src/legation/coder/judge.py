"""The judge: how probable it is that a candidate is a fact of its dispatch.

Rules say what a candidate tells; the judge, learned from listed facts of real press (``make judge``), says how far to trust it:
from how its roles were filled, how it is told, how good its rule proved, and what else the dispatch says of the same actors.
The probability is the confidence of the mention.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import prod

import msgspec
from msgspec import Struct

from legation.coder.candidates import Candidate
from legation.coder.topic import TopicModel
from legation.coder.trees import Ensemble, TreeModel
from legation.languages.base import Reading
from legation.model import Actor, Dispatch
from legation.ontology import kinds

# How many training candidates of a kind make the judge count as much as the rule.
ENOUGH = 15
# What is left of the probability of a candidate whose trigger the grammar ties nobody to.
UNTIED = 0.1
# How many characters of a text say what it is about: the examples that the judge learned from are cut at about there.
BEGINNING = 3000
# The type of an actor by its id, as ``Matcher.type_of`` knows it.
TypeOf = Callable[[str], str | None]
_STATUSES = ("occurred", "ongoing", "scheduled", "considered", "called_for", "denied")
_TENSES = ("pres", "past", "impf", "pluperfect", "fut", "futant", "cond", "condpast", "inf", "infpast", "ppres", "ppast", "")


class Prior(Struct, frozen=True):
    """How often candidates of a rule, a trigger and a kind were right in the training data, drawn to the mean where few.

    ``seen`` counts the candidates of a kind that rules alone filled.
    """

    mean: float
    seen: dict[str, int]
    rule: dict[str, float]
    lemma: dict[str, float]
    kind: dict[str, float]


class Weights(Struct, frozen=True):
    """All that is learned, as ``make judge`` writes it."""

    fill: TreeModel
    judge: TreeModel
    topic: TopicModel
    prior: Prior
    threshold: float
    reliability: list[tuple[float, float, int]]


@cache
def load_weights(language: str) -> Weights:
    """The weights that come with a language."""
    content = (files(f"legation.languages.{language}") / "judge.json").read_bytes()
    return msgspec.json.decode(content, type=Weights)


def claim(kind: str, roles: dict[str, tuple[Actor, ...]]) -> frozenset[str]:
    """The ids of the actors of a candidate's required roles.

    >>> japan, kenya = (Actor(id=id, name=id, start=0, end=3) for id in ("JPN", "KEN"))
    >>> sorted(claim("aid", {"DONOR": (japan,), "RECIPIENT": (kenya,), "through": (kenya,)}))
    ['JPN', 'KEN']
    """
    return frozenset(actor.id for role in kinds()[kind].required for actor in roles.get(role, ()))


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Common ids by all ids."""
    return len(first & second) / len(first | second) if first | second else 0.0


def states(ids: Iterable[str], type_of: TypeOf) -> list[str]:
    """The states that actors are or belong to, in order and as often as they stand there; organizations have none.

    >>> states(["MLI", "MLI:junta", "ECOWAS"], {"MLI": "state", "MLI:junta": "state", "ECOWAS": "organization"}.get)
    ['MLI', 'MLI']
    """
    return [id.partition(":")[0] for id in ids if type_of(id) == "state"]


def words(dispatch: Dispatch) -> str:
    r"""The words that tell what a dispatch is about: title and beginning.

    >>> from legation.model import make_dispatch
    >>> words(make_dispatch("n1", "Le sommet s'ouvre lundi.", title="Abuja"))
    "Abuja\nLe sommet s'ouvre lundi."
    """
    return f"{dispatch.title or ''}\n{dispatch.text[:BEGINNING]}"


class Case(Struct):
    """A candidate with its reading and what the judge is told of it, priors left out."""

    reading: Reading
    candidate: Candidate
    numbers: dict[str, float]


def describe(readings: Sequence[tuple[Reading, Sequence[Candidate]]], type_of: TypeOf, topic: float) -> list[Case]:
    """What the judge is told of each candidate of a dispatch; ``topic`` is what ``TopicModel.of`` says of its words."""
    cases = [Case(reading, candidate, _own(reading, candidate)) for reading, found in readings for candidate in found]
    salience = Counter(actor.id for reading, _ in readings for group in reading.groups for actor in group.actors)
    titled = {a.id for reading, _ in readings if reading.part == "title" for group in reading.groups for a in group.actors}
    claims = [claim(case.candidate.rule.kind, case.candidate.roles) for case in cases]
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_kind: dict[str, list[int]] = defaultdict(list)
    by_claim: dict[frozenset[str], list[int]] = defaultdict(list)
    for i, case in enumerate(cases):
        by_sentence[case.reading.number].append(i)
        by_kind[case.candidate.rule.kind].append(i)
        by_claim[claims[i]].append(i)
    most = max(salience.values(), default=1)
    named = Counter(states(salience.elements(), type_of))
    headed = states(titled, type_of)
    main = named.most_common(1)[0][0] if named else ""
    fired = sum(case.candidate.by_rule for case in cases)
    for i, case in enumerate(cases):
        own, kind, number = case.numbers, case.candidate.rule.kind, case.reading.number
        token = case.candidate.trigger.token.i
        same = [j for j in by_kind[kind] if cases[j].reading.number != number and overlap(claims[i], claims[j]) >= 0.5]
        near = [j for j in by_sentence[number] if j != i]
        rivals = [j for j in near if cases[j].candidate.rule.kind == kind]
        twins = [j for j in near if cases[j].candidate.trigger.token.i == token]
        seen = [salience[id] for id in claims[i]] or [0]
        own_states = states(claims[i], type_of)
        own.update(
            states=float(len(set(own_states))),
            samestate=float(len(set(own_states)) < len(own_states)),
            generic=sum(":" in id for id in claims[i]) / max(1, len(claims[i])),
            docstates=float(len(named)),
            mainshare=named[main] / max(1, named.total()),
            ofmain=float(main in own_states),
            titlestates=float(len(set(headed))),
            nsame=float(len(same)),
            bestsame=max((cases[j].numbers["prod"] for j in same), default=0.0),
            firedsame=float(any(cases[j].candidate.by_rule for j in same)),
            ndy=float(sum(cases[j].candidate.rule.kind != kind for j in by_claim[claims[i]])),
            nss=float(len(near)),
            nsk=float(len(rivals)),
            sk_better=float(any(cases[j].numbers["prod"] > own["prod"] for j in rivals)),
            sk_fired=float(any(cases[j].candidate.by_rule for j in rivals)),
            ntt=float(len(twins)),
            tt_fired=float(any(cases[j].candidate.by_rule for j in twins)),
            tt_better=float(any(cases[j].numbers["prod"] > own["prod"] for j in twins)),
            relsal=min(seen) / most,
            intitle=len(claims[i] & titled) / max(1, len(claims[i])),
            ncanddoc=(len(cases) - 1) / len(readings),
            docn=len(salience) / len(readings),
            fireddoc=(fired - case.candidate.by_rule) / len(readings),
            topic=topic,
        )
    return cases


def _own(reading: Reading, candidate: Candidate) -> dict[str, float]:
    """What is told of a candidate without regard to the others."""
    evidence = list(candidate.evidence.values())
    chances = [each.chance for each in evidence] or [candidate.weight]
    told = reading.told(candidate.trigger, candidate.object)
    return {
        **reading.surroundings(candidate.trigger),
        "minp": min(chances),
        "maxp": max(chances),
        "prod": prod(chances),
        "p1": chances[0],
        "p2": chances[1] if len(chances) > 1 else -1.0,
        "nrule": float(sum(each.by_rule for each in evidence)),
        "alt": max((each.next_best for each in evidence), default=0.0),
        "nidx": float(max((each.several for each in evidence), default=1)),
        "fired": float(candidate.by_rule),
        "w": candidate.rule.weight,
        "cw": candidate.weight if candidate.by_rule else 0.0,
        "kind": float(sorted(kinds()).index(candidate.rule.kind)),
        "st": float(_STATUSES.index(told.status)) if told.status else -1.0,
        "tt": float(_TENSES.index(told.tense)) if told.tense in _TENSES else -1.0,
        "doubt": told.doubt,
        "ncl": float(len(told.claimed_by)),
        "ann": float(told.announced),
        "title": float(reading.part == "title"),
        "ng": float(len(reading.groups)),
        "n1": float(len(claim(candidate.rule.kind, candidate.roles))),
        "host": float("host" in candidate.roles),
    }


def with_priors(case: Case, prior: Prior) -> dict[str, float]:
    """What the judge is told of a case, with how its rule, trigger and kind proved."""
    rule, trigger = case.candidate.rule, case.candidate.trigger
    return {
        **case.numbers,
        "rulep": prior.rule.get(rule.id, prior.mean),
        "lemp": prior.lemma.get(trigger.lemma, prior.mean),
        "kindp": prior.kind.get(rule.kind, prior.mean),
    }


def confidence(chance: float, candidate: Candidate, doubt: float, prior: Prior) -> float:
    """The judge's probability; of kinds hardly seen in training, what rules alone filled counts by the rule's weight too.

    Where the grammar ties nobody to the trigger, whoever else stands there is hardly ever told to act: of such mentions of pages
    drawn at random a reader found 2 of 55 right (``gold/orange/drawn.ndjson``).
    """
    if not candidate.by_rule:
        tied = any(each.by_rule for each in candidate.evidence.values())
        return chance if tied or not candidate.evidence else UNTIED * chance
    known = prior.seen.get(candidate.rule.kind, 0)
    share = known / (known + ENOUGH)
    return share * chance + (1 - share) * candidate.weight * (1 - doubt)


class Judge:
    """Sets the probability of every candidate of a dispatch."""

    def __init__(self, weights: Weights, type_of: TypeOf) -> None:
        self.prior = weights.prior
        self.type_of = type_of
        self.topic = weights.topic
        self.model = Ensemble(weights.judge)

    def judge(self, dispatch: Dispatch, readings: Sequence[tuple[Reading, Sequence[Candidate]]]) -> None:
        """Set ``judged`` of the candidates; reads all of them first, since they bear on each other."""
        if not any(found for _, found in readings):
            return
        cases = describe(readings, self.type_of, self.topic.of(words(dispatch)))
        chances = self.model.probabilities([with_priors(case, self.prior) for case in cases])
        for case, chance in zip(cases, chances, strict=True):
            case.candidate.judged = confidence(float(chance), case.candidate, case.numbers["doubt"], self.prior)
