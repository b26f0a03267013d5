"""``legation watch`` and ``legation forget`` at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.watch.conftest import JOIN, VISIT, code, module
from typer.testing import CliRunner, Result

from legation.cli import app
from legation.register import open_register

if TYPE_CHECKING:
    from tools.press_server import PressServer


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PressServer]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("LEGATION_LANG", "LEGATION_REGISTER", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("legation.commands.watch._code", lambda: code)
    press = module("press_server")
    with press.PressServer() as made:
        made.press.feed("/x.xml", lambda: [("/a/1.html", "x"), ("/a/2.html", "y"), ("/a/3.html", "z")])
        today = date.today().isoformat()
        made.press.put("/a/1.html", press.article("Togo", JOIN, today))
        made.press.put("/a/2.html", press.article("Sahel", VISIT, today))
        made.press.put("/a/3.html", press.article("Non", VISIT), **{"X-Robots-Tag": "noai"})
        Path("feeds.toml").write_text(
            f'[watch]\ncontact = "desk@press.example"\ndelay = 0\nallow = ["127.0.0.0/8"]\n[[feed]]\nname = "Essai"\n'
            f'url = "{made.url("/x.xml")}"\n[[alert]]\nto = "atom"\nfile = "a.atom"\n'
        )
        yield made


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_once_then_status_then_once_more(server: PressServer) -> None:
    assert "1 feeds, 1 alerts, nothing wrong" in run("watch", "feeds.toml", "--check").stdout
    first = run("watch", "feeds.toml", "--once")
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("cycle 1: 1 feeds looked at, 3 new articles, 2 read, 1 refused, 0 failed, 2 mentions, ")
    assert "X-Robots-Tag: noai" in first.stderr
    status = run("watch", "feeds.toml", "--status", "--lang", "fr").stdout
    assert "Essai" in status
    assert "Refusés par leurs éditeurs" in status
    assert "/a/3.html" in status
    again = run("watch", "feeds.toml", "--once", "--lang", "fr")
    assert again.stdout.startswith("cycle 1 : 0 flux consultés, 0 articles nouveaux, 0 lus")
    with open_register("legation.db") as register:
        assert register.counts().dispatches == 2


def test_a_wrong_file_is_told_in_one_line(server: PressServer) -> None:
    Path("feeds.toml").write_text('[watch]\ncontact = "a@b.example"\ndelai = 3\n')
    wrong = run("watch", "feeds.toml", "--once")
    assert (wrong.exit_code, wrong.stderr) == (1, 'legation: feeds.toml, line 3: unknown key "delai"; did you mean "delay"?\n')
    assert not Path("legation.db").exists()


def test_what_is_forgotten_does_not_come_back(server: PressServer) -> None:
    run("watch", "feeds.toml", "--once")
    assert "Togo" in Path("a.atom").read_text(encoding="utf-8")
    url = server.url("/a/1.html")
    assert run("forget", url, "--why", "x", stdin="n\n").exit_code == 1
    with open_register("legation.db") as register:
        assert register.counts().dispatches == 2
    done = run("forget", url, "--why", "demandé", "--author", "Awa", stdin="y\n")
    assert done.exit_code == 0, done.output
    assert "forgotten: 1 dispatches, 1 mentions, 0 judgements, 1 alerts" in done.stdout
    assert b"/a/1.html" not in Path("legation.db").read_bytes()
    with open_register("legation.db") as register, register.change() as connection:
        connection.exec_driver_sql("DELETE FROM watch_feeds")
    server.press.asked.clear()
    assert run("watch", "feeds.toml", "--once").exit_code == 0
    assert server.press.asked["/x.xml"] == 1
    assert server.press.asked["/a/1.html"] == 0
    assert b"/a/1.html" not in Path("legation.db").read_bytes()
    assert "Togo" not in Path("a.atom").read_text(encoding="utf-8")
