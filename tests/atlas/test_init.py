"""What the atlas answers: names, ids behind names, memberships and offices on a day."""

from __future__ import annotations

import pytest

from legation.atlas import Membership, load_atlas
from legation.model.dates import bounds

ATLAS = load_atlas()
FOUNDERS_LEFT = {"BEN", "CIV", "CPV", "GHA", "GIN", "GMB", "GNB", "LBR", "NGA", "SEN", "SLE", "TGO"}


def holds(spell: Membership, day: str) -> bool:
    """Whether a spell covers a day, read from its two dates alone."""
    asked = bounds(day)[0]
    begin = bounds(spell.begin)[0] if spell.begin else None
    end = bounds(spell.end)[1] if spell.end else None
    assert asked is not None
    return (begin is None or begin <= asked) and (end is None or asked <= end)


def standing(organization: str, day: str, status: str) -> set[str]:
    return {s.member for s in ATLAS.memberships(organization) if s.status == status and holds(s, day)}


def test_ecowas_before_and_after_the_withdrawal() -> None:
    before, after = (standing("ECOWAS", day, "member") for day in ("2024-06-01", "2025-06-01"))
    assert (len(before), len(after)) == (15, 12)
    assert after == FOUNDERS_LEFT
    assert before - after == {"BFA", "MLI", "NER"}


def test_a_suspended_state_is_still_a_member() -> None:
    suspended = standing("ECOWAS", "2024-06-01", "suspended")
    assert len(suspended) == 4
    assert suspended == {"BFA", "GIN", "MLI", "NER"}
    assert suspended <= standing("ECOWAS", "2024-06-01", "member")


@pytest.mark.parametrize(
    ("organization", "day", "number"),
    [("EU", "2015-01-01", 28), ("EU", "2021-01-01", 27), ("NATO", "2025-01-01", 32), ("AES", "2025-01-01", 3),
     ("UNSC", "2025-06-01", 15), ("OPEC", "2025-01-01", 12), ("UEMOA", "2025-01-01", 8)],
)
def test_members_on_a_day(organization: str, day: str, number: int) -> None:
    assert len(standing(organization, day, "member")) == number


def test_memberships_of_nobody_are_none() -> None:
    assert ATLAS.memberships("NOSUCH") == ()


@pytest.mark.parametrize(
    ("id", "french", "english"),
    [
        ("CIV", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("DEU", "Allemagne", "Germany"),
        ("ECOWAS", "CEDEAO", "ECOWAS"),
        ("person:Assimi Goïta", "Assimi Goïta", "Assimi Goïta"),
        ("group:West", "Occident", "West"),
        ("somebody", "somebody", "somebody"),
    ],
)
def test_names_to_show(id: str, french: str, english: str) -> None:
    assert (ATLAS.name(id), ATLAS.name(id, "en")) == (french, english)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("Cédéao", {"ECOWAS"}),
        ("ecowas", {"ECOWAS"}),
        ("Communauté économique des Etats de l’Afrique de l’Ouest", {"ECOWAS"}),
        ("MLI", {"MLI"}),
        ("malien", {"MLI"}),
        ("Congo", {"COD", "COG"}),
        ("armed:JNIM", {"armed:JNIM"}),
        ("GSIM", {"armed:JNIM"}),
        ("Assimi Goïta", {"person:Assimi Goïta"}),
        ("personne", set()),
    ],
)
def test_ids_that_a_written_name_may_mean(written: str, ids: set[str]) -> None:
    found = ATLAS.find(written)
    assert len(found) == len(ids)
    assert set(found) == ids


@pytest.mark.parametrize(
    ("person", "day", "entity", "office"),
    [
        ("person:Assimi Goïta", "2025-04-01", "MLI", "head of state"),
        ("person:Emmanuel Macron", "2020-01-01", "FRA", "head of state"),
        ("person:Macky Sall", "2024-04-01", "SEN", "head of state"),
        ("person:Michel Kafando", "2015-10-01", "BFA", "head of state"),
        ("person:Abou Bakr al-Baghdadi", "2015-01-01", "armed:IS", "armed group leader"),
    ],
)
def test_office_on_a_day(person: str, day: str, entity: str, office: str) -> None:
    held = ATLAS.office_on(person, day)
    assert held is not None
    assert (held.entity, held.office) == (entity, office)


def test_office_out_of_office_is_the_latest_known() -> None:
    held = ATLAS.office_on("person:François Hollande", "2025-04-01")
    assert held is not None
    assert (held.office, held.end) == ("head of state", "2017-05-14")
    assert ATLAS.office_on("person:Personne", "2025-04-01") is None


@pytest.mark.parametrize(
    ("id", "type"),
    [("MLI", "state"), ("AES", "organization"), ("armed:JNIM", "armed_group"), ("group:West", "group"),
     ("person:Assimi Goïta", "person"), ("armed:not in the tables", "armed_group"), ("ZZZ", None)],
)
def test_what_an_id_is(id: str, type: str | None) -> None:
    assert ATLAS.type_of(id) == type
