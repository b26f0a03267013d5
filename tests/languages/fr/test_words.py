"""The word lists: what they hold, and how a written form finds its word."""

import pytest

from legation.languages.fr.words import bare_verb, index_verbs, words
from legation.ontology import domains


@pytest.mark.parametrize(
    ("entry", "infinitive"),
    [
        ("quitter", "quitter"),
        ("se retirer de", "retirer"),
        ("s'engager à", "engager"),
        ("faire savoir", "faire"),
        ("mettre fin à", "mettre"),
        ("sembler", "sembler"),
        ("servir", "servir"),
    ],
)
def test_bare_verb(entry: str, infinitive: str) -> None:
    assert bare_verb(entry) == infinitive


@pytest.mark.parametrize(
    ("form", "office"),
    [
        ("presidents", "head of state"),
        ("presidente", "head of state"),
        ("reine", "head of state"),
        ("chanceliere", "head of government"),
        ("ministres", "minister"),
        ("ambassadrice", "ambassador"),
        ("porte parole", "spokesperson"),
        ("emissaires", "special envoy"),
        ("generaux", "military"),
        ("senatrices", "lawmaker"),
        ("diplomate", "official"),
    ],
)
def test_titles(form: str, office: str) -> None:
    assert form in words().titles
    assert words().titles[form] == office


def test_bodies_people_and_regions() -> None:
    assert {"gouvernement", "armees", "forces", "autorites", "juntes", "parlement", "diplomatie"} <= words().bodies
    assert "ville" not in words().bodies
    assert {words().people[form] for form in ("opposants", "opposition")} == {"opposition"}
    assert words().people["manifestants"] == "protesters"
    assert words().people["habitants"] == words().people["population"] == "population"
    assert words().regions["saheliens"] == "group:Sahel"
    assert words().regions["europeennes"] == "group:European_states"
    assert "states" in words().collectives["pays"]
    assert "organizations" in words().collectives["organisation"]


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("envisage", ("envisager", "pres")),
        ("dementi", ("démentir", "ppast")),
        ("appelle", ("appeler", "pres")),
        ("menacait", ("menacer", "impf")),
        ("exclut", ("exclure", "pres")),
        ("refusera", ("refuser", "fut")),
        ("avait", ("avoir", "impf")),
        ("seront", ("être", "fut")),
        ("souhaiterait", ("souhaiter", "cond")),
    ],
)
def test_forms_of_qualifying_verbs(form: str, reading: tuple[str, str]) -> None:
    assert form in words().verb_forms
    assert reading in words().verb_forms[form]


@pytest.mark.parametrize(
    ("table", "word", "status"),
    [
        ("governing_verbs", "envisager", "considered"),
        ("governing_verbs", "prévoir", "scheduled"),
        ("governing_verbs", "démentir", "denied"),
        ("governing_verbs", "exhorter", "called_for"),
        ("governing_verbs", "continuer", "ongoing"),
        ("governing_nouns", "projets", "considered"),
        ("governing_nouns", "decision", "scheduled"),
        ("governing_nouns", "refus", "denied"),
        ("governing_nouns", "appels", "called_for"),
        ("adjectives", "eventuelle", "considered"),
        ("adjectives", "prochaines", "scheduled"),
        ("adjectives", "annulees", "denied"),
        ("adverbs", "peut etre", "considered"),
        ("adverbs", "bientot", "scheduled"),
    ],
)
def test_what_sets_a_status(table: str, word: str, status: str) -> None:
    found = getattr(words(), table)
    assert word in found
    assert status in found[word]


def test_every_word_of_the_qualifiers_is_found_by_one_of_its_forms() -> None:
    listed = {bare_verb(verb) for qualifier in words().qualifiers.qualifier for verb in qualifier.verb}
    assert len(listed) > 80
    known = {infinitive for readings in words().verb_forms.values() for infinitive, _ in readings}
    assert listed - known == set()
    nouns = {noun for qualifier in words().qualifiers.qualifier for noun in qualifier.noun}
    assert len(nouns) > 50
    assert len(words().reporting) > 50
    assert {"accuser", "dire", "déclarer", "selon"} & words().reporting == {"accuser", "dire", "déclarer"}


def test_one_form_may_be_of_two_verbs() -> None:
    found = index_verbs({"vivre", "voir", "finir"})
    assert ("vivre", "pres") in found["vit"]
    assert ("voir", "past") in found["vit"]
    assert found["finissait"] == (("finir", "impf"),)
    assert "partait" not in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("des accords de defense et d'energie", ("military", "energy")),
        ("une aide humanitaire", ("humanitarian",)),
        ("la lutte contre le terrorisme", ("security",)),
        ("un prêt pour les mines d'uranium", ("mining",)),
        ("un accord de libre echange", ("trade",)),
        ("le nucleaire civil", ("nuclear",)),
        ("une convention d'extradition", ("justice",)),
        ("la reforme du code", ()),
        ("les secrets du desarmement", ()),
        ("", ()),
        ("une administration", ()),
        ("les ministres des deux pays", ()),
        ("un accord minimal", ()),
        ("une declaration generale", ()),
        ("des sanctions importantes", ()),
        ("les exportations de cereales", ("trade",)),
        ("la dette exterieure", ("economic",)),
        ("la crise sanitaire", ("health",)),
        ("les droits de douane", ("trade",)),
    ],
)
def test_domains(text: str, found: tuple[str, ...]) -> None:
    assert words().domains_of(text) == found


def test_domains_are_those_of_the_ontology() -> None:
    assert set(words().domains) == set(domains())
