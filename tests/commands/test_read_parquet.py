"""Parquet out: what ``code`` and ``read`` write is what the register holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

import legation.model

SOURCE = str(Path(legation.model.__file__).parents[2])


def legation_command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "legation.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": SOURCE, "LEGATION_LANG": "en"}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_code_writes_parquet_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le Mali a quitté la Cédéao mardi.", encoding="utf-8")
    run = legation_command("code", tmp_path / "a.txt", "--parquet", tmp_path / "out")
    assert (run.returncode, run.stdout) == (0, "")
    assert pq.read_table(tmp_path / "out" / "dispatches" / "coded.parquet").column("id").to_pylist() == ["a.txt"]
    rows = pq.read_table(tmp_path / "out" / "mentions" / "coded.parquet").to_pylist()
    assert [(row["kind"], row["quote"]) for row in rows] == [("membership.leave", "Le Mali a quitté la Cédéao mardi.")]


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    run = legation_command("read", tmp_path, "--engine", "spark", "--register", tmp_path / "r.db")
    assert run.returncode == 2
    assert "is not local or ray" in run.stderr
