"""Ties as rows: for the eye, and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from legation.commands.output import console, print_csv, print_json
from legation.commands.output.events import STYLES
from legation.commands.output.table import Column, render, words
from legation.exports.names import name
from legation.exports.tie_rows import CSV_HEADER, between, by_name, csv_row
from legation.messages import Interface, label, text
from legation.model import Tie
from legation.ontology.ties import tie_kinds

LIMIT = 200
"""Ties in a table where nobody says how many. JSON and CSV have all."""


def tie_table(ties: Sequence[Tie], language: Interface, *, title: str, of_members: bool = False) -> RenderableType:
    """A table of ties; of one organization, it names the members alone."""
    heads = {
        key: text(f"head.{key}", language) for key in ("member", "tie", "who", "standing", "since", "until", "basis", "note")
    }
    first = [Column(heads["member"], 14)] if of_members else [Column(heads["tie"], 11, 2), Column(heads["who"], 18)]
    columns = [
        *first,
        Column(heads["standing"], 10, whole=True),
        Column(heads["since"], 12, 1, whole=True),
        Column(heads["until"], 12, 1, whole=True),
        Column(heads["basis"], 8, 3, whole=True),
        Column(heads["note"], 16, 2),
    ]
    rows = [_row(tie, language, of_members=of_members) for tie in by_name(ties, language)]
    return render(columns, rows, console(), title=title)


def _row(tie: Tie, language: Interface, *, of_members: bool) -> list[Text]:
    first = [words(name(tie.holder, language))]
    if not of_members:
        family = "tie" if tie.kind in tie_kinds() else "kind"
        first = [words(label(family, tie.kind, language)), words(between(tie, language))]
    return [
        *first,
        words(label("standing", tie.status, language), STYLES.get(tie.status, "")),
        words(tie.begin or ""),
        words(tie.end or ""),
        words(label("basis", "both" if tie.basis == "atlas" and tie.events else tie.basis, language)),
        words("; ".join(filter(None, (tie.detail, tie.note))), "dim"),
    ]


def lately(ties: Sequence[Tie], limit: int) -> list[Tie]:
    """So many of these ties, those that began or ended last, in the order given.

    >>> old, new = (Tie(kind="agreement", holder="FRA", other="TCD", status="in_force", begin=day, end=None, basis="events")
    ...             for day in ("2019-05", "../2024-01-02"))
    >>> [tie.begin for tie in lately([new, old], 1)]
    ['../2024-01-02']
    """
    if len(ties) <= limit:
        return list(ties)
    moved = [max((tie.begin or "").removeprefix("../"), (tie.end or "").removeprefix("../")) for tie in ties]
    kept = sorted(sorted(range(len(ties)), key=lambda at: moved[at])[-limit:])
    return [ties[at] for at in kept]


def print_ties(
    ties: Sequence[Tie],
    language: Interface,
    *,
    title: str,
    as_json: bool,
    as_csv: bool,
    of_members: bool = False,
    limit: int | None = None,
) -> None:
    """Print ties in the format asked for; ``limit``: so many, those that began or ended last (0: all; a table, 200)."""
    out = console()
    shown = limit if limit is not None or as_json or as_csv else LIMIT
    total = len(ties)
    ties = lately(ties, shown) if shown else ties
    if as_json:
        print_json(ties)
    elif as_csv:
        print_csv(CSV_HEADER, [csv_row(tie, language) for tie in ties])
    elif ties:
        out.print(tie_table(ties, language, title=title, of_members=of_members))
        if len(ties) < total:
            out.print(words(text("view.limited_ties", language, shown=str(len(ties)), total=str(total)), "dim"))
    else:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))
