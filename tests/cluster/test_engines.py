"""One run of the kills on a cluster of three nodes; ``make enginekills`` does twenty."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import legation.model
from legation.cluster import Job
from legation.cluster.engines import EngineError, run_on_ray

SOURCE = str(Path(legation.model.__file__).parents[2])
KILLS = Path(__file__).parents[2] / "tools" / "engine_kills.py"


def test_killed_workers_and_nodes_change_nothing() -> None:
    command = [sys.executable, str(KILLS), "1", "--seed", "3", "--shards", "4"]
    run = subprocess.run(command, env={**os.environ, "PYTHONPATH": SOURCE}, capture_output=True, text=True, timeout=900)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "run 1: the same" in run.stdout
    assert ", 0 differences" in run.stdout


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r'pip install "legation\[cluster\]"'):
        list(run_on_ray([], Job("nowhere")))
