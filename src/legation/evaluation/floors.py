"""Floors: the figures that a gold file must not fall under, and the history that keeps them from sinking unseen.

    [[floor]]
    gold = "../examples"                        # relative to the floors file
    at_least = { f1 = 0.80, strict_f1 = 0.70 }
    of = "linking"                              # where the gold lists events, not facts

`floors.lock` beside it lists every value a floor has ever had, oldest first, and a hash of the list. A value lower than
the one before it needs a line in the changelog: "floor lowered: examples f1 0.800 → 0.750: why".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from legation.evaluation.linking import LinkingFigures
from legation.evaluation.result import Figures
from legation.model import GoldError, suggest

FIGURES = Figures.__struct_fields__
LINKING_FIGURES = LinkingFigures.__struct_fields__


class Scored(Protocol):
    """A result of the coder, or of the linking."""

    def figures(self) -> msgspec.Struct:
        """The figures that floors are set for."""


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one gold file must reach."""

    gold: str
    at_least: dict[str, float]
    of: Literal["coding", "linking"] = "coding"

    @property
    def name(self) -> str:
        """The name in the history and the changelog.

        >>> Floor(gold="../shared/train.facts.jsonl", at_least={}).name
        'train'
        """
        return Path(self.gold).name.split(".")[0]

    def under(self, result: Scored) -> tuple[str, ...]:
        """The figures of a result that are too low, one line each."""
        figures: dict[str, float] = msgspec.structs.asdict(result.figures())
        return tuple(
            f"{self.name}: {figure} {figures[figure]:.3f} is under its floor {least:.3f}"
            for figure, least in self.at_least.items()
            if figures[figure] < least
        )


class _Floors(msgspec.Struct, forbid_unknown_fields=True):
    floor: tuple[Floor, ...]


def read_floors(path: Path) -> tuple[Floor, ...]:
    """Read a floors file; `GoldError` names what is wrong in it."""
    try:
        floors = msgspec.toml.decode(path.read_bytes(), type=_Floors).floor
    except (OSError, msgspec.DecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    for floor in floors:
        for figure in floor.at_least:
            figures = LINKING_FIGURES if floor.of == "linking" else FIGURES
            if figure not in figures:
                hint = suggest(figure, figures) or f"; one of {', '.join(figures)}"
                raise GoldError(f'{path.name}, {floor.gold}: unknown figure "{figure}"{hint}')
    names = [floor.name for floor in floors]
    if len(set(names)) < len(names):
        raise GoldError(f"{path.name}: two floors share a name among {', '.join(names)}; write one table a gold file")
    return floors


def floor_for(path: Path, gold: Path) -> Floor:
    """The floor that a floors file sets for a gold file or folder."""
    floors = read_floors(path)
    for floor in floors:
        if (path.parent / floor.gold).resolve() == gold.resolve():
            return floor
    raise GoldError(f"{path}: no floor for {gold}; it has {', '.join(floor.gold for floor in floors) or 'none'}")


class Entry(msgspec.Struct, frozen=True):
    """One value that a floor has had."""

    name: str
    figure: str
    value: float

    def __str__(self) -> str:
        return f"{self.name} {self.figure} {self.value:.3f}"


def read_history(text: str) -> tuple[Entry, ...]:
    """The entries of a floors.lock; `GoldError` where its hash doesn't answer its lines."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    entries = tuple(_entry(line) for line in lines if not line.startswith("sha256 "))
    if text != write_history(entries):
        raise GoldError("floors.lock was edited by hand; set it back and run `make floors`")
    return entries


def _entry(line: str) -> Entry:
    try:
        name, figure, value = line.split()
        return Entry(name, figure, float(value))
    except ValueError:
        raise GoldError(f'floors.lock: "{line}" is no entry; set it back and run `make floors`') from None


def write_history(entries: Sequence[Entry]) -> str:
    """The text of a floors.lock."""
    body = "".join(f"{entry}\n" for entry in entries)
    return (
        "# Every value that each floor has had, oldest first. Written by `make floors`; not to be edited.\n"
        f"{body}sha256 {hashlib.sha256(body.encode()).hexdigest()}\n"
    )


def append(floors: Sequence[Floor], history: Sequence[Entry]) -> tuple[Entry, ...]:
    """The history with the values that floors have now: a floor that was taken away stands at 0."""
    now = {(floor.name, figure): value for floor in floors for figure, value in floor.at_least.items()}
    last = {(entry.name, entry.figure): entry.value for entry in history}
    changes = {key: now.get(key, 0.0) for key in (*now, *last) if now.get(key, 0.0) != last.get(key)}
    return (*history, *(Entry(name, figure, value) for (name, figure), value in changes.items()))


_LOWERED = re.compile(r"floor lowered: (\S+) (\S+) ([\d.]+) (?:→|->) ([\d.]+): *\S")


def unexplained(history: Sequence[Entry], changelog: str) -> Iterator[str]:
    """The falls in a history that the changelog doesn't explain, as the line that it wants.

    >>> history = [Entry("examples", "f1", 0.8), Entry("examples", "f1", 0.75)]
    >>> list(unexplained(history, "Nothing said."))
    ['floor lowered: examples f1 0.800 → 0.750: why']
    >>> list(unexplained(history, "- floor lowered: examples f1 0.8 → 0.75: ten harder dispatches came in"))
    []
    """
    told = {(name, figure, float(old), float(new)) for name, figure, old, new in _LOWERED.findall(changelog)}
    last: dict[tuple[str, str], float] = {}
    for entry in history:
        before = last.get((entry.name, entry.figure), 0.0)
        if entry.value < before and (entry.name, entry.figure, before, entry.value) not in told:
            yield f"floor lowered: {entry.name} {entry.figure} {before:.3f} → {entry.value:.3f}: why"
        last[entry.name, entry.figure] = entry.value
