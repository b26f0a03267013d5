"""`legation evaluate`, with a coder that finds what the test says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from legation.commands.evaluate import evaluate
from legation.evaluation import run
from legation.evaluation.run import default_texts, evaluate_gold
from legation.model import Actor, Dispatch, GoldError, Mention

TEXT = "Le Mali a accusé la France de violer son espace aérien, mercredi à New York."


class StubCoder:
    """Finds one accusation in every dispatch whose text has the word."""

    def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
        for dispatch in dispatches:
            yield dispatch, (accusation(dispatch),) if "accusé" in dispatch.text else ()


def accusation(dispatch: Dispatch) -> Mention:
    roles = {
        role: (Actor(id=id_, name=name, start=dispatch.text.index(name), end=dispatch.text.index(name) + len(name)),)
        for role, id_, name in (("ACCUSER", "MLI", "Mali"), ("ACCUSED", "FRA", "France"))
    }
    return Mention(
        dispatch=dispatch.id, kind="accuse", status="occurred", claimed_by=(), roles=dict(roles), date=None, place=None,
        domain=(), part="text", quote=dispatch.text, start=0, end=len(dispatch.text), rule="fr.test", confidence=1.0,
        trigger_start=0, trigger_end=1,
    )


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `gold.jsonl`, the text of `a` and that of a dispatch that nobody listed."""
    monkeypatch.setattr(run, "Coder", StubCoder)
    folder = tmp_path / "press"
    folder.mkdir()
    roles = {"ACCUSER": ["MLI"], "ACCUSED": ["FRA"]}
    fact = {"kind": "accuse", "roles": roles, "status": "occurred", "core": True, "anchor": "Le Mali a accusé"}
    write(folder / "gold.jsonl", {"id": "a", "records": [fact]})
    write(folder / "texts.jsonl", {"id": "a", "title": "", "text": TEXT}, {"id": "unlisted", "title": "", "text": TEXT})
    write_floors(tmp_path, 1.0)
    return folder


def write(path: Path, *lines: object) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def write_floors(folder: Path, least: float) -> None:
    text = f'[[floor]]\ngold = "press"\nat_least = {{ f1 = {least} }}\n'
    (folder / "floors.toml").write_text(text, encoding="utf-8")


def legation(*arguments: str | Path) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(evaluate)
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_folder_is_coded_and_scored(gold: Path) -> None:
    code, out, err = legation(gold, "--floors", gold.parent / "floors.toml")
    assert (code, err) == (0, "")
    assert "1 dispatches, 1 core facts, 1 coded" in out
    assert "All 1 floors of press hold." in out


def test_json_is_one_object_and_nothing_else(gold: Path) -> None:
    code, out, err = legation(gold, "--json", "--floors", gold.parent / "floors.toml")
    assert (code, err) == (0, "")
    assert json.loads(out)["figures"]["strict_f1"] == 1


def test_a_figure_under_its_floor_fails(gold: Path) -> None:
    write(gold / "texts.jsonl", {"id": "a", "title": "", "text": "Le Mali a critiqué la France mercredi à New York."})
    code, _, err = legation(gold, "--floors", gold.parent / "floors.toml")
    assert code == 1
    assert "press: f1 0.000 is under its floor 1.000" in err
    assert 'note: a, records[0].anchor: "Le Mali a accusé" is not in the cleaned text' in err


def test_texts_may_lie_elsewhere(gold: Path, tmp_path: Path) -> None:
    facts = (gold / "gold.jsonl").rename(tmp_path / "x.facts.jsonl")
    with pytest.raises(GoldError, match="where are its texts"):
        default_texts(facts)
    assert evaluate_gold(facts, [gold / "texts.jsonl"])[0].plain.f1 == 1
    (gold / "texts.jsonl").rename(tmp_path / "x.texts.jsonl")
    assert evaluate_gold(facts)[0].plain.f1 == 1


def test_a_document_without_text_stops_the_evaluation(gold: Path) -> None:
    write(gold / "texts.jsonl", {"id": "b", "title": "", "text": TEXT})
    with pytest.raises(GoldError, match=r'^1 of 1 documents of the gold have no text, the first is "a"; give'):
        evaluate_gold(gold)


def test_no_gold_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no such gold; give a file of facts, or a folder with gold\.jsonl"):
        evaluate_gold(tmp_path)


def test_a_folder_may_hold_themes(gold: Path) -> None:
    facts = (gold / "gold.jsonl").rename(gold / "x.facts.jsonl")
    with pytest.raises(GoldError, match=r"x\.facts\.jsonl: where are its texts"):
        evaluate_gold(gold)
    (gold / "texts.jsonl").rename(gold / "x.texts.jsonl")
    assert evaluate_gold(gold)[0].plain.f1 == 1
    (gold / "y.facts.jsonl").write_bytes(facts.read_bytes())
    with pytest.raises(GoldError, match='"a" is in another file'):
        evaluate_gold(gold)
