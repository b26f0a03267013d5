"""Whom a noun phrase stands for: the same phrase as the subject of a verb and behind a preposition.

`phrases.tsv`: the noun phrase; its verb in the plural or not; the actors as "ID office=… person=…", joined by " ; ", or "-".
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from legation.model import Actor

Who = Callable[..., tuple[Actor, ...]]


class Row(NamedTuple):
    phrase: str
    plural: bool
    actors: list[str]


def load() -> list[Row]:
    with (Path(__file__).parent / "phrases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["phrase", "number", "actors"]
    assert {row[1] for row in rows[1:]} == {"sg", "pl"}
    return [Row(row[0], row[1] == "pl", [] if row[2] == "-" else row[2].split(" ; ")) for row in rows[1:]]


ROWS = load()
_BOTH = {
    "le secrétaire général de l'ONU, Antonio Guterres,": "phrases: the person beside a title is lost",
    "la milice russe Wagner": "phrases: the state of a demonym hides the group that the phrase names",
}
WRONG = {
    **{(frame, phrase): reason for phrase, reason in _BOTH.items() for frame in ("subject", "avec")},
    ("subject", "l'Union africaine et la Cédéao"): "phrases: a list begins with its head, not with its first member",
    ("subject", "le président français Emmanuel Macron"): "phrases: the person beside a title is lost",
    ("subject", "le président français, Emmanuel Macron,"): "phrases: the person beside a title is lost",
    ("avec", "le ministre nigérien de la Défense, Amadou Barké,"): "phrases: the person beside a title is lost",
}


def parameters(frame: str) -> list[object]:
    return [
        pytest.param(row, id=row.phrase, marks=pytest.mark.xfail(strict=True, reason=WRONG[frame, row.phrase]))
        if (frame, row.phrase) in WRONG
        else pytest.param(row, id=row.phrase)
        for row in ROWS
    ]


def written(actor: Actor) -> str:
    office = f" office={actor.office}" if actor.office else ""
    return actor.id + office + (f" person={actor.person}" if actor.person else "")


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 105
    assert len({row.phrase for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", parameters("subject"))
def test_as_a_subject(who: Who, row: Row) -> None:
    sentence = f"{row.phrase[:1].upper()}{row.phrase[1:]} {'ont' if row.plural else 'a'} critiqué cette décision."
    actors = who(sentence, "critiqué", "sujet", "critiquer")
    assert [written(actor) for actor in actors] == row.actors
    assert all(0 <= actor.start < actor.end <= len(row.phrase) for actor in actors)


@pytest.mark.parametrize("row", parameters("avec"))
def test_behind_a_preposition(who: Who, row: Row) -> None:
    sentence = f"La presse a dialogué avec {row.phrase}."
    actors = who(sentence, "dialogué", "avec", "dialoguer")
    assert [written(actor) for actor in actors] == row.actors
    start = sentence.index(row.phrase)
    assert all(start <= actor.start < actor.end <= start + len(row.phrase) for actor in actors)
