"""Feed every target of ``fuzz_targets.py`` with mutated input for a while, and say how many each took.

    python tools/fuzz.py [--seconds 600] [--only TARGET …] [--inputs N]

Atheris (libFuzzer) mutates what is in ``tests/corpus/TARGET`` and follows what it reaches in Legation's code; each
target runs in a process of its own, two at a time. An exception that a target does not promise, an answer that takes
longer than ten seconds or 2 GB of memory is a failure: the input is kept in ``build/fuzz`` and the command exits with 1.
What was found while it ran stays in ``build/fuzz`` and not in the repository.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
HANG_SECONDS = 10
_DONE = re.compile(r"Done (\d+) runs? in (\d+) second")
_LONGEST = {"page": 8192, "plain_text": 4096, "json_line": 4096, "encodings": 4096, "rules": 2048}


@dataclass(frozen=True)
class Outcome:
    """What one target came to."""

    target: str
    inputs: int
    seconds: int
    failure: str

    def line(self) -> str:
        """The outcome in one line."""
        rate = self.inputs / max(self.seconds, 1)
        return f"{self.target:14} {self.inputs:12,} inputs  {self.seconds:5} s  {rate:9,.0f}/s  {self.failure or 'ok'}"


def fuzz(target: str) -> None:
    """Run one target in this process, by libFuzzer's own options; it never returns."""
    import atheris

    with atheris.instrument_imports(include=["legation"]):
        sys.path.insert(0, str(Path(__file__).parent))
        import fuzz_targets
    atheris.Setup([sys.argv[0], *sys.argv[3:]], fuzz_targets.TARGETS[target])
    atheris.Fuzz()


def start(target: str, seconds: int, inputs: int, build: Path) -> Outcome:
    """Run one target in a process of its own."""
    found = build / "found" / target
    found.mkdir(parents=True, exist_ok=True)
    (CORPUS / target).mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}", f"-timeout={HANG_SECONDS}", "-rss_limit_mb=2048", "-print_final_stats=1",
        f"-max_len={_LONGEST.get(target, 256)}", f"-artifact_prefix={build}/{target}-", *([f"-runs={inputs}"] if inputs else []),
    ]  # fmt: skip
    command = [sys.executable, __file__, "--target", target, str(found), str(CORPUS / target), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    log = build / f"{target}.log"
    with log.open("wb") as out:
        code = subprocess.run(command, stdout=out, stderr=out, env=environment, check=False).returncode
    return outcome_of(target, code, log)


def outcome_of(target: str, code: int, log: Path) -> Outcome:
    """What libFuzzer says it came to: how many inputs, and whether one of them failed."""
    said = log.read_text(encoding="utf-8", errors="replace")
    done = _DONE.search(said)
    if done is None:
        counted = re.findall(r"^#(\d+)", said, re.MULTILINE)
        return Outcome(target, int(counted[-1]) if counted else 0, 0, f"FAILED, see {log}")
    return Outcome(target, int(done[1]), int(done[2]), "" if code == 0 else f"FAILED ({code}), see {log}")


def all_of(only: list[str], seconds: int, inputs: int, build: Path) -> Iterator[Outcome]:
    """Every target, each as long as its share of the time."""
    sys.path.insert(0, str(Path(__file__).parent))
    import fuzz_targets

    shares = {name: fuzz_targets.SHARES[name] for name in fuzz_targets.TARGETS if not only or name in only}
    whole = sum(shares.values())
    with ThreadPoolExecutor(2) as pool:
        tasks = [
            pool.submit(start, name, max(5, 2 * seconds * share // whole), inputs, build) for name, share in shares.items()
        ]
        for task in tasks:
            yield task.result()


def main() -> int:
    """Fuzz, tell, and say by the exit code whether anything failed."""
    if sys.argv[1:2] == ["--target"]:
        fuzz(sys.argv[2])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600, help="how long all of it takes")
    parser.add_argument("--inputs", type=int, default=0, help="inputs a target gets at most; 0: no limit")
    parser.add_argument("--only", nargs="*", default=[], help="these targets only")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "fuzz", help="where logs and failing inputs go")
    asked = parser.parse_args()
    asked.build.mkdir(parents=True, exist_ok=True)
    total, failed = 0, 0
    for outcome in all_of(asked.only, asked.seconds, asked.inputs, asked.build):
        sys.stdout.write(outcome.line() + "\n")
        sys.stdout.flush()
        total += outcome.inputs
        failed += bool(outcome.failure)
    sys.stdout.write(f"{total:,} inputs, {failed} targets failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
