"""What outlets differ on is listed with every value and its sources, and nothing is preferred."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from legation.model import RegisterError, Status, make_dispatch
from legation.register import Contradiction, Register, contradictions, timeline
from legation.register.review import merge, undo

if TYPE_CHECKING:
    from tests.register.conftest import Add, Somewhere, Tell

TALKS = {"PARTICIPANT": "RUS UKR"}
LEAVE = {"MEMBER": "MLI", "ORGANIZATION": "ECOWAS"}


@pytest.fixture
def register(either: Register) -> Register:
    return either


def listed(found: tuple[Contradiction, ...]) -> dict[str, dict[str, list[str]]]:
    return {
        each.field: {value.value: [one.dispatch for one in value.tellers] for value in each.values} for each in found
    }


def test_each_field_has_its_values_and_each_value_its_sources(register: Register, add: Add, place: Somewhere) -> None:
    add("a", "2025-05-17", "meeting.talks", date="2025-05-16", scalars={"ordinal": "1"}, **TALKS)
    add("b", "2025-05-17", "meeting.talks", date="2025-05-16", scalars={"ordinal": "2"}, **TALKS)
    add("c", "2025-05-18", "meeting.talks", date="2025-05-16", place=place("Istanbul", "TUR", 41.0, 28.9), **TALKS)
    add("d", "2025-05-18", "meeting.talks", date="2025-05-16", place=place("Ankara", "TUR", 39.9, 32.8), **TALKS)
    add("e", "2025-05-19", "meeting.talks", date="2025-05-16", PARTICIPANT="RUS UKR TUR")
    add("f", "2025-05-19", "meeting.talks", status="denied", **TALKS)
    assert len(timeline(register)) == 1
    assert listed(contradictions(register)) == {
        "ordinal": {"1": ["a"], "2": ["b"]},
        "place": {"Istanbul": ["c"], "Ankara": ["d"]},
        "actors": {"RUS, UKR": ["a", "b", "c", "d", "f"], "RUS, TUR, UKR": ["e"]},
        "status": {"occurred": ["a", "b", "c", "d", "e"], "denied": ["f"]},
    }
    found = {each.field: each for each in contradictions(register)}
    assert [value.sources for value in found["actors"].values] == [5, 1]
    teller = found["status"].values[1].tellers[0]
    assert (teller.published, teller.quote) == ("2025-05-19", "La dépêche f rapporte le fait.")


def test_what_is_only_coarser_contradicts_nothing(register: Register, add: Add, place: Somewhere) -> None:
    add("a", "2025-05-17", "meeting.talks", date="2025-05-16", place=place("Istanbul", "TUR", 41.0, 28.9), **TALKS)
    add("b", "2025-05-17", "meeting.talks", date="2025-05", place=place("Turquie", "TUR"), **TALKS)
    add("c", "2025-05-18", "meeting.talks", **TALKS)
    assert len(timeline(register)) == 1
    assert contradictions(register) == ()


def test_two_days_of_an_event_that_lasted_are_no_contradiction(register: Register, add: Add) -> None:
    add("a", "2025-05-17", "meeting.talks", date="2025-05-16", **TALKS)
    add("b", "2025-05-18", "meeting.talks", date="2025-05-17", **TALKS)
    assert list(listed(contradictions(register))) == ["date"]
    add("c", "2025-05-18", "meeting.talks", date="2025-05-16/2025-05-17", **TALKS)
    assert len(timeline(register)) == 1
    assert contradictions(register) == ()


@pytest.mark.parametrize(
    ("statuses", "disputed"),
    [(("occurred", "denied"), 1), (("scheduled", "denied"), 0), (("considered", "occurred"), 0), (("ongoing", "denied"), 1)],
)
def test_denied_against_done_is_a_contradiction_and_a_cancelled_plan_is_not(
    register: Register, add: Add, statuses: tuple[Status, ...], disputed: int
) -> None:
    for day, status in enumerate(statuses, 1):
        add(f"n{day}", f"2025-04-0{day}", "membership.leave", status=status, **LEAVE)
    assert len(contradictions(register)) == disputed


def test_they_are_asked_by_actor_kind_field_and_number(register: Register, add: Add) -> None:
    for number, month in enumerate(("01", "06", "11")):
        for day in ("16", "17"):
            add(f"{month}-{day}", f"2025-{month}-18", "meeting.talks", date=f"2025-{month}-{day}", **TALKS)
        assert len(contradictions(register)) == number + 1
    add("left", "2025-04-01", "membership.leave", **LEAVE)
    add("stayed", "2025-04-02", "membership.leave", status="denied", **LEAVE)
    assert [each.field for each in contradictions(register)] == ["date", "status", "date", "date"]
    assert [each.field for each in contradictions(register, actors=["MLI"])] == ["status"]
    assert [each.field for each in contradictions(register, kind="meeting")] == ["date"] * 3
    assert [each.event.kind for each in contradictions(register, field="status")] == ["membership.leave"]
    assert len(contradictions(register, limit=2)) == 2
    with pytest.raises(RegisterError, match='no contradictions on "dates"; did you mean "date"'):
        contradictions(register, field="dates")


def test_what_was_not_read_by_then_contradicted_nothing(register: Register, tell: Tell) -> None:
    for month, status in ((1, "occurred"), (3, "denied")):
        dispatch = make_dispatch(f"n{month}", f"Dépêche {month}.", published=f"2025-0{month}-01")
        told = tell(dispatch, "membership.leave", status=status, **LEAVE)  # type: ignore[arg-type]
        register.add(dispatch, [told], "0.1", read_at=datetime(2025, month, 2, tzinfo=UTC))
    assert len(contradictions(register)) == 1
    assert contradictions(register, known_at=date(2025, 2, 1)) == ()
    assert len(contradictions(register, known_at=date(2025, 3, 2))) == 1


def test_what_a_reviewer_merges_is_listed_and_an_undo_takes_it_back(register: Register, add: Add) -> None:
    add("a", "2025-04-04", "meeting.talks", date="2025-04-03", **TALKS)
    add("b", "2025-06-04", "meeting.talks", date="2025-06-03", **TALKS)
    one, other = (event.id for event in timeline(register))
    assert contradictions(register) == ()
    made = merge(register, one, other, author="Awa", why="même séance")
    assert list(listed(contradictions(register))) == ["date"]
    undo(register, made.number, author="Awa", why="erreur")
    assert contradictions(register) == ()
