"""The figures of an evaluation, as they are printed and written as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from legation.evaluation.facts import Fact, from_gold, from_mention
from legation.evaluation.gold import GoldDocument
from legation.evaluation.scoring import Matching, Rates, match_all, rate
from legation.model import Mention


class KindRates(msgspec.Struct, frozen=True, kw_only=True):
    """One kind's line in the table."""

    kind: str
    plain: Rates
    strict: Rates


class StatusCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often a fact listed with one status was coded with another (or the same)."""

    gold: str
    coded: str
    count: int


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """Over matched facts: right and wrong where both have a date, missed and made up where only the one has."""

    right: int
    wrong: int
    missed: int
    made: int

    @property
    def accuracy(self) -> float:
        """The share of the gold's dates that were coded right."""
        listed = self.right + self.wrong + self.missed
        return self.right / listed if listed else 0.0


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures that a floor can stand on."""

    f1: float
    precision: float
    recall: float
    strict_f1: float
    loose_f1: float
    status: float
    date: float


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A miss or a false alarm, to read."""

    dispatch: str
    fact: Fact


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one evaluation found."""

    documents: int
    coded: int
    plain: Rates
    loose: Rates
    strict: Rates
    kinds: tuple[KindRates, ...]
    status: tuple[StatusCount, ...]
    dates: Dates
    irrelevant: int
    irrelevant_quiet: int
    misses: tuple[Example, ...]
    alarms: tuple[Example, ...]

    @property
    def status_accuracy(self) -> float:
        """The share of matched facts whose status is right."""
        matched = sum(line.count for line in self.status)
        return sum(line.count for line in self.status if line.gold == line.coded) / matched if matched else 0.0

    def figures(self) -> Figures:
        """The figures that stand for the whole."""
        return Figures(
            f1=self.plain.f1,
            precision=self.plain.precision,
            recall=self.plain.recall,
            strict_f1=self.strict.f1,
            loose_f1=self.loose.f1,
            status=self.status_accuracy,
            date=self.dates.accuracy,
        )


def evaluate(gold: Sequence[GoldDocument], coded: Iterable[Mention]) -> Result:
    """Score coded mentions, of any number of dispatches in any order, against a gold."""
    listed = {document.id: tuple(map(from_gold, document.records)) for document in gold}
    answers: dict[str, list[Fact]] = {id_: [] for id_ in listed}
    for mention in coded:
        if mention.dispatch in answers:
            answers[mention.dispatch].append(from_mention(mention))
    return score(listed, answers)


def score(listed: Mapping[str, Sequence[Fact]], answers: Mapping[str, Sequence[Fact]]) -> Result:
    """Score facts in the form that is compared."""
    plain, loose, strict = (match_all(listed, answers, measure) for measure in ("plain", "loose", "strict"))
    pairs = [pair for matching in plain.values() for pair in matching.pairs]
    empty = [id_ for id_, facts in listed.items() if not facts]
    return Result(
        documents=len(listed),
        coded=sum(len(answers.get(id_, ())) for id_ in listed),
        plain=rate(list(plain.values())),
        loose=rate(list(loose.values())),
        strict=rate(list(strict.values())),
        kinds=_by_kind(listed, answers, list(plain.values()), list(strict.values())),
        status=_confusion(pairs),
        dates=_dates(pairs),
        irrelevant=len(empty),
        irrelevant_quiet=sum(not answers.get(id_) for id_ in empty),
        misses=tuple(Example(dispatch=id_, fact=fact) for id_, matching in plain.items() for fact in matching.missed),
        alarms=tuple(Example(dispatch=id_, fact=fact) for id_, matching in plain.items() for fact in matching.false),
    )


def _by_kind(
    listed: Mapping[str, Sequence[Fact]],
    answers: Mapping[str, Sequence[Fact]],
    plain: Sequence[Matching],
    strict: Sequence[Matching],
) -> tuple[KindRates, ...]:
    facts = [fact for facts in listed.values() for fact in facts]
    facts += [fact for id_ in listed for fact in answers.get(id_, ())]
    return tuple(
        KindRates(kind=kind, plain=rate(plain, kind), strict=rate(strict, kind)) for kind in sorted({fact.kind for fact in facts})
    )


def _confusion(pairs: Sequence[tuple[Fact, Fact]]) -> tuple[StatusCount, ...]:
    counts = Counter((gold.status, coded.status) for gold, coded in pairs)
    return tuple(StatusCount(gold=gold, coded=coded, count=count) for (gold, coded), count in sorted(counts.items()))


def _dates(pairs: Sequence[tuple[Fact, Fact]]) -> Dates:
    both = [gold.date == coded.date for gold, coded in pairs if gold.date and coded.date]
    return Dates(
        right=sum(both),
        wrong=len(both) - sum(both),
        missed=sum(gold.date is not None and coded.date is None for gold, coded in pairs),
        made=sum(gold.date is None and coded.date is not None for gold, coded in pairs),
    )
