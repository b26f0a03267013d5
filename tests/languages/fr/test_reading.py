"""Which date, which place, which domain and which ordinal belong to which fact of a sentence."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from legation.coder import Coder
from legation.model import Mention, Scalar, make_dispatch

LEFT, VISIT, TALKS, SIGN, CUT = "membership.leave", "meeting.visit", "meeting.talks", "agreement.sign", "relations.cut"


class Row(NamedTuple):
    sentence: str
    facts: dict[str, str | None]


DATES = [
    Row("Le 3 avril, le ministre malien s'est rendu à Moscou.", {VISIT: "2025-04-03"}),
    Row("Le ministre malien s'est rendu à Moscou jeudi 3 avril 2025.", {VISIT: "2025-04-03"}),
    Row("Le ministre malien se rendra à Moscou lundi.", {VISIT: "2025-04-14"}),
    Row("Le ministre malien s'est rendu à Moscou lundi.", {VISIT: "2025-04-07"}),
    Row("Le Mali a quitté la Cédéao en janvier.", {LEFT: "2025-01"}),
    Row("Le Mali a quitté la Cédéao en 2024.", {LEFT: "2024"}),
    Row("Le Mali a quitté la Cédéao.", {LEFT: None}),
    Row("Le retrait du Mali de la Cédéao, le 29 janvier, inquiète le Ghana.", {LEFT: "2025-01-29"}),
    # two facts, two dates
    Row("Le Mali a quitté la Cédéao le 29 janvier et il a signé un accord avec la Russie le 3 avril.",
        {LEFT: "2025-01-29", SIGN: "2025-04-03"}),
    Row("Le Mali, qui a quitté la Cédéao en janvier, a signé un accord avec la Russie le 3 avril.",
        {LEFT: "2025-01", SIGN: "2025-04-03"}),
    Row("Le Mali a signé un accord avec la Russie le 3 avril, après avoir quitté la Cédéao en janvier.",
        {LEFT: "2025-01", SIGN: "2025-04-03"}),
    Row("Le 3 avril, le Mali a signé un accord avec la Russie, qui avait quitté l'Opep en 2019.",
        {SIGN: "2025-04-03", LEFT: "2019"}),
    Row("Le Mali, membre de l'OIF depuis 1970, a expulsé le 3 avril deux diplomates français.", {CUT: "2025-04-03"}),
    Row("L'accord signé en 2019 entre le Tchad et la Libye sera discuté le 14 avril.", {SIGN: "2019"}),
    Row("Le ministre malien s'est rendu à Moscou le 2 avril, puis il a rencontré son homologue algérien le 4 avril.",
        {VISIT: "2025-04-02", TALKS: "2025-04-04"}),
    # a date that belongs to no fact, or to another word
    Row("Le Mali a quitté la Cédéao, fondée en 1975.", {LEFT: None}),
    Row("Le Mali, indépendant depuis 1960, a quitté la Cédéao.", {LEFT: None}),
    Row("Le Mali a quitté la Cédéao, dont le sommet aura lieu le 14 avril.", {LEFT: None}),
    Row("Le président malien, au pouvoir depuis 2020, a expulsé deux diplomates français.", {CUT: None}),
    Row("Le Mali a signé un accord avec la Russie que le Parlement votera le 14 avril.", {SIGN: None}),
    # what is said on a day, and what happens on another
    Row("Le Ghana a indiqué mardi que le Mali avait quitté la Cédéao en janvier.", {LEFT: "2025-01"}),
    Row("Le Ghana a indiqué mardi que le Mali avait quitté la Cédéao.", {LEFT: None}),
    Row("Bamako a annoncé mardi que le ministre malien se rendrait à Moscou le 14 avril.", {VISIT: "2025-04-14"}),
    Row("Le Mali a annoncé mardi qu'il expulsait deux diplomates français.", {CUT: "2025-04-08"}),
    Row("Les Pays-Bas ont annoncé mardi vouloir signer un accord avec le Niger.", {SIGN: None}),
    Row("Le Ghana espère mardi la signature d'un accord avec le Niger demain.", {SIGN: "2025-04-11"}),
    # a date that completes a noun is that noun's
    Row("Le Mali a dénoncé l'accord de 2015 avec la France.", {"agreement.end": None}),
    Row("Le Mali a signé un accord avec la Russie avant les élections du 6 juin.", {SIGN: None}),
    Row("Le sommet du 4 avril entre la Turquie et la Grèce a duré trois heures.", {TALKS: "2025-04-04"}),
    Row("Le Mali a signé un accord avec la Russie, comme la veille.", {SIGN: None}),
    # where one thing is, another is at that time
    Row("Le ministre malien est arrivé mardi à Moscou, où il a rencontré son homologue russe.",
        {VISIT: "2025-04-08", TALKS: "2025-04-08"}),
    Row("Le Togo est au plus mal avec Israël depuis 1973, année où il a rompu ses relations diplomatiques avec Israël.",
        {CUT: "1973"}),
    # eves and morrows
    Row("Le Togo s'est dit inquiet lundi, à la veille d'un sommet entre la Turquie et la Grèce.", {TALKS: "2025-04-08"}),
    Row("Le Togo s'est dit inquiet lundi, au lendemain du sommet entre la Turquie et la Grèce.", {TALKS: "2025-04-06"}),
    # times that no day tells
    Row("La Turquie et la Grèce ont signé un accord ces derniers jours.", {SIGN: "2025-04~"}),
    Row("La Turquie et la Grèce ont signé un accord ces dernières semaines.", {SIGN: "2025-03~/2025-04~"}),
]
PLACES = [
    Row("Le président russe a rencontré Donald Trump à Riyad.", {TALKS: "Riyad"}),
    Row("Le Maroc et l'Espagne se sont réunis à Rabat.", {TALKS: "Rabat"}),
    Row("La Turquie a signé un accord avec le Niger à Istanbul.", {SIGN: "Istanbul"}),
    Row("À Istanbul, la Turquie a signé un accord avec le Niger.", {SIGN: "Istanbul"}),
    Row("La Turquie a signé un accord avec le Niger.", {SIGN: None}),
    Row("Le Rwanda et la RDC ont signé un accord au Qatar.", {SIGN: "Qatar"}),
    Row("Le Rwanda et la RDC ont signé un accord à Doha, au Qatar.", {SIGN: "Doha"}),
    Row("Les négociations entre l'Iran et les Etats-Unis ont repris à Mascate.", {TALKS: "Mascate"}),
    # two facts, two places
    Row("Le ministre malien s'est rendu à Moscou et il a signé un accord avec la Turquie à Istanbul.",
        {VISIT: "Moscou", SIGN: "Istanbul"}),
    Row("Le ministre malien, qui s'est rendu à Moscou, a signé un accord avec la Turquie à Istanbul.",
        {VISIT: "Moscou", SIGN: "Istanbul"}),
    Row("Après sa visite à Moscou, le ministre malien a signé un accord avec la Turquie à Istanbul.",
        {VISIT: "Moscou", SIGN: "Istanbul"}),
    # a place that is nobody's, or a name's
    Row("Le Mali, dont le siège est à Bamako, a quitté la Cédéao.", {LEFT: None}),
    Row("L'ambassadeur de France à Bamako a signé un accord avec le Niger.", {SIGN: None}),
    Row("Paris a signé un accord avec Istanbul et le Niger.", {SIGN: None}),
]
WRONG = {
    "Le Mali, dont le siège est à Bamako, a quitté la Cédéao.":
        "coder: words of a relative clause count for `unless`, and undo the fact",
    "Bamako a annoncé mardi que le ministre malien se rendrait à Moscou le 14 avril.":
        "reading: the day of a future in the past is looked for in the past",
    "L'ambassadeur de France à Bamako a signé un accord avec le Niger.": "reading: an ambassador's post is where he acts",
}


def parameters(rows: list[Row]) -> list[object]:
    return [
        pytest.param(row, id=row.sentence, marks=pytest.mark.xfail(strict=True, reason=WRONG[row.sentence]))
        if row.sentence in WRONG
        else pytest.param(row, id=row.sentence)
        for row in rows
    ]


def code(coder: Coder, text: str) -> tuple[Mention, ...]:
    return coder.code(make_dispatch("essai", text, language="fr", published="2025-04-10"))


def facts(coder: Coder, row: Row) -> dict[str, Mention]:
    """The mentions of the kinds that the row is about, one a kind."""
    told = [mention for mention in code(coder, row.sentence) if mention.kind in row.facts]
    assert len(told) == len(row.facts), [mention.kind for mention in told]
    assert {mention.kind for mention in told} == set(row.facts)
    return {mention.kind: mention for mention in told}


def test_the_rows_are_all_different() -> None:
    assert (len(DATES), len(PLACES)) == (36, 14)
    assert len({row.sentence for row in DATES + PLACES}) == 50
    assert set(WRONG) <= {row.sentence for row in DATES + PLACES}


@pytest.mark.parametrize("row", parameters(DATES))
def test_dates(coder: Coder, row: Row) -> None:
    told = facts(coder, row)
    assert {kind: mention.date and mention.date.edtf for kind, mention in told.items()} == row.facts
    for mention in told.values():
        if mention.date:
            assert row.sentence[mention.date.start : mention.date.end] == mention.date.text


@pytest.mark.parametrize("row", parameters(PLACES))
def test_places(coder: Coder, row: Row) -> None:
    told = facts(coder, row)
    assert {kind: mention.place and mention.place.name for kind, mention in told.items()} == row.facts
    for mention in told.values():
        if mention.place:
            assert mention.place.name in row.sentence[mention.place.start : mention.place.end]
            assert mention.place.country


def test_a_city_has_its_state_and_its_degrees(coder: Coder) -> None:
    told = code(coder, "La Turquie a signé un accord avec le Niger à Istanbul.")
    assert len(told) == 1
    place = told[0].place
    assert place is not None
    assert (place.country, place.lat and round(place.lat), place.lon and round(place.lon)) == ("TUR", 41, 29)


@pytest.mark.parametrize(
    ("sentence", "kind", "domain"),
    [
        ("La Turquie a signé un accord militaire avec le Niger.", SIGN, ("military",)),
        ("La Turquie a signé un accord de défense avec le Niger.", SIGN, ("military",)),
        ("La Turquie a signé des accords de défense et d'énergie avec le Niger.", SIGN, ("military", "energy")),
        ("La Turquie a signé un accord avec le Niger.", SIGN, ()),
        ("La Turquie coopère avec le Niger dans le secteur minier.", "cooperation", ("mining",)),
        ("La Turquie coopère avec le Niger dans les domaines de l'énergie et des mines.", "cooperation", ("energy", "mining")),
        ("La Turquie fournit une aide humanitaire au Niger.", "aid", ("humanitarian",)),
        ("Le président malien a rencontré le président turc.", TALKS, ("political",)),
        ("La Russie a déployé des troupes au Mali.", "force.deploy", ("military",)),
        ("La Turquie a accordé un prêt au Niger, dont l'armée manque de tout.", "aid", ()),
        ("Le ministre turc de la Défense a signé un accord douanier avec le Niger.", SIGN, ("trade",)),
        ("Le ministre turc de l'Énergie a signé un accord avec le Niger.", SIGN, ()),
        ("La Turquie et le Niger ont signé une convention d'extradition.", SIGN, ("justice",)),
        ("La Russie et l'Egypte ont signé un accord sur le nucléaire civil.", SIGN, ("nuclear",)),
        ("La Turquie a signé un accord avec le Niger et elle a livré des vaccins au Tchad.", SIGN, ()),
        ("Le Mali, frappé par le terrorisme, a signé un accord avec la Chine.", SIGN, ()),
    ],
)
def test_domains(coder: Coder, sentence: str, kind: str, domain: tuple[str, ...]) -> None:
    told = [mention for mention in code(coder, sentence) if mention.kind == kind]
    assert len(told) == 1
    assert told[0].domain == domain


@pytest.mark.parametrize(
    ("sentence", "ordinal"),
    [
        ("La première session de consultations entre le Ghana et l'Inde s'ouvrira lundi.", "1"),
        ("La deuxième rencontre entre le Ghana et l'Inde a eu lieu lundi.", "2"),
        ("Le second sommet entre l'Union africaine et l'Union européenne s'est tenu à Luanda.", "2"),
        ("Le 7e sommet entre l'Union africaine et l'Union européenne s'est tenu à Luanda.", "7"),
        ("La 1re session entre le Ghana et l'Inde a eu lieu lundi.", "1"),
        ("Le 1er sommet entre le Ghana et l'Inde a eu lieu lundi.", "1"),
        ("Le 66e sommet de la Cédéao s'est tenu à Abuja.", "66"),
        ("Le dixième sommet entre le Ghana et l'Inde a eu lieu lundi.", "10"),
        pytest.param(
            "Le onzième sommet entre le Ghana et l'Inde a eu lieu lundi.", "11",
            marks=pytest.mark.xfail(strict=True, reason="reading: ordinals in words end at ten"),
        ),
        ("Le sommet entre le Ghana et l'Inde a eu lieu lundi.", None),
        ("Le sommet entre le Premier ministre indien et le président ghanéen a eu lieu lundi.", None),
    ],
)
def test_ordinals(coder: Coder, sentence: str, ordinal: str | None) -> None:
    told = [mention for mention in code(coder, sentence) if mention.kind == TALKS]
    assert len(told) == 1
    filler = told[0].roles.get("ordinal")
    assert (filler.value if isinstance(filler, Scalar) else None) == ordinal
