"""The commands that ask what holds, what was planned and what changed, from end to end on a few stored facts."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from legation.cli import app
from legation.model import Actor, EventDate, Mention, Status, Tie, make_dispatch
from legation.register import Difference, Dyad, Planned, Step, open_register

FACTS: tuple[tuple[str, str, Status, str, dict[str, str]], ...] = (
    ("2024-08-05", "relations.cut", "occurred", "2024-08-04", {"PARTY": "MLI", "COUNTERPART": "UKR"}),
    ("2023-09-17", "agreement.sign", "occurred", "2023-09-16", {"PARTY": "MLI BFA NER"}),
    ("2023-08-01", "sanction.impose", "occurred", "2023-07-30", {"IMPOSER": "ECOWAS", "TARGET": "NER"}),
    ("2025-04-01", "meeting.visit", "scheduled", "2025-04-03", {"VISITOR": "MLI", "host": "RUS"}),
    ("2024-09-01", "accuse", "occurred", "2024-08-30", {"ACCUSER": "MLI", "ACCUSED": "UKR"}),
)


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    for name in ("LEGATION_LANG", "LEGATION_REGISTER", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    with open_register("legation.db") as register:
        for number, (published, kind, status, day, roles) in enumerate(FACTS):
            dispatch = make_dispatch(f"n{number}", f"La dépêche {number} le dit.", published=published, url=f"https://e.example/{number}")
            words = dispatch.text
            register.add(dispatch, [Mention(
                dispatch=dispatch.id, kind=kind, status=status, claimed_by=(), domain=(), place=None, part="text", quote=words,
                roles={role: tuple(Actor(id=id_, name=id_, start=0, end=2) for id_ in ids.split())
                       for role, ids in roles.items()},
                date=EventDate(edtf=day, text=words, start=0, end=len(words)), start=0, end=len(words), rule=f"fr.{kind}.essai",
                confidence=0.9, trigger_start=0, trigger_end=2,
            )], "essai", read_at=datetime.fromisoformat(f"{published}T12:00:00").replace(tzinfo=UTC))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result


def ties(*arguments: str) -> list[Tie]:
    return msgspec.json.decode(run(*arguments, "--json").stdout, type=list[Tie])


def test_a_table_that_is_cut_short_says_how_many_more_and_how_to_see_them() -> None:
    shown = run("relations", "Mali", "Ukraine", "--as-of", "2025-01-01", "--limit", "1").stdout
    assert "of 1" not in shown  # there is but one: nothing is cut
    with open_register("legation.db") as register:
        for number, (kind, other) in enumerate((("sanction.impose", "RUS"), ("sanction.impose", "BLR"))):
            dispatch = make_dispatch(f"more{number}", f"La sanction {number} est prise.", published="2024-10-01")
            roles = {"IMPOSER": "UKR", "TARGET": other}
            register.add(dispatch, [Mention(
                dispatch=dispatch.id, kind=kind, status="occurred", claimed_by=(), domain=(), place=None, part="text",
                quote=dispatch.text, roles={role: (Actor(id=id_, name=id_, start=0, end=2),) for role, id_ in roles.items()},
                date=EventDate(edtf=f"2024-09-0{number + 1}", text="La", start=0, end=2),
                start=0, end=len(dispatch.text),
                rule="fr.essai", confidence=0.9, trigger_start=0, trigger_end=2,
            )], "essai")
    cut = run("relations", "Ukraine", "--as-of", "2025-01-01", "--limit", "1").stdout
    assert "1 of 3, those that began or ended last; --limit 0 for all" in cut
    assert "2024-09-02" in cut and "2024-09-01" not in cut
    whole = run("relations", "Ukraine", "--as-of", "2025-01-01", "--limit", "0").stdout
    assert "2024-09-01" in whole and " of 3" not in whole
    assert len(ties("relations", "Ukraine", "--as-of", "2025-01-01")) == 3
    last = run("dyad", "Mali", "Ukraine", "--as-of", "2025-01-01", "--limit", "1").stdout
    assert "the last 1 event; --limit 0 for all" in last and "accus" in last.lower()


def test_relations_of_one_and_between_two() -> None:
    of_mali = ties("relations", "Mali", "--as-of", "2025-01-01")
    assert [(tie.id, tie.status) for tie in of_mali] == [("relations/MLI/UKR", "cut")]
    of_niger = ties("relations", "Niger", "--kind", "sanction", "--as-of", "2025-01-01")
    assert [tie.id for tie in of_niger] == ["sanction/ECOWAS/NER"]
    assert [tie.id for tie in ties("relations", "Mali", "Ukraine", "--as-of", "2024-08-03")] == []
    assert ties("relations", "Mali", "--as-of", "2025-01-01", "--known-at", "2024-08-04") == []
    shown = run("relations", "Niger", "--as-of", "2025-01-01", "--lang", "fr").stdout
    assert "CEDEAO → Niger" in shown
    assert "en vigueur" in shown


def test_agreements_of_some_and_of_all() -> None:
    for arguments in ((), ("Mali",), ("Mali", "burkinabè")):
        found = ties("agreements", *arguments, "--as-of", "2025-01-01")
        assert [(tie.parties, tie.status) for tie in found] == [(("BFA", "MLI", "NER"), "in_force")]
    assert ties("agreements", "Mali", "France", "--as-of", "2025-01-01") == []
    rows = list(csv.DictReader(io.StringIO(run("agreements", "--as-of", "2025-01-01", "--csv").stdout)))
    assert [(row["parties"], row["how"]) for row in rows] == [("BFA MLI NER", "reported")]


def test_what_was_planned_and_what_is_overdue() -> None:
    def plans(*arguments: str) -> list[tuple[str | None, str]]:
        found = msgspec.json.decode(run(*arguments, "--json").stdout, type=list[Planned])
        return [(plan.date, plan.followed) for plan in found]

    assert plans("agenda", "--from", "2025-04-01") == [("2025-04-03", "coming")]
    assert plans("agenda", "--from", "2025-04-01", "--as-of", "2025-05-01") == []
    assert plans("agenda", "--from", "2025-04-01", "--as-of", "2025-05-01", "--all") == [("2025-04-03", "unreported")]
    assert plans("overdue", "--as-of", "2025-05-01") == [("2025-04-03", "unreported")]
    assert plans("overdue", "--as-of", "2025-05-01", "--from", "2025-04-10") == []
    assert plans("overdue", "--as-of", "2025-05-01", "--known-at", "2025-03-31") == []
    assert "sans nouvelles" in run("overdue", "--as-of", "2025-05-01", "--lang", "fr").stdout
    assert "Rien trouvé." in run("overdue", "--as-of", "2025-01-01", "--lang", "fr").stdout
    rows = list(csv.DictReader(io.StringIO(run("overdue", "--as-of", "2025-05-01", "--csv").stdout)))
    assert [(row["followed"], row["planned"]) for row in rows] == [("unreported", "2025-04-03")]


def test_a_dyad_shows_ties_then_events() -> None:
    found = msgspec.json.decode(run("dyad", "Mali", "Kiev", "--as-of", "2025-01-01", "--json").stdout, type=list[Dyad])
    assert len(found) == 1
    assert [tie.id for tie in found[0].ties] == ["relations/MLI/UKR"]
    assert [event.kind for event in found[0].events] == ["relations.cut", "accuse"]
    shown = run("dyad", "Mali", "Ukraine", "--as-of", "2025-01-01").stdout
    assert shown.index("cut") < shown.index("accusation")
    assert "Nothing found." in run("dyad", "Mali", "Japon", "--as-of", "2025-01-01").stdout


def test_a_history_quotes_and_names_its_sources() -> None:
    steps = msgspec.json.decode(run("history", "relations/Mali/Ukraine", "--json").stdout, type=list[Step])
    assert [(step.dispatch, step.quote, step.url) for step in steps] == [
        ("n0", "La dépêche 0 le dit.", "https://e.example/0")
    ]
    member = msgspec.json.decode(run("history", "Mali/CEDEAO", "--json").stdout, type=list[Step])
    assert {step.how for step in member} == {"atlas"}
    assert "La dépêche 0 le dit." in run("history", "Mali/Ukraine", "--lang", "fr").stdout
    assert run("history", "Mali/Ukraine", "--csv").stdout.count("\n") == 2


def test_a_difference_of_what_was_known() -> None:
    asked = run("diff", "--since", "2024-08-10", "--known-at", "2024-12-31", "--json").stdout
    found = msgspec.json.decode(asked, type=list[Difference])[0]
    assert [change.after and change.after.kind for change in found.events] == ["accuse"]
    assert found.ties == ()
    earlier = run("diff", "--since", "2024-08-01", "--known-at", "2024-08-10", "--json").stdout
    assert [change["after"]["id"] for change in json.loads(earlier)[0]["ties"]] == ["relations/MLI/UKR"]
    assert "rompues" in run("diff", "--since", "2024-08-01", "--known-at", "2024-08-10", "--lang", "fr").stdout
    assert "Nothing found." in run("diff", "--since", "2025-12-01").stdout


def test_the_timeline_as_of_a_day_leaves_out_what_came_out_later() -> None:
    assert len(json.loads(run("timeline", "--json").stdout)) == len(FACTS)
    assert len(json.loads(run("timeline", "--as-of", "2024-08-31", "--json").stdout)) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "Mali"), '"Mali" is no tie; write KIND/ACTOR/ACTOR'),
        (("relations", "Malli"), 'no actor called "Malli"'),
        (("relations", "Mali", "--kind", "sanctions"), 'unknown tie "sanctions"; did you mean "sanction"?'),
        (("diff", "--since", "hier"), '"hier" is not a day'),
    ],
)
def test_errors_name_what_to_write(arguments: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code in (1, 2)
    assert said in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("columns", ["140", "80", "40"])
@pytest.mark.parametrize(
    "arguments",
    [("relations", "Mali"), ("agreements",), ("history", "Mali/Ukraine"),
     ("diff", "--since", "2020"), ("dyad", "Mali", "Ukraine"),
     ("overdue", "--as-of", "2025-05-01")],
    ids=" ".join,
)
def test_tables_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, arguments: tuple[str, ...]) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*arguments).stdout.splitlines()
    assert len(lines) > 2
    assert max(len(line) for line in lines) <= int(columns)
