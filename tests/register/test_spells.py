"""From changes to standings, on made-up spells."""

from __future__ import annotations

from datetime import date

import pytest

from legation.register.spells import Basis, Change, Effect, day_bounds, merge, standing


def change(effect: Effect, day: str, edtf: str | None = None, basis: Basis = "events", sources: int = 1) -> Change:
    return Change(effect=effect, day=date.fromisoformat(day), edtf=edtf or day, basis=basis, sources=sources,
                  events=() if basis == "atlas" else (f"{effect}@{day}",))


def on(day: str, *changes: Change) -> tuple[str, str | None, str | None] | None:
    found = standing(changes, date.fromisoformat(day))
    return (found.status, found.begin, found.end) if found else None


@pytest.mark.parametrize(
    ("edtf", "bound", "day", "written"),
    [
        (None, "2025-04-01", "2025-04-01", "../2025-04-01"),
        ("XXXX-01-29", "2025-04-01", "2025-04-01", "../2025-04-01"),
        ("2025-01-29", "2025-04-01", "2025-01-29", "2025-01-29"),
        ("2025-01", "2025-04-01", "2025-01-31", "2025-01"),
        ("2025", "2025-04-01", "2025-04-01", "2025"),
        ("2026-01-29", "2025-04-01", "2026-01-29", "2026-01-29"),
        ("2026", "2025-04-01", "2026-12-31", "2026"),
        ("2017/..", "2025-04-01", "2017-01-01", "2017/.."),
        ("../2020", "2025-04-01", "2020-12-31", "../2020"),
    ],
)
def test_a_change_holds_from_the_day_by_which_it_surely_did(
    edtf: str | None, bound: str, day: str, written: str
) -> None:
    assert day_bounds(edtf, date.fromisoformat(bound)) == (date.fromisoformat(day), written)


def test_join_suspend_readmit_leave() -> None:
    life = [
        change("begin", "1975-05-28", basis="atlas"), change("suspend", "2020-08-18", basis="atlas"),
        change("resume", "2020-10-06", basis="atlas"), change("end", "2025-01-29", basis="atlas"),
    ]
    assert on("1975-05-27", *life) is None
    assert on("1975-05-28", *life) == ("holds", "1975-05-28", "2025-01-29")
    assert on("2020-09-01", *life) == ("suspended", "2020-08-18", "2020-10-06")
    assert on("2020-10-06", *life) == ("holds", "1975-05-28", "2025-01-29")
    assert on("2025-01-28", *life) == ("holds", "1975-05-28", "2025-01-29")
    assert on("2025-01-29", *life) == ("ended", "1975-05-28", "2025-01-29")


def test_the_atlas_dates_what_the_press_only_bounds() -> None:
    told = change("end", "2025-04-01", "../2025-04-01")
    loose = change("end", "2024-01-28")
    merged = merge([change("end", "2025-01-29", basis="atlas"), told, loose])
    assert len(merged) == 1
    assert (merged[0].edtf, merged[0].told) == ("2025-01-29", ("2024-01-28",))
    assert merged[0].events == ("end@2024-01-28", "end@2025-04-01")


def test_a_second_exit_after_a_return_is_another_change() -> None:
    life = [
        change("begin", "1975-01-01", basis="atlas"), change("end", "1984-11-12", basis="atlas"),
        change("begin", "2017-01-30", basis="atlas"), change("end", "2017-06-01", "2017-06-01"),
    ]
    assert len(merge(life)) == 4
    assert on("2016-01-01", *life) == ("ended", "1975-01-01", "1984-11-12")
    assert on("2017-02-01", *life) == ("holds", "2017-01-30", "2017-06-01")
    assert on("2017-07-01", *life) == ("ended", "2017-01-30", "2017-06-01")


def test_a_date_that_was_told_goes_before_a_bound_and_the_other_dates_are_kept() -> None:
    merged = merge([
        change("end", "2025-02-01", "../2025-02-01", sources=9), change("end", "2025-01-29"),
        change("end", "2025-01-28", sources=3), change("end", "2025-01-31", "2025-01"),
    ])
    assert len(merged) == 1
    assert (merged[0].edtf, merged[0].told) == ("2025-01-28", ("2025-01-29",)), "2025-01 says nothing else"
    assert merged[0].sources == 14


def test_a_coarse_date_long_after_moves_no_known_day() -> None:
    suspended = change("suspend", "2021-05-30", basis="atlas")
    found = standing([suspended, change("suspend", "2023-12-31", "2022/2023")], date(2024, 1, 1))
    assert found is not None
    assert (found.begin, found.basis, found.told, len(found.events)) == ("2021-05-30", "atlas", ("2022/2023",), 1)
    within = merge([change("suspend", "2022-01-28", basis="atlas"), change("suspend", "2023-12-31", "2022/2023")])
    assert [(one.edtf, one.told) for one in within] == [("2022-01-28", ())]


def test_who_left_is_not_made_a_member_by_a_passing_word() -> None:
    life = [change("end", "2025-01-29"), change("hold", "2025-05-01", "../2025-05-01")]
    found = standing(life, date(2025, 6, 1))
    assert found is not None
    assert (found.status, [ignored.effect for ignored in found.ignored]) == ("ended", ["hold"])
    assert on("2025-06-01", *life, change("begin", "2025-05-20")) == ("holds", "2025-05-20", None)


def test_a_membership_told_as_held_begins_by_then_at_the_latest() -> None:
    held = change("hold", "2025-04-01", "../2025-04-01")
    assert on("2025-03-31", held) is None
    assert on("2025-04-01", held) == ("holds", "../2025-04-01", None)
