"""How a fact is told: `status.tsv` has a sentence, a kind of fact in it, and its status.

What is called for is nobody's act: the coder keeps the request and leaves its content out. So for `called_for` the reading must
say so and the coder must not tell the fact in any other status.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from legation.coder import Coder
from legation.languages.fr.reading import FrenchReading
from legation.model import STATUSES, make_dispatch
from legation.ontology import kinds

Read = Callable[..., list[FrenchReading]]


class Row(NamedTuple):
    sentence: str
    kind: str
    expected: str


def load() -> list[Row]:
    with (Path(__file__).parent / "status.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["sentence", "kind", "expected"]
    return [Row(*row) for row in rows[1:]]


ROWS = load()
WRONG = {
    "S'il quitte la Cédéao, le Mali perdra des marchés.": "reference: a pronoun before the name it stands for is nobody",
    "Le Mali dément vouloir quitter la Cédéao.": "status: what is denied of a wish is taken for a wish",
    "Le ministre malien annonçait qu'il se rendrait à Moscou.": "syntax: “il” is taken for impersonal",
    "Le Mali aimerait quitter la Cédéao.": "status: of “aimer” the conditional is the wish",
}


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 167
    assert len({row.sentence for row in ROWS}) == len(ROWS)
    assert {row.kind for row in ROWS} <= set(kinds())
    assert set(WRONG) <= {row.sentence for row in ROWS}
    count = Counter(row.expected for row in ROWS)
    assert set(count) == set(STATUSES)
    assert min(count.values()) >= 7


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.sentence, marks=pytest.mark.xfail(strict=True, reason=WRONG[row.sentence]))
        if row.sentence in WRONG
        else pytest.param(row, id=row.sentence)
        for row in ROWS
    ],
)
def test_status(coder: Coder, read: Read, row: Row) -> None:
    coded = coder.code(make_dispatch("essai", row.sentence, language="fr", published="2025-04-01"))
    statuses = [mention.status for mention in coded if mention.kind == row.kind]
    if row.expected == "called_for":
        told = [
            reading.told(candidate.trigger, candidate.object).status
            for reading in read(row.sentence)
            for candidate in coder.matcher.candidates(reading)
            if candidate.rule.kind == row.kind
        ]
        assert len(told) >= 1, "the fact is not found"
        assert set(told) | set(statuses) == {"called_for"}
    else:
        assert len(statuses) == 1, [f"{mention.kind} {mention.status}" for mention in coded]
        assert statuses[0] == row.expected
