"""Finding names in text: the longest, whole words only, in the case that their type asks for, where they stand."""

from __future__ import annotations

import pytest

from legation.atlas import Lookup, load_atlas
from legation.atlas.tables import Form

LOOKUP = load_atlas().lookup


def small(*forms: tuple[str, str, str]) -> Lookup:
    return Lookup(Form(id=id, language="fr", type=type, form=form, source="own") for id, type, form in forms)


def found(text: str, lookup: Lookup = LOOKUP) -> list[tuple[str, str, str]]:
    """(words, id, type) of the first reading of each hit."""
    return [(text[hit.start : hit.end], hit.id, hit.type) for hit in lookup.find(text)]


def test_the_longest_name_wins() -> None:
    lookup = small(("GIN", "name", "Guinée"), ("GNB", "name", "Guinée-Bissau"), ("GNQ", "name", "Guinée équatoriale"))
    text = "La Guinée, la Guinée-Bissau et la Guinée équatoriale"
    assert [id for _, id, _ in found(text, lookup)] == ["GIN", "GNB", "GNQ"]


def test_a_longer_name_wins_wherever_it_begins() -> None:
    lookup = small(("MLI", "name", "Mali"), ("X", "official", "Azawad du Mali central"), ("Y", "name", "Azawad"))
    assert found("l'Azawad du Mali central", lookup) == [("Azawad du Mali central", "X", "official")]
    assert [id for _, id, _ in found("l'Azawad du Mali", lookup)] == ["Y", "MLI"]


@pytest.mark.parametrize("text", ["La Nigeria", "Malices", "Somali", "Omali", "Mali2", "2Mali"])
def test_no_part_of_a_word_is_found(text: str) -> None:
    assert found(text, small(("MLI", "name", "Mali"), ("NER", "name", "Niger"))) == []


@pytest.mark.parametrize("text", ["l'Iran", "L’Iran", "(Iran)", "Iran-Irak", "«Iran»", "Iran.", "anti-Iran", "Iran…"])
def test_apostrophes_hyphens_and_quotes_bound_words(text: str) -> None:
    hits = found(text, small(("IRN", "name", "Iran"), ("IRQ", "name", "Irak")))
    assert len(hits) == (2 if "Irak" in text else 1)
    assert hits[0] == ("Iran", "IRN", "name")


@pytest.mark.parametrize(
    ("type", "form", "right", "wrong"),
    [
        ("name", "Tchad", ["Tchad", "TCHAD"], ["tchad"]),
        ("official", "République du Mali", ["République du Mali", "République Du Mali"], ["république du Mali"]),
        ("capital", "Le Caire", ["Le Caire", "LE CAIRE"], ["le Caire"]),
        ("metonym", "Maison Blanche", ["Maison Blanche", "Maison-Blanche"], ["maison blanche"]),
        ("metonym", "la Douma", ["la Douma", "La Douma"], ["Douma", "une Douma"]),
        ("surname", "Faure", ["Faure"], ["faure"]),
        ("demonym", "malien", ["malien", "Malien", "MALIEN"], ["maliens"]),
        ("periphrasis", "organisation ouest-africaine", ["organisation ouest-africaine", "Organisation Ouest-Africaine"], []),
        ("acronym", "UA", ["UA"], ["ua", "Ua"]),
        ("acronym", "UfM", ["UfM", "UFM"], ["ufm", "Ufm"]),
        ("acronym", "OTAN", ["OTAN", "Otan"], ["otan"]),
        ("acronym", "Cédéao", ["Cédéao", "CEDEAO", "Cedeao", "CÉDÉAO"], ["cédéao"]),
        ("prefix", "franco", [], ["franco-malien", "franco", "Franco"]),
    ],
)
def test_case_that_each_type_asks_for(type: str, form: str, right: list[str], wrong: list[str]) -> None:
    lookup = small(("X", type, form))
    assert [words for words in right if len(lookup.find(f"à {words} hier")) != 1] == []
    assert [words for words in wrong if lookup.find(f"à {words} hier")] == []


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "À l’Élysée, « l'Égypte » et la Côte d’Ivoire ont reçu la CÉDÉAO\u00a0: Œuvre d'Abidjan, N’Djaména…"
    hits = LOOKUP.find(text)
    assert [text[hit.start : hit.end] for hit in hits] == [
        "Élysée", "Égypte", "Côte d’Ivoire", "CÉDÉAO", "Abidjan", "N’Djaména"
    ]
    assert [hit.id for hit in hits] == ["FRA", "EGY", "CIV", "ECOWAS", "CIV", "TCD"]


def test_several_readings_are_kept_the_plainest_first() -> None:
    hit, = LOOKUP.find("Moscou")
    assert (hit.id, hit.type) == ("RUS", "capital")
    assert any(type == "place" for _, type in hit.readings)
    congo, = LOOKUP.find("Congo")
    assert set(congo.ids("name")) == {"COD", "COG"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("La réunion de crise et Réunion de crise", []),
        ("l'île de La Réunion", ["REU"]),
        ("Dominique de Villepin", []),
        ("à la Dominique", ["DMA"]),
        ("François Hollande, puis Hollande", ["person:François Hollande"]),
        ("la Hollande", ["NLD"]),
        ("la Douma", ["RUS"]),
        ("pôle et pôles", []),
        ("La CAN de football", []),
        ("Amis du Mali", ["MLI"]),
        ("quatre drones MALE", []),
        ("Douma, près de Damas", ["SYR"]),
    ],
)
def test_words_that_are_not_the_state_they_look_like(text: str, ids: list[str]) -> None:
    acting = [hit.id for hit in LOOKUP.find(text) if any(type != "place" for _, type in hit.readings)]
    assert len(acting) == len(ids)
    assert acting == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("un sommet russo-américain", ("RUS", "USA")),
        ("l'accord américano-taliban", ("USA", "armed:Taliban")),
        ("la réunion intercoréenne", ("KOR", "PRK")),
        ("un film afro-américain", ("USA",)),
    ],
)
def test_a_compound_demonym_names_all_its_states(text: str, ids: tuple[str, ...]) -> None:
    hits = load_atlas().lookup.find(text)
    assert len(hits) >= 1
    assert hits[-1].ids() == ids


def test_a_short_word_of_a_title_in_capitals_is_no_acronym() -> None:
    lookup = load_atlas().lookup
    assert [hit.id for hit in lookup.find("UN SOMMET AU MALI")] == ["MLI"]
    assert [hit.id for hit in lookup.find("Le sommet de l'AU au Mali")] == ["AU", "MLI"]
