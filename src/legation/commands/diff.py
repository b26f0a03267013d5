"""``legation diff``: what reading has changed since a day, in events and in ties."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer
from rich.text import Text

from legation.commands.options import DEFAULT_REGISTER, AsJson, AsOf, KnownAt, Lang, Register, last_day, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.events import STYLES
from legation.commands.output.table import Column, render, words
from legation.exports.names import who
from legation.exports.tie_rows import between
from legation.messages import Interface, label, text
from legation.ontology.ties import tie_kinds
from legation.register import EventChange, TieChange, open_register
from legation.register import diff as ask


def diff(
    since: Annotated[datetime.date, typer.Option("--since", parser=last_day, metavar="DATE", help=said("help.diff.since"))],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Events and ties as known then, against as known now (or by ``--known-at``)."""
    language = speak(lang)
    with open_register(register, create=False) as store:
        found = ask(store, since=since, known_at=known_at, as_of=as_of, language=language)
    if as_json:
        print_json([found])
        return
    out = console()
    rows = [_of_tie(change, language) for change in found.ties] + [_of_event(change, language) for change in found.events]
    title = text("view.diff", language, since=found.since, until=found.until)
    if not rows:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))
        return
    heads = [text(f"head.{key}", language) for key in ("change", "kind", "who", "before", "after")]
    columns = [
        Column(heads[0], 8, whole=True),
        Column(heads[1], 11),
        Column(heads[2], 20),
        Column(heads[3], 16, 1),
        Column(heads[4], 16),
    ]
    out.print(render(columns, rows, out, title=title))


def _change(before: object, after: object, language: Interface) -> Text:
    key = "new" if before is None else "gone" if after is None else "changed"
    return words(label("change", key, language), {"new": "green", "gone": "red"}.get(key, "yellow"))


def _of_tie(change: TieChange, language: Interface) -> list[Text]:
    tie = change.after or change.before
    if tie is None:
        return []
    family = "tie" if tie.kind in tie_kinds() else "kind"
    sides = [
        ""
        if side is None
        else ", ".join(
            filter(
                None,
                (label("standing", side.status, language), _dates(side.begin, side.end), _how(side.how, side.status, language)),
            )
        )
        for side in (change.before, change.after)
    ]
    return [
        _change(change.before, change.after, language),
        words(label(family, tie.kind, language)),
        words(between(tie, language)),
        words(sides[0]),
        words(sides[1], STYLES.get(tie.status, "")),
    ]


def _how(how: str, status: str, language: Interface) -> str:
    return "" if how in ("", status) else label("standing", how, language)


def _dates(begin: str | None, end: str | None) -> str:
    return f"{begin or '…'} – {end or '…'}" if begin or end else ""


def _of_event(change: EventChange, language: Interface) -> list[Text]:
    event = change.after or change.before
    if event is None:
        return []
    sides = [
        ""
        if side is None
        else ", ".join(filter(None, (label("status", side.status, language), side.date or "", side.place or "")))
        for side in (change.before, change.after)
    ]
    return [
        _change(change.before, change.after, language),
        words(label("kind", event.kind, language)),
        words(who(event, language)),
        words(sides[0]),
        words(sides[1], STYLES.get(event.status, "")),
    ]
