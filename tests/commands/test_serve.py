"""``legation serve``: refuses to start open to the world, says where it is, and answers there."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legation.cli import app
from legation.register import open_register


@pytest.fixture
def register(tmp_path: Path) -> str:
    path = tmp_path / "served.db"
    open_register(path).close()
    return str(path)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 can be reached from other machines"),
        (["--host", "::"], "can be reached from other machines"),
        (["--host", "0.0.0.0", "--token", "short"], "at least 16"),
        (["--register", "nowhere.db"], "nowhere.db: no register there"),
    ],
)
def test_what_it_needs_to_start_is_named(register: str, options: list[str], words: str) -> None:
    found = CliRunner().invoke(app, ["serve", "--register", register, *options, "--lang", "en"], env={"LEGATION_TOKEN": ""})
    assert found.exit_code == 1
    assert words in found.stderr


def test_it_says_where_it_is_once_it_listens_there(register: str) -> None:
    start = [sys.executable, "-c", "from legation.cli import app; app()"]
    command = [*start, "serve", "--register", register, "--port", "0", "--lang", "fr"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/fr/", said)
            assert address is not None, said
            token = re.search(r"jeton pour relire : (\S{20,})", server.stdout.readline())
            assert token is not None
            with urllib.request.urlopen(address[0], timeout=20) as answer:
                assert answer.status == 200
                assert "Chronologie" in answer.read().decode()
            occupied = [*command[:-4], "--port", address[0].split(":")[2].split("/")[0], "--lang", "en"]
            second = subprocess.run(occupied, capture_output=True, text=True, timeout=60, check=False)
            assert second.returncode == 1
            assert "can't listen there" in second.stderr
        finally:
            server.terminate()
