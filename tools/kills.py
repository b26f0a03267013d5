"""Kill -9 at random moments of reading, review and migration, in SQLite and PostgreSQL; what is lost or doubled is counted.

Usage: python tools/kills.py [KILLS] [--seed N]

``make kill`` does 100 of each in each database and prints the tally; it exits with 1 where anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import killed
import old_register
import postgres_server
from sqlalchemy import select as query
from sqlalchemy import text

import legation.model
from legation.register import open_register, timeline
from legation.register.judgements import judgements
from legation.register.schema import dispatches, mentions, roles

WORKER = Path(__file__).with_name("killed.py")
SOURCE = str(Path(legation.model.__file__).parents[2])


@dataclass
class Tally:
    """What the kills of one sort came to."""

    work: str
    database: str
    kills: int = 0
    in_step: int = 0
    steps: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def check(self, right: bool, what: str) -> None:
        """Note what went wrong."""
        if not right:
            self.wrong.append(f"kill {self.kills}: {what}")

    def line(self) -> str:
        """The tally in one line."""
        found = f"{len(self.wrong)} WRONG: {self.wrong[:3]}" if self.wrong else "nothing lost, nothing doubled"
        return (
            f"{self.work:8} {self.database:10} {self.kills:4} kills, {self.in_step} with work under way, "
            f"{self.steps} steps stored; {found} ({self.seconds:.0f} s)"
        )


class Worker:
    """A process of ``killed.py`` and what it told so far."""

    def __init__(self, work: str, address: str, count: int) -> None:
        environment = {**os.environ, "PYTHONPATH": SOURCE, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, str(WORKER), work, address, str(count)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, bufsize=1
        )
        self.told: list[str] = []

    def line(self) -> bool:
        """Wait for a line; whether there is one."""
        assert self.process.stdout is not None
        found = self.process.stdout.readline()
        if found.endswith("\n"):
            self.told.append(found.strip())
        return bool(found)

    def kill(self) -> bool:
        """Kill it; whether it was still at work."""
        self.process.send_signal(signal.SIGKILL)
        while self.line():
            pass
        code = self.process.wait()
        said = self.process.stderr.read() if self.process.stderr else ""
        self._close()
        if code not in (0, -signal.SIGKILL):
            raise RuntimeError(said)
        return code != 0

    def finish(self) -> None:
        """Let it work to its end."""
        while self.line():
            pass
        said = self.process.stderr.read() if self.process.stderr else ""
        code = self.process.wait()
        self._close()
        if code:
            raise RuntimeError(said)

    def waits(self, seconds: float) -> None:
        """Give it some time, or until it tells something more."""
        assert self.process.stdout is not None
        select.select([self.process.stdout], [], [], seconds)

    def _close(self) -> None:
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


def content(address: str) -> tuple[object, ...]:
    """All that a register says, but for instants and numbers, which no two runs share."""
    with open_register(address) as register:
        with register.look() as connection:
            if not address.startswith("postgresql"):
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            rank = {each.number: place for place, each in enumerate(judgements(connection))}
            judged = [
                (each.verdict, rank[int(each.subject)] if each.verdict == "undo" else each.subject, each.object, each.reason,
                 each.field, each.value, each.kept, each.moved, each.undone and rank[each.undone])
                for each in judgements(connection)
            ]  # fmt: skip
            links = connection.execute(text("SELECT mention, event, reason, author FROM links ORDER BY seq")).all()
            linked = [(mention, event, re.sub(r"^(\w+) \d+", r"\1", reason), author) for mention, event, reason, author in links]
            stored = connection.execute(query(dispatches.c.id, dispatches.c.hash).order_by(dispatches.c.seq)).all()
            told = connection.execute(query(mentions.c.id, mentions.c.record).order_by(mentions.c.seq)).all()
            held = connection.execute(query(roles).order_by(*roles.c)).all()
        return [*map(tuple, stored)], [*map(tuple, told)], [*map(tuple, held)], linked, judged, timeline(register)


def reading(address: str, unbroken: str, kills: int, chance: random.Random, count: int | None = None) -> Tally:
    """Kill a reading again and again, then let it end: as if nobody had killed it."""
    count = count or 2 * kills
    tally = _steps("read", address, unbroken, kills, chance, count)
    found = content(address)[0]
    assert isinstance(found, list)
    tally.check(len(found) == len(set(found)) == tally.steps, f"{len(found)} dispatches, not {tally.steps}")
    return tally


def reviewing(address: str, unbroken: str, kills: int, chance: random.Random, count: int | None = None) -> Tally:
    """Kill a reviewer again and again, then let them end."""
    for each in (address, unbroken):
        killed.do("read", each, 24, killed.silent)
    return _steps("review", address, unbroken, kills, chance, count or 2 * kills)


def _stored(work: str, address: str) -> int:
    with open_register(address) as register, register.look() as connection:
        if work == "review":
            return len(judgements(connection))
        return len(connection.execute(query(dispatches.c.id)).all())


def _steps(work: str, address: str, unbroken: str, kills: int, chance: random.Random, count: int) -> Tally:
    tally = Tally(work, address.partition(":")[0] if "://" in address else "sqlite")
    began = time.monotonic()
    known = 0
    while tally.kills < kills:
        worker = Worker(work, address, count)
        left = (count - known) // (kills - tally.kills)
        new = chance.randrange(0, left + 1)
        while sum(line.endswith("new") for line in worker.told) < new and worker.line():
            pass
        if chance.random() < 0.9:
            worker.waits(10)  # up to the next step told, and then into the one after it
            worker.line()
        time.sleep(chance.random() * 0.02)
        tally.in_step += worker.kill()
        tally.kills += 1
        told = known + sum(line.endswith("new") for line in worker.told)
        there = _stored(work, address)
        tally.check(told <= there <= told + 1, f"{told} steps told, {there} stored")
        known = there
        if known >= count:
            count += 20  # what is left must suffice for the kills that are left
    Worker(work, address, count).finish()
    killed.do(work, unbroken, count, killed.silent)
    tally.steps = _stored(work, address)
    tally.check(content(address) == content(unbroken), "not what an unbroken run stores")
    tally.seconds = time.monotonic() - began
    return tally


def migrating(place: str, model: str, copy: Copier, kills: int, chance: random.Random) -> Tally:
    """Kill migrations: each leaves the old register whole or the new one."""
    tally = Tally("migrate", "postgresql" if "://" in place else "sqlite")
    began = time.monotonic()
    old_register.make(place, model)
    whole = old_register.state(place)
    trial = copy(place)
    worker = Worker("migrate", trial, 0)
    worker.line()
    start = time.monotonic()
    worker.line()
    lasts = time.monotonic() - start
    worker.finish()
    after = content(trial)
    address = copy(place)
    while tally.kills < kills:
        worker = Worker("migrate", address, 0)
        worker.line()
        time.sleep(chance.random() * lasts * 1.3)  # some after it is done
        tally.in_step += worker.kill() and len(worker.told) == 1
        tally.kills += 1
        number, counts = old_register.state(address)
        tally.check(counts == whole[1], f"rows {counts}, not {whole[1]}")
        if number != whole[0]:
            tally.steps += 1
            tally.check(content(address) == after, "not what an unbroken migration leaves")
            address = copy(place)
    killed.do("migrate", address, 0, killed.silent)
    tally.check(content(address) == after, "not what an unbroken migration leaves")
    tally.seconds = time.monotonic() - began
    return tally


class Copier:
    """Copies a register that nobody uses; ``server`` where it is a database on it."""

    def __init__(self, folder: Path, server: postgres_server.Server | None = None) -> None:
        self.folder, self.server, self.made = folder, server, 0

    def __call__(self, address: str) -> str:
        """The address of the copy."""
        self.made += 1
        if self.server is None:
            made = self.folder / f"copy{self.made}.db"
            shutil.copy(address, made)
            return str(made)
        name = address.rpartition("/")[2]
        return self.server.create(f"{name}_copy{self.made}", template=name)


def everything(kills: int, seed: int, folder: Path, server: postgres_server.Server | None) -> list[Tally]:
    """All kills in SQLite, and in PostgreSQL where there is a server."""
    chance = random.Random(seed)
    tallies = []
    for database in ("sqlite", "postgresql") if server else ("sqlite",):
        def place(name: str, database: str = database) -> str:
            return server.create(name) if database == "postgresql" and server else str(folder / f"{name}.db")

        tallies.append(reading(place("read"), place("read_unbroken"), kills, chance))
        print(tallies[-1].line(), flush=True)  # noqa: T201
        tallies.append(reviewing(place("review"), place("review_unbroken"), kills, chance))
        print(tallies[-1].line(), flush=True)  # noqa: T201
        model = place("model")
        killed.do("read", model, 400, killed.silent)
        copier = Copier(folder, server if database == "postgresql" else None)
        tallies.append(migrating(place("old"), model, copier, kills, chance))
        print(tallies[-1].line(), flush=True)  # noqa: T201
    return tallies


def main() -> None:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="legation-kills-") as folder:
        try:
            with postgres_server.running() as server:
                tallies = everything(chosen.kills, chosen.seed, Path(folder), server)
        except postgres_server.NoServerError as error:
            print(f"without PostgreSQL: {error}")  # noqa: T201
            tallies = everything(chosen.kills, chosen.seed, Path(folder), None)
    sys.exit(any(tally.wrong for tally in tallies))


if __name__ == "__main__":
    main()
