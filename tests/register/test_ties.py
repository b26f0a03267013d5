"""Who is a member on a day: ECOWAS and the AES as of several days, from a small atlas and from what was read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from legation.atlas import Membership
from legation.model import Tie, make_dispatch
from legation.register import Register, members

if TYPE_CHECKING:
    from tests.register.conftest import Add, Tell

_SPELLS = """
MLI member    1975-05-28 2025-01-29
MLI suspended 2020-08-18 2020-10-06
MLI suspended 2021-05-30 2025-01-29
NER member    1975-05-28 2025-01-29
BFA member    1975-05-28 -
GIN member    1975-05-28 -
GIN suspended 2021-09-08 -
MRT member    1975-05-28 2000-12
TGO member    1975-05-28 -
MAR candidate 2017-02-24 -
"""
AES = {"ORGANIZATION": "AES"}
ECOWAS = {"ORGANIZATION": "ECOWAS"}


class SmallAtlas:
    """ECOWAS as a few rows know it; Burkina Faso's exit is left to the press."""

    def name(self, id: str, language: str = "fr") -> str:
        return {"NER": "Niger"}.get(id, id)

    def memberships(self, organization: str) -> tuple[Membership, ...]:
        if organization != "ECOWAS":
            return ()
        rows = [line.split() for line in _SPELLS.strip().splitlines()]
        return tuple(
            Membership(member=member, organization=organization, status=status, begin=begin.strip("-"),  # type: ignore[arg-type]
                       end=end if end != "-" else "", source="own", note="")
            for member, status, begin, end in rows
        )


def asked(register: Register, organization: str, as_of: str, **options: object) -> dict[str, Tie]:
    ties = members(
        register, organization, as_of=date.fromisoformat(as_of), atlas=SmallAtlas(), **options,  # type: ignore[arg-type]
    )
    found = {f"{tie.holder} {tie.kind.rpartition('.')[2]}": tie for tie in ties}
    assert len(found) == len(ties)
    return found


def statuses(register: Register, organization: str, as_of: str, **options: object) -> dict[str, str]:
    found = asked(register, organization, as_of, **options)
    return {key.removesuffix(" membership"): tie.status for key, tie in found.items()}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("1970-01-01", {}),
        ("1999-12-31", {"BFA": "member", "GIN": "member", "MLI": "member", "MRT": "member", "NER": "member",
                        "TGO": "member"}),
        ("2020-09-01", {"BFA": "member", "GIN": "member", "MLI": "suspended", "MRT": "left", "NER": "member",
                        "TGO": "member", "MAR": "candidate"}),
        ("2021-01-01", {"BFA": "member", "GIN": "member", "MLI": "member", "MRT": "left", "NER": "member",
                        "TGO": "member", "MAR": "candidate"}),
        ("2025-01-28", {"BFA": "member", "GIN": "suspended", "MLI": "suspended", "MRT": "left", "NER": "member",
                        "TGO": "member", "MAR": "candidate"}),
        ("2025-01-29", {"BFA": "member", "GIN": "suspended", "MLI": "left", "MRT": "left", "NER": "left",
                        "TGO": "member", "MAR": "candidate"}),
    ],
)
def test_ecowas_as_the_atlas_knows_it(register: Register, as_of: str, expected: dict[str, str]) -> None:
    assert statuses(register, "ECOWAS", as_of) == expected


def test_members_come_first_then_the_suspended_then_the_rest(register: Register) -> None:
    assert [*statuses(register, "ECOWAS", "2025-01-29").values()] == [
        "member", "member", "suspended", "candidate", "left", "left", "left",
    ]


