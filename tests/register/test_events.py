"""What an event says of its mentions: history, best date, sources, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legation.model import Status, StatusChange
from legation.register import Register, show, timeline
from legation.register.events import Outline, build, outline
from legation.register.loading import load_events

if TYPE_CHECKING:
    from tests.register.conftest import Add, Somewhere

VISIT = {"VISITOR": "MLI", "host": "RUS"}


def test_history_runs_by_publication_not_by_reading(register: Register, add: Add) -> None:
    add("after", "2025-04-05", "meeting.visit", status="occurred", date="2025-04-03", **VISIT)
    add("before", "2025-03-20", "meeting.visit", status="considered", **VISIT)
    add("plan", "2025-04-01", "meeting.visit", status="scheduled", date="2025-04", **VISIT)
    add("plan again", "2025-04-02", "meeting.visit", status="scheduled", date="2025-04-03", **VISIT)
    events = timeline(register)
    assert len(events) == 1
    assert events[0].history == (
        StatusChange(status="considered", told="2025-03-20", dispatch="before"),
        StatusChange(status="scheduled", told="2025-04-01", dispatch="plan"),
        StatusChange(status="occurred", told="2025-04-05", dispatch="after"),
    )
    assert (events[0].status, events[0].date, events[0].sources) == ("occurred", "2025-04-03", 4)
    assert events[0].contradictions == {}


@pytest.mark.parametrize(
    ("told", "status", "contradicted"),
    [
        (("considered", "scheduled"), "scheduled", ()),
        (("scheduled", "denied"), "denied", ()),
        (("denied", "scheduled"), "scheduled", ()),
        (("occurred", "considered"), "occurred", ()),
        (("occurred", "denied"), "denied", ("occurred", "denied")),
        (("denied", "ongoing"), "ongoing", ("denied", "ongoing")),
        (("called_for", "considered"), "considered", ()),
    ],
)
def test_the_last_word_counts_but_no_plan_undoes_what_was_done(
    register: Register, add: Add, told: tuple[Status, ...], status: str, contradicted: tuple[str, ...]
) -> None:
    for day, one in enumerate(told, 1):
        add(f"n{day}", f"2025-04-0{day}", "membership.leave", status=one, MEMBER="MLI", ORGANIZATION="ECOWAS")
    events = timeline(register)
    assert len(events) == 1
    assert events[0].status == status
    assert events[0].contradictions.get("status", ()) == contradicted


def test_contradictions_are_kept_with_every_value(register: Register, add: Add) -> None:
    talks = {"PARTICIPANT": "RUS UKR"}
    add("a", "2025-04-02", "meeting.talks", date="2025-04-03", scalars={"ordinal": "1"}, **talks)
    add("b", "2025-04-03", "meeting.talks", date="2025-04-03", scalars={"ordinal": "2"}, **talks)
    add("c", "2025-04-04", "membership.leave", date="2025-04-03", MEMBER="MLI", ORGANIZATION="OIF")
    add("d", "2025-04-05", "membership.leave", date="2025-04-04", MEMBER="MLI", ORGANIZATION="OIF")
    add("e", "2025-04-06", "membership.leave", date="2025-04", MEMBER="MLI", ORGANIZATION="OIF")
    events = {event.kind: event for event in timeline(register)}
    assert len(events) == 2
    assert events["meeting.talks"].contradictions == {"ordinal": ("1", "2")}
    assert events["membership.leave"].contradictions == {"date": ("2025-04-03", "2025-04-04")}
    assert events["membership.leave"].sources == 3


def test_places_contradict_when_they_are_two_places(register: Register, add: Add, place: Somewhere) -> None:
    talks = {"PARTICIPANT": "RUS UKR"}
    told = [
        place("Istanbul", "TUR", 41.0, 28.95), place("Turquie", "TUR"), place("Genève", "CHE", 46.2, 6.15),
    ]
    for number, where in enumerate(told):
        add(f"n{number}", f"2025-04-0{number + 4}", "meeting.talks", date="2025-04-03", place=where, **talks)
    events = timeline(register)
    assert len(events) == 1
    assert events[0].place in ("Istanbul", "Genève")
    assert events[0].contradictions["place"] == ("Istanbul", "Turquie", "Genève")


def test_a_country_does_not_contradict_a_town_in_it(register: Register, add: Add, place: Somewhere) -> None:
    for number, where in enumerate([place("Turquie", "TUR"), place("Istanbul", "TUR", 41.0, 28.95)]):
        day = f"2025-04-0{number + 4}"
        add(f"n{number}", day, "meeting.talks", date="2025-04-03", place=where, PARTICIPANT="RUS UKR")
    events = timeline(register)
    assert len(events) == 1
    assert (events[0].place, events[0].contradictions) == ("Istanbul", {})


def test_no_date_is_borrowed_from_the_publication(register: Register, add: Add) -> None:
    add("a", "2025-04-02", "meeting.visit", **VISIT)
    events = timeline(register)
    assert len(events) == 1
    assert events[0].date is None


def test_evidence_is_all_there_in_order_of_publication(register: Register, add: Add) -> None:
    add("late", "2025-04-05", "meeting.visit", date="2025-04-03", **VISIT)
    add("early", "2025-04-01", "meeting.visit", date="2025-04-03", **VISIT)
    add("when", None, "meeting.visit", date="2025-04-03", **VISIT)
    event = timeline(register)[0]
    assert [evidence.dispatch.id for evidence in show(register, event.id).evidence] == ["early", "late", "when"]
    assert [evidence.id for evidence in show(register, event.id[:6]).evidence] == [
        event.mentions[1], event.mentions[0], event.mentions[2],
    ]
    assert show(register, event.mentions[1]).event == event, "a mention leads to its event"


def test_an_outline_says_what_the_whole_event_says(register: Register, add: Add) -> None:
    told: tuple[Status, ...] = ("denied", "occurred", "considered", "denied", "scheduled", "ongoing")
    for at, status in enumerate(told):
        for kind, roles in (("meeting.visit", VISIT), ("membership.leave", {"MEMBER": "MLI NER", "ORGANIZATION": "ECOWAS"})):
            add(f"{kind} {at}", f"2025-04-0{9 - at}", kind, status=status, domain=("military", "trade")[at % 2 :], **roles)
    with register.look() as connection:
        loaded = load_events(connection)
    assert sorted(len(items) for items in loaded.values()) == [6, 6]
    for id_, items in loaded.items():
        for some in (items[:size] for size in range(1, len(items) + 1)):
            whole, part = build(id_, some), outline(id_, some)
            assert all(getattr(part, field) == getattr(whole, field) for field in Outline.__struct_fields__)
