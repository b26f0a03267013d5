"""Words of the press, of file names and of arguments never command the terminal, whichever command prints them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation.cli import COMMANDS, app
from legation.model import Actor, EventDate, Mention, Scalar, make_dispatch
from legation.register import open_register, review

HOSTILE = "\x1b]0;titre\x07\x1b[31mrouge\x9b2J\x9d\u202edroite\u2066isolé\u200b\u061c\x08\x7f\r"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@pytest.fixture
def event(hostile: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A register of one's own whose every word is hostile; the id of its event."""
    folder, name = hostile
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    for variable in ("LEGATION_LANG", "LEGATION_REGISTER", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    for file in folder.iterdir():
        shutil.copy(file, tmp_path)
    return name


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("hostile")
    address = str(folder / "legation.db")
    with open_register(address) as register:
        for number, day in enumerate(("2025-04-03", "2025-04-04")):
            words = f"Le Mali {HOSTILE} ira à Moscou, {number}."
            dispatch = make_dispatch(
                f"n{number}{HOSTILE}", words, title=f"T{HOSTILE}", published="2025-04-01",
                url=f"https://e.example/{number}?{HOSTILE}",
                publisher=f"P{HOSTILE}", author=f"A{HOSTILE}",
            )  # fmt: skip
            end = len(words)
            register.add(
                dispatch,
                [
                    Mention(
                        dispatch=dispatch.id,
                        kind=kind,
                        status="scheduled",
                        claimed_by=(f"person:{HOSTILE}",),
                        domain=(),
                        place=None,
                        part="text",
                        quote=words,
                        start=0,
                        end=end,
                        rule="fr.x.essai",
                        confidence=0.9,
                        trigger_start=0,
                        trigger_end=2,
                        date=EventDate(edtf=day, text=words, start=0, end=end),
                        roles={
                            role: (Actor(id="MLI", name=HOSTILE, start=0, end=2),),
                            other: (Actor(id=f"person:B{HOSTILE}", name=HOSTILE, start=0, end=2),),
                            "ordinal": Scalar(value=f"{number}{HOSTILE}"),
                        },
                    )
                    for kind, role, other in (("meeting.visit", "VISITOR", "host"), ("relations.cut", "PARTY", "COUNTERPART"))
                ],
                "essai",
            )
        event = register.add(make_dispatch("n3", "Rien."), [], "essai")
        assert event.new
    found = CliRunner().invoke(app, ["timeline", "--json", "--register", address])
    name: str = json.loads(found.stdout)[0]["id"]
    with open_register(address) as register:
        review.accept(register, name, author=f"Awa{HOSTILE}", why=f"relu{HOSTILE}")
    (folder / "a.jsonl").write_text(
        json.dumps({"id": f"x{HOSTILE}", "text": f"Le Mali a quitté la Cédéao. {HOSTILE}", "published": f"32{HOSTILE}"}) + "\n"
    )
    (folder / "b.jsonl").write_text(json.dumps({"id": f"x{HOSTILE}", "text": f"Le Mali a quitté la Cédéao.{HOSTILE}"}) + "\n")
    (folder / "feeds.toml").write_text(
        f'[watch]\ncontact = "a@b.example"\n[[feed]]\nurl = "x"\n"k\\u001b[31m" = "{HOSTILE[-1:].strip()}"\n'
    )
    return folder, name


SHOWN = [
    ("code", "a.jsonl"), ("code", "b.jsonl"), ("read", "a.jsonl", "b.jsonl"), ("timeline",), ("timeline", "--json"),
    ("timeline", "--csv"), ("agenda", "--from", "2025-01-01", "--as-of", "2025-04-01"), ("agenda", "--all", "--from",
    "2025-01-01", "--json"),
    ("overdue", "--as-of", "2026-01-01"), ("members", "ECOWAS"), ("agreements",), ("relations", "Mali", "--as-of", "2026-01-01"),
    ("relations", "Mali", "--json"), ("dyad", "Mali", "Russie"), ("history", f"relations/Mali/person:B{HOSTILE}"),
    ("history", f"relations/Mali/person:B{HOSTILE}", "--json"), ("contradictions",), ("contradictions", "--json"),
    ("contradictions", "--csv"), ("diff", "--since", "2020"), ("show", "EVENT"), ("show", "EVENT", "--json"),
    ("review", "list"), ("review", "list", "--json"), ("review", "log"), ("rules", "try",
    f"Le Mali a quitté la Cédéao. {HOSTILE}"),
    ("watch", "feeds.toml", "--check"), ("watch", "feeds.toml", "--status"), ("evaluate", f"rien{HOSTILE}"),
    ("export", "csv"), ("export", "jsonfeed"), ("export", "plover"), ("export", "ical"),
    ("ask", f"Qui a quitté la Cédéao ? {HOSTILE}"),
    ("release", f"paquet{HOSTILE}"), ("forget", f"Awa {HOSTILE} Ba", "--why", "x", "--yes"), ("recode",),
]  # fmt: skip
WRONG = [
    ("show", f"x{HOSTILE}"), ("members", f"x{HOSTILE}"), ("timeline", "--kind", f"x{HOSTILE}"), ("timeline", "--from",
    f"x{HOSTILE}"),
    ("timeline", "--actor", f"x{HOSTILE}"), ("history", f"x{HOSTILE}"), ("relations", f"x{HOSTILE}"), ("code", f"x{HOSTILE}"),
    ("read", f"x{HOSTILE}"), ("timeline", "--register", f"x{HOSTILE}"), ("timeline", "--lang", f"x{HOSTILE}"), (f"x{HOSTILE}",),
    ("timeline", f"--x{HOSTILE}"), ("watch", f"x{HOSTILE}"), ("review", "reject", f"x{HOSTILE}", "--why", f"x{HOSTILE}"),
    ("review", "undo", f"x{HOSTILE}"), ("rules", "test", f"x{HOSTILE}"), ("forget", f"x{HOSTILE}", "--why", "x"),
    ("timeline", "--register", f"postgresql://a:s3cret{HOSTILE}@127.0.0.1:1/x"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", [*SHOWN, *WRONG], ids=lambda given: re.sub(r"[^ -~]", "", " ".join(given))[:60])
def test_nothing_that_a_terminal_obeys_is_printed(event: str, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [event if word == "EVENT" else word for word in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.output.strip()
    for stream in (result.stdout, result.stderr):
        found = OBEYED.search(stream)
        assert found is None, (found, stream[max(0, found.start() - 60) : found.end() + 20])
    assert "s3cret" not in result.output


def test_every_command_is_among_them() -> None:
    assert {words[0] for words in SHOWN} == set(COMMANDS) - {"serve"}, "serve answers in pages: tests/web"
