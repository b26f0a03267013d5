"""``legation history``: all that was told of a tie, word by word, with quotes and sources."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer
from rich.text import Text

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, AsOf, KnownAt, Lang, Register, said, speak
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.events import STYLES
from legation.commands.output.table import Column, render, stacked, words
from legation.commands.resolve import find_actors
from legation.exports.names import names
from legation.messages import Interface, label, text
from legation.ontology.ties import tie_kinds
from legation.register import Step, open_register
from legation.register import history as ask
from legation.register.histories import parse

_HEADER = tuple(Step.__struct_fields__)


def history(
    tie: Annotated[str, typer.Argument(metavar="TIE", help=said("help.history.tie"))],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """What began, ended, suspended or claimed a tie, in the order in which it came out."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    with open_register(register, create=False) as store:
        _, named, _ = parse(tie)
        sides = [find_actors(store, actor, language) for actor in named]
        steps = ask(store, tie, as_of=as_of, known_at=known_at, actors=sides)
    if as_json:
        print_json(steps)
    elif as_csv:
        print_csv(_HEADER, [_csv(step) for step in steps])
    else:
        _show(steps, text("view.history", language, tie=tie), language)


def _csv(step: Step) -> list[str]:
    values = msgspec.structs.asdict(step)
    values["claimed_by"] = " ".join(step.claimed_by)
    values["copy"] = "yes" if step.copy else "no"
    return [str(value or "") for value in values.values()]


def _show(steps: tuple[Step, ...], title: str, language: Interface) -> None:
    out = console()
    if not steps:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))
        return
    heads = [text(f"head.{key}", language) for key in ("told", "tie", "date", "standing", "quoted")]
    columns = [
        Column(heads[0], 10, whole=True),
        Column(heads[1], 14, 2),
        Column(heads[2], 12, whole=True),
        Column(heads[3], 10),
        Column(heads[4], 30, 1),
    ]
    out.print(render(columns, [_row(step, language) for step in steps], out, title=title))


def _row(step: Step, language: Interface) -> list[Text]:
    kind, *parties = step.tie.partition("~")[0].split("/")
    who = label("tie", kind, language) + text("view.colon", language) + names(parties, language)
    fact = label("effect", step.effect, language) if step.kind in tie_kinds() else label("kind", step.kind, language)
    says = text("note.according", language, who=names(step.claimed_by, language)) if step.claimed_by else ""
    source = ", ".join(filter(None, (step.publisher, step.dispatch, step.url)))
    copy = f" ({text('view.copy', language)})" if step.copy else ""
    return [
        words((step.told or "")[:10] or ("" if step.dispatch else label("basis", "atlas", language))),
        words(who),
        words(step.date or ""),
        stacked(words(f"{fact}, {label('standing', step.how, language)}", STYLES.get(step.how, "")), words(says, "dim")),
        stacked(words(step.quote), words(source + copy, "dim")),
    ]
