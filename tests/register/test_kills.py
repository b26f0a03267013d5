"""A few kills of reading, review and migration in each database; ``make kill`` does a hundred of each."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType

import pytest

KILLS = 2


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20250401)


def test_a_killed_reading_goes_on_where_it_stopped(
    database: str, tmp_path: Path, kills: ModuleType, chance: random.Random
) -> None:
    tally = kills.reading(database, str(tmp_path / "unbroken.db"), KILLS, chance, 12)  # the same in either database
    assert tally.wrong == []
    assert (tally.kills, tally.steps) == (KILLS, 12)


def test_a_killed_reviewer_goes_on_where_they_stopped(
    address: str, tmp_path: Path, kills: ModuleType, chance: random.Random
) -> None:
    tally = kills.reviewing(address, str(tmp_path / "unbroken.db"), KILLS, chance, 16)
    assert tally.wrong == []
    assert (tally.kills, tally.steps) == (KILLS, 16)


def test_a_killed_migration_leaves_the_old_register_or_the_new(
    address: str, tmp_path: Path, kills: ModuleType, chance: random.Random, request: pytest.FixtureRequest
) -> None:
    model = str(tmp_path / "model.db")
    kills.killed.do("read", model, 60, kills.killed.silent)
    server = request.getfixturevalue("postgresql") if "://" in address else None
    tally = kills.migrating(address, model, kills.Copier(tmp_path, server), KILLS, chance)
    assert tally.wrong == []
    assert tally.kills == KILLS
