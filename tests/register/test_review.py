"""Judgements: each has its effect on every query, outlasts further reading, and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from legation.model import Event, RegisterError, make_dispatch
from legation.register import Register, members, show, timeline
from legation.register.review import accept, edit, merge, reject, retract, split, undo
from legation.register.reviewed import doubts, log

if TYPE_CHECKING:
    from tests.register.conftest import Add, Tell

WHO = {"author": "Awa", "why": "relu"}


@pytest.fixture
def register(either: Register) -> Register:
    return either


def events(register: Register) -> dict[str, Event]:
    return {event.id: event for event in timeline(register)}


def mention(register: Register, dispatch: str) -> str:
    found = [doubt.id for doubt in doubts(register, limit=100) if doubt.mention.dispatch == dispatch]
    assert len(found) == 1
    return found[0]


def leave(add: Add, name: str, *, day: str | None = "2025-01-29", who: str = "MLI") -> None:
    add(name, "2025-02-01", "membership.leave", date=day, MEMBER=who, ORGANIZATION="ECOWAS")


def standing(register: Register, member: str) -> str:
    return next(tie.status for tie in members(register, "ECOWAS", as_of=date(2025, 3, 1)) if tie.holder == member)


def test_a_rejected_mention_is_out_of_every_view_and_back_after_an_undo(register: Register, add: Add) -> None:
    leave(add, "a", who="GHA")
    before = timeline(register)
    assert len(before) == 1
    assert standing(register, "GHA") == "left"
    made = reject(register, mention(register, "a"), **WHO)
    assert (made.verdict, made.author, made.reason, made.undone) == ("reject", "Awa", "relu", None)
    assert timeline(register) == ()
    assert standing(register, "GHA") == "member"
    assert register.counts().mentions == 1, "it stays stored"
    with pytest.raises(RegisterError, match=f"rejected by Awa already .*review undo {made.number}"):
        reject(register, made.subject, **WHO)
    undone = undo(register, author="Binta")
    assert timeline(register) == before
    assert undo(register, undone.number, author="Awa").subject == str(undone.number)
    assert timeline(register) == ()
    accept(register, made.subject, author="Awa")
    assert timeline(register) == before


def test_what_was_rejected_stays_so_whatever_is_read_later(register: Register, add: Add) -> None:
    leave(add, "a")
    leave(add, "b")
    kept = next(iter(events(register)))
    reject(register, mention(register, "a"), **WHO)
    leave(add, "c")
    found = events(register)
    assert list(found) == [kept], "the event keeps its id though the mention that it is named after is out"
    assert len(found[kept].mentions) == 2
    assert [each.mention.dispatch for each in show(register, kept).evidence] == ["b", "c"]


def test_an_edited_field_is_seen_everywhere_with_the_original_beside_it(register: Register, add: Add) -> None:
    leave(add, "a", day="2025-01-28")
    event = next(iter(events(register)))
    made = edit(register, mention(register, "a"), "date", "2025-01-29", **WHO)
    shown = show(register, event)
    assert shown.event.date == "2025-01-29"
    assert len(shown.evidence) == 1
    edits = shown.evidence[0].reviewed.edits
    assert [(each.field, each.value, each.original, each.author) for each in edits] == [
        ("date", "2025-01-29", "2025-01-28", "Awa")
    ]
    edit(register, made.subject, "MEMBER", "Niger", **WHO)
    assert [(found.id, found.roles["MEMBER"], found.date) for found in timeline(register)] == [(event, ("NER",), "2025-01-29")]
    assert timeline(register, actors=["MLI"]) == ()
    assert len(timeline(register, actors=["NER"])) == 1
    undo(register, made.number, author="Awa")
    assert [(found.roles["MEMBER"], found.date) for found in timeline(register)] == [(("NER",), "2025-01-28")]
    undo(register, author="Awa")
    assert [(found.id, found.roles["MEMBER"]) for found in timeline(register)] == [(event, ("MLI",))]


def test_an_edited_mention_joins_the_event_that_it_now_tells(register: Register, add: Add) -> None:
    leave(add, "a")
    leave(add, "b", who="NER")
    assert len(events(register)) == 2
    edit(register, mention(register, "b"), "MEMBER", "MLI", **WHO)
    found = timeline(register)
    assert len(found) == 1
    assert found[0].sources == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stauts", "occurred", 'did you mean "status"'),
        ("status", "ocurred", 'did you mean "occurred"'),
        ("date", "29 janvier", "write EDTF"),
        ("kind", "membership.leav", 'did you mean "membership.leave"'),
        ("kind", "meeting.visit", "needs VISITOR"),
        ("MEMBER", "Nigger", "MEMBER can't be"),
        ("MEMBER", "", "needs a MEMBER"),
        ("VISITOR", "MLI", 'no field "VISITOR" in membership.leave'),
        ("domain", "energie", 'did you mean "energy"'),
        ("place", "Bamakoo", 'did you mean "Bamako"'),
        ("status", "occurred", 'status is "occurred" already'),
    ],
)
def test_a_wrong_edit_is_refused_by_name(register: Register, add: Add, field: str, value: str, said: str) -> None:
    leave(add, "a")
    with pytest.raises(RegisterError) as raised:
        edit(register, mention(register, "a"), field, value, **WHO)
    assert said in str(raised.value)
    assert log(register) == ()


def test_merged_events_are_one_and_stay_so(register: Register, add: Add) -> None:
    leave(add, "a")
    add("b", "2025-02-01", "membership.suspend", date="2025-01-29", MEMBER="MLI", ORGANIZATION="ECOWAS")
    one, two = (mention(register, name) for name in "ab")
    made = merge(register, one, two, **WHO)
    found = events(register)
    assert list(found) == [one]
    assert found[one].mentions == (one, two)
    leave(add, "c")
    add("d", "2025-02-02", "membership.suspend", date="2025-01-29", MEMBER="MLI", ORGANIZATION="ECOWAS")
    found = events(register)
    assert list(found) == [one]
    assert len(found[one].mentions) == 4
    assert f"merge {made.number}: relu" in {each.reason for each in show(register, one).evidence}
    with pytest.raises(RegisterError, match="are one event already"):
        merge(register, one, two, **WHO)
    undo(register, author="Awa")
    assert {id: len(event.mentions) for id, event in events(register).items()} == {one: 2, two: 2}


def test_merges_in_a_row_come_apart_one_by_one(register: Register, add: Add) -> None:
    for name, who in (("a", "MLI"), ("b", "NER"), ("c", "BFA")):
        leave(add, name, who=who)
    a, b, c = (mention(register, name) for name in "abc")
    first = merge(register, a, b, **WHO)
    merge(register, c, a, **WHO)
    assert {id: set(event.mentions) for id, event in events(register).items()} == {c: {a, b, c}}
    undo(register, first.number, author="Awa")
    assert {id: set(event.mentions) for id, event in events(register).items()} == {c: {a, c}, b: {b}}
    undo(register, author="Awa")
    assert set(events(register)) == {a, b, c}


def test_a_split_mention_has_an_event_of_its_own_and_its_copies_with_it(register: Register, add: Add) -> None:
    for name in "abc":
        leave(add, name)
    first = mention(register, "a")
    assert list(events(register)) == [first]
    made = split(register, first, **WHO)
    found = {id: event.mentions for id, event in events(register).items()}
    assert set(found) == {first, made.object}, "what stays goes on under the id that it is cited by"
    assert found[str(made.object)] == (first,)
    leave(add, "d")
    assert {id: len(event.mentions) for id, event in events(register).items()} == {first: 3, made.object: 1}
    again = merge(register, first, str(made.object), **WHO)
    assert {id: len(event.mentions) for id, event in events(register).items()} == {first: 4}
    second = split(register, first, **WHO)
    assert {id: len(event.mentions) for id, event in events(register).items()} == {first: 3, second.object: 1}
    for _ in (second, again, made):
        undo(register, author="Awa")
    assert {id: len(event.mentions) for id, event in events(register).items()} == {first: 4}
    with pytest.raises(RegisterError, match="no judgement stands"):
        undo(register, author="Awa")


def test_copies_of_the_words_split_off_go_along_those_read_later_too(register: Register, add: Add, tell: Tell) -> None:
    leave(add, "a")
    text = make_dispatch("b1", "Le Mali s'en va.", published="2025-02-01")

    def copy(name: str) -> None:
        dispatch = structs.replace(text, id=name)
        told = tell(dispatch, "membership.leave", date="2025-01-29", MEMBER="MLI", ORGANIZATION="ECOWAS")
        register.add(dispatch, [told], "0.1")

    copy("b1")
    copy("b2")
    made = split(register, mention(register, "b2"), **WHO)
    copy("b3")
    first = mention(register, "a")
    assert {id: len(event.mentions) for id, event in events(register).items()} == {first: 1, made.object: 3}
    with pytest.raises(RegisterError, match="nothing would be left"):
        split(register, mention(register, "b3"), **WHO)


def test_a_retracted_dispatch_tells_nothing_any_more(register: Register, add: Add) -> None:
    leave(add, "depeche-1")
    leave(add, "depeche-2")
    retract(register, "depeche-1", **WHO)
    assert [event.sources for event in timeline(register)] == [1]
    with pytest.raises(RegisterError, match="retracted already"):
        retract(register, "depeche-1", **WHO)
    with pytest.raises(RegisterError, match='no dispatch "depeche-3"; did you mean'):
        retract(register, "depeche-3", **WHO)
    with pytest.raises(RegisterError, match="names 2 dispatches"):
        leave(add, "autre/depeche-2")
        leave(add, "encore/autre/depeche-2")
        retract(register, "/depeche-2", **WHO)
    undo(register, author="Awa")
    assert [event.sources for event in timeline(register)] == [4]


def test_known_at_shows_what_was_believed_by_that_day(register: Register, add: Add) -> None:
    leave(add, "a")
    made = reject(register, mention(register, "a"), author="Awa", why="démenti", at=datetime(2099, 5, 2, tzinfo=UTC))
    undo(register, author="Awa", at=datetime(2099, 6, 2, tzinfo=UTC))
    found = {day: len(timeline(register, known_at=day)) for day in (date(2099, 5, 1), date(2099, 5, 3), date(2099, 6, 3))}
    assert list(found.values()) == [1, 0, 1]
    assert [entry.judgement.undone for entry in log(register, known_at=date(2099, 5, 3))] == [None]
    assert [entry.judgement.undone for entry in log(register)] == [made.number + 1, None]


def test_ids_are_named_when_they_mean_nothing_or_too_much(register: Register, add: Add) -> None:
    leave(add, "a")
    with pytest.raises(RegisterError, match='no mention "ffffffffffff"; ids are in: legation review list'):
        accept(register, "ffffffffffff", author="Awa")
    with pytest.raises(RegisterError, match="is no id"):
        accept(register, "..", author="Awa")
    with pytest.raises(RegisterError, match="needs a reason: --why"):
        reject(register, mention(register, "a"), author="Awa", why=" ")
    with pytest.raises(RegisterError, match="needs an author"):
        accept(register, mention(register, "a"), author="")
    with pytest.raises(RegisterError, match="no judgement 99; numbers are in: legation review log"):
        undo(register, 99, author="Awa")
    assert log(register) == ()


def test_judgements_count_for_their_rule_beside_the_coders_confidence(register: Register, add: Add) -> None:
    for number in range(4):
        leave(add, f"n{number}", day=f"20{20 + number}-01-29")
    for number, judge in enumerate((accept, accept, reject)):
        judge(register, mention(register, f"n{number}"), **WHO)
    found = doubts(register)
    assert len(found) == 1
    reviewed = found[0].reviewed
    assert (reviewed.rule.accepted, reviewed.rule.rejected) == (2, 1)
    assert found[0].mention.confidence == 0.9, "the coder's own word is left alone"
    assert reviewed.confidence == round((10 * 0.9 + 2) / 13, 4)
    evidence = show(register, found[0].event).evidence[0]
    assert evidence.reviewed == reviewed
