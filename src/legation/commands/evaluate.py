"""`legation evaluate`: how right the coder is on dispatches whose facts are listed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from legation.evaluation import floor_for
from legation.evaluation.report import tables, to_json
from legation.evaluation.run import evaluate_gold


def evaluate(
    gold: Annotated[Path, typer.Argument(help="A file of facts, or a folder of them.")],
    texts: Annotated[
        list[Path] | None, typer.Option(help="The dispatches, where they are not beside the gold; may be repeated.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="Fail where a figure is under its floor in this file.")] = None,
    show: Annotated[int, typer.Option(min=0, help="List that many misses and false alarms.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Code the dispatches of a gold file and score the facts: precision, recall and F1, by kind, status and dates."""
    floor = floor_for(floors, gold) if floors else None
    result, remarks = evaluate_gold(gold, texts or ())
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for remark in remarks:
        errors.print(f"note: {remark}")
    out = Console(highlight=False, markup=False)
    if as_json:
        typer.echo(to_json(result, show))
    else:
        out.print(tables(result, show))
    if floor and (under := floor.under(result)):
        for line in under:
            errors.print(line)
        raise typer.Exit(1)
    if floor and not as_json:
        out.print(f"All {len(floor.at_least)} floors of {floor.name} hold.")
