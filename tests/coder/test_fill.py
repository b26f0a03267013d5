"""What the filler may and may not do, whatever it learned."""

from __future__ import annotations

import pytest

from legation.coder import Coder
from legation.coder.candidates import Candidate, Occurrence
from legation.coder.judge import claim
from legation.model import make_dispatch
from legation.ontology import kinds

SENTENCES = [
    "Après une rencontre à Genève avec les envoyés du Tchad, Rome a promis, selon un diplomate, une aide au Soudan.",
    "Le président kényan, dont le pays préside le Conseil, a condamné, devant la presse, les frappes de l'Ethiopie.",
    "La Norvège, la Suède et le Danemark ont signé lundi avec le Kosovo un accord de pêche.",
    "Le Pérou exige, et le Chili aussi, que la Bolivie retire ses troupes.",
    "Lisbonne a refusé vendredi, après Madrid, la demande que Rabat lui avait faite.",
]


def filled(coder: Coder, text: str) -> list[tuple[Occurrence, Candidate]]:
    assert coder.filler is not None
    dispatch = make_dispatch("x", text, published="2025-03-03")
    pairs: list[tuple[Occurrence, Candidate]] = []
    for reading in next(coder.reader.read([dispatch]))[1]:
        for occurrence in coder.matcher.occurrences(reading):
            pairs += [(occurrence, candidate) for candidate in coder.filler.complete(reading, [occurrence])]
    return pairs


@pytest.mark.parametrize("text", SENTENCES)
def test_what_the_rule_filled_stays(judged: Coder, text: str) -> None:
    for occurrence, candidate in filled(judged, text):
        for role, actors in occurrence.roles.items():
            assert {actor.id for actor in actors} <= {actor.id for actor in candidate.roles.get(role, ())}


@pytest.mark.parametrize("text", SENTENCES)
def test_every_required_role_has_somebody_of_the_sentence_with_a_probability(judged: Coder, text: str) -> None:
    for _, candidate in filled(judged, text):
        required = kinds()[candidate.rule.kind].required
        assert set(candidate.evidence) == set(required)
        assert all(0 <= candidate.evidence[role].chance <= 1 for role in required)
        for role in required:
            for actor in candidate.roles[role]:
                assert 0 <= actor.start < actor.end <= len(text)


@pytest.mark.parametrize("text", SENTENCES)
def test_nobody_acts_on_himself(judged: Coder, text: str) -> None:
    for _, candidate in filled(judged, text):
        required = kinds()[candidate.rule.kind].required
        assert len(claim(candidate.rule.kind, candidate.roles)) == sum(len(candidate.roles[role]) for role in required)


def test_a_possessive_names_the_one_who_does_it(judged: Coder) -> None:
    text = "L'Inde livre des vivres au Népal après son attaque contre le Bhoutan."
    attacks = [c for _, c in filled(judged, text) if c.rule.kind == "force.attack" and not c.by_rule]
    assert not attacks
