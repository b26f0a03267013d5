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
SAHEL = ("BFA", "MLI", "NER")
NOW = "2026-01-01"


@pytest.fixture(scope="module")
def sahel(judged: Coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    files = [str(EXAMPLES / name) for name in ("dispatches.jsonl", "cedeao-aes.jsonl")]
    found = [item for item in read_sources(files) if isinstance(item, Dispatch)]
    wanted = [item for item in found if item.id in EARLIER or item.url and "dispatches" not in item.url]
    new = {"niger-matin-240130", "sahel-presse-240707", "rivages-241216", "asp-250130", "asp-250318", "lagune-250730"}
    wanted = sorted((item for item in wanted if item.id in EARLIER | new), key=lambda item: item.published or "")
    assert len(wanted) == len(EARLIER) + len(new)
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
