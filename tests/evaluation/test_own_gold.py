"""The project's own gold, gold/fr: well formed, of every kind and status, and no dispatch written twice."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from legation.evaluation.gold import GoldDocument, GoldFact
from legation.evaluation.run import default_texts, read_documents
from legation.model import STATUSES, Dispatch
from legation.model.dates import parse
from legation.ontology import kinds
from legation.sources import Unread, read_sources

FOLDER = Path(__file__).parents[2] / "gold" / "fr"


@pytest.fixture(scope="module")
def gold() -> tuple[GoldDocument, ...]:
    """The listed facts. Reading them refuses unknown kinds, roles, statuses and domains, and roles that are missing."""
    return read_documents(FOLDER)


@pytest.fixture(scope="module")
def dispatches() -> dict[str, Dispatch]:
    items = list(read_sources([str(path) for path in default_texts(FOLDER)]))
    assert [item for item in items if isinstance(item, Unread)] == []
    return {item.id: item for item in items if isinstance(item, Dispatch)}


def facts(gold: tuple[GoldDocument, ...], core: bool | None = None) -> list[GoldFact]:
    return [fact for document in gold for fact in document.records if core in (None, fact.core)]


def test_every_dispatch_has_its_facts_listed(gold: tuple[GoldDocument, ...], dispatches: dict[str, Dispatch]) -> None:
    assert {document.id for document in gold} == set(dispatches)
    assert len(gold) >= 150
    assert sum(not document.records for document in gold) >= 45
    assert all(bool(document.none) is not bool(document.records) for document in gold)


def test_every_dispatch_is_dated_and_in_a_year_that_we_cover(dispatches: dict[str, Dispatch]) -> None:
    years = {id_: int(dispatch.published[:4]) for id_, dispatch in dispatches.items() if dispatch.published}
    assert set(years) == set(dispatches)
    assert set(years.values()) == set(range(2014, 2027))


def test_every_kind_and_status_occurs(gold: tuple[GoldDocument, ...]) -> None:
    assert {fact.kind for fact in facts(gold, core=True)} == set(kinds())
    assert {fact.status for fact in facts(gold)} == set(STATUSES)


def test_anchors_are_three_to_eight_words_of_their_dispatch(
    gold: tuple[GoldDocument, ...], dispatches: dict[str, Dispatch]
) -> None:
    wrong = [
        (document.id, fact.anchor) for document in gold for fact in document.records
        if not 3 <= len(fact.anchor.split()) <= 8 or not cited(fact.anchor, dispatches[document.id])
    ]
    assert wrong == []


def cited(anchor: str, dispatch: Dispatch) -> bool:
    return any(anchor in part for part in (dispatch.title or "", dispatch.text))


def test_dates_are_edtf(gold: tuple[GoldDocument, ...]) -> None:
    for fact in facts(gold):
        if fact.date is not None:
            parse(fact.date)


def test_no_two_dispatches_are_nearly_the_same(dispatches: dict[str, Dispatch]) -> None:
    shingled = {id_: shingles(dispatch.text) for id_, dispatch in dispatches.items()}
    near = [
        (one, other) for one, other in combinations(shingled, 2)
        if len(shingled[one] & shingled[other]) > 0.1 * min(len(shingled[one]), len(shingled[other]))
    ]
    assert near == []


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = text.lower().split()
    return frozenset(tuple(words[start:start + 4]) for start in range(len(words) - 3))
