"""``legation ask``: a question in French, answered from the register."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from legation.asking import Answer, Asker, Found, Unreadable
from legation.asking import ask as answer
from legation.asking.measure import measure
from legation.commands.options import DEFAULT_REGISTER, AsJson, AsOf, Lang, Register, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.table import words
from legation.commands.output.ties import tie_table
from legation.exports.names import name, names, who
from legation.messages import Interface, count, label, text
from legation.register import open_register

_SHOWN = 20


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help=said("help.ask.question"))] = None,
    as_of: AsOf = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="FILE", help=said("help.ask.check"))] = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """What the register has in answer, with dates, statuses and quotes; exit code 2 where the question can't be read."""
    language = speak(lang)
    out = console()
    today = as_of or datetime.date.today()
    if check is not None:
        for line in measure(check, Asker()):
            out.print(words(line))
        return
    if not question:
        raise typer.BadParameter(said("help.ask.question"))
    with open_register(register, create=False) as store:
        query = Asker().read(question, today)
        if isinstance(query, Unreadable):
            if as_json:
                print_json([query])
            else:
                out.print(words(text(f"ask.unread.{query.why}", language, lost=", ".join(query.lost), stated=query.stated)))
            raise typer.Exit(2)
        found = answer(store, query, today=today, language=language)
    if as_json:
        print_json([found])
        return
    for line in _lines(found, language):
        out.print(words(line))
    if found.ties:
        out.print(tie_table(found.ties, language, title=text("ask.ties", language)))


def _lines(found: Answer, language: Interface) -> list[str]:
    query = found.query
    lines = [text("ask.understood", language, stated=query.stated)]
    if query.open == "whether":
        yes = bool(found.found) or bool(found.values)
        lines.append(text("ask.yes" if yes else "ask.no", language))
    elif query.open == "count":
        number = count("ask.count", len(found.values), language)
        lines.append(text("view.colon", language).join(filter(None, (number, names(found.values, language)))))
    elif found.values:
        plain = query.open in ("when", "where")
        lines.append(", ".join(found.values) if plain else names(found.values, language))
    else:
        lines.append(text("ask.nothing", language))
    lines += [line for one in found.found[-_SHOWN:] for line in _event(one, language)]
    if found.otherwise:
        lines.append(text("ask.otherwise", language))
        lines += [line for one in found.otherwise[-_SHOWN:] for line in _event(one, language)]
    return lines


def _event(one: Found, language: Interface) -> list[str]:
    event = one.event
    day = event.date or text("view.no_date", language)
    head = f"  {day}  {label('kind', event.kind, language)}{text('view.colon', language)}{who(event, language)}"
    lines = [f"{head} ({label('status', event.status, language)})  {event.id[:8]}"]
    for quote in one.quotes:
        by = quote.told.mention.claimed_by
        said_by = f" [{text('note.according', language, who=', '.join(name(id_, language) for id_ in by))}]" if by else ""
        lines.append(f"      « {quote.text} » {quote.by}, {quote.day or '?'}{said_by}")
    return lines
