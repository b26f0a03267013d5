"""`legation evaluate`: how right the coder is on dispatches whose facts are listed, the linking on tellings of listed events."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from legation.evaluation import floor_for
from legation.evaluation.floors import Floor, Scored
from legation.evaluation.linking import evaluate_linking, linking_json, linking_text
from legation.evaluation.report import tables, to_json
from legation.evaluation.run import evaluate_gold
from legation.exports.escape import json_printable, printable


def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="A file of facts, or a folder of them.")] = None,
    linking: Annotated[
        Path | None, typer.Option(help="Score the linking instead: a file of tellings whose event is listed, or a folder.")
    ] = None,
    texts: Annotated[
        list[Path] | None, typer.Option(help="The dispatches, where they are not beside the gold; may be repeated.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="Fail where a figure is under its floor in this file.")] = None,
    show: Annotated[int, typer.Option(min=0, help="List that many misses and false alarms.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Code the dispatches of a gold file and score the facts: precision, recall and F1, by kind, status and dates."""
    if linking is not None:
        if gold is not None or texts:
            raise typer.BadParameter("give a gold of facts or --linking, not both")
        _linking(linking, floor_for(floors, linking) if floors else None, as_json=as_json)
        return
    if gold is None:
        raise typer.BadParameter("give a gold of facts, or --linking and a gold of events")
    floor = floor_for(floors, gold) if floors else None
    result, remarks = evaluate_gold(gold, texts or ())
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for remark in remarks:
        errors.print(printable(f"note: {remark}"))
    out = Console(highlight=False, markup=False)
    if as_json:
        typer.echo(json_printable(to_json(result, show)))
    else:
        out.print(tables(result, show))
    _hold(floor, result, as_json=as_json)


def _linking(gold: Path, floor: Floor | None, *, as_json: bool) -> None:
    result = evaluate_linking(gold)
    if as_json:
        typer.echo(linking_json(result))
    else:
        typer.echo(linking_text(result))
    _hold(floor, result, as_json=as_json)


def _hold(floor: Floor | None, result: Scored, *, as_json: bool) -> None:
    """Fail where a figure is under its floor."""
    if floor and (under := floor.under(result)):
        for line in under:
            typer.echo(printable(line), err=True)
        raise typer.Exit(1)
    if floor and not as_json:
        typer.echo(f"All {len(floor.at_least)} floors of {floor.name} hold.")
