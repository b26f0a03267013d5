"""How the time to link a dispatch grows with the register, and what memory it takes. Then: benchmarks/queries.py.

    python benchmarks/linking.py [--dispatches 100000] [--shuffled] [--register FILE]

Prints the time per dispatch at every tenth of the way, the ratio of that at the end to that at a tenth, and the memory
that the process holds of its own (what the database maps of its file is the system's to take back). Times are of the processor,
so that a busy machine changes little; nothing is compared with a fixed number of seconds: machines differ.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from itertools import islice
from pathlib import Path

from legation.register import open_register

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import FIRST, Stream

A_DAY = 50


def main() -> None:
    """Fill a register and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dispatches", type=int, default=100_000)
    asked.add_argument("--shuffled", action="store_true", help="read in no order at all: an archive poured in")
    asked.add_argument("--register", type=Path)
    chosen = asked.parse_args()
    total = chosen.dispatches
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.register or Path(folder) / "synthetic.db"
        stream = islice(Stream(a_day=A_DAY), total)
        if chosen.shuffled:
            every = list(stream)
            random.Random(2).shuffle(every)
            stream = iter(every)
        spent: list[float] = []
        mentions = 0
        with open_register(path) as register:
            for number, (dispatch, told) in enumerate(stream, 1):
                # Read on the day that the stream has reached: what was known when, is asked of the register later.
                read_at = datetime.combine(FIRST + timedelta((number - 1) // A_DAY), clock(12), UTC)
                began = time.process_time()
                register.add(dispatch, told, "synthetic", read_at=read_at)
                spent.append(time.process_time() - began)
                mentions += len(told)
                if number % (total // 10) == 0:
                    window = spent[-(total // 20) :]
                    print(
                        f"{number:>8} dispatches  {1000 * sum(window) / len(window):6.2f} ms each"
                        f"  slowest of 100 {1000 * sorted(window)[int(len(window) * 0.99)]:7.1f} ms"
                        f"  memory {_memory()} MB",
                        flush=True,
                    )
            tenth = spent[total // 20 : total // 10 + total // 20]
            last = spent[-(total // 10) :]
            ratio = (sum(last) / len(last)) / (sum(tenth) / len(tenth))
            print(f"time per dispatch at {total} against {total // 10}: {ratio:.2f} times")
            counts = register.counts()
            print(f"{counts.dispatches} dispatches, {mentions} mentions, {counts.events} events; "
                  f"{path.stat().st_size // 2**20} MB on disk")


def _memory() -> int:
    """Megabytes of its own, where the system tells (Linux); else the most that it ever had."""
    status = Path("/proc/self/status")
    if status.exists():
        own = next(line for line in status.read_text().splitlines() if line.startswith("RssAnon"))
        return int(own.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
