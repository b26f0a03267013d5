"""How well coded facts answer listed ones.

- **plain**: same kind, and the actors of all roles overlap (Jaccard at least one half). One to one, best first.
- **loose**: the same, neighbouring kinds allowed.
- **strict**: same kind, same status, and the actors of every required role equal.

Recall is over core facts. A coded fact that answers any listed fact, core or not, is no false alarm; a second telling
of the same kind with the same actors as one that answers is left out of the count; all else is a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from legation.evaluation.facts import Fact, near, strict_roles

Measure = Literal["plain", "loose", "strict"]
MEASURES: tuple[Measure, ...] = ("plain", "loose", "strict")


def overlap(gold: Fact, coded: Fact) -> float:
    """Jaccard of the actors of all roles, 0 where neither has any."""
    either = gold.actors | coded.actors
    return len(gold.actors & coded.actors) / len(either) if either else 0.0


def _loose(gold: Fact, coded: Fact) -> float:
    if not near(gold.kind, coded.kind):
        return 0.0
    shared = overlap(gold, coded)
    return 0.0 if shared < 0.5 else shared + (gold.kind == coded.kind) + 0.3 * (gold.status == coded.status)


def _plain(gold: Fact, coded: Fact) -> float:
    return _loose(gold, coded) if gold.kind == coded.kind else 0.0


def _strict(gold: Fact, coded: Fact) -> float:
    if gold.kind != coded.kind or gold.status != coded.status:
        return 0.0
    nobody: frozenset[str] = frozenset()
    if any(gold.roles.get(role, nobody) != coded.roles.get(role, nobody) for role in strict_roles(gold.kind)):
        return 0.0
    return 1 + 0.1 * (gold.date == coded.date)


_FITS: dict[Measure, Callable[[Fact, Fact], float]] = {"plain": _plain, "loose": _loose, "strict": _strict}


class Matching(msgspec.Struct, frozen=True):
    """One document under one measure: which coded fact answers which listed one, and what stays over."""

    pairs: tuple[tuple[Fact, Fact], ...]
    missed: tuple[Fact, ...]
    false: tuple[Fact, ...]


def match(gold: Sequence[Fact], coded: Sequence[Fact], measure: Measure) -> Matching:
    """Pair listed and coded facts one to one: the best fit first, core before arguable where two fit equally."""
    fits = _FITS[measure]
    ranked = sorted(
        (
            (fit, fact.core, -g, -c)
            for g, fact in enumerate(gold)
            for c, answer in enumerate(coded)
            if (fit := fits(fact, answer))
        ),
        reverse=True,
    )
    answer_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, c in ranked:
        if -g not in answer_of and -c not in taken:
            answer_of[-g] = -c
            taken.add(-c)
    told = {(coded[c].kind, coded[c].actors) for c in taken}
    return Matching(
        pairs=tuple((gold[g], coded[c]) for g, c in answer_of.items()),
        missed=tuple(fact for g, fact in enumerate(gold) if fact.core and g not in answer_of),
        false=tuple(fact for c, fact in enumerate(coded) if c not in taken and (fact.kind, fact.actors) not in told),
    )


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """Counts and what follows from them: `good` of `coded` answer a listed fact, `hit` of `core` facts are answered."""

    core: int
    hit: int
    coded: int
    good: int
    precision: float
    recall: float
    f1: float


def rates(core: int, hit: int, coded: int, good: int) -> Rates:
    """Precision, recall and F1 of counts; 0 where there is nothing to divide by.

    >>> rates(core=4, hit=2, coded=3, good=3).f1
    0.6666666666666666
    """
    precision, recall = _ratio(good, coded), _ratio(hit, core)
    f1 = _ratio(2 * precision * recall, precision + recall)
    return Rates(core=core, hit=hit, coded=coded, good=good, precision=precision, recall=recall, f1=f1)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def rate(matchings: Sequence[Matching], kind: str | None = None) -> Rates:
    """The rates over documents: of every fact, or of one kind (a pair counts under the kind of its listed fact)."""
    pairs = [gold for matching in matchings for gold, _ in matching.pairs if kind in (None, gold.kind)]
    missed = sum(kind in (None, fact.kind) for matching in matchings for fact in matching.missed)
    false = sum(kind in (None, fact.kind) for matching in matchings for fact in matching.false)
    hit = sum(fact.core for fact in pairs)
    return rates(core=hit + missed, hit=hit, coded=len(pairs) + false, good=len(pairs))


def match_all(gold: Mapping[str, Sequence[Fact]], coded: Mapping[str, Sequence[Fact]], measure: Measure) -> dict[str, Matching]:
    """Every document of the gold under one measure, in the gold's order; what was coded elsewhere is not looked at."""
    return {id_: match(facts, coded.get(id_, ()), measure) for id_, facts in gold.items()}
