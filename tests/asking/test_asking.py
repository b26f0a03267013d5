"""Questions of our own words: read by the coder, answered from the register, refused where they can't be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation.asking import Answer, Asker, Query, Unreadable, ask
from legation.asking.measure import TODAY, load, score
from legation.cli import app
from legation.coder import Coder
from legation.model import GoldError, make_dispatch
from legation.register import Register, open_register

GOLD = Path(__file__).parents[1] / "gold" / "questions.jsonl"


@pytest.fixture(scope="module")
def asker() -> Asker:
    """One coder for all questions."""
    return Asker()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory, asker: Asker) -> Iterator[Register]:
    """What a few dispatches in our own words tell."""
    told = [
        ("n1", "2025-01-30", "Le Mali et le Niger ont quitté la Cédéao le 29 janvier 2025."),
        ("n2", "2025-02-10", "Le Togo envisage de quitter la Cédéao."),
        ("n3", "2025-04-01", "Le ministre malien des Affaires étrangères se rendra à Moscou le 3 avril 2025."),
        ("n4", "2025-05-02", "Le Mali a rompu le 1er mai 2025 ses relations diplomatiques avec l'Ukraine."),
    ]
    coder = Coder()
    with open_register(tmp_path_factory.mktemp("asking") / "legation.db") as opened:
        for id_, day, text in told:
            dispatch = make_dispatch(id_, text, published=day, language="fr")
            opened.add(dispatch, coder.code(dispatch), "essai")
        yield opened


def answer(register: Register, asker: Asker, question: str) -> Answer:
    query = asker.read(question, TODAY)
    assert isinstance(query, Query), query
    return ask(register, query, today=TODAY)


def test_the_gold_set_is_large_and_of_many_kinds() -> None:
    questions = load(GOLD)
    asked = [one.expect for one in questions if one.expect]
    assert len(asked) >= 60
    assert len(questions) - len(asked) >= 20
    assert len({one.kind for one in asked}) >= 15
    assert {one.open for one in asked} == {"who", "when", "where", "count", "whether"}
    assert max(Counter(one.question for one in questions).values()) == 1


def test_as_many_questions_are_read_as_the_docs_say(asker: Asker) -> None:
    total, lines = score(GOLD, asker)
    assert total.right >= 59, lines
    assert total.wrong <= 1, lines
    assert total.invented == 0, lines


def test_who_with_dates_statuses_and_quotes(register: Register, asker: Asker) -> None:
    found = answer(register, asker, "Qui a quitté la Cédéao en 2025 ?")
    assert found.values == ("MLI", "NER")
    assert [(one.event.date, one.event.status) for one in found.found] == [("2025-01-29", "occurred")]
    assert found.found[0].quotes[0].text == "Le Mali et le Niger ont quitté la Cédéao le 29 janvier 2025."
    assert answer(register, asker, "Qui a quitté la Cédéao en 2019 ?").values == ()


def test_what_is_only_considered_is_no_answer_to_who_did(register: Register, asker: Asker) -> None:
    done = answer(register, asker, "Quels pays ont quitté la Cédéao ?")
    assert "TGO" not in done.values
    assert [one.event.status for one in done.otherwise] == ["considered"]
    assert answer(register, asker, "Qui envisage de quitter la Cédéao ?").values == ("TGO",)


def test_when_where_how_many_and_whether(register: Register, asker: Asker) -> None:
    assert answer(register, asker, "Quand le Mali a-t-il rompu ses relations avec l'Ukraine ?").values == ("2025-05-01",)
    assert len(answer(register, asker, "Combien de pays ont quitté la Cédéao ?").values) == 2
    assert len(answer(register, asker, "Est-ce que le Niger a quitté la Cédéao ?").found) == 1
    assert answer(register, asker, "Est-ce que le Ghana a quitté la Cédéao ?").found == ()
    members = answer(register, asker, "Quels sont les membres de l'AES ?")
    assert members.values == ("BFA", "MLI", "NER")


def test_a_word_that_would_be_lost_is_a_refusal(asker: Asker) -> None:
    lost = asker.read("Quels pays ont rejoint l'Otan depuis 2022 ?", TODAY)
    assert isinstance(lost, Unreadable)
    assert (lost.why, lost.lost) == ("lost", ("2022",))
    assert asker.read("Qui chante le mieux ?", date(2026, 2, 1)) == Unreadable(why="fact", stated="X chante le mieux.")


def test_the_command(register: Register, tmp_path: Path) -> None:
    run = CliRunner()
    told = run.invoke(app, ["ask", "Qui a quitté la Cédéao ?", "--lang", "fr", "--register", register.name])
    assert told.exit_code == 0, told.output
    assert "Lu comme : X a quitté la Cédéao." in told.stdout
    assert "Mali, Niger" in told.stdout
    assert "(envisagé)" in told.stdout
    refused = run.invoke(app, ["ask", "Qui chante ?", "--lang", "fr", "--register", register.name])
    assert refused.exit_code == 2
    assert "Je ne sais pas lire" in refused.stdout
    found = json.loads(run.invoke(app, ["ask", "Qui a quitté la Cédéao ?", "--json", "--register", register.name]).stdout)
    assert found[0]["values"] == ["MLI", "NER"]
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"question": 3}\n')
    with pytest.raises(GoldError, match=r"bad.jsonl, line 1"):
        load(bad)
