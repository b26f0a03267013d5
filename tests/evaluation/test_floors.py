"""Floors hold, and can't be lowered without a word in the changelog."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from legation.evaluation.facts import Fact
from legation.evaluation.floors import (
    Entry,
    Floor,
    append,
    floor_for,
    read_floors,
    read_history,
    unexplained,
    write_history,
)
from legation.evaluation.linking import evaluate_linking
from legation.evaluation.result import score
from legation.evaluation.run import evaluate_gold
from legation.model import GoldError

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "gold" / "floors.toml"
HISTORY = (Entry("examples", "f1", 0.8),)


def test_the_history_of_our_floors_is_whole_and_explained() -> None:
    history = read_history((ROOT / "gold" / "floors.lock").read_text(encoding="utf-8"))
    assert history, "no floor was ever accepted"
    assert append(read_floors(FLOORS), history) == history, "floors.toml has changed: run `make floors`"
    assert list(unexplained(history, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("floor", read_floors(FLOORS), ids=lambda floor: floor.name)
def test_our_coder_reaches_its_floors(floor: Floor) -> None:
    assert floor.at_least
    if floor.of == "linking":
        assert floor.under(evaluate_linking(FLOORS.parent / floor.gold)) == ()
        return
    result, remarks = evaluate_gold(FLOORS.parent / floor.gold)
    assert floor.under(result) == ()
    assert [remark for remark in remarks if "anchor" in remark] == [], "the gold cites words that are not in its texts"


def test_a_figure_under_its_floor_is_named() -> None:
    roles = {"PROTESTER": frozenset({"FRA"})}
    fact = Fact(kind="protest", status="occurred", roles=roles, date=None, core=True, words="")
    result = score({"a": [fact, msgspec.structs.replace(fact, kind="reject")]}, {"a": [fact]})
    floor = Floor(gold="../examples", at_least={"f1": 0.7, "precision": 1.0, "recall": 0.5})
    assert floor.under(result) == ("examples: f1 0.667 is under its floor 0.700",)


def test_a_floor_belongs_to_its_gold_file(tmp_path: Path) -> None:
    floors = tmp_path / "gold" / "floors.toml"
    floors.parent.mkdir()
    floors.write_text('[[floor]]\ngold = "../press"\nat_least = { f1 = 0.5 }\n', encoding="utf-8")
    assert floor_for(floors, tmp_path / "press").at_least == {"f1": 0.5}
    with pytest.raises(GoldError, match=r"no floor for .*other; it has \.\./press"):
        floor_for(floors, tmp_path / "other")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[floor]]\ngold = "a"\nat_least = { strict = 0.5 }', 'unknown figure "strict"; did you mean "strict_f1"'),
        ('[[floor]]\ngold = "a"\nat_least = { zzz = 0.5 }', "one of f1, precision"),
        ('[[floor]]\ngold = "a/x"\nat_least = {}\n[[floor]]\ngold = "b/x"\nat_least = {}', "two floors share a name"),
        ("floor = 1", "Expected `array`"),
    ],
)
def test_a_wrong_floors_file_says_what_is_wrong(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        read_floors(path)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ({"f1": 0.85}, []),
        ({"f1": 0.75}, ["floor lowered: examples f1 0.800 → 0.750: why"]),
        ({}, ["floor lowered: examples f1 0.800 → 0.000: why"]),
        ({"f1": 0.8, "date": 0.5}, []),
    ],
)
def test_a_lowered_floor_must_be_explained(now: dict[str, float], wanted: list[str]) -> None:
    history = append([Floor(gold="examples", at_least=now)], HISTORY)
    assert list(unexplained(history, "")) == wanted
    assert list(unexplained(history, "\n".join(f"- {line}: harder dispatches" for line in wanted))) == []


@pytest.mark.parametrize(
    "line",
    [
        "floor lowered: examples f1 0.800 → 0.750:",
        "floor lowered: examples f1 0.900 → 0.750: why",
        "floor lowered: x f1 0.8 → 0.75: why",
    ],
)
def test_an_explanation_names_the_floor_both_values_and_a_reason(line: str) -> None:
    assert len(list(unexplained((*HISTORY, Entry("examples", "f1", 0.75)), line))) == 1


def test_a_history_edited_by_hand_is_refused() -> None:
    text = write_history(HISTORY)
    assert read_history(text) == HISTORY
    with pytest.raises(GoldError, match="edited by hand"):
        read_history(text.replace("0.800", "0.700"))
    with pytest.raises(GoldError, match='"examples f1" is no entry'):
        read_history("examples f1\n")
