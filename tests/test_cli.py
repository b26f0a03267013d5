"""The commands from end to end, with a coder of a few fixed phrases in place of the real one."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from legation.cli import COMMANDS, app
from legation.model import Actor, Dispatch, Event, EventDate, Mention, Place, Scalar, Status, Tie, make_dispatch
from legation.register import Shown, open_register

CONTRACT = [
    "dispatch", "kind", "status", "claimed_by", "roles", "date", "place", "domain", "part", "quote", "start", "end",
    "rule", "confidence",
]
VISIT = "Le 3 avril, la ministre malienne se rendra à Moscou."
LATER = "La ministre malienne a été reçue à Moscou le 4 avril."
JOIN = "Le Togo envisage de rejoindre l'AES."
LEFT = "Le Burkina Faso a quitté la Cédéao."
SOMEDAY = "Le Sénégal se rendra un jour à Moscou."


def mention(dispatch: Dispatch, phrase: str) -> Mention:
    def actor(id_: str) -> tuple[Actor, ...]:
        return (Actor(id=id_, name=id_, start=start, end=end),)

    start = dispatch.text.index(phrase)
    end = start + len(phrase)
    status: Status = "occurred"
    date = place = None
    if phrase in (VISIT, LATER, SOMEDAY):
        roles = {"VISITOR": actor("SEN" if phrase == SOMEDAY else "MLI"), "host": actor("RUS")}
        kind = "meeting.visit"
        place = Place(name="Moscou", country="RUS", lat=55.75, lon=37.62, start=start, end=end)
        if phrase != SOMEDAY:
            day = "2025-04-03" if phrase == VISIT else "2025-04-04"
            date = EventDate(edtf=day, text=phrase, start=start, end=end)
        status = "occurred" if phrase == LATER else "scheduled"
    elif phrase == JOIN:
        roles = {"MEMBER": actor("TGO"), "ORGANIZATION": actor("AES")}
        kind, status = "membership.join", "considered"
    else:
        roles = {"MEMBER": actor("BFA"), "ORGANIZATION": actor("ECOWAS"), "means": Scalar(value="=1+1")}  # type: ignore[dict-item]
        kind = "membership.leave"
    return Mention(
        dispatch=dispatch.id, kind=kind, status=status, claimed_by=(), roles=roles, date=date, place=place, domain=(),  # type: ignore[arg-type]
        part="text", quote=phrase, start=start, end=end, rule=f"fr.{kind}.essai", confidence=0.9,
        trigger_start=start, trigger_end=start + 2,
    )


class PhraseCoder:
    """Finds the phrases above; stops as if somebody pressed Ctrl-C where a text says so."""

    def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
        for dispatch in dispatches:
            if "INTERROMPRE" in dispatch.text:
                raise KeyboardInterrupt
            found = [phrase for phrase in (VISIT, LATER, JOIN, LEFT, SOMEDAY) if phrase in dispatch.text]
            told = [mention(dispatch, phrase) for phrase in found]
            if "MAL CITÉ" in dispatch.text:
                told = [msgspec.structs.replace(each, quote="autre chose") for each in told]
            yield dispatch, tuple(told)


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, a known terminal, the phrase coder."""
    coder = types.ModuleType("legation.coder")
    coder.Coder, coder.CODER_VERSION = PhraseCoder, "essai"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "legation.coder", coder)
    monkeypatch.chdir(tmp_path)
    for name in ("LEGATION_LANG", "LEGATION_REGISTER", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def jsonl(path: str, *dispatches: dict[str, str]) -> str:
    Path(path).write_text("".join(json.dumps(each) + "\n" for each in dispatches), encoding="utf-8")
    return path


@pytest.fixture
def press() -> str:
    return jsonl(
        "presse.jsonl",
        {"id": "n1", "title": "Sahel [bold]gras[/bold]", "published": "2025-04-01", "url": "https://exemple.org/1",
         "text": f"Le ministère l'annonce.\n\n{VISIT} {JOIN}\n\nFin du texte."},
        {"id": "n2", "title": "=HYPERLINK(1)", "text": LATER, "published": "2025-04-05"},
        {"id": "n3", "title": "Sans date", "text": f"{SOMEDAY} {LEFT}", "published": "2025-04-01"},
        {"id": "n4", "title": "Rien", "text": "Il pleut sur Bamako.", "published": "2025-04-01"},
    )


@pytest.fixture
def filled(press: str) -> str:
    result = run("read", press)
    assert result.exit_code == 0, result.output
    return press


def events(*arguments: str) -> list[Event]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return msgspec.json.decode(result.stdout, type=list[Event])


# legation code

def test_code_prints_the_contract(press: str) -> None:
    result = run("code", press)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == 5
    assert [line["dispatch"] for line in lines] == ["n1", "n1", "n2", "n3", "n3"]
    for line in lines:
        assert list(line) == CONTRACT
        assert line["end"] - line["start"] == len(line["quote"])
    assert list(lines[0]["roles"]["VISITOR"][0])[:5] == ["id", "name", "start", "end", "office"]
    assert list(lines[0]["place"])[:6] == ["name", "country", "lat", "lon", "start", "end"]
    assert list(lines[0]["date"])[:4] == ["edtf", "text", "start", "end"]
    assert (lines[1]["date"], lines[1]["place"]) == (None, None)
    assert lines[3]["roles"]["means"]["value"] == "=1+1"
    assert not Path("legation.db").exists()


def test_code_tells_what_is_unread_and_goes_on(press: str) -> None:
    result = run("code", "absent.txt", press)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 5)
    assert result.stderr.splitlines() == ["absent.txt: no such file; check the path"]
    nothing = run("code", "absent.txt")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    silent = run("code", jsonl("rien.jsonl", {"id": "x", "text": "Il pleut sur Bamako."}))
    assert (silent.exit_code, silent.stdout, silent.stderr) == (0, "", "")


