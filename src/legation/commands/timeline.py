"""``legation timeline``: what happened, in order of time."""

from __future__ import annotations

from datetime import date
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
    last_day,
    said,
    speak,
)
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.events import event_table
from legation.commands.output.table import words
from legation.commands.resolve import find_actors
from legation.exports.event_rows import CSV_HEADER, csv_row
from legation.messages import count, text
from legation.register import open_register, undated
from legation.register import timeline as ask

LIMIT = 200
"""Events in a table where nobody says how many: the last ones. JSON and CSV have all."""


def timeline(
    actor: Annotated[str | None, typer.Option(metavar="NAME", help=said("help.actor"))] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=said("help.kind"))] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help=said("help.status"))] = None,
    begin: Annotated[date | None, typer.Option("--from", parser=first_day, metavar="DATE", help=said("help.from"))] = None,
    end: Annotated[date | None, typer.Option("--to", parser=last_day, metavar="DATE", help=said("help.to"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help=said("help.timeline.limit"))] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """Events in order of time; a period leaves out what has no date, and says how many."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    shown = limit if limit is not None or as_json or as_csv else LIMIT
    with open_register(register, create=False) as store:
        actors = find_actors(store, actor, language) if actor else ()
        events = ask(
            store,
            actors=actors,
            kind=kind,
            status=status,
            begin=begin,
            end=end,
            as_of=as_of,
            known_at=known_at,
            limit=shown + 1 if shown else None,
        )
        left = 0
        if (begin or end) and not as_json and not as_csv:
            left = undated(store, actors=actors, kind=kind, status=status, begin=begin, end=end, as_of=as_of, known_at=known_at)
    more = bool(shown) and len(events) > (shown or 0)
    events = events[-shown:] if shown else events
    if as_json:
        print_json(events)
    elif as_csv:
        print_csv(CSV_HEADER, [csv_row(event, language) for event in events])
    else:
        out = console()
        left_out = text("view.undated_left_out", language, events=count("events", left, language)) if left else ""
        if more:
            limited = text("view.limited", language, events=count("events", shown or 0, language))
            left_out = "; ".join(filter(None, (limited, left_out)))
        if events:
            out.print(event_table(events, out, language, title=text("view.timeline", language), caption=left_out))
        else:
            for line in filter(None, (text("view.none", language), left_out)):
                out.print(words(line))
