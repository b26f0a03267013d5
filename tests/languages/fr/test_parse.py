"""Parsing: one sentence in, one parse out, and every token where it stands in the dispatch."""

import pytest

from legation.atlas import Atlas
from legation.languages.fr.parse import Parsed, Raw, parse

SENTENCES = [
    "Le Togo envisage de partir.",
    "Les ministres des Affaires étrangères du Mali et du Niger quittent l'Alliance des Etats du Sahel (AES).",
    "« Nous quittons l’Otan », a dit, quant à lui, Emmanuel Macron.",
    "La Turquie, pour sa part, a signé un \"accord\" avec la Communauté économique des Etats de l'Afrique de l'Ouest (Cédéao).",
    "M. Diop est arrivé à Moscou. Il y restera.",
    "🙂 Le Mali\u00a0!",
    "Rien",
]


def raw(atlas: Atlas, sentence: str, start: int = 0) -> Raw:
    return Raw(sentence, start, atlas.lookup.find(sentence))


def one(atlas: Atlas, sentence: str, start: int = 0) -> Parsed:
    found = list(parse([raw(atlas, sentence, start)]))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("start", [0, 41])
def test_tokens_stand_where_they_are_written(atlas: Atlas, sentence: str, start: int) -> None:
    text = "x" * start + sentence
    parsed = one(atlas, sentence, start)
    tokens = [token for token in parsed.doc if not token.is_space]
    assert tokens
    for token in tokens:
        begin, end = parsed.span(token)
        assert start <= begin < end <= len(text)
        assert text[begin:end].replace("’", "'") == token.text
    first, last = parsed.span(tokens[0])[0], parsed.span(tokens[-1])[1]
    assert parsed.span(tokens[0], tokens[-1]) == (first, last)


def test_a_sentence_is_never_split(atlas: Atlas) -> None:
    parsed = one(atlas, "Le Mali part. Le Niger aussi. Et le Togo ?")
    assert len(list(parsed.doc.sents)) == 1
    assert sum(token.dep_ == "ROOT" for token in parsed.doc) == 1


def test_a_span_over_what_was_dropped_covers_it(atlas: Atlas) -> None:
    sentence = "Le chef de la diplomatie turque part."
    parsed = one(atlas, sentence)
    words = [token.text for token in parsed.doc]
    assert words == ["Le", "chef", "turque", "part", "."]
    begin, end = parsed.span(parsed.doc[1], parsed.doc[2])
    assert sentence[begin:end] == "chef de la diplomatie turque"


def test_order_and_number_are_kept_across_batches(atlas: Atlas) -> None:
    sentences = [f"Le ministre numéro {number} quitte le Mali." for number in range(7)]
    found = list(parse([raw(atlas, sentence, 100 * number) for number, sentence in enumerate(sentences)], batch_size=2))
    assert [each.raw.text for each in found] == sentences
    assert [each.raw.start for each in found] == [0, 100, 200, 300, 400, 500, 600]
    assert list(parse([])) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Le Mali et le Niger quittent la Cédéao.", [("MLI", "Mali"), ("NER", "Niger"), ("ECOWAS", "Cédéao")]),
        ("Emmanuel Macron a reçu le président congolais.", [("person:Emmanuel Macron", "Macron"), ("COD", "congolais")]),
        ("L'Alliance des Etats du Sahel (AES) attend.", [("AES", "Alliance")]),
        ("Il pleut.", []),
    ],
)
def test_names_and_the_tokens_that_carry_them(atlas: Atlas, sentence: str, names: list[tuple[str, str]]) -> None:
    found = list(one(atlas, sentence).name_heads())
    assert len(found) == len(names)
    for (hit, token), (id, word) in zip(found, names, strict=True):
        assert id in hit.ids()
        assert token.text == word


def test_offices_are_on_the_token_of_the_title(atlas: Atlas) -> None:
    parsed = one(atlas, "Le ministre malien des Affaires étrangères a reçu le chef de l'Etat sénégalais.")
    assert {parsed.doc[i].text: office.office for i, office in parsed.offices.items()} == {
        "ministre": "foreign minister", "chef": "head of state",
    }
