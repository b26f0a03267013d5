"""How long the questions of the commands take on a large register, as benchmarks/linking.py --register FILE makes one.

    python benchmarks/queries.py FILE

Each is asked once to warm up, then five times; the middle one counts. The actors are the hottest of the stream.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from legation.register import (
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

GOAL_MS = 200


def main() -> None:
    """Ask every question and print how long it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("register")
    with open_register(asked.parse_args().register, create=False) as register:
        with register.look() as connection:
            today = day_of(connection.execute(select(func.max(dispatches.c.published))).scalar())
        assert today is not None
        week = today - timedelta(7)
        last = timeline(register, limit=1)[-1].id
        questions: dict[str, Callable[[], object]] = {
            "timeline (its last 200)": lambda: timeline(register, limit=201),
            "timeline --actor USA": lambda: timeline(register, actors=["USA"], limit=201),
            "timeline --from, a week": lambda: timeline(register, begin=week),
            "timeline --actor MLI, a month": lambda: timeline(register, actors=["MLI"], begin=today - timedelta(30)),
            "agenda": lambda: agenda(register, begin=today),
            "overdue, the last month": lambda: overdue(register, as_of=today, begin=today - timedelta(30)),
            "members ECOWAS": lambda: members(register, "ECOWAS", as_of=today),
            "agreements MLI RUS": lambda: agreements(register, [["MLI"], ["RUS"]], as_of=today),
            "relations MLI": lambda: relations(register, ["MLI"], as_of=today),
            "relations USA CHN": lambda: relations(register, ["USA"], ["CHN"], as_of=today),
            "dyad MLI DZA": lambda: dyad(register, ["MLI"], ["DZA"], as_of=today),
            "dyad USA CHN, a month": lambda: dyad(register, ["USA"], ["CHN"], as_of=today, begin=today - timedelta(30)),
            "history membership/MLI/ECOWAS": lambda: history(register, "membership/MLI/ECOWAS"),
            "contradictions (its last 100)": lambda: contradictions(register, limit=101),
            "contradictions --actor MLI": lambda: contradictions(register, actors=["MLI"], limit=101),
            "diff, the last week": lambda: diff(register, since=week),
            "show EVENT": lambda: show(register, last),
            "review (its first 20)": lambda: doubts(register, limit=20),
        }
        slow = 0
        for name, ask in questions.items():
            ask()
            times = []
            for _ in range(5):
                began = time.perf_counter()
                ask()
                times.append(1000 * (time.perf_counter() - began))
            middle = statistics.median(times)
            slow += middle > GOAL_MS
            print(f"{middle:8.1f} ms  {name}{'  over the goal' if middle > GOAL_MS else ''}", flush=True)
        print(f"{len(questions) - slow} of {len(questions)} questions under {GOAL_MS} ms")


if __name__ == "__main__":
    main()
