"""``legation show``: the evidence for an event, every quote in its paragraph."""

from __future__ import annotations

from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, Lang, Register, said, speak
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.evidence import evidence_pages
from legation.exports.evidence_rows import CSV_HEADER, csv_rows
from legation.register import open_register
from legation.register import show as ask


def show(
    event: Annotated[str, typer.Argument(metavar="EVENT", help=said("help.show.event"))],
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """An event with its status, contradictions and every mention that tells it."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    with open_register(register, create=False) as store:
        shown = ask(store, event)
    if as_json:
        print_json([shown])
    elif as_csv:
        print_csv(CSV_HEADER, csv_rows(shown))
    else:
        out = console()
        out.print(evidence_pages(shown, out, language))
