"""How answers are shown: tables that fit the terminal, JSON of the records, CSV that can't trick a spreadsheet."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec
import typer
from rich.console import Console

from legation.exports.escape import csv_lines, json_printable
from legation.messages import Interface, text

_PIPED_WIDTH = 100


def console(*, stderr: bool = False) -> Console:
    """A console that takes words as they are; what is piped is as wide as ``COLUMNS`` says, 100 by default."""
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        made.width = _PIPED_WIDTH
    return made


def check_format(as_json: bool, as_csv: bool, language: Interface) -> None:
    """Refuse two formats at once."""
    if as_json and as_csv:
        raise typer.BadParameter(text("error.both", language))


def json_bytes(records: Sequence[msgspec.Struct]) -> bytes:
    r"""A JSON array of records, with what a terminal might obey written as escapes.

    >>> from legation.model import Scalar
    >>> print(json_bytes([Scalar(value="a\x9bb")]).decode().split()[3])
    "a\u009bb",
    """
    pretty = msgspec.json.format(msgspec.json.encode(records), indent=2).decode()
    return json_printable(pretty).encode()


def print_json(records: Sequence[msgspec.Struct]) -> None:
    """Print a JSON array of records."""
    typer.echo(json_bytes(records))


def print_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print CSV in UTF-8."""
    typer.echo(csv_lines(header, rows).encode(), nl=False)
