"""``legation code``: facts as JSON Lines, without a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.options import PressLanguage, Published, Url, said
from legation.commands.output.contract import contract_line
from legation.exports.escape import printable
from legation.model import Dispatch, Language, Mention
from legation.register.store import QuoteError, check_spans


def code(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=said("help.code.files"))],
    published: Published = None,
    url: Url = None,
    language: PressLanguage = None,
    parquet: Annotated[str | None, typer.Option(metavar="DIR", help=said("help.code.parquet"))] = None,
) -> None:
    """Code dispatches, one JSON line a mention; exit code 1 only where no file could be read."""
    press: Language | None = "fr" if language == "fr" else "en" if language == "en" else None
    if parquet is not None:
        if not _into_parquet(Path(parquet), _readable(files, published, url, press)):
            raise typer.Exit(1)
        return
    out = typer.get_binary_stream("stdout")
    read = 0
    for dispatch, mentions in _coded(_readable(files, published, url, press)):
        read += 1
        for mention in mentions:
            try:
                check_spans(dispatch, mention)
            except QuoteError as error:  # what can't be quoted is not a fact
                typer.echo(printable(str(error)), err=True)
                continue
            out.write(contract_line(mention) + b"\n")
        out.flush()
    if not read:
        raise typer.Exit(1)


def _into_parquet(folder: Path, dispatches: Iterator[Dispatch]) -> int:
    """Dispatches and mentions as Parquet files instead of lines; the number of dispatches."""
    from legation.cluster.lake import LakeWriter

    read = 0
    with LakeWriter(folder, "coded") as writer:
        for dispatch, mentions in _coded(dispatches):
            writer.add(dispatch, mentions)
            read += 1
    return read


def _readable(files: Sequence[str], published: str | None, url: str | None, language: Language | None) -> Iterator[Dispatch]:
    """The dispatches; what is none is told in a line."""
    from legation.sources import Unread, read_sources

    for item in read_sources(files, published=published, url=url, language=language):
        if isinstance(item, Unread):
            typer.echo(printable(str(item)), err=True)
        else:
            yield item


def _coded(dispatches: Iterator[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
    """Dispatches with their mentions; the coder is loaded, which takes seconds, when there is something to code."""
    first = next(dispatches, None)
    if first is None:
        return
    from legation.coder import Coder

    yield from Coder().code_many(chain([first], dispatches))
