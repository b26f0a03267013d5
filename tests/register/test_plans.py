"""What became of what was scheduled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from legation.register import Register, agenda, overdue

if TYPE_CHECKING:
    from tests.register.conftest import Add

VISIT = {"VISITOR": "MLI", "host": "RUS"}


def state(register: Register, begin: str, as_of: str | None = None) -> list[tuple[str | None, str, tuple[str, ...]]]:
    plans = agenda(
        register, begin=date.fromisoformat(begin), as_of=date.fromisoformat(as_of) if as_of else None, followed=True
    )
    return [(plan.date, plan.followed, plan.planned) for plan in plans]


def test_a_plan_is_coming_then_unreported(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "meeting.visit", status="scheduled", date="2025-04-03", **VISIT)
    assert state(register, "2025-04-01") == [("2025-04-03", "coming", ("2025-04-03",))]
    assert state(register, "2025-04-01", "2025-04-04") == [("2025-04-03", "unreported", ("2025-04-03",))]
    assert [plan.followed for plan in overdue(register, as_of=date(2025, 4, 4))] == ["unreported"]
    assert overdue(register, as_of=date(2025, 4, 3)) == ()
    assert overdue(register, as_of=date(2025, 6, 4), begin=date(2025, 5, 1)) == ()
    assert agenda(register, begin=date(2025, 4, 1), as_of=date(2025, 4, 4)) == (), "only --all shows what is past"


def test_a_plan_of_a_month_is_over_when_the_month_is(register: Register, add: Add) -> None:
    add("a", "2025-03-01", "meeting.visit", status="scheduled", date="2025-04", **VISIT)
    assert overdue(register, as_of=date(2025, 4, 30)) == ()
    assert len(overdue(register, as_of=date(2025, 5, 1))) == 1


def test_a_plan_that_was_moved_is_for_the_day_last_told(register: Register, add: Add) -> None:
    for name, published in (("a", "2025-04-01"), ("b", "2025-04-01"), ("c", "2025-04-02")):
        add(name, published, "meeting.visit", status="scheduled", date="2025-04-03" if name != "c" else "2025-04-05", **VISIT)
    assert state(register, "2025-04-02") == [("2025-04-05", "moved", ("2025-04-03", "2025-04-05"))]
    assert overdue(register, as_of=date(2025, 4, 4)) == (), "it is for the 5th now"
    assert len(overdue(register, as_of=date(2025, 4, 6))) == 1
    assert state(register, "2025-04-01", "2025-04-01") == [("2025-04-03", "coming", ("2025-04-03",))], "not told yet"


def test_a_finer_date_is_no_move(register: Register, add: Add) -> None:
    add("a", "2025-03-01", "meeting.visit", status="scheduled", date="2025-04", **VISIT)
    add("b", "2025-03-20", "meeting.visit", status="scheduled", date="2025-04-08", **VISIT)
    assert state(register, "2025-04-01") == [("2025-04-08", "coming", ("2025-04-08",))]


def test_what_happened_or_was_called_off_is_told_and_is_not_overdue(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "meeting.visit", status="scheduled", date="2025-04-03", **VISIT)
    add("b", "2025-04-01", "meeting.visit", status="scheduled", date="2025-04-03", VISITOR="NER", host="RUS")
    add("c", "2025-04-04", "meeting.visit", status="occurred", date="2025-04-03", **VISIT)
    add("d", "2025-04-02", "meeting.visit", status="denied", date="2025-04-03", VISITOR="NER", host="RUS")
    assert {followed for _, followed, _ in state(register, "2025-04-01", "2025-04-05")} == {"happened", "cancelled"}
    assert agenda(register, begin=date(2025, 4, 1), as_of=date(2025, 4, 5)) == ()
    assert overdue(register, as_of=date(2025, 4, 5)) == ()
    assert len(overdue(register, as_of=date(2025, 4, 4), known_at=date(2000, 1, 1))) == 0


def test_what_never_was_a_plan_is_none(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "meeting.visit", status="considered", date="2025-04-03", **VISIT)
    add("b", "2025-04-04", "meeting.visit", status="occurred", date="2025-04-03", VISITOR="NER", host="RUS")
    assert state(register, "2025-04-01") == []
    assert overdue(register, as_of=date(2025, 5, 1)) == ()
