"""``legation members``: who belongs to an organization on a day."""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from legation.atlas import fold
from legation.commands.options import (
    DEFAULT_REGISTER,
    AsCsv,
    AsJson,
    KnownAt,
    Lang,
    Register,
    last_day,
    said,
    speak,
)
from legation.commands.output import check_format, console, print_csv, print_json
from legation.commands.output.events import STYLES
from legation.commands.output.names import name
from legation.commands.output.table import Column, render, words
from legation.commands.resolve import find_organization
from legation.messages import Interface, label, text
from legation.model import Tie
from legation.register import members as ask
from legation.register import open_register

_HEADER = ("kind", "holder", "other", "status", "begin", "end", "basis", "events", "note", "name")


def members(
    organization: Annotated[str, typer.Argument(metavar="ORG", help=said("help.members.organization"))],
    as_of: Annotated[datetime.date | None, typer.Option(parser=last_day, metavar="DATE", help=said("help.as_of"))] = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """The standing of every member and former member on a day, then what was told to be coming."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        id_ = find_organization(store, organization, language)
        ties = ask(store, id_, as_of=day, known_at=known_at, language=language)
    if as_json:
        print_json(ties)
    elif as_csv:
        print_csv(_HEADER, [_csv(tie, language) for tie in ties])
    else:
        _show(ties, text("view.members", language, organization=name(id_, language), as_of=day.isoformat()), language)


def _csv(tie: Tie, language: Interface) -> list[str]:
    plain = msgspec.structs.replace(tie, events=())
    values = [str(getattr(plain, field) or "") for field in _HEADER[:-1]]
    values[_HEADER.index("events")] = " ".join(tie.events)
    return [*values, name(tie.holder, language)]


def _show(ties: tuple[Tie, ...], title: str, language: Interface) -> None:
    out = console()
    if not ties:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))
        return
    heads = [text(f"head.{key}", language) for key in ("member", "standing", "since", "until", "basis", "note")]
    columns = [
        Column(heads[0], 14),
        Column(heads[1], 10, whole=True),
        Column(heads[2], 12, 1, whole=True),
        Column(heads[3], 12, 1, whole=True),
        Column(heads[4], 8, 3, whole=True),
        Column(heads[5], 16, 2),
    ]
    out.print(render(columns, [_row(tie, language) for tie in _by_name(ties, language)], out, title=title))


def _by_name(ties: tuple[Tie, ...], language: Interface) -> list[Tie]:
    """Standings in the order given, the members of each by the names shown."""
    groups = list(dict.fromkeys((tie.kind, tie.status) for tie in ties))
    return sorted(ties, key=lambda tie: (groups.index((tie.kind, tie.status)), fold(name(tie.holder, language))))


def _row(tie: Tie, language: Interface) -> list[Text]:
    return [
        words(name(tie.holder, language)),
        words(label("standing", tie.status, language), STYLES.get(tie.status, "")),
        words(tie.begin or ""),
        words(tie.end or ""),
        words(label("basis", "both" if tie.basis == "atlas" and tie.events else tie.basis, language)),
        words(tie.note, "dim"),
    ]
