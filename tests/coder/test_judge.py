"""The judge's probabilities are the confidence of mentions."""

from __future__ import annotations

import msgspec
import pytest

from legation.coder import Coder
from legation.coder.candidates import Candidate, Evidence
from legation.coder.judge import UNTIED, Prior, confidence, load_weights, overlap
from legation.model import make_dispatch


@pytest.fixture(scope="module")
def candidate(judged: Coder) -> Candidate:
    dispatch = make_dispatch("x", "Le Pérou a accusé le Chili.", published="2025-03-03")
    reading = next(judged.reader.read([dispatch]))[1][0]
    return next(c for c in judged.matcher.candidates(reading) if c.rule.kind == "accuse")


def prior(seen: int) -> Prior:
    return Prior(mean=0.5, seen={"accuse": seen}, rule={}, lemma={}, kind={})


def test_of_a_kind_never_seen_the_rule_alone_counts(candidate: Candidate) -> None:
    assert confidence(0.2, candidate, 0.0, prior(0)) == pytest.approx(candidate.weight)
    assert confidence(0.2, candidate, 0.5, prior(0)) == pytest.approx(candidate.weight / 2)


def test_the_more_was_seen_the_more_the_judge_counts(candidate: Candidate) -> None:
    chances = [confidence(0.2, candidate, 0.0, prior(seen)) for seen in (0, 10, 100, 10_000)]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == pytest.approx(0.2, abs=0.01)


def test_what_the_model_filled_is_judged_alone(candidate: Candidate) -> None:
    filled = Candidate(candidate.rule, candidate.trigger, candidate.roles, candidate.weight, by_rule=False)
    assert confidence(0.2, filled, 0.0, prior(0)) == 0.2


@pytest.mark.parametrize(("tied", "expected"), [((True, False), 0.8), ((False, False), 0.8 * UNTIED)])
def test_whom_the_grammar_does_not_tie_to_the_verb_is_hardly_believed(
    candidate: Candidate, tied: tuple[bool, bool], expected: float
) -> None:
    evidence = {role: Evidence(0.9, by_rule, 0.1, 2) for role, by_rule in zip(candidate.roles, tied, strict=True)}
    filled = Candidate(candidate.rule, candidate.trigger, candidate.roles, candidate.weight, evidence=evidence, by_rule=False)
    assert confidence(0.8, filled, 0.0, prior(0)) == pytest.approx(expected)


def test_mentions_carry_probabilities_and_the_threshold_is_the_learned_one(judged: Coder) -> None:
    weights = load_weights("fr")
    assert judged.threshold == weights.threshold
    dispatch = make_dispatch("x", "Le Pérou a accusé le Chili. Lima a expulsé deux diplomates chiliens.", published="2025-03-03")
    mentions = judged.code(dispatch)
    assert mentions
    assert all(weights.threshold <= mention.confidence <= 1 for mention in mentions)


def test_the_reliability_table_shows_a_calibrated_judge() -> None:
    table = load_weights("fr").reliability
    candidates = sum(count for _, _, count in table)
    error = sum(abs(said - right) * count for said, right, count in table) / candidates
    assert error < 0.05, table


def test_weights_survive_writing() -> None:
    weights = load_weights("fr")
    assert msgspec.json.decode(msgspec.json.encode(weights), type=type(weights)) == weights


def test_overlap_is_by_ids() -> None:
    assert overlap(frozenset({"PER", "CHL"}), frozenset({"PER"})) == 0.5
    assert overlap(frozenset(), frozenset()) == 0.0
