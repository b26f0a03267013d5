"""``legation agenda``: what is scheduled and still to come."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, Lang, Register, first_day, said, speak
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.events import CSV_HEADER, csv_row, event_table
from legation.commands.output.table import words
from legation.messages import text
from legation.register import agenda as ask
from legation.register import open_register


def agenda(
    begin: Annotated[
        datetime.date | None,
        typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.agenda.from")),
    ] = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Scheduled events from a day on, soonest first, undated last."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = begin or datetime.date.today()
    with open_register(register, create=False) as store:
        events = ask(store, begin=day)
    if as_json:
        print_json(events)
    elif as_csv:
        print_csv(CSV_HEADER, [csv_row(event, language) for event in events])
    else:
        out = console()
        title = text("view.agenda", language, begin=day.isoformat())
        out.print(words(title, "bold") if not events else event_table(events, out, language, title=title))
        if not events:
            out.print(words(text("view.none", language)))
