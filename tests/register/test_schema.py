"""What can't be a register is refused in one line that says why."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from legation.model import RegisterError, make_dispatch
from legation.register import Register, open_register, timeline
from legation.register.schema import SCHEMA


def rewrite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture
def stored(path: Path) -> Path:
    with open_register(path) as register:
        register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")
    return path


def refusal(path: Path, *, create: bool = True) -> str:
    with pytest.raises(RegisterError) as raised:
        open_register(path, create=create)
    message = str(raised.value)
    assert "\n" not in message
    return message.replace(str(path), "legation.db").replace(str(path.parent), "folder")


def test_a_newer_schema_is_refused(stored: Path) -> None:
    rewrite(stored, "DROP TRIGGER meta_no_update", f"UPDATE meta SET value = '{SCHEMA + 6}' WHERE key = 'schema'")
    before = stored.read_bytes()
    for create in (True, False):
        assert refusal(stored, create=create) == (
            f"legation.db was written by Legation schema {SCHEMA + 6}, this one knows {SCHEMA}; upgrade legation"
        )
    assert stored.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("Le Mali quitte la Cédéao. " * 200)
    before = path.read_bytes()
    assert refusal(path) == "legation.db: not a Legation register: the file is not a database"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE notes (x)", "CREATE TABLE meta (x)", "CREATE TABLE meta (key, value)"]
)
def test_another_programs_database_is_refused_and_left_alone(path: Path, statement: str) -> None:
    rewrite(path, statement)
    before = path.read_bytes()
    assert "not a Legation register" in refusal(path)
    assert path.read_bytes() == before


def test_a_register_without_one_of_its_tables_is_damaged(stored: Path) -> None:
    rewrite(stored, "DROP TABLE links")
    assert refusal(stored) == "legation.db: a damaged register, without the table links"


def test_views_make_no_register(path: Path) -> None:
    assert refusal(path, create=False) == (
        "legation.db: no register there; make one with: legation read SOURCES --register legation.db"
    )
    assert not path.exists()
    path.touch()
    assert "nothing in it yet" in refusal(path, create=False)


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    assert "a folder; name a file" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "none" / "x.db")


def test_a_register_that_can_only_be_read_says_so(stored: Path) -> None:
    with open_register(f"sqlite:///file:{stored}?mode=ro&uri=true") as register:
        assert register.counts().dispatches == 1
        assert not register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1").new
        with pytest.raises(RegisterError, match="can't be written: the file or its folder is read-only"):
            register.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1")
    with open_register(stored) as register:
        assert register.counts().dispatches == 1


def test_a_folder_without_the_right_to_write_can_be_looked_at(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_register(stored, create=False) as register:
        assert timeline(register) == ()
        with pytest.raises(RegisterError, match="read-only"):
            register.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1")


def test_a_second_writer_waits_no_longer_than_told(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legation.register.connection.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(stored, isolation_level=None)) as other, open_register(stored) as register:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="another process is writing to it"):
            register.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1")
        other.execute("ROLLBACK")
        assert register.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1").new


def test_two_readers_of_one_register_share_the_work(path: Path) -> None:
    dispatch = make_dispatch("n1", "Le Togo doute.")
    with open_register(path) as one, open_register(path) as other:
        assert one.add(dispatch, [], "0.1").new
        assert not other.add(dispatch, [], "0.1").new
        assert _journal(one) == "wal"


def _journal(register: Register) -> str:
    with register.look() as connection:
        return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())


def test_a_full_disk_is_said_and_nothing_stored_is_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from legation.register import connection as opening

    def full(raw: sqlite3.Connection, record: object) -> None:
        plain(raw, record)  # type: ignore[arg-type]
        raw.execute("PRAGMA max_page_count = 60")

    plain = opening._connected
    monkeypatch.setattr(opening, "_connected", full)
    stored = 0
    with open_register(path) as register, pytest.raises(RegisterError, match="no space left on the disk; what was stored"):
        for number in range(1000):
            register.add(make_dispatch(f"n{number}", f"Le Togo doute, {number}. " + "Il hésite. " * 300), [], "0.1")
            stored += 1
    assert 0 < stored < 1000
    monkeypatch.undo()
    with open_register(path) as register:
        assert register.counts().dispatches == stored
        assert register.add(make_dispatch("encore", "De la place."), [], "0.1").new
