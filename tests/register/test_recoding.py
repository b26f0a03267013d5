"""A newer coder reads stored texts again: what it tells stands, and what was judged goes over to the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from legation.model import Dispatch, Mention, make_dispatch
from legation.register import Register, show, timeline
from legation.register.recoding import counterparts, recode, stale
from legation.register.review import edit, merge, reject, retract, split, undo
from legation.register.reviewed import doubts, log
from legation.register.schema import mentions

if TYPE_CHECKING:
    from tests.register.conftest import Tell

WHO = {"author": "Awa", "why": "relu"}
TEXT = "Le Mali a quitté la Cédéao. Le Togo a rejoint l'AES. Le Niger accuse la France."


@pytest.fixture
def register(either: Register) -> Register:
    return either


@pytest.fixture
def dispatch() -> Dispatch:
    return make_dispatch("n1", TEXT, published="2025-02-01")


@pytest.fixture
def old(register: Register, dispatch: Dispatch, tell: Tell) -> list[Mention]:
    """What the first coder told: two facts."""
    told = [
        tell(dispatch, "membership.leave", "Le Mali a quitté la Cédéao.", MEMBER="MLI", ORGANIZATION="ECOWAS"),
        tell(dispatch, "membership.join", "Le Togo a rejoint l'AES.", MEMBER="TGO", ORGANIZATION="AES"),
    ]
    register.add(dispatch, told, "0.1")
    return told


def surer(mention: Mention) -> Mention:
    """The same fact as a newer coder tells it."""
    return structs.replace(mention, confidence=0.97, rule=f"{mention.rule}.neuf")


def by_kind(register: Register) -> dict[str, str]:
    return {event.kind: event.id for event in timeline(register)}


def current(register: Register, kind: str) -> str:
    found = [doubt.id for doubt in doubts(register, kind=kind)]
    assert len(found) == 1
    return found[0]


def test_the_newer_coder_is_believed_and_events_keep_their_ids(
    register: Register, dispatch: Dispatch, old: list[Mention], tell: Tell
) -> None:
    before = by_kind(register)
    assert [each.id for each in stale(register, "0.2")] == ["n1"]
    accused = tell(dispatch, "accuse", "Le Niger accuse la France.", ACCUSER="NER", ACCUSED="FRA")
    done = recode(register, dispatch, [surer(old[0]), accused], "0.2")
    assert (done.done, done.kept, done.carried, done.gone, done.new, done.orphaned) == (True, 0, 1, 1, 1, ())
    assert list(stale(register, "0.2")) == []
    after = by_kind(register)
    assert sorted(after) == ["accuse", "membership.leave"]
    assert after["membership.leave"] == before["membership.leave"]
    evidence = show(register, after["membership.leave"]).evidence
    assert [(each.mention.confidence, each.coder_version) for each in evidence] == [(0.97, "0.2")]
    assert register.counts().mentions == 4, "what the old coder told stays stored"


def test_judgements_go_over_to_the_mention_that_says_the_same(register: Register, dispatch: Dispatch, old: list[Mention]) -> None:
    reject(register, current(register, "membership.leave"), **WHO)
    edited = edit(register, current(register, "membership.join"), "date", "2025-01-30", **WHO)
    join = by_kind(register)["membership.join"]
    done = recode(register, dispatch, [surer(each) for each in old], "0.2")
    assert (done.carried, done.orphaned) == (2, ())
    found = timeline(register)
    assert [(event.id, event.kind, event.date) for event in found] == [(join, "membership.join", "2025-01-30")]
    evidence = show(register, join).evidence[0]
    assert evidence.mention.rule.endswith(".neuf")
    assert [each.judgement for each in evidence.reviewed.edits] == [edited.number]
    undo(register, edited.number, author="Awa")
    assert [(event.id, event.date) for event in timeline(register)] == [(join, None)]
    undo(register, author="Awa")
    assert len(timeline(register)) == 2


def test_merges_splits_and_retractions_outlast_a_newer_coder(
    register: Register, dispatch: Dispatch, old: list[Mention], tell: Tell
) -> None:
    other = make_dispatch("n2", "Le Mali s'en va.", published="2025-02-02")
    leave = tell(other, "membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")
    register.add(other, [leave], "0.1")
    ids = {doubt.mention.dispatch: doubt.id for doubt in doubts(register, kind="membership.leave")}
    split(register, ids["n2"], **WHO)
    merge(register, by_kind(register)["membership.join"], ids["n1"], **WHO)
    before = {event.id: len(event.mentions) for event in timeline(register)}
    assert sorted(before.values()) == [1, 2]
    recode(register, dispatch, [surer(each) for each in old], "0.2")
    recode(register, other, [surer(leave)], "0.2")
    assert {event.id: len(event.mentions) for event in timeline(register)} == before
    retract(register, "n1", **WHO)
    recode(register, dispatch, [structs.replace(surer(each), confidence=0.5) for each in old], "0.3")
    assert [event.sources for event in timeline(register)] == [1]


def test_a_judgement_that_nothing_answers_is_listed_never_lost(
    register: Register, dispatch: Dispatch, old: list[Mention]
) -> None:
    made = reject(register, current(register, "membership.leave"), **WHO)
    assert recode(register, dispatch, [old[1]], "0.2").orphaned == (made.number,)
    assert [entry.judgement.number for entry in log(register, orphaned=True)] == [made.number]
    assert recode(register, dispatch, old, "0.3").orphaned == (), "a coder that tells it again finds it judged"
    assert log(register, orphaned=True) == ()
    assert sorted(by_kind(register)) == ["membership.join"]
    with register.look() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM codings").scalar() == 2
        assert len(connection.execute(mentions.select()).all()) == 2


def test_recoding_with_the_same_result_changes_no_event(register: Register, dispatch: Dispatch, old: list[Mention]) -> None:
    before = timeline(register)
    done = recode(register, dispatch, old, "0.2")
    assert (done.kept, done.carried, done.gone, done.new) == (2, 0, 0, 0)
    assert timeline(register) == before
    assert not recode(register, make_dispatch("n9", "Autre texte."), [], "0.2").done, "only what is stored is coded again"


def test_the_same_fact_is_told_by_kind_and_words(dispatch: Dispatch, tell: Tell) -> None:
    words = "Le Mali a quitté la Cédéao."
    one = tell(dispatch, "membership.leave", words, MEMBER="MLI", ORGANIZATION="ECOWAS")
    other_kind = structs.replace(one, kind="membership.suspend")
    elsewhere = tell(dispatch, "membership.leave", "Le Togo a rejoint l'AES.", MEMBER="MLI", ORGANIZATION="ECOWAS")
    wider = tell(dispatch, "membership.leave", TEXT, MEMBER="MLI", ORGANIZATION="ECOWAS")
    assert counterparts({"a": one}, {"b": other_kind, "c": elsewhere}) == {}
    assert counterparts({"a": one}, {"b": other_kind, "c": elsewhere, "d": wider}) == {"a": "d"}
    assert counterparts({"a": one, "e": surer(one)}, {"d": wider}) == {"a": "d", "e": "d"}
