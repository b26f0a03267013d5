"""Options that several commands share, and the language that they speak."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from legation.messages import INTERFACES, Interface, interface, text
from legation.model.dates import DateError, bounds


def asked_language(arguments: Sequence[str]) -> str | None:
    """The value of ``--lang``, wherever it stands: help is written before the options are read.

    >>> asked_language(["timeline", "--lang", "fr"]), asked_language(["--lang=en", "agenda"])
    ('fr', 'en')
    """
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


_HELP: Interface = interface(asked_language(sys.argv[1:]))


def said(key: str) -> str:
    """A message of the help, in the language that was asked for."""
    return text(key, _HELP)


def speak(lang: str | None) -> Interface:
    """The language asked for, else that of the surroundings.

    >>> speak("fr")
    'fr'
    """
    if lang is not None and lang not in INTERFACES:
        raise typer.BadParameter(text("error.language", interface(), value=lang))
    return interface(lang)


def first_day(value: str) -> date:
    """The first day of a date: of a month its first.

    >>> first_day("2025-04"), last_day("2025-04")
    (datetime.date(2025, 4, 1), datetime.date(2025, 4, 30))
    """
    return _bound(value, 0)


def last_day(value: str) -> date:
    """The last day of a date."""
    return _bound(value, 1)


def _bound(value: str, end: int) -> date:
    try:
        found = bounds(value.strip())[end]
    except DateError:
        found = None
    if found is None:
        raise typer.BadParameter(text("error.day", _HELP, value=value))
    return found


def instant(value: str) -> str:
    """A day or an ISO 8601 instant, checked but kept as written.

    >>> instant("2025-04-01T08:30:00Z")
    '2025-04-01T08:30:00Z'
    """
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        raise typer.BadParameter(text("error.day", _HELP, value=value)) from None
    return value.strip()


def press_language(value: str) -> str:
    """A language that dispatches are read in."""
    if value not in ("fr", "en"):
        raise typer.BadParameter(text("error.language", _HELP, value=value))
    return value


def engine_name(value: str) -> str:
    """An engine that shards can be run on."""
    if value not in ("local", "ray"):
        raise typer.BadParameter(text("error.engine", _HELP, value=value))
    return value


DEFAULT_REGISTER = "legation.db"

Register = Annotated[str, typer.Option("--register", metavar="FILE", envvar="LEGATION_REGISTER", help=said("help.register"))]
Lang = Annotated[str | None, typer.Option("--lang", metavar="en|fr", help=said("help.lang"))]
AsJson = Annotated[bool, typer.Option("--json", help=said("help.json"))]
AsCsv = Annotated[bool, typer.Option("--csv", help=said("help.csv"))]
KnownAt = Annotated[date | None, typer.Option(parser=last_day, metavar="DATE", help=said("help.known_at"))]
AsOf = Annotated[date | None, typer.Option(parser=last_day, metavar="DATE", help=said("help.as_of"))]
Published = Annotated[str | None, typer.Option(parser=instant, metavar="DATE", help=said("help.published"))]
Url = Annotated[str | None, typer.Option(metavar="URL", help=said("help.url"))]
PressLanguage = Annotated[
    str | None, typer.Option("--language", parser=press_language, metavar="fr|en", help=said("help.language"))
]
