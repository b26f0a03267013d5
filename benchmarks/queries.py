"""How long the questions of the commands take on a large register, as benchmarks/linking.py --register FILE makes one.

    python benchmarks/queries.py FILE [--postgresql] [--commands]

In process, on an open register: the query alone, with all that it loads and builds. Each is asked once to warm up, then five
times; the middle one counts, by the clock and, in brackets, by the processor time of this process and its children. On a busy
machine the clock measures the others too, so that of SQLite, where all the work is this process's own, the processor's time is
held against the goal, of PostgreSQL the clock's. The actors are the busiest of the stream, and a few that are not.

``--postgresql`` asks a server of its own that the rows were copied to. ``--commands`` runs the commands themselves as a shell
does, each a process of its own: Python's start, opening, query, and rendering of the table; the first line is the start alone
(``--version``).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from legation.register import (
    Register,
    agenda,
    agreements,
    contradictions,
    diff,
    doubts,
    dyad,
    history,
    members,
    open_register,
    overdue,
    relations,
    show,
    timeline,
)
from legation.register.rows import day_of
from legation.register.schema import dispatches

sys.path.insert(0, str(Path(__file__).parent))
from copied import in_postgresql

GOAL_MS = 200


def questions(register: Register, today: date) -> dict[str, Callable[[], object]]:
    """What the commands ask by default, of the busiest actors and of others."""
    week, month = today - timedelta(7), today - timedelta(30)
    last = timeline(register, limit=1)[-1].id
    return {
        "timeline (its last 200)": lambda: timeline(register, limit=201),
        "timeline --actor USA (its last 200)": lambda: timeline(register, actors=["USA"], limit=201),
        "timeline --actor MLI (its last 200)": lambda: timeline(register, actors=["MLI"], limit=201),
        "timeline --from, a week": lambda: timeline(register, begin=week),
        "timeline --actor MLI, a month": lambda: timeline(register, actors=["MLI"], begin=month),
        "timeline --kind membership (its last 200)": lambda: timeline(register, kind="membership", limit=201),
        "agenda": lambda: agenda(register, begin=today),
        "overdue (the 100 due last)": lambda: overdue(register, as_of=today, limit=101),
        "overdue --from, the last month": lambda: overdue(register, as_of=today, begin=month),
        "members ECOWAS": lambda: members(register, "ECOWAS", as_of=today),
        "agreements": lambda: agreements(register, as_of=today),
        "agreements USA": lambda: agreements(register, [["USA"]], as_of=today),
        "agreements MLI RUS": lambda: agreements(register, [["MLI"], ["RUS"]], as_of=today),
        "relations USA": lambda: relations(register, ["USA"], as_of=today),
        "relations MLI": lambda: relations(register, ["MLI"], as_of=today),
        "relations USA RUS": lambda: relations(register, ["USA"], ["RUS"], as_of=today),
        "dyad USA RUS (its last 200)": lambda: dyad(register, ["USA"], ["RUS"], as_of=today, limit=201),
        "dyad MLI DZA (its last 200)": lambda: dyad(register, ["MLI"], ["DZA"], as_of=today, limit=201),
        "history USA/RUS": lambda: history(register, "USA/RUS"),
        "history membership/MLI/ECOWAS": lambda: history(register, "membership/MLI/ECOWAS"),
        "contradictions (its last 100)": lambda: contradictions(register, limit=101),
        "contradictions --actor MLI": lambda: contradictions(register, actors=["MLI"], limit=101),
        "diff --since, a week": lambda: diff(register, since=week, known_at=today),
        "show EVENT": lambda: show(register, last),
        "review (its first 20)": lambda: doubts(register, limit=20),
    }


def commands(today: date) -> list[list[str]]:
    """The same as one types them."""
    week, month = (today - timedelta(7)).isoformat(), (today - timedelta(30)).isoformat()
    as_of = ["--as-of", today.isoformat()]
    return [
        ["--version"],
        ["timeline"],
        ["timeline", "--actor", "USA"],
        ["timeline", "--from", week],
        ["agenda", "--from", today.isoformat()],
        ["overdue", *as_of],
        ["overdue", "--from", month, *as_of],
        ["members", "ECOWAS", *as_of],
        ["agreements", *as_of],
        ["agreements", "MLI", "RUS", *as_of],
        ["relations", "USA", *as_of],
        ["relations", "USA", "RUS", *as_of],
        ["dyad", "USA", "RUS", *as_of],
        ["history", "membership/MLI/ECOWAS"],
        ["contradictions"],
        ["diff", "--since", week, "--known-at", today.isoformat()],
        ["review", "list"],
    ]


def main() -> None:
    """Ask every question and print how long it took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("register")
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--commands", action="store_true")
    chosen = asked.parse_args()
    if chosen.postgresql:
        with in_postgresql(chosen.register) as address:
            measure(address, by_command=chosen.commands)
    else:
        measure(chosen.register, by_command=chosen.commands)


def measure(address: str, *, by_command: bool) -> None:
    """Print the figures of one register."""
    with open_register(address, create=False) as register:
        with register.look() as connection:
            today = day_of(connection.execute(select(func.max(dispatches.c.published))).scalar())
            stored = connection.execute(select(func.count()).select_from(dispatches)).scalar_one()
        assert today is not None
        database = "PostgreSQL" if "://" in address else "SQLite"
        print(f"{stored} dispatches in {database}, {'whole commands' if by_command else 'queries'}")
        if by_command:
            for words in commands(today):
                report(" ".join(words), lambda words=words: run(words, address), 1, own=False)  # type: ignore[misc]
            return
        made = questions(register, today)
        # All the work of SQLite is this process's own; of PostgreSQL's server only the clock tells.
        slow = sum(report(name, ask, 5, own=database == "SQLite") > GOAL_MS for name, ask in made.items())
        print(f"{len(made) - slow} of {len(made)} questions under {GOAL_MS} ms")


def run(words: list[str], address: str) -> None:
    """One command as a process of its own, its output thrown away."""
    of = [] if words == ["--version"] else ["--register", address]
    done = subprocess.run([sys.executable, "-m", "legation.cli", *words, *of], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr.decode()}")


def report(name: str, ask: Callable[[], object], times: int, *, own: bool) -> float:
    """Ask, print the middle of so many times by the clock and by the processor; return what counts."""
    ask()
    walls, spent = [], []
    for _ in range(times):
        began, busy = time.perf_counter(), _processor()
        ask()
        walls.append(1000 * (time.perf_counter() - began))
        spent.append(1000 * (_processor() - busy))
    clock, busy = statistics.median(walls), statistics.median(spent)
    counts = busy if own else clock
    print(f"{clock:8.1f} ms ({busy:8.1f})  {name}{'  over' if counts > GOAL_MS else ''}", flush=True)
    return counts


def _processor() -> float:
    """Seconds of the processor that this process and those that it started have taken."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
