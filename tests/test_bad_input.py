"""Bad input at the real command line: one clear line each on stderr that names the file, and the rest of the batch done."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from legation.model import Dispatch
from legation.register import open_register
from legation.sources import read_sources

LEGATION = Path(sys.executable).with_name("legation")
GOOD = "Le Mali a quitté la Cédéao."
MENU = "<html><head><title>Menu</title></head><body><nav><a href='/'>Accueil</a> <a href='/lui'>Contact</a></nav></body></html>"
BAD: dict[str, bytes] = {
    "vide.txt": b"",
    "blanc.txt": b" \n\n\t\n",
    "vide.html": b"",
    "vide.jsonl": b"",
    "image.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "binaire.txt": bytes(range(256)) * 20,
    "document.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "menu.html": MENU.encode(),
    "liste.json": b'[{"id": "a", "text": "Le Mali',
    "nombre.json": b"42",
    "abîmé.txt": GOOD.encode() + b" Le Niger \xff\xfe\x80 aussi.",
}
BAD_LINES = [
    {"id": "a", "text": GOOD, "published": "32 avril"},
    {"id": "b", "text": GOOD, "published": "2025-13-45"},
    {"id": "c", "texte": GOOD},
    {"id": "d", "text": 12},
]


def environment(folder: Path) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "TMPDIR": str(folder)}


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    found = subprocess.run(
        [LEGATION, *arguments], cwd=folder, env=environment(folder), input=stdin, capture_output=True, timeout=60, check=False
    )
    out, err = found.stdout.decode("utf-8", "surrogateescape"), found.stderr.decode("utf-8", "surrogateescape")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(found.args, found.returncode, out, err)


def fill(folder: Path) -> None:
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    with (folder / "lignes.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in BAD_LINES)
        file.write('{"id": "e", "text": "Le Mali\n')
        file.write(json.dumps({"id": "bonne", "text": GOOD, "published": "2025-02-01"}) + "\n")
    (folder / "énorme.html").write_bytes(b"<html><body><p>" + b"Le Mali. " * 5_600_000 + b"</p></body></html>")
    (folder / "bon.txt").write_text(GOOD, encoding="utf-8")
    (folder / "latin.txt").write_bytes(GOOD.encode("latin-1"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("entrée")
    fill(made)
    assert (made / "énorme.html").stat().st_size > 50_000_000
    return made


@pytest.fixture(scope="module")
def batch(folder: Path) -> subprocess.CompletedProcess[str]:
    """Everything in one command, what is good in the middle and at the end."""
    first, *rest = [*BAD, "lignes.jsonl", "énorme.html", "absent.txt", "dossier-absent/*.html"]
    return run(folder, "code", first, "bon.txt", *rest, "latin.txt", "--published", "2025-02-01")


@pytest.mark.parametrize("name", [*BAD, "énorme.html", "absent.txt", "dossier-absent/*.html"])
def test_each_bad_file_is_told_in_one_line_that_names_it(batch: subprocess.CompletedProcess[str], name: str) -> None:
    told = [line for line in batch.stderr.splitlines() if name in line]
    assert len(told) == 1, batch.stderr
    assert told[0].startswith(f"{name}: ")
    assert 15 < len(told[0].removeprefix(f"{name}: ")) < 200
    assert told[0] == " ".join(told[0].split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vide.txt", "empty"),
        ("blanc.txt", "empty"),
        ("vide.html", "empty"),
        ("vide.jsonl", "empty"),
        ("menu.html", "no article"),
        ("abîmé.txt", "UTF-8"),
        ("liste.json", "JSON"),
        ("énorme.html", "50 MB"),
        ("absent.txt", "no such file"),
        ("dossier-absent/*.html", "no"),
        ("lignes.jsonl:1", "32 avril"),
        ("lignes.jsonl:2", "2025-13-45"),
        ("lignes.jsonl:3", "text"),
        ("lignes.jsonl:4", "text"),
        ("lignes.jsonl:5", "JSON"),
    ],
)
def test_the_line_says_why(batch: subprocess.CompletedProcess[str], name: str, said: str) -> None:
    told = [line for line in batch.stderr.splitlines() if line.startswith(f"{name}: ")]
    assert len(told) == 1, batch.stderr
    assert said in told[0]


@pytest.mark.parametrize("name", ["image.png", "binaire.txt", "document.pdf"])
def test_a_binary_is_no_text(batch: subprocess.CompletedProcess[str], name: str) -> None:
    told = [line for line in batch.stderr.splitlines() if line.startswith(f"{name}: ")]
    assert len(told) == 1
    assert any(word in told[0] for word in ("binary", "not text", "image", "PDF")), told[0]


def test_nothing_else_is_said_and_the_rest_is_done(batch: subprocess.CompletedProcess[str]) -> None:
    assert batch.returncode == 0
    assert len(batch.stderr.splitlines()) == len(BAD) + 5 + 3
    lines = [json.loads(line) for line in batch.stdout.splitlines()]
    assert [line["dispatch"] for line in lines] == ["bon.txt", "bonne", "latin.txt"]
    assert {line["kind"] for line in lines} == {"membership.leave"}
    assert {line["quote"] for line in lines} == {GOOD}


@pytest.mark.parametrize(
    "arguments",
    [["absent.txt"], ["énorme.html"], ["vide.txt", "image.png", "abîmé.txt", "dossier-absent"]],
    ids=" ".join,
)
def test_where_nothing_could_be_read_the_exit_code_says_so(folder: Path, arguments: list[str]) -> None:
    done = run(folder, "code", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == len(arguments)
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == arguments


def test_a_line_of_json_that_is_all_wrong(folder: Path) -> None:
    done = run(folder, "code", "-", stdin=b'{"id": "a", "text": "x", "published": "mardi"}\n')
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("stdin")
    assert "mardi" in done.stderr


@pytest.mark.parametrize("day", ["demain", "2025-02-30"])
def test_a_wrong_published_is_refused_before_anything_is_read(folder: Path, day: str) -> None:
    done = run(folder, "code", "bon.txt", "--published", day)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.replace("│", " ").split())
    assert f'"{day}" is not a day; write 2025-04-01' in said
    assert "--published" in said


def test_a_folder_without_dispatches(folder: Path) -> None:
    (folder / "rien").mkdir()
    done = run(folder, "read", "rien", "--register", "rien.db")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) >= 1
    assert all("rien" in line or line.startswith("0 read") for line in done.stderr.splitlines())


@pytest.fixture(scope="module")
def register(folder: Path) -> Path:
    """A register that knows what is good in the folder, so that no command need load the parser."""
    made = folder / "essai.db"
    names = [str(folder / name) for name in ("bon.txt", "lignes.jsonl")]
    with open_register(str(made)) as opened:
        found = [item for item in read_sources(names, published="2025-02-01") if isinstance(item, Dispatch)]
        assert len(found) == 2
        for dispatch in found:
            opened.add(dispatch, [], "essai")
    return made


def test_what_is_read_into_a_register_and_what_is_not(folder: Path, register: Path) -> None:
    names = ["vide.txt", "menu.html", "bon.txt", "image.png", "lignes.jsonl", "absent.txt"]
    done = run(folder, "read", *names, "--register", register.name, "--published", "2025-02-01")
    assert done.returncode == 0
    *told, summary = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in told] == [
        "vide.txt", "menu.html", "image.png", *(f"lignes.jsonl:{number}" for number in range(1, 6)), "absent.txt",
    ]
    assert summary == "0 read, 2 already known, 9 unread, 0 mentions, 0 new events"


@pytest.mark.parametrize("arguments", [["read", "bon.txt"], ["timeline"], ["members", "ECOWAS"]], ids=" ".join)
def test_a_register_of_a_newer_version_is_left_alone(folder: Path, register: Path, arguments: list[str]) -> None:
    later = folder / "plus-tard.db"
    shutil.copy(register, later)
    newer(later)
    before = later.read_bytes()
    refused = run(folder, *arguments, "--register", later.name)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert refused.stderr.startswith("legation: plus-tard.db was written by Legation schema 99, this one knows ")
    assert later.read_bytes() == before


def newer(register: Path) -> None:
    """The same register as a later Legation would write it."""
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("DROP TRIGGER meta_no_update")
        assert connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'").rowcount == 1
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["timeline", "--register", "absent.db"], 1, "legation: absent.db: no register there; make one with: legation read"),
        (["timeline", "--register", "bon.txt"], 1, "legation: bon.txt: not a Legation register: the file is not a database"),
        (["read", "bon.txt", "--register", "nulle/part.db"], 1, "legation: nulle/part.db: the folder nulle does not exist"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_register_that_is_none(folder: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(said)
