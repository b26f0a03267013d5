"""The memory that exports take on a large register, against the same on a tenth of it. Make one with benchmarks/linking.py.

    python benchmarks/exports.py LARGE SMALL

Each format is written to nowhere in a process of its own; what counts is the most memory that it ever held.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
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
        print(f"{format.id:<15} {low:>5} MB of {few:>7}  {high:>5} MB of {many:>7} records  x{high / low:4.2f}  {seconds:5.0f} s", flush=True)


def _write(path: str, id: str) -> str:
    format, report = find_format(id), Report()
    with open_register(path, create=False) as register, tempfile.TemporaryDirectory() as folder:
        wanted = Asked(day=date(2026, 1, 1))
        if format.fill is not None:
            format.fill(register, wanted, report, Path(folder))
        for _ in format.write(register, wanted, report) if format.write else ():
            pass
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {report.written}"


if __name__ == "__main__":
    main()
