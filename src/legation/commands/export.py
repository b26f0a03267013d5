"""``legation export``: the register in a format that other programs read."""

from __future__ import annotations

import datetime
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsOf, KnownAt, Lang, Register, first_day, last_day, said, speak
from legation.commands.output import console
from legation.commands.output.table import words
from legation.commands.resolve import find_actors
from legation.exports import Asked, Filter, Format, Report, find_format, formats
from legation.exports.format import QUOTE_LIMIT
from legation.messages import Interface, count, text
from legation.model import LegationError
from legation.register import Register as Store
from legation.register import open_register


class ExportError(LegationError):
    """An export that can't be written there."""


def export(
    format: Annotated[str | None, typer.Argument(metavar="FORMAT", help=said("help.export.format"))] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH", help=said("help.export.out"))] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help=said("help.actor"))] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=said("help.kind"))] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help=said("help.status"))] = None,
    begin: Annotated[
        datetime.date | None, typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.from"))
    ] = None,
    end: Annotated[datetime.date | None, typer.Option("--to", parser=last_day, metavar="DATE", help=said("help.to"))] = None,
    since: Annotated[
        datetime.date | None, typer.Option("--since", parser=last_day, metavar="DATE", help=said("help.export.since"))
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    quotes: Annotated[
        int, typer.Option("--quotes", min=0, metavar="N", envvar="LEGATION_QUOTES", help=said("help.export.quotes"))
    ] = QUOTE_LIMIT,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help=said("help.export.limit"))] = 100,
    base: Annotated[str | None, typer.Option("--base", metavar="URL", help=said("help.export.base"))] = None,
    register: Register = DEFAULT_REGISTER,
    lang: Lang = None,
) -> None:
    """The events asked for, in a format; without one, what formats there are."""
    language = speak(lang)
    if format is None:
        for one in formats():
            console().print(words(f"{one.id:<14} {one.title}"))
        return
    chosen = find_format(format)
    report = Report()
    with open_register(register, create=False) as store:
        which = Filter(
            actors=find_actors(store, actor, language) if actor else (),
            kind=kind, status=status, begin=begin, end=end, as_of=as_of, known_at=known_at,
        )  # fmt: skip
        asked = Asked(
            which=which, day=as_of or known_at or datetime.date.today(), language=language, quotes=quotes, base=base,
            limit=limit, since=since,
        )  # fmt: skip
        _export(chosen, store, asked, report, out)
    console(stderr=True).print(words(_told(report, language)))


def _export(chosen: Format, store: Store, asked: Asked, report: Report, out: Path | None) -> None:
    if chosen.fill is not None:
        if out is None:
            raise ExportError(f"{chosen.id} is a folder of several files; say where with --out FOLDER")
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise ExportError(f"{out}: there is something there already; name a new or an empty folder")
        chosen.fill(store, asked, report, out)
        return
    if chosen.write is None:  # pragma: no cover - a format has either
        return
    pieces = chosen.write(store, asked, report)
    if out is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    # Written beside and put into place at the end: a reader never sees half of it, a full disk leaves what was there.
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        part.replace(out)
    except OSError as error:
        raise ExportError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _told(report: Report, language: Interface) -> str:
    """What was written and what was not, in one line."""
    parts = [count("records", report.written, language)]
    if report.approximate:
        parts.append(text("export.approximate", language, number=report.approximate))
    parts += [f"{number} {text(reason, language)}" for reason, number in sorted(report.left_out.items())]
    return "; ".join(parts)
