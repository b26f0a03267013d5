"""``legation forget``: an address or a person, out of every table and of the file's old pages."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, Lang, Register, said, speak
from legation.commands.output import console
from legation.commands.output.table import words
from legation.messages import text
from legation.register import forgetting, open_register


def forget(
    what: Annotated[str, typer.Argument(metavar="URL|PERSON", help=said("help.forget.said"))],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=said("help.forget.why"))],
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", envvar="LEGATION_AUTHOR", help=said("help.forget.author"))
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=said("help.forget.yes"))] = False,
    register: Register = DEFAULT_REGISTER,
    lang: Lang = None,
) -> None:
    """Ask, remove, and say what is left elsewhere; what was removed is never printed."""
    language = speak(lang)
    out = console()
    with open_register(register, create=False) as store:
        dispatches, mentions = forgetting.found(store, what)
        question = text("forget.ask", language, dispatches=dispatches, mentions=mentions)
        if not yes and not typer.confirm(question):
            out.print(words(text("forget.kept", language)))
            raise typer.Exit(1)
        done = forgetting.forget(store, what, author=author or _user(), why=why)
    counts = {"dispatches": done.dispatches, "mentions": done.mentions, "judgements": done.judgements, "alerts": done.alerts}
    out.print(words(text("forget.done", language, **counts)), soft_wrap=True)
    if done.copies and done.what == "url":
        out.print(words(text("forget.copies", language, copies=done.copies)), soft_wrap=True)
    if not done.scrubbed:
        console(stderr=True).print(words(text("forget.busy", language)), soft_wrap=True)
    out.print(words(text("forget.elsewhere", language)), soft_wrap=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return ""
