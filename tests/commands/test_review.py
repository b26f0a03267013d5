"""``legation review`` and ``legation recode`` from the command line, in both languages and as JSON."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation.cli import app
from legation.model import Actor, Dispatch, Mention, make_dispatch
from legation.register import open_register

TEXTS = {"n1": "Le Mali a quitté la Cédéao.", "n2": "Bamako est sorti de la Cédéao."}


def told(dispatch: Dispatch, confidence: float) -> Mention:
    end = len(dispatch.text)
    return Mention(
        dispatch=dispatch.id, kind="membership.leave", status="occurred", claimed_by=(), date=None, place=None, domain=(),
        roles={
            "MEMBER": (Actor(id="MLI", name="Mali", start=0, end=7),),
            "ORGANIZATION": (Actor(id="ECOWAS", name="Cédéao", start=end - 7, end=end - 1),),
        },
        part="text", quote=dispatch.text, start=0, end=end, rule="fr.essai", confidence=confidence,
        trigger_start=8, trigger_end=16,
    )


class NewCoder:
    """Is surer of all that it finds, and finds nothing in n2."""

    def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
        for dispatch in dispatches:
            yield dispatch, (told(dispatch, 0.99),) if dispatch.id == "n1" else ()


@pytest.fixture(autouse=True)
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two tellings of one event, the second the less sure."""
    coder = types.ModuleType("legation.coder")
    coder.Coder, coder.CODER_VERSION = NewCoder, "0.2"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "legation.coder", coder)
    for name, value in (("COLUMNS", "160"), ("LEGATION_AUTHOR", "Awa"), ("LEGATION_REGISTER", str(tmp_path / "x.db"))):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LEGATION_LANG", "en")
    with open_register(tmp_path / "x.db") as store:
        for number, (name, text) in enumerate(TEXTS.items()):
            dispatch = make_dispatch(name, text, published="2025-02-01")
            store.add(dispatch, [told(dispatch, 0.9 - number / 10)], "0.1")
    return tmp_path / "x.db"


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, done.output
    return done.output


def listed() -> list[tuple[str, str]]:
    return [(doubt["id"], doubt["mention"]["dispatch"]) for doubt in json.loads(run("review", "list", "--json"))]


def sources() -> list[int]:
    return [event["sources"] for event in json.loads(run("timeline", "--json"))]


def test_the_least_sure_comes_first_and_leaves_the_list_once_judged() -> None:
    found = listed()
    assert [name for _, name in found] == ["n2", "n1"]
    assert "0.80" in run("review", "list")
    assert "2 mentions pas encore jugées" in run("review", "list", "--lang", "fr")
    said = run("review", "reject", found[0][0], "--why", "autre fait", "--lang", "fr")
    assert said.startswith(f"1. mention {found[0][0][:8]} rejetée — pour annuler : legation review undo 1")
    assert sources() == [1]
    assert [name for _, name in listed()] == ["n1"]
    assert "→ 0.82 (+0 −1)" in run("review", "list")
    assert "0 accepted, 1 rejected, confidence then 0.82" in run("show", listed()[0][0])
    assert run("review", "undo").startswith("2. judgement 1 undone")
    assert sources() == [2]


def test_each_judgement_is_in_the_log_with_who_when_and_why() -> None:
    (second, _), (first, _) = listed()
    run("review", "edit", second, "date", "2025-01-29", "--why", "d'après la date")
    new = json.loads(run("review", "split", second, "--why", "autre fait", "--author", "Binta", "--json"))[0]["object"]
    assert sources() == [1, 1]
    run("review", "merge", first, new, "--why", "le même")
    run("review", "retract", "n1", "--why", "retirée")
    run("review", "accept", second)
    entries = [entry["judgement"] for entry in json.loads(run("review", "log", "--json"))]
    assert [(each["number"], each["verdict"], each["author"], each["reason"]) for each in entries] == [
        (1, "edit", "Awa", "d'après la date"), (2, "split", "Binta", "autre fait"), (3, "merge", "Awa", "le même"),
        (4, "retract", "Awa", "retirée"), (5, "accept", "Awa", ""),
    ]
    assert all(each["made_at"].endswith("Z") for each in entries)
    assert sources() == [1]
    table = run("review", "log")
    assert all(word in table for word in ("date is 2025-01-29", "split off as event", "merged into", "retracted", "stands"))
    shown = run("show", first)
    assert "accepted by Awa" in shown
    assert "date 2025-01-29 by Awa, coded as —" in shown


def test_an_id_that_means_an_event_of_several_asks_which() -> None:
    event = json.loads(run("timeline", "--json"))[0]["id"]
    said = run("review", "reject", event, "--why", "x", code=1)
    assert "is an event of 2 mentions" in said
    assert "--all" in said
    run("review", "accept", event, "--only")
    assert len(listed()) == 1
    assert len(json.loads(run("review", "reject", event, "--all", "--why", "faux", "--json"))) == 2
    assert sources() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reject", "{n2}"], "needs a reason: --why"),
        (["reject", "zzzz", "--why", "x"], 'no mention "zzzz"; ids are in: legation review list'),
        (["edit", "{n2}", "stats", "denied", "--why", "x"], 'did you mean "status"'),
        (["edit", "{n2}", "status", "denid", "--why", "x"], 'did you mean "denied"'),
        (["retract", "n12", "--why", "x"], 'no dispatch "n12"; did you mean "n'),
        (["undo", "9"], "no judgement 9; numbers are in: legation review log"),
        (["undo"], "nothing to undo"),
        (["merge", "{n1}", "{n2}", "--why", "x"], "are one event already"),
        (["accept", "{n2}", "--author", " "], "needs an author: --author NAME"),
    ],
)
def test_what_cannot_be_judged_says_what_to_write(arguments: list[str], said: str) -> None:
    ids = {name: id for id, name in listed()}
    words = [word.format(**ids) for word in arguments]
    assert said in run("review", *words, code=1)
    assert json.loads(run("review", "log", "--json")) == []


def test_recoding_tells_what_changed_and_what_nothing_answers(register: Path) -> None:
    ids = {name: id for id, name in listed()}
    run("review", "accept", ids["n1"], "--only")
    run("review", "reject", ids["n2"], "--why", "faux")
    said = run("recode")
    assert said.startswith("2 dispatches coded again: coder 0.2, 0 mentions the same, 1 told otherwise, 0 new, 1 gone")
    assert "Judgements that nothing answers now: 2" in said
    assert "nothing answers it now" in run("review", "log", "--orphaned")
    assert run("recode").startswith("Nothing to code again: coder 0.2")
    assert json.loads(run("recode", "--all", "--json"))[0]["dispatches"] == 2
    assert listed() == [], "what was accepted stays so"
    with open_register(register) as store:
        assert store.counts().mentions == 3
