"""A register of the first schema is brought up to date: all of it, at once, in either kind of database."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from legation.model import RegisterError, make_dispatch
from legation.register import open_register, timeline
from legation.register import review as judge
from legation.register.reviewed import doubts
from legation.register.schema import SCHEMA

if TYPE_CHECKING:
    from tests.register.conftest import Add


@pytest.fixture
def old(address: str, add: Add, path: Path, tmp_path: Path, old_register: ModuleType) -> str:
    """A register of schema 1 with three dispatches, beside the one that it was copied from."""
    for name in "abc":
        add(name, "2025-02-01", "membership.leave", date="2025-01-29", MEMBER="MLI", ORGANIZATION="ECOWAS")
    made = address if "://" in address else str(tmp_path / "old.db")
    old_register.make(made, str(path))
    assert old_register.state(made)[0] == 1
    return made


def test_an_old_register_says_the_same_and_can_be_reviewed(old: str, path: Path, old_register: ModuleType) -> None:
    counts = old_register.state(old)[1]
    with open_register(old, create=False) as register, open_register(path) as source:
        assert old_register.state(old) == (SCHEMA, counts)
        assert timeline(register) == timeline(source)
        found = doubts(register)
        assert [doubt.mention.confidence for doubt in found] == [0.9] * 3
        judge.reject(register, found[0].id, author="Awa", why="relu")
        assert [event.sources for event in timeline(register)] == [2]
        assert register.add(make_dispatch("d", "Le Togo doute."), [], "0.2").new
        for statement in ("UPDATE mentions SET kind = 'x'", "DELETE FROM meta", "DELETE FROM dispatches"):
            with pytest.raises(RegisterError, match="append-only"), register.change() as connection:
                connection.execute(text(statement))
    with open_register(old) as register:
        assert register.counts().dispatches == 4


def test_a_migration_that_fails_leaves_the_old_register(
    old: str, old_register: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_register.state(old)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("legation.register.migrate.guard.restore", fail)
    with pytest.raises(KeyboardInterrupt):
        open_register(old)
    assert old_register.state(old) == before
    monkeypatch.undo()
    open_register(old).close()
    assert old_register.state(old) == (SCHEMA, before[1])


def test_an_old_register_that_cannot_be_written_says_what_to_do(
    path: Path, tmp_path: Path, add: Add, old_register: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("a", None, "support", SUPPORTER="MLI", SUPPORTED="NER")
    made = tmp_path / "old.db"
    old_register.make(str(made), str(path))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RegisterError, match="earlier Legation and must be brought up to date: open it once where it may"):
        open_register(made)
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchone() == ("1",)
