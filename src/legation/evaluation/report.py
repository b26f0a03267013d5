"""An evaluation as tables to read and as JSON to keep."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.evaluation.result import Example, Figures, Result
from legation.evaluation.scoring import MEASURES, Rates
from legation.model import STATUSES


class _Report(msgspec.Struct, frozen=True):
    figures: Figures
    result: Result


def to_json(result: Result, show: int = 0) -> str:
    """One JSON object: every figure, and the first `show` misses and alarms."""
    shown = msgspec.structs.replace(result, misses=result.misses[:show], alarms=result.alarms[:show])
    return msgspec.json.encode(_Report(result.figures(), shown), order="deterministic").decode()


def tables(result: Result, show: int = 0) -> RenderableType:
    """What `legation evaluate` prints: the figures, each kind, status and dates; then `show` misses and alarms."""
    parts: list[RenderableType] = [
        _line(_summary(result)),
        *_titled("Facts", _totals(result)),
        *_titled("By kind", _kinds(result)),
        *_titled(f"Status of matched facts: {result.status_accuracy:.3f} right", _status(result)),
        *_titled(f"Dates of matched facts: {result.dates.accuracy:.3f} of the listed right", _dates(result)),
    ]
    for title, examples in (("Missed", result.misses), ("False alarms", result.alarms)):
        if show:
            parts += _titled(f"{title}, {min(show, len(examples))} of {len(examples)}", _examples(examples[:show]))
    return Group(*parts)


def _titled(title: str, table: Table) -> tuple[RenderableType, ...]:
    """A blank line, the title, the table: a table's own title would be folded to the table's width."""
    return _line(""), _line(title, "bold"), table


def _line(words: str, style: str = "") -> Text:
    return Text(words, style=style, no_wrap=True, overflow="ignore")


def _summary(result: Result) -> str:
    facts = f"{result.documents} dispatches, {result.plain.core} core facts, {result.coded} coded"
    quiet = f"; {result.irrelevant_quiet} of {result.irrelevant} irrelevant dispatches left without a fact"
    return facts + (quiet if result.irrelevant else "")


def _totals(result: Result) -> Table:
    table = _table("measure", "precision", "recall", "F1", "found", "false")
    by_name = {"plain": result.plain, "loose": result.loose, "strict": result.strict}
    for measure in MEASURES:
        table.add_row(measure, *_cells(by_name[measure]))
    return table


def _kinds(result: Result) -> Table:
    table = _table("kind", "precision", "recall", "F1", "found", "false", "strict F1")
    for line in sorted(result.kinds, key=lambda line: -line.plain.core):
        table.add_row(line.kind, *_cells(line.plain), _share(line.strict.f1, line.strict.core + line.strict.coded))
    return table


def _cells(rates: Rates) -> Iterator[str]:
    yield _share(rates.precision, rates.coded)
    yield _share(rates.recall, rates.core)
    yield _share(rates.f1, rates.core + rates.coded)
    yield f"{rates.hit}/{rates.core}"
    yield str(rates.coded - rates.good)


def _share(value: float, of: int) -> str:
    """A share, or a dash where there was nothing to take a share of.

    >>> _share(0.5, 4), _share(0.0, 0)
    ('.500', '–')
    """
    return f"{value:.3f}".removeprefix("0") if of else "–"


def _status(result: Result) -> Table:
    counts = {(line.gold, line.coded): line.count for line in result.status}
    used = [status for status in STATUSES if any(status in pair for pair in counts)]
    table = _table("listed ↓ coded →", *used)
    for gold in used:
        table.add_row(gold, *(str(counts.get((gold, coded), "·")) for coded in used))
    return table


def _dates(result: Result) -> Table:
    dates = result.dates
    table = _table("", "right", "wrong", "missed", "made up")
    table.add_row("dates", *map(str, (dates.right, dates.wrong, dates.missed, dates.made)))
    return table


def _examples(examples: tuple[Example, ...]) -> Table:
    table = Table(box=None)
    for name in ("dispatch", "kind", "roles", "status", "words"):
        table.add_column(name, overflow="fold")
    for example in examples:
        fact = example.fact
        roles = "; ".join(f"{role}: {', '.join(sorted(ids))}" for role, ids in fact.roles.items())
        table.add_row(*map(Text, (example.dispatch, fact.kind, roles, fact.status, fact.words[:160])))
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None)
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table
