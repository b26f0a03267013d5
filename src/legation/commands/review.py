"""``legation review``: judge what was coded and linked; every judgement is one more row and can be undone."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsJson, KnownAt, Lang, Register, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.reviews import doubt_table, judged, log_table
from legation.register import Judgement, doubts, meant, open_register, review_log
from legation.register import Register as Store
from legation.register import review as judge

_NAMES = ("list", "accept", "reject", "edit", "merge", "split", "retract", "undo", "log")

app = typer.Typer(
    help=said("help.review"),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Id = Annotated[str, typer.Argument(metavar="ID", help=said("help.review.id"))]
Author = Annotated[
    str | None, typer.Option("--author", metavar="NAME", envvar="LEGATION_AUTHOR", help=said("help.review.author"))
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help=said("help.review.why"))]
All = Annotated[bool, typer.Option("--all", help=said("help.review.all"))]
Only = Annotated[bool, typer.Option("--only", help=said("help.review.only"))]


@app.callback()
def _start(context: typer.Context, lang: Lang = None) -> None:
    context.default_map = {name: {"lang": lang} for name in _NAMES}


def _who(author: str | None) -> str:
    """Who judges: the name given, else the one that the machine knows."""
    if author is not None:
        return author
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return ""


def _told(made: Sequence[Judgement], as_json: bool, lang: str | None) -> None:
    if as_json:
        print_json(made)
    else:
        for each in made:
            console().print(judged(each, speak(lang)), soft_wrap=True)


def _each(
    register: str, id: str, whole: bool, alone: bool, verdict: Callable[[Store, str], Judgement]
) -> list[Judgement]:
    with open_register(register, create=False) as store:
        return [verdict(store, mention) for mention in meant(store, id, whole=whole, alone=alone)]


@app.command("list", help=said("help.review.list"))
def list_doubts(
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=said("help.kind"))] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help=said("help.review.limit"))] = 20,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """What nobody judged yet, the least sure first."""
    language = speak(lang)
    with open_register(register, create=False) as store:
        found = doubts(store, kind=kind, limit=limit)
    if as_json:
        print_json(found)
    else:
        out = console()
        out.print(doubt_table(found, out, language))


@app.command(help=said("help.review.accept"))
def accept(
    id: Id,
    whole: All = False,
    alone: Only = False,
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A mention says what its quote says."""
    who = _who(author)
    made = _each(register, id, whole, alone, lambda store, one: judge.accept(store, one, author=who, why=why))
    _told(made, as_json, lang)


@app.command(help=said("help.review.reject"))
def reject(
    id: Id,
    whole: All = False,
    alone: Only = False,
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A mention is wrong."""
    who = _who(author)
    made = _each(register, id, whole, alone, lambda store, one: judge.reject(store, one, author=who, why=why))
    _told(made, as_json, lang)


@app.command(help=said("help.review.edit"))
def edit(
    id: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=said("help.review.field"))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=said("help.review.value"))],
    whole: All = False,
    alone: Only = False,
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """One field of a mention says something else."""
    who = _who(author)
    made = _each(register, id, whole, alone, lambda store, one: judge.edit(store, one, field, value, author=who, why=why))
    _told(made, as_json, lang)


@app.command(help=said("help.review.merge"))
def merge(
    kept: Annotated[str, typer.Argument(metavar="EVENT", help=said("help.review.kept"))],
    other: Annotated[str, typer.Argument(metavar="OTHER", help=said("help.review.other"))],
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Two events are one."""
    with open_register(register, create=False) as store:
        made = judge.merge(store, kept, other, author=_who(author), why=why)
    _told([made], as_json, lang)


@app.command(help=said("help.review.split"))
def split(
    mention: Id,
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A mention tells another event."""
    with open_register(register, create=False) as store:
        made = judge.split(store, mention, author=_who(author), why=why)
    _told([made], as_json, lang)


@app.command(help=said("help.review.retract"))
def retract(
    dispatch: Annotated[str, typer.Argument(metavar="DISPATCH", help=said("help.review.dispatch"))],
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """A dispatch was withdrawn."""
    with open_register(register, create=False) as store:
        made = judge.retract(store, dispatch, author=_who(author), why=why)
    _told([made], as_json, lang)


@app.command(help=said("help.review.undo"))
def undo(
    number: Annotated[int | None, typer.Argument(metavar="NUMBER", help=said("help.review.number"))] = None,
    why: Why = "",
    author: Author = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Take back a judgement, the last by default; undoing an undo brings its judgement back."""
    with open_register(register, create=False) as store:
        made = judge.undo(store, number, author=_who(author), why=why)
    _told([made], as_json, lang)


@app.command(help=said("help.review.log"))
def log(
    orphaned: Annotated[bool, typer.Option("--orphaned", help=said("help.review.orphaned"))] = False,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """All judgements in the order they were made."""
    language = speak(lang)
    day: date | None = known_at
    with open_register(register, create=False) as store:
        entries = review_log(store, known_at=day, orphaned=orphaned)
    if as_json:
        print_json(entries)
    else:
        out = console()
        out.print(log_table(entries, out, language))
