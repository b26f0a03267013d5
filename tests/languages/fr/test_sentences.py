"""Where French sentences end: each text is written as its sentences, joined by one space."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.languages.fr.sentences import split_sentences

JOINED = {
    "plain": ["Le Mali quitte la Cédéao.", "Le Niger aussi."],
    "question and exclamation": ["Que fera Lomé ?", "Rien !", "Le Togo attend."],
    "monsieur": ["M. Diop est arrivé à Moscou.", "Il y restera."],
    "messieurs": ["MM. Diop et Sangaré ont rencontré M. Lavrov.", "Ils sont repartis."],
    "madame": ["Mme. Sall a pris la parole.", "Elle a été brève."],
    "doctor": ["Le Dr. Koné dirige la mission.", "Le Pr. Ba l'accompagne."],
    "initial of a first name": ["Le président George W. Bush avait refusé.", "Son successeur a accepté."],
    "initials at the beginning": ["J. D. Vance se rendra au Groenland.", "Le Danemark proteste."],
    "after Jesus Christ": ["La ville date du IIe siècle av. J.-C. selon les archéologues.", "Elle est en ruine."],
    "article of a charter": ["L'art. 5 du traité est clair.", "Nul ne le conteste."],
    "thousands with a point": ["Le Tchad a envoyé 1.000 hommes au Niger.", "Ils seront 2.500 en mai."],
    "decimals and hours": ["L'aide atteint 1,5 milliard.", "Elle arrivera à 10h30."],
    "a number begins a sentence": ["Les soldats sont partis.", "300 autres resteront."],
    "a sentence ends with a number": ["La mission a pris fin en 2023.", "Les soldats sont partis."],
    "quotation with its point inside": ["« Nous partons. »", "Le ministre n'a rien ajouté."],
    "straight quotation marks": ['"Nous partons."', "Le ministre n'a rien ajouté."],
    "a quotation begins after the point": ["Il a tranché.", "« Nous quittons la Cédéao », a-t-il dit."],
    "ellipsis as one character": ["Le Togo hésite…", "Le Bénin non."],
    "ellipsis as three points": ["Le Togo hésite...", "Le Bénin non."],
    "a capital with an accent": ["Le sommet est clos.", "À Bamako, on se tait.", "Élu hier, il part."],
    "a bracket closes after the point": ["(Bamako n'a pas répondu.)", "Le Niger non plus."],
    "a dash opens the next": ["Le texte est signé.", "– Il entre en vigueur lundi."],
    "a short answer": ["Le Mali partira-t-il ?", "Non.", "Le Niger non plus."],
    "an acronym ends a sentence": ["Le Mali quitte l'OIF.", "Le Niger aussi."],
    "no point at the end": ["Le Mali part.", "Le Niger aussi"],
    "a year and an abbreviation": ["Le traité de 1960 (cf. son annexe) est caduc.", "Bamako le dit."],
    "military ranks": ["Le Gal. Tiani a reçu le Col. Goïta.", "Ils ont signé."],
    "no. of a decree": ["Le décret no. 12 est abrogé.", "Le Sénat l'a voté."],
    "an abbreviation ends a sentence": ["Il y avait le Mali, le Niger, etc.", "Le Togo était absent."],
    "a month cut short": ["Le 28 janv. 2024, le Mali a quitté la Cédéao.", "Le Niger l'a suivie en sept. 2024."],
    "his excellency": ["S.E. M. Diop est reçu à Moscou.", "Mme Sall l'est à Rome."],
    "a question in a quotation": ["« Que veut Paris ? »", "Alger attend une réponse."],
}
WRONG = {
    "a month cut short": "sentences: “janv.”, “févr.”, “sept.” before a number are no known abbreviations",
    "an abbreviation ends a sentence": "sentences: “etc.” never ends one",
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=WRONG[name])) if name in WRONG else name
        for name in JOINED
    ],
)
def test_sentences(name: str) -> None:
    text = " ".join(JOINED[name])
    found = list(split_sentences(text))
    assert [text[each.start : each.end] for each in found] == JOINED[name]


@pytest.mark.parametrize(
    "text",
    [
        "Le Mali quitte la Cédéao…et le Niger la suit.",
        "Le ministre (« jamais ! » a-t-il dit) est parti.",
        "« Nous partirons ! » a promis le ministre.",
        "Le site www.exemple.org a publié le texte.",
        "Il a répondu « non. » au journaliste.",
        "Les pourparlers ont duré 2 h. environ.",
        "Le pétrole, l'or, etc. sont exportés.",
        "Qui partira ? demande le ministre.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert [(each.start, each.end) for each in split_sentences(text)] == [(0, len(text))]


def test_a_line_break_ends_a_sentence_and_counts_paragraphs() -> None:
    text = "Sahel: le Mali part\n\nLe Mali quitte la Cédéao. Le Niger aussi.\n  \nFin\n"
    found = list(split_sentences(text))
    assert len(found) == 4
    assert [text[each.start : each.end] for each in found] == [
        "Sahel: le Mali part", "Le Mali quitte la Cédéao.", "Le Niger aussi.", "Fin",
    ]
    numbers = [each.paragraph for each in found]
    assert numbers[0] < numbers[1] == numbers[2] < numbers[3]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\t\n ", "\u00a0"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert list(split_sentences(text)) == []


def test_spaces_around_a_sentence_are_left_out() -> None:
    text = "  Le Mali part.   Le Niger aussi.  \u00a0Et le Togo ?\t"
    assert [text[each.start : each.end] for each in split_sentences(text)] == [
        "Le Mali part.", "Le Niger aussi.", "Et le Togo ?",
    ]


WORDS = st.sampled_from(
    ["Le Mali", "part", ".", "...", "…", "?", "!", "M.", "1.000", "«", "»", '"', "(", ")", "\n", " ", "–", "É"]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map("".join)))
def test_sentences_are_in_order_and_lose_nothing_but_space(text: str) -> None:
    found = list(split_sentences(text))
    assert all(each.start < each.end for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = "".join(text[each.start : each.end] for each in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[each.start : each.end] == text[each.start : each.end].strip() for each in found)
