"""Ties other than membership: one mechanism, seven kinds, each from what was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from legation.model import Actor, Mention, RegisterError
from legation.ontology import kinds
from legation.ontology.ties import tie_kind, tie_kinds
from legation.register import Register, agreements, dyad, history, relations
from legation.register.tellings import TieKey, names

if TYPE_CHECKING:
    from tests.register.conftest import Add


def held(register: Register, one: str, other: str = "", as_of: str = "2025-06-01", **options: object) -> dict[str, str]:
    ties = relations(
        register, [one], [other] if other else [], as_of=date.fromisoformat(as_of), **options,  # type: ignore[arg-type]
    )
    assert len({tie.id for tie in ties}) == len(ties)
    return {tie.id: tie.status for tie in ties}


def test_every_tie_that_a_kind_of_fact_changes_is_described() -> None:
    named = {kind.tie for kind in kinds().values() if kind.tie}
    assert named - set(tie_kinds()) == {"organization"}
    assert all(tie.effects for tie in tie_kinds().values())
    assert all(role in {role for kind in tie.effects for role in kinds()[kind].roles}
               for tie in tie_kinds().values() for role in (*tie.holder, *tie.other, *tie.parties))


def test_relations_are_cut_and_opened_between_each_pair(register: Register, add: Add) -> None:
    add("a", "2024-08-05", "relations.cut", date="2024-08-04", PARTY="MLI NER", COUNTERPART="UKR")
    add("b", "2025-02-02", "relations.open", date="2025-02-01", PARTY="MLI UKR")
    assert held(register, "UKR", as_of="2024-08-03") == {}
    assert held(register, "UKR", as_of="2024-08-04") == {"relations/MLI/UKR": "cut", "relations/NER/UKR": "cut"}
    assert held(register, "UKR") == {"relations/MLI/UKR": "open", "relations/NER/UKR": "cut"}
    assert held(register, "UKR", "MLI") == {"relations/MLI/UKR": "open"}
    assert held(register, "UKR", known_at=date(2000, 1, 1)) == {}


def test_sanctions_presence_and_office(register: Register, add: Add) -> None:
    add("a", "2023-07-31", "sanction.impose", date="2023-07-30", IMPOSER="ECOWAS", TARGET="NER")
    add("b", "2024-02-25", "sanction.lift", date="2024-02-24", IMPOSER="ECOWAS", TARGET="NER")
    add("c", "2024-01-10", "force.deploy", date="2014-08", ACTOR="FRA", host="TCD")
    add("d", "2025-01-31", "force.withdraw", date="2025-01-30", ACTOR="FRA", host="TCD")
    add("e", "2025-01-31", "force.withdraw", date="2025-01-30", ACTOR="FRA")
    add("f", "2025-01-31", "office.take", date="2025-01-05", HOLDER="person:X", BODY="TCD", scalars={"office": "ministre"})
    assert held(register, "NER", as_of="2024-02-23") == {"sanction/ECOWAS/NER": "in_force"}
    assert held(register, "NER") == {"sanction/ECOWAS/NER": "lifted"}
    assert held(register, "TCD", as_of="2025-01-29") == {
        "presence/FRA/TCD": "present", "office/person:X/TCD": "in_office",
    }
    assert held(register, "TCD", kinds=["presence"]) == {"presence/FRA/TCD": "withdrawn"}
    office = relations(register, ["person:X"], as_of=date(2025, 6, 1))
    assert [tie.detail for tie in office] == ["ministre"]
    with pytest.raises(RegisterError, match='unknown tie "sanctions"; did you mean "sanction"'):
        held(register, "NER", kinds=["sanctions"])


def test_an_agreement_is_one_tie_of_all_that_signed(register: Register, add: Add) -> None:
    add("a", "2023-09-17", "agreement.sign", date="2023-09-16", PARTY="MLI BFA NER")
    add("b", "2020-01-02", "agreement.sign", date="2020-01-01", domain=("military",), PARTY="FRA TCD")
    add("c", "2020-01-02", "agreement.sign", date="2019-12-20", domain=("health",), PARTY="FRA TCD")
    add("d", "2024-11-29", "agreement.end", date="2024-11-28", domain=("military",), PARTY="TCD")
    add("e", "2024-12-29", "agreement.end", date="2024-12-28", PARTY="TCD")

    def asked(*parties: str, as_of: str = "2025-06-01") -> list[tuple[str, str, str]]:
        ties = agreements(register, [[party] for party in parties], as_of=date.fromisoformat(as_of))
        return [(tie.id.partition("~")[0], tie.detail, tie.status) for tie in ties]

    assert asked("BFA", "NER") == [("agreement/BFA/MLI/NER", "", "in_force")]
    assert asked("BFA", "FRA") == []
    french = [("agreement/FRA/TCD", "health", "in_force"), ("agreement/FRA/TCD", "military", "ended")]
    assert sorted(asked("FRA", "TCD")) == french, "which one the second end is about is not told, so it ends none"
    assert len(asked(as_of="2024-01-01")) == 3
    assert {status for _, _, status in asked(as_of="2024-01-01")} == {"in_force"}


def test_an_announcement_by_those_who_decide_is_the_act(register: Register, add: Add) -> None:
    add("a", "2024-08-05", "relations.cut", date="2024-08-04", claimed_by=("MLI",), PARTY="MLI", COUNTERPART="UKR")
    add("b", "2024-08-05", "relations.cut", date="2024-08-04", claimed_by=("FRA",), PARTY="NER", COUNTERPART="UKR")
    ties = {tie.id: tie.how for tie in relations(register, ["UKR"], as_of=date(2025, 1, 1))}
    assert ties == {"relations/MLI/UKR": "legal", "relations/NER/UKR": "claimed"}


def test_a_word_on_one_state_is_not_a_word_on_those_that_the_same_event_names() -> None:
    def told(members: str) -> Mention:
        actors = tuple(Actor(id=id_, name=id_, start=0, end=3) for id_ in members.split())
        return Mention(
            dispatch="a", kind="membership.leave", status="occurred", claimed_by=(), roles={"MEMBER": actors}, date=None,
            place=None, domain=(), part="text", quote="x", start=0, end=1, rule="fr.x", confidence=1,
            trigger_start=0, trigger_end=1,
        )

    key = TieKey("membership", ("NER", "ECOWAS"))
    assert names(tie_kind("membership"), key, told("MLI NER"))
    assert not names(tie_kind("membership"), key, told("MLI"))


def test_a_dyad_has_ties_and_events(register: Register, add: Add) -> None:
    add("a", "2024-08-05", "relations.cut", date="2024-08-04", PARTY="MLI", COUNTERPART="UKR")
    add("b", "2024-09-05", "accuse", date="2024-09-04", ACCUSER="MLI", ACCUSED="UKR")
    add("c", "2024-09-05", "accuse", date="2024-09-04", ACCUSER="MLI", ACCUSED="FRA")
    found = dyad(register, ["MLI"], ["UKR"], as_of=date(2024, 12, 1))
    assert [tie.id for tie in found.ties] == ["relations/MLI/UKR"]
    assert [event.kind for event in found.events] == ["relations.cut", "accuse"]
    assert len(dyad(register, ["MLI"], ["UKR"], as_of=date(2024, 8, 10)).events) == 1


@pytest.mark.parametrize("tie", ["", "MLI", "membership/MLI", "MLI//ECOWAS"])
def test_what_is_no_tie_is_refused_with_how_to_write_one(register: Register, tie: str) -> None:
    with pytest.raises(RegisterError, match="is no tie; write KIND/ACTOR/ACTOR"):
        history(register, tie)
    with pytest.raises(RegisterError, match=r'unknown tie "member".*did you mean "membership"'):
        history(register, "member/MLI/ECOWAS")
