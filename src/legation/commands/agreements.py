"""``legation agreements``: what was signed, and what of it holds on a day."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, AsOf, KnownAt, Lang, Register, said, speak
from legation.commands.output import check_format
from legation.commands.output.ties import print_ties
from legation.commands.resolve import find_actors
from legation.messages import text
from legation.register import agreements as ask
from legation.register import open_register


def agreements(
    actors: Annotated[list[str] | None, typer.Argument(metavar="[ACTOR]...", help=said("help.agreements.actors"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=said("help.ties.limit"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Agreements in force, suspended and ended on a day, of all these actors together, or of anybody."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        sides = [find_actors(store, actor, language) for actor in actors or ()]
        ties = ask(store, sides, as_of=day, known_at=known_at, language=language)
    title = text("view.agreements", language, as_of=day.isoformat())
    print_ties(ties, language, title=title, as_json=as_json, as_csv=as_csv, limit=limit)
