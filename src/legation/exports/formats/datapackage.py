"""Data Package 2.0: a folder of tables, each as CSV and as Parquet, with a description that says what every column means."""

from __future__ import annotations

import csv
import io
import json
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from legation import __version__
from legation.exports.escape import cell
from legation.exports.format import Asked, Format, Report
from legation.exports.sheets import SHEETS, Row, Sheet, rows
from legation.model import RegisterError
from legation.register import Register
from legation.register.walk import walk

_BATCH = 5000
_PROFILES = "https://datapackage.org/profiles/2.0"


class Table(Protocol):
    """Where rows go."""

    def add(self, row: Row) -> None:
        """Take a row."""

    def close(self) -> None:
        """Write what is left."""


class CsvTable:
    """A table as CSV, its words made safe for spreadsheets."""

    def __init__(self, sheet: Sheet, path: Path) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(sheet.columns)

    def add(self, row: Row) -> None:
        """Take a row."""
        self._writer.writerow(["" if value is None else cell(value) if isinstance(value, str) else value for value in row])

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


class ParquetTable:
    """A table as Parquet, written by the few thousand rows."""

    def __init__(self, sheet: Sheet, path: Path) -> None:
        try:
            import pyarrow
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise RegisterError("Parquet needs pyarrow; install it with: pip install 'legation[parquet]'") from error
        types = {"string": pyarrow.string(), "date": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
        self._arrow = pyarrow
        self._schema = pyarrow.schema([(name, types[kind]) for name, (kind, _) in sheet.columns.items()])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Take a row."""
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what is left."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        columns = [list(column) for column in zip(*self._rows, strict=True)] or [[] for _ in self._schema]
        arrays = [self._arrow.array(column, type=field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []


def fill(register: Register, asked: Asked, report: Report, folder: Path) -> None:
    """Write the folder: ``datapackage.json`` and ``data/``."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys((sheet.name for sheet in SHEETS), 0)
    learnt = ""
    with ExitStack() as stack:
        tables: dict[str, list[Table]] = {sheet.name: [] for sheet in SHEETS}
        for sheet in SHEETS:
            for make, suffix in ((CsvTable, "csv"), (ParquetTable, "parquet")):
                table: Table = make(sheet, folder / "data" / f"{sheet.name}.{suffix}")
                stack.callback(table.close)
                tables[sheet.name].append(table)
        actors: set[str] = set()
        sources: set[int] = set()
        for walked in walk(register, asked.which):
            report.written += 1
            learnt = max(learnt, *(source.read_at for source in walked.sources.values()))
            for name, row in rows(walked, asked.quotes, actors, sources):
                counts[name] += 1
                for each in tables[name]:
                    each.add(row)
    (folder / "datapackage.json").write_bytes(_description(counts, learnt))


def _description(counts: dict[str, int], learnt: str) -> bytes:
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "legation",
        "title": "Who did what with whom, as the press told it",
        "version": __version__,
        **({"created": learnt} if learnt else {}),
        "resources": [
            _resource(sheet, suffix, counts[sheet.name]) for suffix in ("csv", "parquet") for sheet in SHEETS
        ],
    }  # fmt: skip
    out = io.StringIO()
    json.dump(package, out, indent=2, ensure_ascii=False)
    return f"{out.getvalue()}\n".encode()


def _resource(sheet: Sheet, suffix: str, count: int) -> dict[str, object]:
    tail = "" if suffix == "csv" else "-parquet"
    dates = "string" if suffix == "parquet" else "date"
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": f"{sheet.name}{tail}",
        "title": sheet.title,
        "path": f"data/{sheet.name}.{suffix}",
        "type": "table",
        "format": suffix,
        "mediatype": "text/csv" if suffix == "csv" else "application/vnd.apache.parquet",
        **({"encoding": "utf-8"} if suffix == "csv" else {}),
        "rows": count,
        "schema": {
            "fields": [
                {"name": name, "type": dates if kind == "date" else kind, "description": meaning}
                for name, (kind, meaning) in sheet.columns.items()
            ],
            "primaryKey": list(sheet.key),
            "foreignKeys": [
                {"fields": [field], "reference": {"resource": f"{other}{tail}", "fields": [_key_of(other)]}}
                for field, other in sheet.refers.items()
            ],
        },
    }


def _key_of(name: str) -> str:
    return next(sheet.key[0] for sheet in SHEETS if sheet.name == name)


FORMAT = Format(
    id="datapackage",
    title="Data Package: tables as CSV and Parquet",
    suffix="",
    media_type="application/vnd.datapackage+json",
    lossy="the words of dates, the spans of actors; CSV cells that begin like a formula have an apostrophe, Parquet has none",
    fill=fill,
)
