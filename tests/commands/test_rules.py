"""`legation rules`: the list, a phrase tried, the examples run; in English and in French."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import legation.coder
from legation.cli import app
from legation.coder import Coder, examples
from legation.coder.examples import Failure
from legation.coder.explain import OUTCOMES, Attempt, Looked
from legation.coder.rules import Rule, load_rules
from legation.commands.rules import _why
from legation.messages import INTERFACES, keys

LEAVE = "fr.membership.leave.quitter"


@pytest.fixture(autouse=True)
def surroundings(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coder of the session, and a known terminal."""
    monkeypatch.setattr(legation.coder, "Coder", lambda **options: coder)
    for name in ("LEGATION_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "140")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rules", *arguments])


def plain(result: Result) -> str:
    return re.sub(r"\s+", " ", result.stdout)


def test_the_list_has_every_rule_with_kind_and_triggers() -> None:
    result = run("list")
    rules = load_rules("fr").rules
    assert result.exit_code == 0
    assert len(rules) >= 100
    assert f"{len(rules)} rules" in result.stdout
    line = next(line for line in result.stdout.splitlines() if line.startswith(LEAVE))
    assert re.match(rf"{LEAVE}\s+membership\.leave\s+quitter, se retirer de", line)


def test_the_list_as_json_and_of_some() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert len(listed) == len(load_rules("fr").rules)
    assert [set(one) for one in listed[:1]] == [{"id", "kind", "verb", "noun", "object"}]
    some = json.loads(run("list", "fr.membership", "--json").stdout)
    assert 5 <= len(some) < len(listed)
    assert {one["kind"].split(".")[0] for one in some} == {"membership"}


def test_an_id_that_no_rule_has() -> None:
    result = run("list", "fr.membership.leave.quiter")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f'no rule "fr.membership.leave.quiter"; did you mean "{LEAVE}"?' in result.stderr


def test_what_fires_is_told_with_roles_words_date_and_confidence() -> None:
    result = run("try", "Le 3 avril, le Mali quittera la Cédéao.", "--published", "2025-04-01")
    assert result.exit_code == 0
    told = result.stdout.split("Did not fire")[0]
    assert told.count("fr.") == 1
    assert f"{LEAVE}: membership.leave, scheduled" in told
    assert 'MEMBER: MLI "Mali"' in told
    assert 'ORGANIZATION: ECOWAS "Cédéao"' in told
    assert 'Date: 2025-04-03 "Le 3 avril"' in told
    assert re.search(r"Confidence: 0\.[5-9]\d", told)


def test_a_date_without_its_year_has_none_where_no_day_is_given() -> None:
    assert "XXXX-04-03" in run("try", "Le 3 avril, le Mali quittera la Cédéao.").stdout


def test_why_the_others_did_not_fire_is_told() -> None:
    told = plain(run("try", "La Suède a quitté la réunion de l'Otan."))
    assert f'{LEAVE} quitté stopped by "réunion" (unless)' in told
    told = plain(run("try", "Le Mali a quitté la France."))
    assert "No rule fired." in told
    assert f"{LEAVE} quitté role not filled: ORGANIZATION" in told
    assert 'ORGANIZATION, complément: "France" is FRA, not taken for this role' in told


def test_a_phrase_in_which_no_rule_has_a_word() -> None:
    assert run("try", "Bonjour.").stdout == "No rule has a word of this phrase.\n"


@pytest.mark.parametrize("arguments", [("--lang", "fr", "rules"), ("rules", "--lang", "fr")])
def test_the_group_speaks_french(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*arguments, "try", "Le Mali a quitté la France."])
    assert "Aucune règle ne se déclenche." in result.stdout
    assert "rôle non rempli : ORGANIZATION" in plain(result)
    result = run("try", "Le Mali a quitté la France.", "--lang", "fr")
    assert "« France » est FRA, pas admis dans ce rôle" in plain(result)


def test_a_try_as_json() -> None:
    tried = json.loads(run("try", "Le Mali quitte la Cédéao.", "--json").stdout)
    fired = [one for one in tried if one["outcome"] == "fired"]
    assert len(fired) == 1
    assert fired[0]["rule"] == LEAVE
    assert fired[0]["mention"]["roles"]["MEMBER"][0]["id"] == "MLI"
    assert all(one["outcome"] in OUTCOMES for one in tried)


@pytest.mark.parametrize("outcome", [outcome for outcome in OUTCOMES if outcome != "fired"])
def test_every_outcome_has_its_words(outcome: str) -> None:
    looked = (Looked("MEMBER", "sujet", None), Looked("MEMBER", "de", "eau"), Looked("MEMBER", "à", "Mali", ("MLI",)),
              Looked("MEMBER", "par", "Paris", (), ("FRA",)))
    one = Attempt(rule="r", kind="accuse", trigger="t", word="t", part="text", start=0, verb=True,
                  outcome=outcome, about=("deux", "mots"), looked=looked)  # type: ignore[arg-type]
    assert f"why.{outcome}" in keys() or {f"why.{outcome}.verb", f"why.{outcome}.noun"} <= set(keys())
    for language in INTERFACES:
        told = _why(one, language).plain
        assert "{" not in told
        assert "MLI" in told or outcome == "unused"


def test_examples_that_pass_end_with_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "check_examples", lambda coder, rules: iter(()))
    result = run("test", LEAVE)
    rule = load_rules("fr").rules[LEAVE]
    number = len(rule.match) + len(rule.no_match) + len(rule.known_miss)
    assert (result.exit_code, result.stdout) == (0, f"1 rule, {number} examples, all pass\n")


def test_an_example_that_fails_is_shown_and_ends_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(coder: Coder, rules: Iterable[Rule]) -> Iterator[Failure]:
        yield from (Failure(rule.id, "match", "Le Mali [sic] quitte.", "no membership.leave found") for rule in rules)

    monkeypatch.setattr(examples, "check_examples", fail)
    result = run("test", LEAVE)
    assert result.exit_code == 1
    assert f"{LEAVE} match Le Mali [sic] quitte. no membership.leave found" in plain(result)
    assert result.stdout.rstrip().endswith("1 fails")
    assert run("test", LEAVE, "--lang", "fr").stdout.rstrip().endswith("1 échoue")
    assert json.loads(run("test", LEAVE, "--json").stdout)[0]["rule"] == LEAVE


def test_examples_are_really_run() -> None:
    result = run("test", "fr.membership.hold.membre", "--json")
    assert result.exit_code == (1 if json.loads(result.stdout) else 0)


@pytest.mark.parametrize("columns", ["200", "100", "60", "30"])
@pytest.mark.parametrize("command", [["list"], ["try", "Le Mali a quitté la France, puis la Cédéao."]])
def test_tables_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, command: list[str]) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*command).stdout.splitlines()
    assert len(lines) > 5
    assert max(len(line) for line in lines) <= int(columns)


def test_the_screens_of_the_page_on_rules_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    screens = re.findall(r"^```\n\$ legation rules (.+)\n([^`]+)^```$", page, re.MULTILINE)
    assert len(screens) == 2
    for command, shown in screens:
        said = plain(run(*shlex.split(command)))
        lines = [" ".join(line.split()) for line in shown.splitlines() if not line.startswith("─")]
        assert len(lines) > 5
        assert [line for line in lines if line not in said] == []


def test_help_names_the_three_commands_in_both_languages() -> None:
    told = plain(run("--help"))
    assert all(name in told for name in ("list", "try", "test"))
    assert "why the other rules" in told
    assert all(f"help.rules{part}" in keys() for part in ("", ".list", ".try", ".test"))
