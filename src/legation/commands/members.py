"""``legation members``: who belongs to an organization on a day."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, AsCsv, AsJson, AsOf, KnownAt, Lang, Register, said, speak
from legation.commands.output import check_format
from legation.commands.output.ties import print_ties
from legation.commands.resolve import find_organization
from legation.exports.names import name
from legation.messages import text
from legation.register import members as ask
from legation.register import open_register


def members(
    organization: Annotated[str, typer.Argument(metavar="ORG", help=said("help.members.organization"))],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Lang = None,
) -> None:
    """The standing of every member and former member on a day, then what was claimed or told to be coming."""
    language = speak(lang)
    check_format(as_json, as_csv, language)
    day = as_of or datetime.date.today()
    with open_register(register, create=False) as store:
        id_ = find_organization(store, organization, language)
        ties = ask(store, id_, as_of=day, known_at=known_at, language=language)
    title = text("view.members", language, organization=name(id_, language), as_of=day.isoformat())
    print_ties(ties, language, title=title, as_json=as_json, as_csv=as_csv, of_members=True, limit=0)