def test_an_exit_without_a_date_is_bounded_by_its_publication(register: Register, add: Add) -> None:
    add("b", "2025-06-01", "membership.leave", MEMBER="BFA", **ECOWAS)
    add("a", "2025-04-01", "membership.leave", MEMBER="BFA", **ECOWAS)
    before, after = (asked(register, "ECOWAS", day)["BFA membership"] for day in ("2025-03-31", "2025-04-01"))
    assert (before.status, before.end, before.basis) == ("member", "../2025-04-01", "atlas")
    assert (after.status, after.begin, after.end, after.basis) == ("left", "1975-05-28", "../2025-04-01", "events")
    assert len(after.events) == 1
    assert before.note == after.note == "day not told: by then at the latest"


def test_a_dated_exit_is_that_day_and_the_bound_goes(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "membership.leave", MEMBER="BFA", **ECOWAS)
    add("b", "2025-06-01", "membership.leave", date="2025-01-29", MEMBER="BFA MLI NER", **ECOWAS)
    tie = asked(register, "ECOWAS", "2025-07-01")["BFA membership"]
    assert (tie.status, tie.end, len(tie.events), tie.note) == ("left", "2025-01-29", 2, "")
    mali = asked(register, "ECOWAS", "2025-07-01")["MLI membership"]
    assert (mali.status, mali.end, mali.basis, len(mali.events)) == ("left", "2025-01-29", "atlas", 1)


def test_only_what_is_done_changes_a_standing(register: Register, add: Add) -> None:
    for name, status in (("a", "considered"), ("b", "scheduled"), ("c", "called_for"), ("d", "denied")):
        member = {"a": "BFA", "b": "TGO", "c": "NER", "d": "MLI"}[name]
        add(name, "2024-12-01", "membership.leave", status=status, MEMBER=member, **ECOWAS)  # type: ignore[arg-type]
    found = asked(register, "ECOWAS", "2024-12-31")
    standings = [found[f"{member} membership"].status for member in ("BFA", "TGO", "NER", "MLI")]
    assert standings == ["member", "member", "member", "suspended"]
    leaving = {key: (tie.kind, tie.status, tie.note) for key, tie in found.items() if key.endswith("leave")}
    assert leaving == {
        "BFA leave": ("membership.leave", "considered", "considers leaving (1 source)"),
        "TGO leave": ("membership.leave", "announced", "announced leaving (1 source)"),
        "NER leave": ("membership.leave", "called_for", "called on to leave (1 source)"),
        "MLI leave": ("membership.leave", "denied", "leaving denied (1 source)"),
    }
    assert list(found)[-4:] == ["TGO leave", "BFA leave", "NER leave", "MLI leave"]
    assert "BFA leave" in asked(register, "ECOWAS", "2025-02-01"), "still open the year after"
    assert "NER leave" not in asked(register, "ECOWAS", "2025-02-01"), "who has left need not be asked to"


def test_a_wish_is_counted_by_its_sources_and_told_in_french_too(register: Register, add: Add) -> None:
    for day in ("2025-04-01", "2025-04-02"):
        add(f"n{day}", day, "membership.join", status="considered", MEMBER="TGO", **AES)
    assert statuses(register, "AES", "2025-03-31") == {}
    assert statuses(register, "AES", "2025-04-01") == {"TGO join": "considered"}
    assert asked(register, "AES", "2025-04-01")["TGO join"].note == "considers joining (1 source)"
    assert asked(register, "AES", "2025-05-01")["TGO join"].note == "considers joining (2 sources)"
    assert asked(register, "AES", "2025-05-01", language="fr")["TGO join"].note == "envisage de rejoindre (2 sources)"


def test_a_wish_that_came_true_is_a_membership(register: Register, add: Add) -> None:
    add("wish", "2025-04-01", "membership.join", status="considered", MEMBER="TGO", **AES)
    add("done", "2025-06-02", "membership.join", date="2025-06-01", MEMBER="TGO", **AES)
    assert statuses(register, "AES", "2025-05-01") == {"TGO join": "considered"}
    assert statuses(register, "AES", "2025-06-01") == {"TGO": "member"}
    assert asked(register, "AES", "2025-06-01")["TGO membership"].begin == "2025-06-01"


