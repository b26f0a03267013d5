"""Tables that fit: columns leave in order of importance as the terminal narrows, and become a list on the narrowest."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.exports.escape import printable

_PADDING = 2


class Column(Struct, frozen=True):
    """A heading, the least width that is readable, and its rank: columns of the highest rank leave first, 0 never."""

    heading: str
    width: int
    rank: int = 0
    whole: bool = False


def words(value: str, style: str = "") -> Text:
    """Words as they are: no markup is read in them, no control character obeyed."""
    return Text(printable(value), style=style)


def stacked(*lines: Text) -> Text:
    """Lines of one cell."""
    return Text("\n").join(line for line in lines if line.plain)


def fitting(columns: Sequence[Column], width: int) -> list[int]:
    """The indices of the columns that a width has room for; none where it has not even room for those of rank 0.

    >>> wide = [Column("Date", 10), Column("Who", 20), Column("Place", 10, 2), Column("Id", 8, 1)]
    >>> fitting(wide, 80), fitting(wide, 50), fitting(wide, 20)
    ([0, 1, 2, 3], [0, 1, 3], [])
    """
    kept = list(range(len(columns)))
    while kept and sum(columns[at].width + _PADDING for at in kept) > width:
        last = max(kept, key=lambda at: (columns[at].rank, at))
        if columns[last].rank == 0:
            return []
        kept.remove(last)
    return kept


def render(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], console: Console, *, title: str = "", caption: str = ""
) -> RenderableType:
    """A table, or where it would not fit one block a row."""
    # What may not be broken takes the room that its longest value needs.
    needed = [
        Column(column.heading, max([column.width, *(_longest(row[at]) for row in rows)]), column.rank, column.whole)
        if column.whole
        else column
        for at, column in enumerate(columns)
    ]
    kept = fitting(needed, console.width)
    filled = [at for at in kept if columns[at].rank == 0 or any(row[at].plain for row in rows)]
    parts: list[RenderableType] = [Text(title, style="bold")] if title else []
    parts.append(_table(columns, rows, filled) if filled else _blocks(columns, rows))
    if caption:
        parts.append(Text(caption, style="dim"))
    return Group(*parts)


def _longest(value: Text) -> int:
    return max((cell_len(line) for line in value.plain.split("\n")), default=0)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Text]], kept: Sequence[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for at in kept:
        column = columns[at]
        table.add_column(Text(column.heading), min_width=column.width, no_wrap=column.whole, overflow="fold")
    for row in rows:
        table.add_row(*(row[at] for at in kept))
    return table


def _blocks(columns: Sequence[Column], rows: Sequence[Sequence[Text]]) -> Group:
    blocks: list[RenderableType] = []
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            if value.plain:
                blocks.append(Text.assemble((f"{column.heading}: ", "dim"), value))
        blocks.append(Text(""))
    return Group(*blocks)
