"""The words "les pays de la Cédéao" do not mean the same in 2023 and in 2026, and the register says which it took."""

from __future__ import annotations

import pytest

from legation.coder import Coder
from legation.model import make_dispatch
from legation.register import Register, known_actors, show, timeline

SENTENCE = "Les pays de la Cédéao ont condamné la Guinée."


@pytest.fixture
def condemned(register: Register, coder: Coder) -> Register:
    for name, published in (("a", "2023-06-01"), ("b", "2026-01-05"), ("c", None)):
        dispatch = make_dispatch(name, SENTENCE, title=name, published=published, language="fr")
        told = coder.code(dispatch)
        assert [fact.actors("ACCUSER")[0].via for fact in told] == ["members"]
        register.add(dispatch, told, "essai")
    return register


def test_the_members_are_those_of_the_day(condemned: Register) -> None:
    evidence = {
        item.dispatch.id: item for event in timeline(condemned) for item in show(condemned, event.id).evidence
    }
    assert set(evidence) == {"a", "b", "c"}
    before, after = (evidence[name].collectives[0] for name in "ab")
    assert (before.organization, before.words, before.as_of, before.basis) == ("ECOWAS", "Cédéao", "2023-06-01", "published")
    assert set(before.members) - set(after.members) == {"BFA", "MLI", "NER"}
    assert len(after.members) == 12
    assert evidence["c"].collectives == (), "no day, no members"


def test_a_member_of_that_day_has_the_event_in_its_timeline(condemned: Register) -> None:
    def told(actor: str) -> set[str]:
        events = timeline(condemned, actors=[actor])
        return {item.dispatch.id for event in events for item in show(condemned, event.id).evidence}

    assert told("GHA") == {"a", "b"}
    assert told("MLI") == {"a"}
    assert told("FRA") == set()
    assert told("ECOWAS") == {"a", "b", "c"}
    assert known_actors(condemned) == ("ECOWAS", "GIN")


@pytest.mark.parametrize(
    ("sentence", "via"),
    [
        ("Les quinze pays de la Cédéao ont condamné la Guinée.", "members"),
        ("Les États membres de la Cédéao ont condamné la Guinée.", "members"),
        ("Un pays de la Cédéao a condamné la Guinée.", "body"),
        ("La Cédéao a condamné la Guinée.", "name"),
    ],
)
def test_only_all_of_them_are_the_members(coder: Coder, sentence: str, via: str) -> None:
    told = coder.code(make_dispatch("a", sentence, published="2023-06-01", language="fr"))
    assert [fact.actors("ACCUSER")[0].via for fact in told] == [via]
