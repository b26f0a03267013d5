"""Sentences shortened for the parser: what is dropped, what never is, and that what is kept stands where it stood."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.atlas import Atlas, load_atlas
from legation.languages.fr.simplify import Simple, simplify


def short(atlas: Atlas, sentence: str) -> Simple:
    return simplify(sentence, atlas.lookup.find(sentence))


@pytest.mark.parametrize(
    ("sentence", "simple"),
    [
        # names keep the word that carries them
        ("La Communauté économique des Etats de l'Afrique de l'Ouest attend.", "La Communauté attend."),
        ("L'Organisation du traité de l'Atlantique nord attend.", "L'Organisation attend."),
        ("Emmanuel Macron a reçu Bassirou Diomaye Faye.", "Macron a reçu Faye."),
        ("La Corée du Nord a sanctionné les Etats-Unis.", "La Corée a sanctionné les Etats-Unis."),
        ("Le conseil siège à La Paz et à San Salvador.", "Le conseil siège à La Paz et à San Salvador."),
        # acronyms and doubled names in brackets
        ("L'Alliance des Etats du Sahel (AES) attend.", "L'Alliance attend."),
        ("La Cédéao (Communauté économique des Etats de l'Afrique de l'Ouest) attend.", "La Cédéao attend."),
        ("L'Otan (29 membres) attend.", "L'Otan (29 membres) attend."),
        ("Le Mali (qui proteste) attend.", "Le Mali (qui proteste) attend."),
        ("Le président malien (au pouvoir depuis 2020) attend.", "Le président malien (au pouvoir depuis 2020) attend."),
        # offices
        ("Les ministres des Affaires étrangères du Mali et du Niger partent.", "Les ministres du Mali et du Niger partent."),
        ("Le ministre de la Défense nationale du Gabon part.", "Le ministre du Gabon part."),
        ("Le ministre délégué à la Défense du Gabon part.", "Le ministre du Gabon part."),
        ("Le ministre malien des Affaires étrangères et de la Coopération internationale part.", "Le ministre malien part."),
        ("Le ministre malien de l'Économie et des Finances part.", "Le ministre malien part."),
        ("Le chef de la diplomatie turque part.", "Le chef turque part."),
        ("Le chef de l'Etat sénégalais part.", "Le chef sénégalais part."),
        ("Le secrétaire général de l'ONU part.", "Le secrétaire de l'ONU part."),
        ("La secrétaire d'Etat américaine part.", "La secrétaire américaine part."),
        ("La Première ministre italienne part.", "La ministre italienne part."),
        ("Le président de la transition part.", "Le président part."),
        pytest.param(
            "Le ministre français de l'Europe et des Affaires étrangères part.", "Le ministre français part.",
            marks=pytest.mark.xfail(strict=True, reason="offices: “de l'Europe et des Affaires étrangères” is unknown"),
        ),
        pytest.param(
            "Les chefs d'Etat et de gouvernement de la Cédéao partent.", "Les chefs de la Cédéao partent.",
            marks=pytest.mark.xfail(strict=True, reason="offices: “chef d'Etat” hides longer tails"),
        ),
        # asides
        ("La Turquie, quant à elle, a signé.", "La Turquie a signé."),
        ("Le Niger, pour sa part, refuse.", "Le Niger refuse."),
        ("Le Tchad a, de son côté, fermé sa frontière.", "Le Tchad a fermé sa frontière."),
        ("Le Togo, en revanche, reste.", "Le Togo reste."),
        ("Le Mali, à l'instar du Niger, quitte la Cédéao.", "Le Mali, à l'instar du Niger, quitte la Cédéao."),
        # quotation marks and apostrophes
        ("Le Mali a \"suspendu\" l’accord.", "Le Mali a suspendu l'accord."),
        ("Le “conseil” et le „comité“ siègent.", "Le conseil et le comité siègent."),
        # nothing to drop
        ("Le Togo envisage de partir.", "Le Togo envisage de partir."),
        ("", ""),
    ],
)
def test_what_is_dropped(atlas: Atlas, sentence: str, simple: str) -> None:
    found = short(atlas, sentence)
    assert found.text == simple
    assert len(found.offsets) == len(found.text) + 1


def test_guillemets_are_dropped_with_one_of_their_spaces(atlas: Atlas) -> None:
    found = short(atlas, "Le ministre dit « non » et part.")
    assert found.text == "Le ministre dit non et part."


@pytest.mark.parametrize(
    ("sentence", "title", "office"),
    [
        ("Le ministre malien des Affaires étrangères part.", "ministre", "foreign minister"),
        ("La cheffe de la diplomatie allemande part.", "cheffe", "foreign minister"),
        ("Le ministre de la Défense du Gabon part.", "ministre", "defence minister"),
        ("Le ministre de l'Intérieur du Gabon part.", "ministre", "interior minister"),
        ("Le ministre des Finances du Gabon part.", "ministre", "finance minister"),
        ("Le ministre gabonais du Commerce part.", "ministre", "trade minister"),
        ("Le ministre gabonais de la Santé part.", "ministre", "minister"),
        ("Le Premier ministre indien part.", "ministre", "head of government"),
        ("Le chef du gouvernement espagnol part.", "chef", "head of government"),
        ("Le chef de l'Etat sénégalais part.", "chef", "head of state"),
        ("La présidente de la République part.", "présidente", "head of state"),
        ("Le chef de la junte guinéenne part.", "chef", "head of state"),
        ("L'envoyé spécial américain part.", "envoyé", "special envoy"),
        ("La représentante permanente du Niger part.", "représentante", "special envoy"),
        ("Le secrétaire général de l'ONU part.", "secrétaire", "head of organization"),
        ("Le secrétaire d'Etat américain part.", "secrétaire", "secretary of state"),
        pytest.param(
            "Le chef d'état-major de l'armée tchadienne part.", "chef", "army chief",
            marks=pytest.mark.xfail(strict=True, reason="offices: “chef d'Etat” hides longer tails"),
        ),
    ],
)
def test_offices(atlas: Atlas, sentence: str, title: str, office: str) -> None:
    found = short(atlas, sentence).offices
    assert len(found) == 1
    assert (sentence[found[0].start : found[0].end], found[0].office) == (title, office)


@pytest.mark.parametrize(
    "sentence",
    ["Le président malien part.", "Le chef de file du parti part.", "La défense du Gabon est faible.", "Le ministre part."],
)
def test_no_office(atlas: Atlas, sentence: str) -> None:
    found = short(atlas, sentence)
    assert found.offices == ()
    assert found.text == sentence


PIECES = st.sampled_from(
    [
        "Le Mali", "l'Alliance des Etats du Sahel", "(AES)", "la Communauté économique des Etats de l'Afrique de l'Ouest",
        " (Cédéao)", "le ministre des Affaires étrangères", "du Niger", "Emmanuel Macron", ", quant à elle,", ", pour sa part,",
        "«", "»", '"', "’", "'", " ", "  ", ",", ".", "le chef de l'Etat", "Premier ministre", "l’Otan", "\u00a0", "é", "🙂",
        "(", ")", "M. Lavrov", "Saint-Pétersbourg", "İ", "ß", "œ", "\u0301",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=60)))
def test_every_kept_character_stands_at_its_offset(sentence: str) -> None:
    simple = simplify(sentence, load_atlas().lookup.find(sentence))
    assert len(simple.offsets) == len(simple.text) + 1
    assert simple.offsets[-1] == len(sentence)
    assert all(before < after for before, after in pairwise(simple.offsets))
    for char, offset in zip(simple.text, simple.offsets, strict=False):
        assert char == ("'" if sentence[offset] in "’ʼ" else sentence[offset])
    for office in simple.offices:
        assert 0 <= office.start < office.end <= len(sentence)
