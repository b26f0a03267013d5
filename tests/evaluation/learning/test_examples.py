"""What of a page drawn at random is right, wrong, or was not read."""

from __future__ import annotations

import pytest

from legation.coder import Coder
from legation.coder.candidates import Candidate
from legation.evaluation.gold import GoldDocument
from legation.evaluation.learning.examples import Listed, is_right
from legation.languages.base import Reading
from legation.model import make_dispatch

RULE = "fr.accuse.accuser"
HERE = ("text", 0, RULE)


@pytest.fixture(scope="module")
def found(coder: Coder) -> tuple[Reading, Candidate]:
    dispatch = make_dispatch("x", "Le Pérou a accusé le Chili.", published="2025-03-03", language="fr")
    reading = next(coder.reader.read([dispatch]))[1][0]
    return reading, next(c for c in coder.matcher.candidates(reading) if c.rule.id == RULE)


@pytest.mark.parametrize(
    ("right", "read", "expected"),
    [
        ([HERE], None, True),
        ([], None, False),
        ([HERE], [HERE], True),
        ([], [HERE], False),
        ([], [], None),
        ([], [("text", 90, RULE)], None),
    ],
)
def test_only_what_was_read_has_a_verdict(
    found: tuple[Reading, Candidate],
    right: list[tuple[str, int, str]],
    read: list[tuple[str, int, str]] | None,
    expected: bool | None,
) -> None:
    dispatch = make_dispatch("x", "Le Pérou a accusé le Chili.", language="fr")
    listed = Listed(
        dispatch,
        GoldDocument(id="x", records=()),
        frozenset(right),
        None if read is None else frozenset(read),
    )
    assert is_right(listed, *found) is expected