def test_code_never_prints_what_is_not_quoted() -> None:
    result = run("code", jsonl("mal.jsonl", {"id": "x", "text": f"MAL CITÉ. {JOIN}"}))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith('x: fr.membership.join.essai quotes "autre chose", but ')


@pytest.mark.parametrize("option", ["--published", "--language"])
def test_code_refuses_a_wrong_option(press: str, option: str) -> None:
    result = run("code", press, option, "demain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "demain" in result.stderr


# legation read

def test_read_sums_up_and_a_second_read_finds_all_known(press: str) -> None:
    first = run("read", press, "absent.txt")
    assert first.exit_code == 0
    summary = re.sub(r" +", " ", first.stdout)
    for line in ("Dispatches read 4", "Unread 1", "Mentions 5", "New events 4", "no such file 1", "visit 2"):
        assert line in summary, line
    assert first.stderr.splitlines() == [
        "absent.txt: no such file; check the path", "4 read, 0 already known, 1 unread, 5 mentions, 4 new events",
    ]
    again = run("read", press)
    assert again.exit_code == 0
    assert again.stderr == "0 read, 4 already known, 0 unread, 0 mentions, 0 new events\n"


def test_read_counts_copies_and_new_versions() -> None:
    one = {"id": "a", "title": "", "text": LEFT, "published": "2025-04-01"}
    result = run("read", jsonl("x.jsonl", one, one | {"id": "b"}, one | {"text": f"{LEFT} Le Niger aussi."}))
    assert result.exit_code == 0
    summary = re.sub(r" +", " ", result.stdout)
    for line in ("Dispatches read 3", "copies of a known text 1", "new texts under a known id 1"):
        assert line in summary, line


def test_read_interrupted_keeps_what_it_read_and_goes_on_later(press: str) -> None:
    stop = jsonl("stop.jsonl", {"id": "s", "text": "INTERROMPRE ici."})
    result = run("read", "presse.jsonl", stop)
    assert result.exit_code == 130
    assert "run the same command again" in result.stderr
    assert len(events("timeline")) == 4
    Path(stop).unlink()
    assert "4 already known" in run("read", press).stderr


def test_read_fails_only_where_nothing_could_be_read(press: str) -> None:
    assert run("read", "absent.txt").exit_code == 1
    assert run("read", press, "absent.txt").exit_code == 0
    assert run("read", press, "absent.txt").exit_code == 0, "what is known was read"


def test_read_leaves_what_is_not_quoted_and_goes_on(press: str) -> None:
    wrong = jsonl("mal.jsonl", {"id": "x", "text": f"MAL CITÉ. {JOIN}"})
    result = run("read", wrong, press)
    assert result.exit_code == 0
    assert '"autre chose"' in result.stderr
    assert "4 read, 0 already known, 1 unread" in result.stderr


def test_read_into_what_is_no_register_is_one_line(press: str) -> None:
    Path("notes.db").write_text("du texte " * 100)
    result = run("read", press, "--register", "notes.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "legation: notes.db: not a Legation register: the file is not a database\n"


# views

def test_timeline_as_json_is_an_array_of_events(filled: str) -> None:
    found = events("timeline")
    assert sorted((event.kind, event.status, event.date) for event in found[:3]) == [
        ("meeting.visit", "scheduled", None), ("membership.join", "considered", None),
        ("membership.leave", "occurred", None),
    ], "undated, they stand where they were told"
    assert len(found) == 4
    visit = next(event for event in found if event.date)
    assert visit.contradictions == {"date": ("2025-04-03", "2025-04-04")}


@pytest.mark.parametrize("name", ["MLI", "mali", "Mali"])
def test_timeline_filters_by_any_written_name(filled: str, name: str) -> None:
    assert [event.roles["VISITOR"] for event in events("timeline", "--actor", name)] == [("MLI",)]


def test_timeline_period_says_what_it_leaves_out(filled: str) -> None:
    result = run("timeline", "--from", "2025-04")
    assert result.exit_code == 0
    assert "1 event; 3 events without a date left out of the period" in result.stdout
    nothing = run("timeline", "--from", "2025-04-01", "--to", "2025-04-02")
    left_out = "3 events without a date left out of the period"
    assert (nothing.exit_code, nothing.stdout) == (0, f"Nothing found.\n{left_out}\n")


def test_names_are_those_of_the_atlas_even_where_they_are_the_id(filled: str) -> None:
    with open_register("legation.db") as register:
        text = "La Cédéao et l'Alliance des États du Sahel se parlent."
        dispatch = make_dispatch("n9", text)
        told = msgspec.structs.replace(
            mention(make_dispatch("n9", JOIN), JOIN), kind="meeting.call", quote=text, end=len(text),
            roles={"PARTICIPANT": (Actor(id="ECOWAS", name="La Cédéao", start=0, end=9),)},
        )
        register.add(dispatch, [told], "essai")
    for language, name in (("en", "ECOWAS"), ("fr", "CEDEAO")):
        table = run("timeline", "--kind", "meeting.call", "--lang", language).stdout
        assert name in table
        assert "Cédéao" not in table


def test_timeline_speaks_french(filled: str) -> None:
    for result in (run("timeline", "--lang", "fr"), run("--lang", "fr", "timeline")):
        assert result.exit_code == 0
        for word in ("Chronologie", "envisagé", "accompli", "CEDEAO", "hôte : Russie", "4 faits"):
            assert word in result.stdout, word


def test_agenda_lists_what_is_to_come_undated_last(press: str) -> None:
    run("read", jsonl("plan.jsonl", {"id": "p", "text": f"{VISIT} {SOMEDAY}", "published": "2025-04-01"}))
    assert [event.date for event in events("agenda", "--from", "2025-04-01")] == ["2025-04-03", None]
    assert [event.date for event in events("agenda", "--from", "2025-04-04")] == [None]
    assert [event.date for event in events("agenda", "--from", "2025-09-30")] == [None]
    assert events("agenda", "--from", "2025-12-01") == [], "a plan without a day, half a year old, is no agenda any more"


def test_members_by_any_name_with_wishes_apart(filled: str) -> None:
    for name in ("AES", "aes", "Alliance des États du Sahel"):
        result = run("members", name, "--as-of", "2025-04-02", "--json")
        assert result.exit_code == 0, result.output
        ties = msgspec.json.decode(result.stdout, type=list[Tie])
        assert [(tie.holder, tie.status) for tie in ties] == [
            ("BFA", "member"), ("MLI", "member"), ("NER", "member"), ("TGO", "considered"),
        ]
        assert ties[-1].note == "considers joining (1 source)"
    table = run("members", "AES", "--as-of", "2025-04-02", "--lang", "fr").stdout
    assert "envisage de rejoindre (1 source)" in table


def test_members_of_nobody_knows_what(filled: str) -> None:
    result = run("members", "CEDEA")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'legation: no organization called "CEDEA"; did you mean "CEDEAO"?\n'
    french = run("timeline", "--actor", "Malli", "--lang", "fr")
    assert french.stderr == "legation: aucun acteur du nom de « Malli » ; vouliez-vous dire « Mali » ?\n"


def test_show_quotes_the_sentence_in_its_paragraph(filled: str) -> None:
    visit = next(event for event in events("timeline", "--actor", "MLI"))
    result = run("show", visit.id[:8])
    assert result.exit_code == 0
    assert f"⟦{VISIT}⟧ {JOIN}" in result.stdout.replace("\n   ", " ")
    assert "Le ministère l'annonce" not in result.stdout, "another paragraph"
    for word in ("date: 2025-04-03 ≠ 2025-04-04", "fr.meeting.visit.essai", "confidence 0.90", "https://exemple.org/1",
                 "scheduled (2025-04-01) → occurred (2025-04-05)", "2 sources"):
        assert word in result.stdout, word
    shown = msgspec.json.decode(run("show", visit.id, "--json").stdout, type=list[Shown])
    assert len(shown) == 1
    assert [evidence.dispatch.id for evidence in shown[0].evidence] == ["n1", "n2"]


def test_show_highlights_in_colour_where_there_is_some(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    event = events("timeline", "--actor", "TGO")[0]
    result = CliRunner().invoke(app, ["show", event.id], color=True)
    assert f"\x1b[1;33m{JOIN}\x1b[0m" in result.stdout
    assert "⟦" not in result.stdout


def test_what_a_terminal_would_obey_is_shown_and_no_markup_is_read() -> None:
    text = f"Avant \x1b[2J\u202e. {JOIN} Après \x9b31m."
    dispatch = make_dispatch("n1", text, title="Titre \x1b]0;x\x07 [bold]gras[/bold]", publisher="L'Écho\x00")
    with open_register("legation.db") as register:
        register.add(dispatch, [mention(dispatch, JOIN)], "essai")
    event = events("timeline", "--actor", "TGO")[0]
    assert "Avant \\x1b[2J\\u202e. ⟦" in run("show", event.id).stdout
    for arguments in (["show", event.id], ["show", event.id, "--csv"], ["show", event.id, "--json"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert not set(result.stdout) & {"\x00", "\x07", "\x1b", "\x9b", "\u202e"}
        assert "[bold]gras[/bold]" in result.stdout


def test_csv_is_no_formula(filled: str) -> None:
    visit = next(event for event in events("timeline", "--actor", "MLI"))
    rows = list(csv.DictReader(io.StringIO(run("show", visit.id, "--csv").stdout)))
    assert [row["title"][:10] for row in rows] == ["Sahel [bol", "'=HYPERLIN"]
    timeline = list(csv.DictReader(io.StringIO(run("timeline", "--csv").stdout)))
    assert len(timeline) == 4
    assert sum(row["actors"].startswith("Burkina Faso → ECOWAS") for row in timeline) == 1
    ties = list(csv.DictReader(io.StringIO(run("members", "AES", "--as-of", "2025-04-02", "--csv").stdout)))
    assert [row["name"] for row in ties][-1] == "Togo"


@pytest.mark.parametrize("columns", ["200", "120", "80", "60", "40", "20"])
@pytest.mark.parametrize("command", [["timeline"], ["agenda", "--from", "2025-04-01"], ["members", "AES"]])
def test_tables_fit_the_terminal(
    filled: str, monkeypatch: pytest.MonkeyPatch, columns: str, command: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = run(*command)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 2
    assert max(len(line) for line in result.stdout.splitlines()) <= int(columns)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["timeline", "--register", "absent.db"], 1, "no register there; make one with"),
        (["timeline", "--kind", "visit"], 1, 'unknown kind "visit"'),
        (["timeline", "--status", "prévu"], 1, 'unknown status "prévu"'),
        (["timeline", "--from", "demain"], 2, '"demain" is not a day'),
        (["timeline", "--json", "--csv"], 2, "choose --json or --csv"),
        (["timeline", "--lang", "de"], 2, '"de" is not fr or en'),
        (["show", "zz"], 1, 'no event "zz"'),
    ],
)
def test_errors_are_clear_and_end_with_a_code(filled: str, arguments: list[str], code: int, said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in re.sub(r"[\s│]+", " ", result.stderr)
    assert "Traceback" not in result.stderr


def test_the_register_may_be_named_by_the_environment(press: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGATION_REGISTER", "ailleurs.db")
    assert run("read", press).exit_code == 0
    assert Path("ailleurs.db").exists()
    assert not Path("legation.db").exists()
    assert len(events("timeline")) == 4


def test_help_lists_every_command_and_speaks_french() -> None:
    english = run("--help").stdout
    assert all(command in english for command in COMMANDS[:6])
    french = subprocess.run(
        [sys.executable, "-m", "legation.cli", "timeline", "--help", "--lang", "fr"],
        capture_output=True, encoding="utf-8", check=True, env={"PYTHONPATH": ":".join(sys.path), "COLUMNS": "120"},
    )
    assert "Les faits dans l'ordre du temps." in french.stdout


def test_a_view_does_not_wait_for_the_parser(filled: str) -> None:
    script = (
        "import sys; from legation.cli import app; app(['timeline'], standalone_mode=False); "
        "sys.exit('spacy' in sys.modules or 'trafilatura' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env={"PYTHONPATH": ":".join(sys.path)}, check=False
    )
    assert result.returncode == 0, result.stderr
