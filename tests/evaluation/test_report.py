"""What an evaluation prints, and mentions brought to the form that is compared."""

from __future__ import annotations

import io
import json

from rich.console import Console

from legation.evaluation.facts import from_mention
from legation.evaluation.gold import GoldDocument, GoldFact
from legation.evaluation.report import tables, to_json
from legation.evaluation.result import Result, evaluate
from legation.model import Actor, EventDate, Mention, RoleFiller, Scalar, Status

QUOTE = "Le Mali s'est rendu à Moscou en janvier pour la deuxième fois."


def actors(*ids: str) -> tuple[Actor, ...]:
    return tuple(Actor(id=id_, name=id_, start=0, end=1) for id_ in ids)


def mention(kind: str = "meeting.talks", status: Status = "occurred", **roles: RoleFiller) -> Mention:
    return Mention(
        dispatch="a", kind=kind, status=status, claimed_by=(), roles=roles, place=None, domain=(), part="text",
        date=EventDate(edtf="2025-01~", text="en janvier", start=29, end=39), quote=QUOTE, start=0, end=len(QUOTE),
        rule="fr.test", confidence=1.0, trigger_start=0, trigger_end=1,
    )


def result() -> Result:
    listed = GoldFact(
        kind="meeting.talks", roles={"PARTICIPANT": ("MLI", "RUS"), "ordinal": ("2",)}, status="scheduled", core=True,
        anchor="Le Mali", date="2025-01",
    )
    accusing: dict[str, tuple[str, ...]] = {"ACCUSER": ("MLI",), "ACCUSED": ("FRA",)}
    missed = GoldFact(kind="accuse", roles=accusing, status="occurred", core=True, anchor="[x]")
    gold = [GoldDocument(id="a", records=(listed, missed)), GoldDocument(id="b", records=())]
    talks = mention(PARTICIPANT=actors("MLI:junta", "RUS"))
    return evaluate(gold, [talks, mention(kind="protest", PROTESTER=actors("FRA"))])


def test_a_mention_is_compared_by_its_actors_and_its_date_without_doubt() -> None:
    fact = from_mention(mention(PARTICIPANT=actors("MLI:junta", "CEDEAO"), host=(), ordinal=Scalar(value="2")))
    assert fact.roles == {"PARTICIPANT": frozenset({"MLI", "ECOWAS"})}
    assert (fact.date, fact.words) == ("2025-01", QUOTE)


def test_the_tables_say_what_was_counted() -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(tables(result(), show=5))
    lines = [" ".join(line.split()) for line in console.export_text().splitlines()]
    assert "2 dispatches, 2 core facts, 2 coded; 1 of 1 irrelevant dispatches left without a fact" in lines
    assert "plain .500 .500 .500 1/2 1" in lines
    assert "strict .000 .000 .000 0/2 2" in lines
    assert "accuse – .000 .000 0/1 0 .000" in lines
    assert "protest .000 – .000 0/0 1 .000" in lines
    assert "listed ↓ coded → occurred scheduled" in lines
    assert "scheduled 1 ·" in lines
    assert "dates 1 0 0 0" in lines
    assert "Dates of matched facts: 1.000 of the listed right" in lines
    assert "Missed, 1 of 1" in lines
    assert "a accuse ACCUSER: MLI; ACCUSED: FRA occurred [x]" in lines
    assert any(line.startswith("a protest PROTESTER: FRA occurred") for line in lines)


def test_the_json_has_the_figures_and_as_many_examples_as_asked() -> None:
    full, bare = (json.loads(to_json(result(), show)) for show in (1, 0))
    assert full["figures"]["f1"] == 0.5
    assert full["result"]["plain"]["hit"] == 1
    assert [miss["fact"]["kind"] for miss in full["result"]["misses"]] == ["accuse"]
    assert full["result"]["alarms"][0]["fact"]["roles"] == {"PROTESTER": ["FRA"]}
    assert bare["result"]["misses"] == bare["result"]["alarms"] == []
