"""Timeline and agenda: filters, order, and no false emptiness."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from legation.model import RegisterError, make_dispatch
from legation.register import Register, agenda, known_actors, show, timeline

if TYPE_CHECKING:
    from tests.register.conftest import Add, Tell


@pytest.fixture
def filled(register: Register, add: Add) -> Register:
    add("a", "2025-04-01", "meeting.visit", status="scheduled", date="2025-04-03", VISITOR="MLI", host="RUS")
    add("b", "2025-04-01", "membership.leave", MEMBER="NER", ORGANIZATION="OIF")
    add("c", "2024-12-01", "membership.leave", status="scheduled", date="2025-01-29", MEMBER="MLI",
        ORGANIZATION="ECOWAS")
    add("d", "2025-05-01", "meeting.talks", status="scheduled", date="2025-06", PARTICIPANT="AES RUS")
    add("e", "2025-05-01", "meeting.talks", status="scheduled", PARTICIPANT="AES ECOWAS")
    add("f", "2025-05-01", "meeting.talks", status="scheduled", date="XXXX-07-01", PARTICIPANT="AES UN")
    return register


def told(register: Register, **filters: object) -> list[str]:
    return [
        show(register, event.id).evidence[0].dispatch.id for event in timeline(register, **filters)  # type: ignore[arg-type]
    ]


def test_the_timeline_runs_in_time_and_the_undated_stand_where_they_were_told(filled: Register) -> None:
    assert told(filled) == ["c", "b", "a", "e", "f", "d"] or told(filled) == ["c", "b", "a", "f", "e", "d"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"actors": ["MLI"]}, ["c", "a"]),
        ({"actors": ["MLI", "OIF"]}, ["c", "b", "a"]),
        ({"kind": "membership.leave"}, ["c", "b"]),
        ({"kind": "membership"}, ["c", "b"]),
        ({"status": "occurred"}, ["b"]),
        ({"begin": date(2025, 4, 3)}, ["a", "d"]),
        ({"begin": date(2025, 6, 30)}, ["d"]),
        ({"end": date(2025, 4, 3)}, ["c", "a"]),
        ({"begin": date(2025, 2, 1), "end": date(2025, 4, 2)}, []),
        ({"actors": ["MLI"], "kind": "meeting", "status": "scheduled"}, ["a"]),
        ({"actors": ["SEN"]}, []),
    ],
)
def test_filters(filled: Register, filters: dict[str, object], expected: list[str]) -> None:
    assert told(filled, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"kind": "membership.quit"}, 'unknown kind "membership.quit"; did you mean'),
        ({"kind": "member"}, 'unknown kind "member"; did you mean "membership"'),
        ({"status": "ocurred"}, 'unknown status "ocurred"; did you mean "occurred"?'),
    ],
)
def test_a_misspelt_filter_is_an_error_not_an_empty_answer(
    filled: Register, filters: dict[str, str], message: str
) -> None:
    with pytest.raises(RegisterError, match=message.replace("?", r"\?")):
        timeline(filled, **filters)  # type: ignore[arg-type]


def test_the_agenda_looks_ahead_and_lists_the_undated_last(filled: Register) -> None:
    def coming(begin: str) -> list[str]:
        events = agenda(filled, begin=date.fromisoformat(begin))
        return [show(filled, event.id).evidence[0].dispatch.id for event in events]

    assert coming("2025-01-01") == ["c", "a", "d", "f", "e"]
    assert coming("2025-04-03") == ["a", "d", "f", "e"]
    assert coming("2025-04-04") == ["d", "f", "e"]
    assert coming("2026-01-01") == [], "plans without a day leave the agenda half a year after they were last told"


def test_what_took_place_or_was_denied_leaves_the_agenda(filled: Register, add: Add) -> None:
    add("a2", "2025-04-02", "meeting.visit", status="denied", date="2025-04-03", VISITOR="MLI", host="RUS")
    add("d2", "2025-06-11", "meeting.talks", status="occurred", date="2025-06-10", PARTICIPANT="AES RUS")
    assert len(agenda(filled, begin=date(2025, 4, 1))) == 2


def test_an_event_is_found_by_the_beginning_of_its_id(filled: Register) -> None:
    event = timeline(filled)[0]
    assert show(filled, event.id[:7].upper()).event == event
    with pytest.raises(RegisterError, match='no event "zzzz"'):
        show(filled, "zzzz")
    with pytest.raises(RegisterError, match='no event "%"'):
        show(filled, "%")
    with pytest.raises(RegisterError, match=r"is the beginning of \d+ events|no event"):
        show(filled, next(d for d in "0123456789abcdef" if sum(e.id.startswith(d) for e in timeline(filled)) != 1))


def test_actors_of_the_register_are_known_by_role(filled: Register) -> None:
    assert known_actors(filled, "ORGANIZATION") == ("ECOWAS", "OIF")
    assert known_actors(filled) == ("AES", "ECOWAS", "MLI", "NER", "OIF", "RUS", "UN")


def test_known_at_leaves_out_what_was_read_later(register: Register, tell: Tell) -> None:
    for name, read, status in (("plan", 1, "scheduled"), ("fact", 5, "occurred")):
        dispatch = make_dispatch(name, f"Le ministre à Moscou, {name}.", published=f"2025-04-0{read}")
        mention = tell(dispatch, "meeting.visit", status=status, date="2025-04-03", VISITOR="MLI")  # type: ignore[arg-type]
        register.add(dispatch, [mention], "0.1", read_at=datetime(2025, 4, read, 12, tzinfo=UTC))
    assert [event.status for event in timeline(register)] == ["occurred"]
    assert [event.status for event in timeline(register, known_at=date(2025, 4, 4))] == ["scheduled"]
    assert timeline(register, known_at=date(2025, 3, 31)) == ()
