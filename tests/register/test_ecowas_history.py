"""The case to carry: Mali, Burkina Faso and Niger leave ECOWAS and the OIF, as read by the real coder from example dispatches.

Every dispatch is read on the day it came out, so that what was known on a day is what had been published by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from legation.coder import Coder
from legation.model import Dispatch, Tie
from legation.register import Register, diff, history, members, open_register, overdue
from legation.sources import read_sources

EXAMPLES = Path(__file__).parents[2] / "examples"
EARLIER = {"asp-240128-1", "asp-240128-2", "com-abuja-240128", "asp-241215", "asp-250402"}
LATER = {"niger-matin-240130", "sahel-presse-240707", "rivages-241216", "asp-250130", "asp-250318", "lagune-250730"}
SAHEL = ("BFA", "MLI", "NER")
NOW = "2026-01-01"


@pytest.fixture(scope="module")
def sahel(judged: Coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    files = [str(EXAMPLES / name) for name in ("dispatches.jsonl", "cedeao-aes.jsonl")]
    found = [item for item in read_sources(files) if isinstance(item, Dispatch)]
    wanted = sorted((item for item in found if item.id in EARLIER | LATER), key=lambda item: item.published or "")
    assert len(wanted) == len(EARLIER) + len(LATER)
    with open_register(tmp_path_factory.mktemp("sahel") / "legation.db") as register:
        for dispatch, told in judged.code_many(wanted):
            day = date.fromisoformat((dispatch.published or "")[:10])
            register.add(dispatch, told, "essai", read_at=datetime(day.year, day.month, day.day, 23, tzinfo=UTC))
        yield register


def asked(register: Register, organization: str, as_of: str, known_at: str) -> list[Tie]:
    return list(
        members(register, organization, as_of=date.fromisoformat(as_of), known_at=date.fromisoformat(known_at))
    )


def of(ties: list[Tie], member: str) -> tuple[str | None, list[tuple[str, str | None, tuple[str, ...]]]]:
    """What holds of a member, and what is said beside it: (how, date, by whom)."""
    mine = [tie for tie in ties if tie.holder == member]
    standings = [tie.status for tie in mine if tie.kind == "membership"]
    assert len(standings) < 2
    beside = [(tie.status, tie.begin or tie.end, tie.claimed_by) for tie in mine if tie.kind == "membership.leave"]
    return (standings[0] if standings else None), beside


COMMUNIQUE = ("source:un communiqué conjoint lu à la télévision publique",)
SAID_ON_THE_28TH = [
    ("claimed", "2024-01-28", SAHEL),
    ("claimed", "2024-01-28", COMMUNIQUE),
    ("announced", "2024-01-28", SAHEL),
]
MALI_TOO = ("claimed", None, ("MLI",))
BY_ECOWAS = ("announced", "2025-01-29", ("ECOWAS",))


@pytest.mark.parametrize(
    ("as_of", "known_at", "standing", "beside"),
    [
        ("2023-12-31", "2023-12-31", "suspended", []),
        ("2024-01-28", "2024-01-27", "suspended", []),
        ("2024-01-28", "2024-01-28", "suspended", SAID_ON_THE_28TH),
        ("2024-02-01", "2024-02-01", "suspended", [*SAID_ON_THE_28TH, MALI_TOO]),
        ("2025-06-01", "2024-02-01", "suspended", [*SAID_ON_THE_28TH, MALI_TOO]),
        ("2024-01-29", NOW, "suspended", SAID_ON_THE_28TH),
        ("2024-12-17", "2024-12-17", "suspended", [*SAID_ON_THE_28TH, MALI_TOO, BY_ECOWAS]),
        ("2025-06-01", "2024-12-17", "suspended", [*SAID_ON_THE_28TH, MALI_TOO, BY_ECOWAS]),
        ("2025-01-28", "2025-01-28", "suspended", [*SAID_ON_THE_28TH, MALI_TOO, BY_ECOWAS]),
        ("2025-01-29", "2025-02-01", "left", []),
        ("2025-01-28", "2025-02-01", "suspended", [*SAID_ON_THE_28TH, MALI_TOO, BY_ECOWAS]),
        ("2025-08-01", NOW, "left", []),
        ("2024-02-01", NOW, "suspended", [*SAID_ON_THE_28TH, MALI_TOO]),
        ("1999-12-31", NOW, "member", []),
    ],
)
def test_mali_in_ecowas_as_of_a_day_as_known_on_a_day(
    sahel: Register, as_of: str, known_at: str, standing: str, beside: list[tuple[str, str | None, tuple[str, ...]]]
) -> None:
    found = of(asked(sahel, "ECOWAS", as_of, known_at), "MLI")
    assert found[0] == standing
    assert len(found[1]) == len(beside)
    dated = [(how, edtf if not (edtf or "").startswith("..") else None, by) for how, edtf, by in found[1]]
    assert sorted(dated, key=str) == sorted(beside, key=str)


def test_both_words_are_shown_the_leavers_and_the_organization(sahel: Register) -> None:
    ties = [tie for tie in asked(sahel, "ECOWAS", "2024-02-01", "2024-02-01") if tie.holder == "NER"]
    held = next(tie for tie in ties if tie.kind == "membership")
    assert (held.status, held.basis, held.claimed_by) == ("suspended", "atlas", ("ECOWAS",))
    claimed = [tie for tie in ties if tie.status == "claimed"]
    assert {tie.claimed_by for tie in claimed} == {SAHEL, COMMUNIQUE}
    assert {tie.end for tie in claimed} == {"2024-01-28"}


def test_the_exit_in_force_keeps_the_date_that_the_leavers_claimed(sahel: Register) -> None:
    tie = next(tie for tie in asked(sahel, "ECOWAS", "2025-06-01", NOW) if tie.holder == "NER")
    assert (tie.status, tie.end, tie.how) == ("left", "2025-01-29", "atlas")
    assert "2024-01-28 according to Burkina Faso, Mali, Niger" in tie.note


@pytest.mark.parametrize(
    ("as_of", "known_at", "standing", "end", "how"),
    [
        ("2025-03-16", "2025-03-16", "suspended", None, "atlas"),
        ("2025-10-01", "2025-03-16", "suspended", None, "atlas"),
        ("2025-03-17", "2025-03-17", "left", "2025-03-17", "announced"),
        ("2025-04-01", "2025-03-20", "suspended", "2025-09", "atlas"),
        ("2025-10-01", "2025-03-20", "left", "2025-09", "legal"),
    ],
)
def test_niger_in_the_oif(
    sahel: Register, as_of: str, known_at: str, standing: str, end: str | None, how: str
) -> None:
    """The atlas has but the day of the announcement; the OIF's own word, read on the 18th, says when it takes effect."""
    tie = next(tie for tie in asked(sahel, "OIF", as_of, known_at) if tie.holder == "NER" and tie.kind == "membership")
    assert (tie.status, tie.end, tie.how) == (standing, end, how)


