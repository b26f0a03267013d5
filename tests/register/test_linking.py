"""Which mentions are one event: conservative, whatever the order of reading, contradictions kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from legation.model import Status
from legation.register import Register, open_register, show, timeline
from legation.register.facts import Facets, Fact
from legation.register.identity import name_events
from legation.register.linking import group
from legation.register.schema import links

if TYPE_CHECKING:
    from tests.register.conftest import Add, Somewhere

VISIT = {"VISITOR": "MLI", "host": "RUS"}


def fact(
    name: str, edtf: str | None, told: str | None, *, kind: str = "meeting.visit", facets: Facets | None = None,
    text: str | None = None,
) -> Fact:
    return Fact(
        mention=name, kind=kind, text=text or name, span=("text", 0, 0, 1), edtf=edtf, facets=facets or Facets(),
        told=date.fromisoformat(told) if told else None,
    )


def grouped(*facts: Fact) -> list[list[str]]:
    return sorted(sorted(name for name, _ in event) for event in group(facts))


def test_the_same_day_is_the_same_visit_and_another_day_is_another() -> None:
    assert grouped(
        fact("a", "2025-04-03", "2025-04-01"), fact("b", "2025-04-03", "2025-04-04"),
        fact("c", "2025-06-10", "2025-06-09"),
    ) == [["a", "b"], ["c"]]


def test_a_month_joins_a_day_in_it_but_never_two_days_each_other() -> None:
    assert grouped(
        fact("day", "2025-04-03", "2025-04-01"), fact("month", "2025-04", "2025-04-02"),
        fact("late", "2025-04-28", "2025-04-27"),
    ) == [["day", "month"], ["late"]]


@pytest.mark.parametrize(
    ("kind", "days", "events"),
    [
        ("meeting.visit", 60, 1), ("meeting.visit", 61, 2),
        ("membership.leave", 400, 1), ("membership.leave", 401, 2),
        ("accuse", 10, 1), ("accuse", 11, 2),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_without_a_date_the_publications_must_be_near(kind: str, days: int, events: int, dated: bool) -> None:
    day = date(2025, 4, 1)
    later = (day + timedelta(days=days)).isoformat()
    edtf = day.isoformat() if dated else None
    assert len(grouped(fact("a", edtf, day.isoformat(), kind=kind), fact("b", None, later, kind=kind))) == events


def test_an_undated_text_does_not_report_what_was_long_ago() -> None:
    assert grouped(fact("background", "2019-01-10", "2025-04-01"), fact("news", None, "2025-04-02")) == [
        ["background"], ["news"],
    ]


def test_without_a_publication_date_only_the_same_text_is_near() -> None:
    assert grouped(fact("a", None, None), fact("b", None, None)) == [["a"], ["b"]]
    one, other = fact("a", None, None, text="t"), fact("b", None, None, text="t")
    assert grouped(one, Fact(**{**_fields(other), "span": ("text", 9, 9, 9)})) == [["a", "b"]]


def test_copies_are_one_telling_even_of_unknown_date() -> None:
    assert group([fact("a", None, None, text="t"), fact("b", None, None, text="t")]) == [
        [("a", "first telling"), ("b", "copy of the same text")],
    ]


def test_an_unknown_year_agrees_with_the_day_it_names() -> None:
    assert grouped(
        fact("a", "2025-04-03", "2025-04-01"), fact("b", "XXXX-04-03", "2025-04-02"),
        fact("c", "XXXX-05-03", "2025-04-02"),
    ) == [["a", "b"], ["c"]]


def test_a_contradiction_on_the_date_alone_is_one_event() -> None:
    event = group([fact("a", "2025-04-03", "2025-04-02"), fact("b", "2025-04-04", "2025-04-05")])
    assert len(event) == 1
    assert event[0][1] == ("b", "same actors, contradicted on date; published 3 days apart (first telling)")


@pytest.mark.parametrize(
    "other",
    [
        fact("b", "2025-04-04", "2025-04-13"),                                            # published too late
        fact("b", "2025-04-14", "2025-04-05"),                                            # another week
        fact("b", "2025-04-04", "2025-04-05", facets=Facets(country="TUR")),              # date and place
        fact("b", "2025-04-04", "2025-04-05", facets=Facets(ordinal="2")),                # date and ordinal
        fact("b", "2025-04-04", None),                                                    # who knows when published
        fact("b", "2025-04-03", "2025-04-02", facets=Facets(host=frozenset({"TUR"}))),    # another host
        fact("b", "2025-04-03", "2025-04-02", facets=Facets(name="67e sommet")),          # another summit
    ],
)
def test_whatever_else_differs_makes_two_events(other: Fact) -> None:
    first = fact("a", "2025-04-03", "2025-04-02",
                 facets=Facets(country="RUS", ordinal="1", host=frozenset({"RUS"}), name="66e sommet"))
    assert grouped(first, other) == [["a"], ["b"]]


@pytest.mark.parametrize("field", ["country", "ordinal"])
def test_a_contradiction_on_place_or_ordinal_of_the_same_day_is_one_event(field: str) -> None:
    one, other = (Facets(**{field: value}) for value in ("A", "B"))
    same_day = [fact("a", "2025-04-03", "2025-04-02", facets=one), fact("b", "2025-04-03", "2025-04-03", facets=other)]
    assert len(group(same_day)) == 1
    undated = fact("a", None, "2025-04-02", facets=one), fact("b", None, "2025-04-03", facets=other)
    assert grouped(*undated) == [["a"], ["b"]]


def test_an_article_that_tells_two_dates_tells_two_events() -> None:
    one, other = fact("a", "2025-04-03", "2025-04-02", text="t"), fact("b", "2025-04-07", "2025-04-02", text="t")
    assert grouped(one, Fact(**{**_fields(other), "span": ("text", 9, 9, 9)})) == [["a"], ["b"]]


def test_attacks_of_two_days_or_two_towns_are_two_attacks() -> None:
    assert grouped(
        fact("a", "2025-04-03", "2025-04-03", kind="force.attack"),
        fact("b", "2025-04-04", "2025-04-04", kind="force.attack"),
    ) == [["a"], ["b"]]
    assert grouped(*(
        fact(town, "2025-04-03", "2025-04-03", kind="force.attack", facets=Facets(country="UKR", place=town))
        for town in ("kharkiv", "odessa")
    )) == [["kharkiv"], ["odessa"]]


def _fields(one: Fact) -> dict[str, object]:
    return {name: getattr(one, name) for name in Fact.__struct_fields__}


days = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2025, 3, 31)))
told_facts = st.builds(
    lambda number, edtf, told, country, text: fact(
        f"m{number}", edtf, told.isoformat() if told else None, facets=Facets(country=country), text=text
    ),
    st.integers(0, 10**6),
    st.one_of(st.none(), st.sampled_from(["2025", "2025-02", "XXXX-02-03", "../2025-02-01"]),
              days.map(lambda day: day.isoformat() if day else None)),
    days, st.sampled_from([None, "RUS", "TUR"]), st.one_of(st.none(), st.sampled_from(["t1", "t2"])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(told_facts, max_size=12, unique_by=lambda one: one.mention), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_no_group(facts: list[Fact], random: object) -> None:
    expected = grouped(*facts)
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert grouped(*shuffled) == expected
    assert sorted(name for event in expected for name in event) == sorted(one.mention for one in facts)


def test_an_event_keeps_its_id_when_it_grows_and_when_it_splits() -> None:
    order = {"a": 1, "b": 2, "c": 3}
    assert name_events([[("b", ""), ("a", "")]], {}, order) == [("a", [("b", ""), ("a", "")])]
    named = name_events([[("a", "")], [("b", ""), ("c", "")]], {"a": "a", "b": "a", "c": "a"}, order)
    assert [event for event, _ in named] == ["a", "b"]


def test_reading_in_any_order_gives_the_same_events(tmp_path: Path, add: Add) -> None:
    def fill(name: str, order: list[int]) -> list[list[str]]:
        with open_register(tmp_path / name) as register:
            for at in order:
                told, edtf = [
                    ("2025-04-01", "2025-04-03"), ("2025-04-02", None), ("2025-04-05", "2025-04-04"),
                    ("2025-05-20", "2025-05-19"), ("2025-05-21", None), (None, "2025-04"),
                ][at]
                add(f"n{at}", told, "meeting.visit", date=edtf, into=register, **VISIT)
            events = timeline(register)
            return sorted(
                sorted(evidence.dispatch.id for evidence in show(register, event.id).evidence) for event in events
            )

    expected = fill("a.db", [0, 1, 2, 3, 4, 5])
    assert expected == [["n0", "n1", "n2", "n5"], ["n3", "n4"]]
    for number, order in enumerate(([5, 4, 3, 2, 1, 0], [1, 4, 5, 0, 3, 2], [2, 0, 4, 1, 3, 5])):
        assert fill(f"{number}.db", order) == expected


def test_every_link_is_a_row_with_its_reason_and_a_move_is_another_row(register: Register, add: Add) -> None:
    add("early", "2025-03-20", "meeting.visit", **VISIT)
    add("undated", "2025-04-30", "meeting.visit", **VISIT)
    assert len(timeline(register)) == 1
    add("dated", "2025-05-02", "meeting.visit", date="2025-05-25", **VISIT)
    with register.look() as connection:
        rows = connection.execute(select(links).order_by(links.c.seq)).all()
    assert [row.author for row in rows] == ["rule"] * len(rows)
    assert rows[0].reason == "first telling"
    assert rows[1].reason == "same actors, no date; published 41 days apart"
    assert rows[0].event == rows[1].event == rows[0].mention
    moved = [row for row in rows if row.mention == rows[1].mention]
    assert len(moved) == len({row.event for row in moved}), "no link is written again that did not change"
    assert sorted(len(event.mentions) for event in timeline(register)) == [1, 2]


def test_other_actors_are_other_events(register: Register, add: Add) -> None:
    add("a", "2025-02-01", "membership.leave", MEMBER="MLI NER BFA", ORGANIZATION="ECOWAS")
    add("b", "2025-02-02", "membership.leave", MEMBER="BFA MLI NER", ORGANIZATION="ECOWAS")
    add("c", "2025-02-02", "membership.leave", MEMBER="MLI GIN", ORGANIZATION="ECOWAS")
    add("d", "2025-02-02", "membership.leave", MEMBER="MLI NER BFA", ORGANIZATION="OIF")
    assert sorted(len(event.mentions) for event in timeline(register)) == [1, 1, 2]


def test_two_stops_of_a_tour_are_two_visits(register: Register, add: Add, place: Somewhere) -> None:
    for name, town, country in (("a", "Moscou", "RUS"), ("b", "Pékin", "CHN")):
        add(name, "2025-04-04", "meeting.visit", date="2025-04-03", place=place(town, country), VISITOR="MLI")
    assert len(timeline(register)) == 2


def test_agreements_on_other_subjects_are_other_agreements(register: Register, add: Add) -> None:
    for name, domain in (("a", "military"), ("b", "energy")):
        add(name, "2025-04-04", "agreement.sign", domain=(domain,), PARTY="MLI RUS")
    add("c", "2025-04-05", "agreement.sign", domain=("energy", "mining"), PARTY="RUS MLI")
    assert sorted(len(event.mentions) for event in timeline(register)) == [1, 2]


WEEK = {"a": ("2025-04-03", "2025-04-04"), "b": ("2025-04-10", "2025-04-11")}


@pytest.mark.parametrize("kind", ["meeting.visit", "meeting.call", "meeting.talks"])
def test_a_week_later_it_is_another_one(kind: str) -> None:
    assert grouped(*(fact(name, edtf, told, kind=kind) for name, (edtf, told) in WEEK.items())) == [["a"], ["b"]]


def test_a_day_that_three_texts_agree_on_is_no_slip() -> None:
    told = {name: day for day, names in (("2025-04-03", "abc"), ("2025-04-04", "def")) for name in names}
    assert grouped(*(fact(name, day, "2025-04-05") for name, day in told.items())) == [["a", "b", "c"], ["d", "e", "f"]]
    told.pop("f")
    assert grouped(*(fact(name, day, "2025-04-05") for name, day in told.items())) == [["a", "b", "c", "d", "e"]]


def test_a_plan_meets_its_fulfilment_a_day_late_however_early_it_was_told() -> None:
    def plan(status: Status) -> Fact:
        return Fact(**{**_fields(fact("plan", "2025-04-03", "2025-03-01")), "status": status})

    done = fact("done", "2025-04-04", "2025-04-04")
    assert grouped(plan("scheduled"), done) == [["done", "plan"]]
    assert grouped(plan("occurred"), done) == [["done"], ["plan"]]


def test_an_undated_text_of_several_near_events_tells_of_none() -> None:
    days = [fact("a", "2025-04-03", "2025-04-03", kind="accuse"), fact("b", "2025-04-04", "2025-04-04", kind="accuse")]
    assert grouped(*days, fact("c", None, "2025-04-05", kind="accuse")) == [["a"], ["b"], ["c"]]
    far = fact("b", "2025-04-14", "2025-04-14", kind="accuse")
    assert grouped(days[0], far, fact("c", None, "2025-04-04", kind="accuse")) == [["a", "c"], ["b"]]


def test_what_is_told_as_done_is_not_to_come_and_what_is_planned_not_over() -> None:
    def undated(status: Status, told: str) -> Fact:
        return Fact(**{**_fields(fact("b", None, told)), "status": status})

    visit = fact("a", "2025-04-10", "2025-04-01")
    assert [len(grouped(visit, undated(status, "2025-03-30"))) for status in ("scheduled", "occurred")] == [1, 2]
    assert [len(grouped(visit, undated(status, "2025-04-20"))) for status in ("scheduled", "occurred")] == [2, 1]


def together(register: Register) -> list[int]:
    return sorted(len(event.mentions) for event in timeline(register))


def test_who_names_fewer_of_the_actors_tells_of_the_same_event(register: Register, add: Add) -> None:
    leave = {"ORGANIZATION": "ECOWAS"}
    add("two", "2025-02-01", "membership.leave", date="2025-01-29", MEMBER="MLI NER", **leave)
    assert together(register) == [1]
    add("three", "2025-02-02", "membership.leave", date="2025-01-29", MEMBER="MLI NER BFA", **leave)
    assert together(register) == [2], "whoever was read first"
    add("body", "2025-02-02", "membership.leave", date="2025-01-29", MEMBER="MLI NER", ORGANIZATION="ECOWASCOM")
    assert together(register) == [3]
    event = timeline(register)[0]
    assert event.roles["MEMBER"] == ("MLI", "NER", "BFA")
    assert event.contradictions["actors"] == ("MLI, NER → ECOWAS", "BFA, MLI, NER → ECOWAS", "MLI, NER → ECOWASCOM")
    add("another day", "2025-02-03", "membership.leave", date="2024-01-28", MEMBER="MLI NER", **leave)
    assert together(register) == [1, 3]


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("MLI RUS", ("MLI RUS NER", "MLI RUS CHN")),  # which of the two meetings?
        ("RUS", ("RUS USA",)),                        # alone, it could be of any company
        ("MLI FRA", ("MLI RUS NER",)),                # not all of them were there
    ],
)
def test_in_doubt_about_the_company_there_are_two_events(
    register: Register, add: Add, few: str, many: tuple[str, ...]
) -> None:
    for number, actors in enumerate((few, *many)):
        add(f"n{number}", "2025-04-04", "meeting.talks", date="2025-04-03", PARTICIPANT=actors)
    assert together(register) == [1] * (1 + len(many))


def test_a_visit_and_the_talks_on_it_are_related_not_merged(register: Register, add: Add) -> None:
    add("visit", "2025-04-04", "meeting.visit", date="2025-04-03/2025-04-05", **VISIT)
    add("talks", "2025-04-05", "meeting.talks", date="2025-04-04", PARTICIPANT="RUS MLI")
    add("signed", "2025-04-06", "agreement.sign", PARTY="RUS MLI")
    add("others", "2025-04-05", "meeting.talks", date="2025-04-04", PARTICIPANT="CHN RUS")
    add("later", "2025-05-05", "meeting.talks", date="2025-05-04", PARTICIPANT="RUS MLI")
    events = {event.kind: event.id for event in timeline(register, end=date(2025, 4, 30)) if "CHN" not in str(event.roles)}
    assert together(register) == [1] * 5
    shown = show(register, events["meeting.visit"]).related
    assert sorted((each.kind, each.why) for each in shown) == [("agreement.sign", "on_visit"), ("meeting.talks", "on_visit")]
    back = show(register, events["meeting.talks"]).related
    assert [(each.event, each.why) for each in back] == [(events["meeting.visit"], "visit")]
