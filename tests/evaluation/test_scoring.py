"""The measure, on cases counted by hand, and against the project's acceptance script where it is at hand."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.evaluation.facts import Fact, actor_key, exact_date, from_gold, near, strict_roles
from legation.evaluation.gold import GoldFact
from legation.evaluation.result import Dates, score
from legation.evaluation.scoring import match
from legation.model import STATUSES, Status
from legation.ontology import kinds

ACCEPT = Path(__file__).parents[3] / "shared" / "accept" / "score.py"


def fact(
    kind: str, status: Status = "occurred", core: bool = True, date: str | None = None, **roles: str
) -> Fact:
    """A fact whose roles are written as words: `MEMBER="MLI NER"`."""
    actors = {role: frozenset(ids.split()) for role, ids in roles.items()}
    return Fact(kind=kind, status=status, roles=actors, date=date, core=core, words="")


LEAVE = fact("membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS", date="2025-01-29")
VISIT = fact("meeting.visit", VISITOR="MLI", host="RUS", status="scheduled", date="2025-04-03")
ARGUABLE = fact("accuse", ACCUSER="MLI", ACCUSED="ECOWAS", core=False)


def test_what_is_coded_as_listed_is_right_under_every_measure() -> None:
    result = score({"a": [LEAVE, VISIT, ARGUABLE]}, {"a": [VISIT, ARGUABLE, LEAVE]})
    assert (result.plain.core, result.plain.hit, result.plain.coded, result.plain.good) == (2, 2, 3, 3)
    assert result.plain.f1 == result.loose.f1 == result.strict.f1 == 1
    assert result.status_accuracy == 1
    assert result.dates == Dates(right=2, wrong=0, missed=0, made=0)


def test_an_arguable_fact_is_neither_missed_nor_a_false_alarm() -> None:
    missed = score({"a": [LEAVE, ARGUABLE]}, {"a": [LEAVE]})
    assert (missed.plain.recall, missed.plain.precision, len(missed.misses)) == (1, 1, 0)
    found = score({"a": [LEAVE, ARGUABLE]}, {"a": [ARGUABLE]})
    assert (found.plain.recall, found.plain.precision, len(found.alarms)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("coded", "plain", "loose", "strict"),
    [
        (fact("membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS"), 1, 1, 0),  # 2 of 3 actors
        (fact("membership.leave", MEMBER="MLI"), 0, 0, 0),  # 1 of 3
        (fact("membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS", status="considered"), 1, 1, 0),
        (fact("membership.leave", MEMBER="ECOWAS", ORGANIZATION="MLI NER"), 1, 1, 0),  # in each other's role
        (fact("membership.suspend", MEMBER="MLI NER", ORGANIZATION="ECOWAS"), 0, 1, 0),  # a neighbour
        (fact("membership.join", MEMBER="MLI NER", ORGANIZATION="ECOWAS"), 0, 0, 0),
        (fact("membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS"), 1, 1, 1),  # the date is counted apart
    ],
)
def test_how_near_an_answer_must_be(coded: Fact, plain: float, loose: float, strict: float) -> None:
    result = score({"a": [LEAVE]}, {"a": [coded]})
    assert (result.plain.f1, result.loose.f1, result.strict.f1) == (plain, loose, strict)


def test_an_answer_answers_one_fact_and_the_best_fit_takes_it() -> None:
    exact, rough = LEAVE, fact("membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")
    matching = match([rough, exact], [exact], "plain")
    assert matching.pairs == ((exact, exact),)
    assert matching.missed == (rough,)


def test_at_equal_fit_a_core_fact_is_answered_first() -> None:
    arguable = fact("membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS", core=False)
    result = score({"a": [arguable, LEAVE]}, {"a": [LEAVE]})
    assert result.plain.hit == 1


def test_a_second_telling_is_not_counted_and_another_actor_is_an_alarm() -> None:
    again = fact("membership.leave", MEMBER="NER MLI", ORGANIZATION="ECOWAS", status="denied")
    other = fact("membership.leave", MEMBER="BFA", ORGANIZATION="ECOWAS")
    result = score({"a": [LEAVE]}, {"a": [LEAVE, again, other]})
    assert (result.coded, result.plain.coded, result.plain.good) == (3, 2, 1)
    assert [alarm.fact for alarm in result.alarms] == [other]


def test_documents_stand_apart() -> None:
    listed: dict[str, list[Fact]] = {"a": [LEAVE], "b": [VISIT], "c": [], "d": []}
    result = score(listed, {"a": [VISIT], "b": [VISIT], "d": [LEAVE], "z": [LEAVE]})
    assert (result.documents, result.coded) == (4, 3), "what nobody listed is not looked at"
    assert (result.plain.hit, result.plain.core) == (1, 2)
    assert [(miss.dispatch, miss.fact) for miss in result.misses] == [("a", LEAVE)]
    assert [alarm.dispatch for alarm in result.alarms] == ["a", "d"]
    assert (result.irrelevant_quiet, result.irrelevant) == (1, 2)


def test_each_kind_has_its_line() -> None:
    result = score({"a": [LEAVE, VISIT]}, {"a": [LEAVE, ARGUABLE]})
    lines = {line.kind: (line.plain.hit, line.plain.core, line.plain.good, line.plain.coded) for line in result.kinds}
    assert lines == {"membership.leave": (1, 1, 1, 1), "meeting.visit": (0, 1, 0, 0), "accuse": (0, 0, 0, 1)}


def test_status_and_dates_are_counted_over_matched_facts() -> None:
    listed = [LEAVE, VISIT, ARGUABLE, fact("reject", REJECTER="FRA"), fact("protest", PROTESTER="USA", date="2020")]
    coded = [
        fact("membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS", date="2025-01-28"),
        fact("meeting.visit", VISITOR="MLI", host="RUS", date="2025-04-03"),
        fact("accuse", ACCUSER="MLI", ACCUSED="ECOWAS", date="2025"),
        fact("reject", REJECTER="FRA"),
        fact("protest", PROTESTER="USA"),
    ]
    result = score({"a": listed}, {"a": coded})
    assert result.dates == Dates(right=1, wrong=1, missed=1, made=1)
    assert result.dates.accuracy == pytest.approx(1 / 3)
    assert {(line.gold, line.coded): line.count for line in result.status} == {
        ("occurred", "occurred"): 4, ("scheduled", "occurred"): 1,
    }
    assert result.status_accuracy == pytest.approx(4 / 5)


def test_nothing_listed_and_nothing_coded_is_nought_and_no_error() -> None:
    result = score({"a": []}, {})
    assert (result.plain.f1, result.dates.accuracy, result.status_accuracy) == (0, 0, 0)


# The same figures as the acceptance script, where the workplace has it.

Record = dict[str, str | bool | dict[str, list[str]] | None]


@pytest.fixture(scope="module")
def accept() -> ModuleType:
    if not ACCEPT.exists():
        pytest.skip(f"no {ACCEPT}")
    spec = importlib.util.spec_from_file_location("accept_score", ACCEPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


IDS = st.sampled_from(
    ["MLI", "NER", "MLI:junta", "ECOWAS", "CEDEAO", "org:UA", "UN", "MINUSMA", "person:A. Goïta", "person:Goïta",
     "armed:JNIM", "group:West"]
)
DATES = st.sampled_from([None, "2025-01-29", "2025-01~", "2025-01"])
KINDS = st.sampled_from(
    ["membership.leave", "membership.suspend", "meeting.visit", "meeting.talks", "office.take", "accuse"]
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = kinds()[draw(KINDS)]
    present = [role for role in kind.roles if draw(st.integers(min_value=0, max_value=3))]
    roles = {role: draw(st.lists(IDS, min_size=1, max_size=2)) for role in present}
    if kind.scalar and draw(st.sampled_from([True, False])):
        roles[kind.scalar[0]] = ["1"]
    return {
        "kind": kind.id, "roles": roles, "status": draw(st.sampled_from(STATUSES[:3])), "date": draw(DATES),
        "core": draw(st.sampled_from([True, False])),
    }


def as_fact(record: Record) -> Fact:
    """The same road as gold facts and mentions take, without their other fields."""
    return from_gold(msgspec.convert(record | {"anchor": "x"}, GoldFact))


DOCUMENTS = st.lists(st.tuples(st.lists(records(), max_size=4), st.lists(records(), max_size=5)), max_size=4)


@settings(max_examples=300, deadline=None)
@given(documents=DOCUMENTS)
def test_figures_are_those_of_the_acceptance_script(
    accept: ModuleType, documents: Sequence[tuple[list[Record], list[Record]]]
) -> None:
    gold = [{"id": str(i), "records": listed} for i, (listed, _) in enumerate(documents)]
    theirs = accept.evaluate(gold, {str(i): coded for i, (_, coded) in enumerate(documents)})
    ours = score(
        {str(i): [as_fact(record) for record in listed] for i, (listed, _) in enumerate(documents)},
        {str(i): [as_fact(record) for record in coded] for i, (_, coded) in enumerate(documents)},
    )
    assert (ours.documents, ours.plain.core, ours.coded) == (theirs["docs"], theirs["core"], theirs["coded"])
    for prefix, rates in (("", ours.plain), ("loose_", ours.loose), ("strict_", ours.strict)):
        assert (rates.precision, rates.recall, rates.f1) == tuple(theirs[prefix + name] for name in ("P", "R", "F1"))
    dates = ours.dates
    assert (ours.status_accuracy, dates.accuracy) == (theirs["status"], theirs["date"])
    assert (dates.right + dates.wrong + dates.missed, dates.made) == (theirs["date_gold"], theirs["date_made"])


def test_kinds_and_required_roles_are_those_of_the_acceptance_script(accept: ModuleType) -> None:
    required: dict[str, list[str]] = accept.REQUIRED
    assert len(required) == 31
    assert set(required) == set(kinds())
    assert {kind: set(roles) for kind, roles in required.items()} == {kind: set(strict_roles(kind)) for kind in kinds()}
    assert all(near(a, b) == bool(accept.near(a, b)) for a in kinds() for b in kinds())


@given(st.one_of(st.text(max_size=12), IDS))
def test_ids_are_brought_to_one_form_as_the_acceptance_script_does(accept: ModuleType, id_: str) -> None:
    assert actor_key(id_) == accept.norm(id_)


def test_marks_of_doubt_do_not_make_a_date_wrong() -> None:
    assert [exact_date(date) for date in ("2025-01~", "2025-01?", "2025-01", "", None)] == ["2025-01"] * 3 + [None] * 2