def test_the_confederation_is_not_a_second_beginning(sahel: Register) -> None:
    ties = asked(sahel, "AES", "2024-07-07", "2024-07-07")
    assert [(tie.holder, tie.status, tie.begin) for tie in ties] == [(id_, "member", "2023-09-16") for id_ in SAHEL]
    assert all(tie.note == "also dated 2024-07-06" and tie.events for tie in ties)
    assert asked(sahel, "AES", "2023-08-01", NOW) == []


def test_the_history_of_a_tie_quotes_every_word_on_it(sahel: Register) -> None:
    steps = history(sahel, "membership/MLI/ECOWAS")
    read = [step for step in steps if step.dispatch]
    assert len(read) >= 10
    assert all(step.quote and step.url for step in read)
    assert [step.told for step in read] == sorted(step.told or "" for step in read)
    told = [(step.dispatch, step.effect, step.how) for step in read]
    assert ("asp-240128-2", "end", "claimed") in told
    assert ("asp-240128-2", "hold", "legal") in told
    assert told.count(("asp-250130", "end", "legal")) == 2, "officially, says the agency; so does ECOWAS"
    assert [(step.effect, step.date) for step in steps if step.how == "atlas"][-1] == ("end", "2025-01-29")
    early = history(sahel, "MLI/ECOWAS", as_of=date(2024, 1, 30), known_at=date(2024, 1, 29))
    assert {step.dispatch for step in early} == {None, "asp-240128-1", "asp-240128-2", "com-abuja-240128"}


def test_what_a_summit_changed_in_what_was_known(sahel: Register) -> None:
    found = diff(sahel, since=date(2024, 12, 15), known_at=date(2024, 12, 16))
    assert [(change.before, change.after and change.after.kind) for change in found.events] == [
        (None, "membership.leave"), (None, "membership.readmit"),
    ]
    leaving = [change.after for change in found.ties if change.after and change.after.kind == "membership.leave"]
    assert [(tie.holder, tie.status, tie.end, tie.claimed_by) for tie in leaving if tie] == [
        (id_, "announced", "2025-01-29", ("ECOWAS",)) for id_ in SAHEL
    ]
    left = diff(sahel, since=date(2025, 1, 28), known_at=date(2025, 1, 31), as_of=date(2025, 1, 31))
    moved = [change for change in left.ties if change.fields]
    assert [(change.before and change.before.status, change.after and change.after.status) for change in moved] == [
        ("suspended", "left")
    ] * 3
    assert diff(sahel, since=date(2026, 1, 1)).events == ()


def test_the_visit_to_moscow_was_announced_and_never_read_of_again(sahel: Register) -> None:
    late = overdue(sahel, as_of=date(2025, 6, 1))
    assert [(plan.kind, plan.date, plan.followed) for plan in late] == [("meeting.visit", "2025-04-03", "unreported")]
    assert overdue(sahel, as_of=date(2025, 4, 3)) == ()
