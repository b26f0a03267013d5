"""The data package by frictionless, the release by its bytes and checksums, both commands from end to end."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import frictionless
import pyarrow.parquet
import yaml
from typer.testing import CliRunner

from legation.cli import app
from legation.exports import Asked, Filter, Report, find_format
from legation.exports.release import release
from legation.exports.sheets import SHEETS
from legation.register import Register, timeline

DAY = date(2025, 4, 1)


def make(register: Register, folder: Path, quotes: int = 300) -> Report:
    report = Report()
    package = find_format("datapackage")
    assert package.fill is not None
    package.fill(register, Asked(day=DAY, quotes=quotes), report, folder)
    return report


def check(folder: Path) -> frictionless.Report:
    """Frictionless on the tables of CSV; those of Parquet are read by pyarrow."""
    described = json.loads((folder / "datapackage.json").read_text())
    described["resources"] = [each for each in described["resources"] if each["format"] == "csv"]
    (folder / "csv.json").write_text(json.dumps(described))
    return frictionless.validate(str(folder / "csv.json"))


def test_the_package_is_valid_and_its_tables_hang_together(register: Register, path: Path) -> None:
    report = make(register, path)
    described = json.loads((path / "datapackage.json").read_text())
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    described["resources"] = [each for each in described["resources"] if each["format"] == "csv"]
    found = check(path)
    assert found.valid, found.flatten(["title", "note", "message"])[:5]
    assert len(found.tasks) == len(SHEETS) == 5
    assert {task.name: task.stats["rows"] for task in found.tasks} == {
        each["name"]: each["rows"] for each in described["resources"]
    }
    assert report.written == len(timeline(register))
    assert [each["primaryKey"] for each in (one["schema"] for one in described["resources"])][2] == ["event"]


def test_a_broken_package_is_found_by_the_same_check(register: Register, path: Path) -> None:
    make(register, path)
    events = path / "data" / "events.csv"
    whole = events.read_text().splitlines()
    events.write_text("\n".join(whole[:-1]) + "\n")  # what its roles and mentions point to is gone
    assert "foreign-key" in {error[0] for error in check(path).flatten(["type"])}
    events.write_text("\n".join([*whole, whole[-1]]) + "\n")
    assert "primary-key" in {error[0] for error in check(path).flatten(["type"])}


def test_parquet_says_what_csv_says(register: Register, path: Path, ids: dict[str, str]) -> None:
    make(register, path, quotes=50)
    for sheet in SHEETS:
        rows = list(csv.DictReader((path / "data" / f"{sheet.name}.csv").read_text().splitlines()))
        table = pyarrow.parquet.read_table(path / "data" / f"{sheet.name}.parquet").to_pylist()
        assert len(rows) == len(table) > 4
        for row, other in zip(rows, table, strict=True):
            for name, value in row.items():
                shown = "" if other[name] is None else str(other[name])
                assert value in (shown, f"'{shown}"), (sheet.name, name)
                assert value == shown or shown.lstrip().startswith(("=", "+", "-", "@"))
        text = (path / "data" / f"{sheet.name}.csv").read_text()
        assert "ne doit jamais sortir" not in text
    assert "encore " * 10 not in (path / "data" / "mentions.csv").read_text()


def test_a_release_is_the_same_bytes_and_checks_out(register: Register, tmp_path: Path) -> None:
    asked = Asked(which=Filter(), day=DAY)
    for name in ("a", "b"):
        (tmp_path / name / "legation-2025").mkdir(parents=True)
        release(register, asked, tmp_path / name / "legation-2025", b"# Accuracy\n")
        os.utime(tmp_path / name / "legation-2025" / "README.md", (1, 1))
    one, other = ((tmp_path / name / "legation-2025.zip").read_bytes() for name in ("a", "b"))
    assert one == other
    folder = tmp_path / "a" / "legation-2025"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    assert len(files) == 21
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(tmp_path / "a" / "legation-2025.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {name.partition("/")[2] for name in archive.namelist()} == files
    citation = yaml.safe_load((folder / "CITATION.cff").read_text())
    assert (citation["cff-version"], citation["type"], citation["date-released"]) == ("1.2.0", "dataset", DAY)


def test_another_register_of_the_same_dispatches_gives_the_same_release(
    register: Register, tmp_path: Path, again: Register
) -> None:
    for name, each in (("a", register), ("b", again)):
        (tmp_path / name / "r").mkdir(parents=True)
        release(each, Asked(day=DAY), tmp_path / name / "r", b"")
    assert (tmp_path / "a" / "r.zip").read_bytes() == (tmp_path / "b" / "r.zip").read_bytes()


def test_the_commands(register: Register, ids: dict[str, str], tmp_path: Path) -> None:
    run = CliRunner()
    where = ["--register", register.name]
    listed = run.invoke(app, ["export"])
    assert {line.split()[0] for line in listed.stdout.splitlines()} >= {"polecat", "plover", "gdelt", "ftm", "ical", "atom"}
    out = tmp_path / "events.tsv"
    told = run.invoke(app, ["export", "polecat", "--out", str(out), "--actor", "Togo", "--lang", "fr", *where])
    assert told.exit_code == 0, told.output
    assert "laissés de côté" in told.stderr
    assert len(out.read_bytes().splitlines()) == 3
    assert not list(tmp_path.glob("*.part"))
    assert 'unknown format "polcat"; did you mean "polecat"?' in run.invoke(app, ["export", "polcat", *where]).output
    assert "--out FOLDER" in run.invoke(app, ["export", "datapackage", *where]).output
    missing = run.invoke(app, ["export", "csv", "--out", str(tmp_path / "no" / "x.csv"), *where])
    assert missing.exit_code == 1
    assert "cannot be written" in missing.output
    made = run.invoke(app, ["release", str(tmp_path / "out"), *where])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "out.zip").exists()
    assert "date-released: 2025-" in (tmp_path / "out" / "CITATION.cff").read_text()
    assert "something there already" in run.invoke(app, ["release", str(tmp_path / "out"), *where]).output
