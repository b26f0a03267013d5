"""A dispatch is about relations between states or it isn't: its words say so, the more of them the louder."""

from __future__ import annotations

from legation.coder.judge import load_weights, words
from legation.coder.topic import PLACES, TELLING, TopicModel, place_of, spread
from legation.model import make_dispatch

SUMMIT = (
    "Les ministres des Affaires étrangères des deux pays se sont entretenus à Accra de la sécurité régionale et des sanctions. "
    "Le gouvernement a condamné l'offensive menée par l'armée voisine et demandé une réunion du Conseil de sécurité de l'ONU. "
)
MATCH = (
    "L'attaquant a ouvert le score à la demi-heure de jeu, avant que le gardien ne détourne un penalty en seconde période. "
    "Le club reçoit son rival samedi, pour la dernière journée de championnat, devant un stade à guichets fermés. "
)


def test_the_shipped_model_tells_diplomacy_from_a_match() -> None:
    topic = load_weights("fr").topic
    assert len(topic.weights) == PLACES
    assert topic.of(SUMMIT * 4) > 0 > topic.of(MATCH * 4)


def test_a_short_text_says_less_than_a_long_one() -> None:
    topic = load_weights("fr").topic
    long = SUMMIT * 4
    assert len(SUMMIT) < TELLING <= len(long)
    assert abs(topic.of(SUMMIT)) < abs(topic.of(long))


def test_case_accents_and_apostrophes_change_nothing() -> None:
    assert spread("L'ÉLYSÉE condamne") == spread("l’elysee condamne") != {}


def test_a_text_without_words_is_where_the_line_starts() -> None:
    model = TopicModel(weights=[1000] * PLACES, intercept=-0.25)
    assert spread("12 - 15 !") == {}
    assert model.of("1 " * TELLING) == -0.25
    assert model.of("sommet " * TELLING) == -0.25 + place_of("sommet")[1]


def test_title_and_beginning_are_what_counts() -> None:
    dispatch = make_dispatch("n1", SUMMIT * 30 + "Fin.", title="Un entretien")
    assert words(dispatch).startswith("Un entretien\nLes ministres")
    assert "Fin." not in words(dispatch)
