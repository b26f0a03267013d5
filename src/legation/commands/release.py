"""``legation release``: the register as a dated, citable, reproducible package."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, KnownAt, Lang, Register, last_day, said, speak
from legation.commands.output import console
from legation.commands.output.table import words
from legation.exports import Asked, Filter
from legation.exports.format import QUOTE_LIMIT
from legation.exports.release import accuracy_page
from legation.exports.release import release as make
from legation.messages import count
from legation.model import LegationError
from legation.register import open_register
from legation.register.walk import last_read


class ReleaseError(LegationError):
    """A release that can't be written there."""


def release(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=said("help.release.folder"))],
    day: Annotated[
        datetime.date | None, typer.Option("--day", parser=last_day, metavar="DATE", help=said("help.release.day"))
    ] = None,
    known_at: KnownAt = None,
    quotes: Annotated[
        int, typer.Option("--quotes", min=0, metavar="N", envvar="LEGATION_QUOTES", help=said("help.export.quotes"))
    ] = QUOTE_LIMIT,
    accuracy: Annotated[
        Path | None, typer.Option("--accuracy", exists=True, dir_okay=False, metavar="FILE", help=said("help.release.accuracy"))
    ] = None,
    register: Register = DEFAULT_REGISTER,
    lang: Lang = None,
) -> None:
    """A folder and a zip beside it; dated by the day on which the register last read anything, unless --day says otherwise."""
    language = speak(lang)
    archive = folder.with_name(f"{folder.name}.zip")
    if archive.exists() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise ReleaseError(f"{folder}: there is something there already, or {archive.name} is; name a new folder")
    with open_register(register, create=False) as store:
        dated = day or known_at or last_read(store)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            asked = Asked(which=Filter(known_at=known_at), day=dated, quotes=quotes)
            report = make(store, asked, folder, accuracy_page(accuracy))
        except OSError as error:
            raise ReleaseError(f"{folder}: cannot be written: {error.strerror or error}") from error
    told = f"{folder}, {archive.name}: {dated.isoformat()}, {count('events', report.written, language)}"
    console(stderr=True).print(words(told))
