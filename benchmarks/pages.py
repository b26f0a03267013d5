"""How long the web pages take on a large register, as benchmarks/linking.py --register FILE makes one.

    python benchmarks/pages.py FILE

Each page is asked for once to warm up, then five times; the middle one counts. Times and ratios are of the processor, so that a
busy machine changes little; what the clock says stands beside them. The baseline of the ratios is the first line: a
page of the same server that asks the register nothing (the page that asks for the token), its template and headers alone.
"""

from __future__ import annotations

import argparse
import statistics
import time

from sqlalchemy import func, select
from starlette.testclient import TestClient

from legation.register import open_register, timeline
from legation.register.rows import day_of
from legation.register.schema import dispatches
from legation.web import Gate, make_app

GOAL_MS = 300
"""What the first page may take."""


def main() -> None:
    """Ask for every page and print how long it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("register")
    with open_register(asked.parse_args().register, create=False) as register:
        with register.look() as connection:
            today = day_of(connection.execute(select(func.max(dispatches.c.published))).scalar())
            total = connection.execute(select(func.count()).select_from(dispatches)).scalar()
        assert today is not None
        last = timeline(register, limit=1)[-1].id
        app = make_app(register, Gate("benchmark", open_reading=True), today=lambda: today)
        client = TestClient(app, base_url="http://localhost")
        pages = {
            "baseline, asks nothing": "/fr/session",
            "first page": "/fr/",
            "first page as JSON": "/fr/timeline.json",
            "chronology, tenth page": "/fr/timeline?page=10",
            "chronology of an actor": "/fr/timeline?actor=USA",
            "chronology of a kind": "/fr/timeline?kind=membership",
            "chronology, words": "/fr/timeline?text=membership.leave",
            "chronology, a week": f"/fr/timeline?from={today.replace(day=1)}&to={today}",
            "event": f"/fr/event/{last}",
            "agenda": "/fr/agenda",
            "agenda as .ics": "/fr/agenda.ics",
            "members": "/fr/members?organization=ECOWAS",
            "sources": "/fr/sources",
            "feed": "/fr/timeline.atom",
        }
        print(f"{total} dispatches")
        baseline = 0.0
        for name, page in pages.items():
            times, clock = [], []
            for _ in range(6):
                began, seen = time.process_time(), time.perf_counter()
                answer = client.get(page)
                times.append(1000 * (time.process_time() - began))
                clock.append(1000 * (time.perf_counter() - seen))
                assert answer.status_code == 200, (page, answer.status_code, answer.text[:200])
            middle = statistics.median(times[1:])
            baseline = baseline or middle
            over = "  over the goal" if name == "first page" and middle > GOAL_MS else ""
            wall = statistics.median(clock[1:])
            size = len(answer.content)
            print(f"{middle:8.1f} ms  x{middle / baseline:6.1f}  clock {wall:7.1f} ms  {size:>8} bytes  {name}{over}", flush=True)


if __name__ == "__main__":
    main()
