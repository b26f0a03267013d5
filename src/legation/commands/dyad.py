"""``legation dyad``: two actors, what holds between them and what happened between them."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer
from msgspec.structs import replace

from legation.commands.options import DEFAULT_REGISTER, AsJson, AsOf, KnownAt, Lang, Register, first_day, last_day, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.events import event_table
from legation.commands.output.table import words
from legation.commands.output.ties import tie_table
from legation.commands.resolve import find_actors
from legation.commands.timeline import LIMIT
from legation.messages import count, text
from legation.register import dyad as ask
from legation.register import open_register


def dyad(
    one: Annotated[str, typer.Argument(metavar="ACTOR", help=said("help.relations.actor"))],
    other: Annotated[str, typer.Argument(metavar="ACTOR", help=said("help.relations.actor"))],
    begin: Annotated[
        datetime.date | None, typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.from"))
    ] = None,
    end: Annotated[datetime.date | None, typer.Option("--to", parser=last_day, metavar="DATE", help=said("help.to"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=said("help.timeline.limit"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Ties between two actors on a day, then the events that name both."""
    language = speak(lang)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        sides = [find_actors(store, actor, language) for actor in (one, other)]
        shown = limit if limit is not None or as_json else LIMIT
        most = shown + 1 if shown else None
        found = ask(store, *sides, as_of=day, begin=begin, end=end, known_at=known_at, limit=most, language=language)
    more = bool(shown) and len(found.events) > (shown or 0)
    if shown:
        found = replace(found, events=found.events[-shown:])
    if as_json:
        print_json([found])
        return
    out = console()
    title = text("view.relations", language, who=f"{one}, {other}", as_of=day.isoformat())
    if not found.ties and not found.events:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))
    if found.ties:
        out.print(tie_table(found.ties, language, title=title))
    if found.events:
        limited = text("view.limited", language, events=count("events", shown or 0, language)) if more else ""
        out.print(event_table(found.events, out, language, title=text("view.timeline", language), caption=limited))
