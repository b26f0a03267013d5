"""``legation agenda``: what is scheduled and still to come."""

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
from legation.messages import text
from legation.register import agenda as ask
from legation.register import open_register


def agenda(
    begin: Annotated[
        datetime.date | None,
        typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.agenda.from")),
    ] = None,
    followed: Annotated[bool, typer.Option("--all", help=said("help.agenda.all"))] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Scheduled events from a day on, soonest first, undated last."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = begin or as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        plans = ask(store, begin=day, as_of=as_of, known_at=known_at, followed=followed)
    print_plans(plans, language, title=text("view.agenda", language, begin=day.isoformat()), as_json=as_json, as_csv=as_csv)
