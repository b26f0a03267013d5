"""What is looked for by stretches of time is what a walk through everything finds, on a few hundred varied dispatches."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pytest

from legation.register import Register, contradictions, diff, dyad, open_register, overdue, relations, timeline

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
A_DAY, DISPATCHES = 20, 500


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, date]]:
    """A register of weeks of the benchmark's stream, each day read on that day, and the last of them."""
    spec = importlib.util.spec_from_file_location("synthetic", BENCHMARKS / "synthetic.py")
    assert spec and spec.loader
    synthetic = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(synthetic)
    day = synthetic.FIRST
    with open_register(tmp_path_factory.mktemp("windows") / "large.db") as register:
        for number, (dispatch, told) in enumerate(islice(synthetic.Stream(a_day=A_DAY), DISPATCHES)):
            day = synthetic.FIRST + timedelta(number // A_DAY)
            register.add(dispatch, told, "essai", read_at=datetime.combine(day, time(12), UTC))
        yield register, day


@pytest.mark.parametrize("limit", [1, 7, 40])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"actors": ["USA"]},
        {"actors": ["USA"], "beside": ["RUS"]},
        {"actors": ["MLI"]},
        {"kind": "meeting"},
        {"kind": "membership"},
        {"status": "denied"},
        {"actors": ["USA"], "kind": "accuse"},
    ],
)
def test_the_last_so_many_are_the_end_of_all(
    filled: tuple[Register, date], filters: dict[str, object], limit: int
) -> None:
    register, last = filled
    for known in ({}, {"as_of": last - timedelta(9)}, {"known_at": last - timedelta(9)}):
        everything = timeline(register, **filters, **known)  # type: ignore[arg-type]
        assert everything
        assert timeline(register, **filters, **known, limit=limit) == everything[-limit:]  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [1, 5, 1000])
def test_the_plans_due_last_are_the_first_of_all_overdue(filled: tuple[Register, date], limit: int) -> None:
    register, last = filled
    everything = overdue(register, as_of=last)
    assert len(everything) > 5
    assert overdue(register, as_of=last, limit=limit) == everything[:limit]


def test_two_actors_have_all_ties_and_the_last_events(filled: tuple[Register, date]) -> None:
    register, last = filled
    everything, some = (dyad(register, ["USA"], ["RUS"], as_of=last, limit=limit) for limit in (None, 4))
    assert len(everything.events) > 4 and everything.ties
    assert (some.ties, some.events) == (everything.ties, everything.events[-4:])


def test_contradictions_of_an_actor_are_those_among_all(filled: tuple[Register, date]) -> None:
    register, _ = filled
    events = {event.id for event in timeline(register, actors=["USA"])}
    wanted = [each for each in contradictions(register) if each.event.id in events]
    assert len(wanted) > 3
    assert list(contradictions(register, actors=["USA"])) == wanted


def test_what_changed_of_a_tie_is_what_it_was_and_what_it_is(filled: tuple[Register, date]) -> None:
    register, last = filled
    since = last - timedelta(8)
    changes = diff(register, since=since, known_at=last).ties
    assert len(changes) > 5
    for change in changes:
        one, other = (change.after or change.before).parties[:2]  # type: ignore[union-attr]
        for row, known_at in ((change.before, since), (change.after, last)):
            told = relations(register, [one], [other], as_of=last, known_at=known_at)
            assert row is None or row.id.startswith("agreement/") or row in told
