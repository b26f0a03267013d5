"""The memory that exports take on a large register, against the same on a tenth of it. Make one with benchmarks/linking.py.

    python benchmarks/exports.py LARGE SMALL

Each format is written to nowhere in a process of its own; what counts is the most memory of its own that it ever held (what the
database maps of its file is the system's to take back), looked at every twentieth of a second.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from legation.exports import Asked, Report, find_format, formats
from legation.register import open_register


def main() -> None:
    """Print megabytes, seconds and the ratio for each format; or write one format, where called for that."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("large")
    asked.add_argument("small")
    asked.add_argument("--one", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.one:
        print(_write(chosen.large, chosen.one))
        return
    for format in formats():
        figures = []
        for path in (chosen.small, chosen.large):
            command = [sys.executable, __file__, path, path, "--one", format.id]
            began = time.perf_counter()
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            figures.append((int(told[0]), int(told[1]), time.perf_counter() - began))
        (low, few, _), (high, many, seconds) = figures
        sizes = f"{low:>5} MB of {few:>7}  {high:>5} MB of {many:>7} records"
        print(f"{format.id:<15} {sizes}  x{high / low:4.2f}  {seconds:5.0f} s", flush=True)


def _own() -> int:
    """Megabytes that are this process's alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) // 1024


def _write(path: str, id: str) -> str:
    format, report = find_format(id), Report()
    seen, done = [_own()], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            seen.append(_own())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    with open_register(path, create=False) as register, tempfile.TemporaryDirectory() as folder:
        wanted = Asked(day=date(2026, 1, 1))
        if format.fill is not None:
            format.fill(register, wanted, report, Path(folder))
        for _ in format.write(register, wanted, report) if format.write else ():
            pass
    done.set()
    watcher.join()
    return f"{max(seen)} {report.written}"


if __name__ == "__main__":
    main()