def test_an_announced_exit_shows_its_day_and_changes_nothing(register: Register, add: Add) -> None:
    add("plan", "2024-12-01", "membership.leave", status="scheduled", date="2025-01-29", MEMBER="BFA", **ECOWAS)
    found = asked(register, "ECOWAS", "2025-02-01")
    assert found["BFA membership"].status == "member"
    assert (found["BFA leave"].status, found["BFA leave"].end) == ("announced", "2025-01-29")


def test_holding_suspending_and_readmitting(register: Register, add: Add) -> None:
    add("a", "2025-01-10", "membership.hold", status="ongoing", MEMBER="MLI", **AES)
    add("b", "2025-02-10", "membership.suspend", date="2025-02-09", MEMBER="MLI", **AES)
    add("c", "2025-03-10", "membership.readmit", date="2025-03-09", MEMBER="MLI", **AES)
    assert [statuses(register, "AES", day) for day in ("2025-01-09", "2025-01-10", "2025-02-09", "2025-03-09")] == [
        {}, {"MLI": "member"}, {"MLI": "suspended"}, {"MLI": "member"},
    ]


def test_what_only_claimants_say_moves_no_standing_and_has_a_row_with_their_names(register: Register, add: Add) -> None:
    speakers = ("NER", "source:un diplomate")
    add("a", "2025-04-01", "membership.leave", date="2025-03-30", claimed_by=speakers, MEMBER="BFA", **ECOWAS)
    found = asked(register, "ECOWAS", "2025-04-02")
    assert found["BFA membership"].status == "member"
    claim = found["BFA leave"]
    assert (claim.status, claim.end, claim.claimed_by) == ("claimed", "2025-03-30", speakers)
    assert claim.note == "has left, by this word alone (1 source); according to Niger, un diplomate"
    assert "BFA leave" not in asked(register, "ECOWAS", "2025-03-29"), "it is claimed from that day on"


def test_the_word_of_the_organization_decides(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "membership.leave", date="2025-03-30", claimed_by=("ECOWAS",), MEMBER="BFA", **ECOWAS)
    tie = asked(register, "ECOWAS", "2025-04-02")["BFA membership"]
    assert (tie.status, tie.how, tie.claimed_by, tie.note) == ("left", "legal", ("ECOWAS",), "according to ECOWAS")


def test_where_nothing_else_is_known_a_claim_is_shown_as_one(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "membership.join", date="2025-03-30", claimed_by=("TGO",), MEMBER="TGO", **AES)
    found = asked(register, "AES", "2025-04-02")
    assert list(found) == ["TGO membership"]
    assert (found["TGO membership"].status, found["TGO membership"].how) == ("member", "claimed")
    assert found["TGO membership"].claimed_by == ("TGO",)


def test_known_at_forgets_what_was_read_later_and_what_the_atlas_could_not_know(
    register: Register, tell: Tell
) -> None:
    dispatch = make_dispatch("n1", "Le Burkina Faso a quitté la Cédéao.", published="2025-02-01")
    told = tell(dispatch, "membership.leave", MEMBER="BFA", **ECOWAS)
    register.add(dispatch, [told], "0.1", read_at=datetime(2025, 3, 1, 12, tzinfo=UTC))
    assert statuses(register, "ECOWAS", "2025-02-15")["BFA"] == "left"
    early = statuses(register, "ECOWAS", "2025-02-15", known_at=date(2025, 1, 1))
    assert (early["BFA"], early["MLI"], early["NER"]) == ("member", "suspended", "member")
    assert statuses(register, "ECOWAS", "2025-02-15", known_at=date(2025, 3, 1))["BFA"] == "left"


def test_another_organization_is_not_asked(register: Register, add: Add) -> None:
    add("a", "2025-04-01", "membership.join", MEMBER="ECOWAS", ORGANIZATION="AU")
    assert "ECOWAS" not in statuses(register, "ECOWAS", "2025-05-01")
