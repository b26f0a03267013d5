"""A read that is killed (SIGKILL) loses nothing that it told of, and a next one repeats nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

import legation.model
from legation.register import Register, open_register, timeline
from legation.register.schema import dispatches, links, mentions, roles

READER = Path(__file__).with_name("killed_reader.py")
SOURCE = str(Path(legation.model.__file__).parents[2])
COUNT, KILLS = 60, 10


def start(path: Path, count: int = COUNT) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, str(READER), str(path), str(count)], stdout=subprocess.PIPE, text=True, env=environment
    )


def content(path: Path) -> tuple[list[object], ...]:
    """Every row but for numbers and instants, which no two readings share."""
    with open_register(path) as register, register.look() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        queries = (
            select(dispatches.c.id, dispatches.c.hash, dispatches.c.copy_of).order_by(dispatches.c.seq),
            select(mentions.c.id, mentions.c.record).order_by(mentions.c.seq),
            select(roles).order_by(*roles.c),
            select(links.c.mention, links.c.event, links.c.reason).order_by(links.c.seq),
        )
        return tuple([tuple(row) for row in connection.execute(query)] for query in queries)


def stored(register: Register) -> list[str]:
    with register.look() as connection:
        return list(connection.execute(select(dispatches.c.id).order_by(dispatches.c.seq)).scalars())


def test_ten_kills_lose_nothing_and_repeat_nothing(path: Path, tmp_path: Path) -> None:
    chance = random.Random(20250401)
    told: set[str] = set()
    for kill in range(KILLS):
        process = start(path)
        assert process.stdout is not None
        stop_after = chance.randrange(1, COUNT // KILLS + 2) + len(told)
        for line in process.stdout:
            name, state = line.split()
            assert (state == "known") == (name in told), "what was told of before the kill is known after it"
            told.add(name)
            if len(told) >= stop_after or len(told) == COUNT:
                break
        time.sleep(chance.random() / 100)  # into the middle of whatever it does next
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()  # what it still managed to tell before it died
        told.update(line.split()[0] for line in rest.splitlines(keepends=True) if line.endswith("\n"))
        process.stdout.close()
        assert process.wait() in (-signal.SIGKILL, 0)
        with open_register(path) as register:
            there = stored(register)
            assert len(there) == len(set(there))
            assert told <= set(there), f"kill {kill} lost a dispatch"
            # A dispatch may be stored and its line never written: then it is known, not read again.
            assert len(there) - len(told) <= 1
            told = set(there)
    with start(path) as process:
        assert process.stdout is not None
        assert len(process.stdout.read().splitlines()) == COUNT
    assert process.returncode == 0
    unbroken = tmp_path / "unbroken.db"
    with start(unbroken) as process:
        assert process.stdout is not None
        assert process.stdout.read().count("new") == COUNT
    found = content(path)
    assert len(found[0]) == COUNT
    assert len(found[1]) == 2 * COUNT
    assert found == content(unbroken)
    with open_register(path) as register:
        events = timeline(register)
        assert len(events) == 8
        assert sum(event.syndicated for event in events) > 0
