"""Kill -9 workers, nodes and drivers of ``--engine ray`` at random moments; what differs from one process is counted.

Usage: python tools/engine_kills.py [RUNS] [--seed N] [--shards N]

A cluster of three nodes on this machine. In each run the same sources are read into a fresh register while something is killed
every few seconds; a killed driver is started again, a killed node is followed by another. Exits with 1 where a register or a
Parquet file is not that of one process, to the byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import kills

import legation.model
from legation.cluster.lake import TABLES

DRIVER = Path(__file__).with_name("engine_driver.py")
SOURCE = str(Path(legation.model.__file__).parents[2])
_WHO = ("Le Mali", "Le Niger", "Le Togo", "Le Sénégal", "La Guinée", "Le Tchad", "Le Gabon")
_WHAT = (
    "a quitté la Cédéao", "envisage de quitter l'Union africaine", "a signé un accord avec la Russie",
    "a condamné le Burkina Faso",
    "a rompu ses relations diplomatiques avec l'Ukraine", "a dépêché son ministre à Moscou",
)  # fmt: skip
_LIMIT = 1800


def write_sources(folder: Path, shards: int, each: int = 12) -> None:
    """So many files of made-up dispatches; some lines are none, some texts come twice under two ids."""
    folder.mkdir()
    for shard in range(shards):
        lines = []
        for place in range(each):
            number = shard * each + place
            told = number - 1 if number % 6 == 5 else number
            text = f"{_WHO[told % 7]} {_WHAT[told % 6]} mardi, selon un communiqué numéro {told}."
            line = {"id": f"n{number}", "title": f"Annonce {told}", "text": text, "published": "2025-04-03", "language": "fr"}
            lines.append(json.dumps(line, ensure_ascii=False))
        lines.append("{no line")
        (folder / f"s{shard:03}.jsonl").write_text("\n".join(lines), encoding="utf-8")


class Victims:
    """The cluster, and what of it can be killed: only processes that its own nodes started."""

    def __init__(self, nodes: int = 3) -> None:
        from ray.cluster_utils import Cluster

        self.cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        self.nodes = [self.cluster.add_node(num_cpus=1) for _ in range(nodes - 1)]
        self.cluster.wait_for_nodes()

    def kill_node(self, chance: random.Random) -> bool:
        """A node with its workers, at once; another takes its place."""
        node = chance.choice(self.nodes)
        self.cluster.remove_node(node, allow_graceful=False)
        self.nodes.remove(node)
        self.nodes.append(self.cluster.add_node(num_cpus=1))
        return True

    def kill_worker(self, chance: random.Random) -> bool:
        """A process that codes a shard, if there is one."""
        found = [pid for pid in _below(os.getpid()) if b"code_shard" in _command(pid)]
        if not found:
            return False
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True


def _below(ancestor: int) -> list[int]:
    """The processes that this one and those it started have started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text(errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
    found: list[int] = []
    for pid in parents:
        up = pid
        while up in parents and up != ancestor:
            up = parents[up]
        if up == ancestor and pid != ancestor:
            found.append(pid)
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def start(engine: str, sources: Path, folder: Path, register: Path, address: str = "") -> subprocess.Popen[str]:
    """A reading in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": SOURCE, "RAY_ADDRESS": address}
    command = [sys.executable, str(DRIVER), engine, str(sources), str(folder), str(register)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder of shards; temporary ones that were left too."""
    return {f"{table}/{path.name}": path.read_bytes() for table in TABLES for path in sorted((folder / table).iterdir())}


def killed_run(victims: Victims, sources: Path, place: Path, chance: random.Random, deaths: Counter[str]) -> Path:
    """One reading with kills; the register that it leaves."""
    began = time.monotonic()
    driver = start("ray", sources, place / "shards", place / "r.db", victims.cluster.address)
    planned = chance.randint(2, 4)
    while True:
        try:
            driver.wait(chance.uniform(0.5, 6) if planned else _LIMIT)
        except subprocess.TimeoutExpired:
            if time.monotonic() - began > _LIMIT:
                driver.kill()
                raise
            planned -= 1
            what = chance.choice(("worker", "worker", "node", "driver"))
            if what == "driver":
                driver.kill()
                driver.wait()
                deaths[what] += 1
            else:
                deaths[what] += victims.kill_node(chance) if what == "node" else victims.kill_worker(chance)
        if driver.returncode == 0:
            return place / "r.db"
        if driver.returncode is not None:
            said = driver.stderr.read() if driver.stderr else ""
            if driver.returncode != -signal.SIGKILL:
                deaths["gave up"] += 1
                print(said[-600:], flush=True)  # noqa: T201
                if deaths["gave up"] > 5:
                    raise RuntimeError("the engine gives up again and again")
            driver = start("ray", sources, place / "shards", place / "r.db", victims.cluster.address)


def main() -> None:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--shards", type=int, default=16)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": SOURCE}
    differences = 0
    deaths: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="legation-engine-") as name:
        home = Path(name)
        sources = home / "sources"
        write_sources(sources, chosen.shards)
        alone = start("local", sources, home / "shards", home / "r.db")
        if alone.wait():
            raise RuntimeError(alone.stderr.read() if alone.stderr else "")
        wanted, whole = kills.content(str(home / "r.db")), files(home / "shards")
        assert isinstance(wanted[0], list)
        print(f"seed {chosen.seed}: {len(whole)} files, {len(wanted[0])} dispatches from one process", flush=True)  # noqa: T201
        victims = Victims()
        try:
            for run in range(1, chosen.runs + 1):
                place = home / f"run{run}"
                place.mkdir()
                register = killed_run(victims, sources, place, chance, deaths)
                wrong = [what for what, right in (("register", kills.content(str(register)) == wanted),
                         ("files", files(place / "shards") == whole)) if not right]  # fmt: skip
                differences += bool(wrong)
                print(f"run {run}: {wrong or 'the same'}; killed so far {dict(deaths)}", flush=True)  # noqa: T201
        finally:
            victims.cluster.shutdown()
    seconds = time.monotonic() - began
    print(f"{chosen.runs} runs, {sum(deaths.values())} kills {dict(deaths)}, {differences} differences ({seconds:.0f} s)")  # noqa: T201
    sys.exit(differences > 0)


if __name__ == "__main__":
    main()
