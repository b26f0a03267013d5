"""A release: the register as one dated, citable folder and archive, the same bytes whenever it is made of the same register."""

from __future__ import annotations

import hashlib
import zipfile
from importlib.resources import files
from pathlib import Path

from legation import __version__
from legation.exports.format import Asked, Report
from legation.exports.registry import find_format
from legation.register import Register

PARTS = ("polecat", "plover", "gdelt", "ftm", "graphml", "annotations")
"""What stands beside the tables, each under its own suffix."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def release(register: Register, asked: Asked, folder: Path, accuracy: bytes) -> Report:
    """Fill an empty folder; ``asked.day`` is the day of the release, ``accuracy`` the page that says how right it is."""
    report = Report()
    package = find_format("datapackage")
    assert package.fill is not None
    package.fill(register, asked, report, folder)
    for id_ in PARTS:
        part = find_format(id_)
        assert part.write is not None
        with (folder / "data" / f"{id_}{part.suffix}").open("wb") as file:
            for piece in part.write(register, asked, Report()):
                file.write(piece)
    (folder / "ACCURACY.md").write_bytes(accuracy)
    (folder / "CITATION.cff").write_text(_citation(asked), encoding="utf-8")
    (folder / "README.md").write_text(_readme(asked, report), encoding="utf-8")
    _sums(folder)
    _archive(folder)
    return report


def accuracy_page(docs: Path | None = None) -> bytes:
    """The accuracy page of this version: ``docs/accuracy.md`` of the checkout, else what the package ships."""
    for path in filter(None, (docs, Path(__file__).parents[3] / "docs" / "accuracy.md")):
        if path.is_file():
            return path.read_bytes()
    shipped = files("legation.exports") / "data" / "accuracy.md"
    return shipped.read_bytes() if shipped.is_file() else b"No accuracy page comes with this installation.\n"


def _citation(asked: Asked) -> str:
    day = asked.day.isoformat()
    return f"""cff-version: 1.2.0
type: dataset
title: "Legation register, release of {day}"
message: "If you use these data, please cite them so, and the press that they quote."
authors:
  - name: "The Legation authors"
version: "{day}"
date-released: {day}
license: MIT
abstract: "Events between states, organizations and armed groups, coded from the French press by Legation {__version__}."
"""


def _readme(asked: Asked, report: Report) -> str:
    return f"""# Legation register, release of {asked.day.isoformat()}

{report.written} events, coded by Legation {__version__}. `datapackage.json` says what every column of `data/*.csv` and
`data/*.parquet` means; the other files of `data/` are the same events in the formats of the field, with less.
`ACCURACY.md` says how right the coding is, `SHA256SUMS` lets you check what you have, `CITATION.cff` how to cite it.
Quotes are their authors'; none is longer than {asked.quotes} characters, and no article's text is here.
"""


def _sums(folder: Path) -> None:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = []
    for name in names:
        digest = hashlib.sha256()
        with (folder / name).open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        lines.append(f"{digest.hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _archive(folder: Path) -> None:
    """All of it in one file beside the folder: names sorted, times and modes the same everywhere."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(folder.with_name(f"{folder.name}.zip"), "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(f"{folder.name}/{name}", _EPOCH)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            with (folder / name).open("rb") as file, archive.open(info, "w", force_zip64=True) as out:
                while piece := file.read(1 << 20):
                    out.write(piece)
