"""``legation contradictions``: what outlets contradict each other on, every value with who tells it."""

from __future__ import annotations

from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, KnownAt, Lang, Register, said, speak
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.contradictions import CSV_HEADER, contradiction_list, csv_rows
from legation.commands.output.table import words
from legation.commands.resolve import find_actors
from legation.messages import text
from legation.register import contradictions as ask
from legation.register import open_register

LIMIT = 100
"""Disputed events shown where nobody says how many. JSON and CSV have all."""


def contradictions(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help=said("help.actor"))] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=said("help.kind"))] = None,
    field: Annotated[str | None, typer.Option(metavar="FIELD", help=said("help.contradictions.field"))] = None,
    limit: Annotated[int | None, typer.Option(min=0, metavar="N", help=said("help.contradictions.limit"))] = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Every value that is told, with its sources; none is preferred."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    most = limit if limit is not None or as_json or as_csv else LIMIT
    with open_register(register, create=False) as store:
        actors = find_actors(store, actor, language) if actor else ()
        found = ask(store, actors=actors, kind=kind, field=field, known_at=known_at, limit=most + 1 if most else None)
    events = list(dict.fromkeys(each.event.id for each in found))
    more = bool(most) and len(events) > (most or 0)
    if more:
        found = tuple(each for each in found if each.event.id in set(events[-(most or 0) :]))
    if as_json:
        print_json(found)
    elif as_csv:
        print_csv(CSV_HEADER, csv_rows(found, language))
    else:
        out = console()
        out.print(contradiction_list(found, language, more=more))
        if not found:
            out.print(words(text("view.none", language)))
