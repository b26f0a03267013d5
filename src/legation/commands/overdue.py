"""``legation overdue``: what was scheduled, its date passed, and nothing more was read of it."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from legation.commands.options import (
    DEFAULT_REGISTER,
    AsCsv,
    AsJson,
    AsOf,
    KnownAt,
    Lang,
    Register,
    first_day,
    said,
    speak,
)
from legation.commands.output import check_format
from legation.commands.output.plans import print_plans
from legation.messages import count, text
from legation.register import open_register
from legation.register import overdue as ask

LIMIT = 100
"""Plans in a table where nobody says how many: those due last. JSON and CSV have all."""


def overdue(
    begin: Annotated[
        datetime.date | None,
        typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.overdue.from")),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=said("help.overdue.limit"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Events whose day has passed unreported, the latest first."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        shown = limit if limit is not None or as_json or as_csv else LIMIT
        plans = ask(store, as_of=day, begin=begin, known_at=known_at, limit=shown + 1 if shown else None)
    limited = ""
    if shown and len(plans) > shown:
        plans, limited = plans[:shown], text("view.limited_overdue", language, events=count("events", shown, language))
    title = text("view.overdue", language, as_of=day.isoformat())
    print_plans(plans, language, title=title, caption=limited, as_json=as_json, as_csv=as_csv)
