"""``legation relations``: relations, sanctions, presence, offices of one actor, or all that holds between two."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, AsOf, KnownAt, Lang, Register, said, speak
from legation.commands.output import check_format
from legation.commands.output.ties import print_ties
from legation.commands.resolve import find_actors
from legation.messages import text
from legation.register import open_register
from legation.register import relations as ask


def relations(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help=said("help.relations.actor"))],
    other: Annotated[str | None, typer.Argument(metavar="[ACTOR]", help=said("help.relations.other"))] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="TIE", help=said("help.relations.kind"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=said("help.ties.limit"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """What holds of an actor on a day, or between two."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        one = find_actors(store, actor, language)
        two = find_actors(store, other, language) if other else ()
        ties = ask(store, one, two, as_of=day, known_at=known_at, kinds=kind or (), language=language)
    who = f"{actor}, {other}" if other else actor
    title = text("view.relations", language, who=who, as_of=day.isoformat())
    print_ties(ties, language, title=title, as_json=as_json, as_csv=as_csv, limit=limit)
