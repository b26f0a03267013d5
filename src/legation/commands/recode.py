"""``legation recode``: stored texts through the present coder; what was judged goes over to the mentions that say the same."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from legation.commands.options import DEFAULT_REGISTER, AsJson, Lang, Register, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.table import words
from legation.messages import count, text
from legation.register import QuoteError, open_register, stale
from legation.register import recode as store_again


class Summary(Struct, frozen=True, kw_only=True):
    """What coding again came to; ``orphaned``: the judgements that no mention answers any more."""

    coder_version: str
    dispatches: int
    kept: int
    carried: int
    new: int
    gone: int
    orphaned: tuple[int, ...]


def recode(
    everything: Annotated[bool, typer.Option("--all", help=said("help.recode.all"))] = False,
    register: Register = DEFAULT_REGISTER,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Code stored texts again; interrupted, the same command goes on where it stopped."""
    language = speak(lang)
    from legation.coder import CODER_VERSION, Coder

    done, kept, carried, new, gone = 0, 0, 0, 0, 0
    lost: list[int] = []
    with open_register(register, create=False) as store:
        for dispatch, mentions in Coder().code_many(stale(store, CODER_VERSION, everything=everything)):
            try:
                found = store_again(store, dispatch, mentions, CODER_VERSION)
            except QuoteError as error:  # one bad dispatch never stops the batch: it stands as it was
                console(stderr=True).print(words(str(error)), soft_wrap=True)
                continue
            done, kept, carried = done + found.done, kept + found.kept, carried + found.carried
            new, gone = new + found.new, gone + found.gone
            lost += found.orphaned
    summary = Summary(
        coder_version=CODER_VERSION, dispatches=done, kept=kept, carried=carried, new=new, gone=gone, orphaned=tuple(lost)
    )
    if as_json:
        print_json([summary])
        return
    out = console()
    if not done:
        out.print(words(text("recode.nothing", language, version=CODER_VERSION)))
        return
    told = text("recode.done", language, version=CODER_VERSION, kept=kept, carried=carried, new=new, gone=gone)
    out.print(words(count("recode.dispatches", done, language) + text("view.colon", language) + told), soft_wrap=True)
    if lost:
        numbers = ", ".join(map(str, lost))
        out.print(words(text("recode.orphaned", language, numbers=numbers)), soft_wrap=True)
