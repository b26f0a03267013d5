"""``legation watch``: feeds, cycle after cycle, into a register; what changes is told where ``feeds.toml`` says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from legation import __version__
from legation.commands.options import DEFAULT_REGISTER, Lang, Register, said, speak
from legation.commands.output import console
from legation.commands.output.table import Column, render, words
from legation.messages import Interface, text
from legation.model import Dispatch, Mention
from legation.register import Register as Store
from legation.register import open_register, watched
from legation.watch.clock import SystemClock
from legation.watch.fetch import Fetcher, shown
from legation.watch.hosts import AGENT
from legation.watch.rounds import Tally, Watcher
from legation.watch.settings import Settings, load_settings


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help=said("help.watch.feeds"))],
    once: Annotated[bool, typer.Option("--once", help=said("help.watch.once"))] = False,
    cycles: Annotated[int | None, typer.Option(min=1, metavar="N", help=said("help.watch.cycles"))] = None,
    status: Annotated[bool, typer.Option("--status", help=said("help.watch.status"))] = False,
    check: Annotated[bool, typer.Option("--check", help=said("help.watch.check"))] = False,
    register: Register = DEFAULT_REGISTER,
    lang: Lang = None,
) -> None:
    """Watch until stopped (Ctrl-C), for one cycle or for so many; what was interrupted goes on with the same command."""
    language = speak(lang)
    settings = load_settings(feeds)
    if check:
        told = text("watch.checked", language, feeds=str(feeds), count=len(settings.feed), alerts=len(settings.alert))
        console().print(words(told), soft_wrap=True)
        return
    if status:
        with open_register(register, create=False) as store:
            _status(store, settings, feeds, language)
        return
    errors = console(stderr=True)
    agent = f"{AGENT}/{__version__} (+{settings.watch.contact})"
    clock = SystemClock()
    with open_register(register) as store:
        watcher = Watcher(
            store, settings, Fetcher(agent, allowed=settings.networks), clock, _code(),
            language=language, folder=feeds.parent, tell=lambda line: errors.print(words(line), soft_wrap=True),
        )  # fmt: skip
        most = 1 if once else cycles
        done = 0
        try:
            while most is None or done < most:
                if done:
                    clock.sleep(watcher.wait())
                tally = watcher.cycle()
                done += 1
                if tally.feeds or tally.outcomes or most is not None:
                    console().print(words(_line(done, tally, language)), soft_wrap=True)
        except KeyboardInterrupt:
            errors.print(words(text("watch.stopped", language)), soft_wrap=True)
            raise typer.Exit(130) from None


class _Coder:
    """The coder, loaded when there is something to code: most cycles find nothing new."""

    def __init__(self) -> None:
        self._code: object = None

    def __call__(self, dispatch: Dispatch) -> tuple[tuple[Mention, ...], str]:
        from legation.coder import CODER_VERSION, Coder

        if not isinstance(self._code, Coder):
            self._code = Coder()
        ((_, mentions),) = self._code.code_many([dispatch])
        return tuple(mentions), CODER_VERSION


def _code() -> _Coder:
    return _Coder()


def _line(cycle: int, tally: Tally, language: Interface) -> str:
    found = tally.outcomes
    return text(
        "watch.cycle", language, cycle=cycle, feeds=tally.feeds, found=tally.found, read=found["read"], refused=found["refused"],
        failed=found["failed"], mentions=tally.mentions, alerts=tally.alerts,
    )  # fmt: skip


def _status(store: Store, settings: Settings, feeds: Path, language: Interface) -> None:
    """How each feed stands, then what publishers refused."""
    out = console()
    standing = watched.standings(store)
    if standing is None:
        out.print(words(text("watch.none", language, register=store.name, feeds=str(feeds))), soft_wrap=True)
        return
    heads = {key: text(f"head.{key}", language) for key in ("feed", "asked", "read", "waiting", "refused", "failed", "problem")}
    columns = [
        Column(heads["feed"], 20), Column(heads["asked"], 16, 2, whole=True), Column(heads["read"], 5, whole=True),
        Column(heads["waiting"], 7, 1, whole=True), Column(heads["refused"], 7, 1, whole=True),
        Column(heads["failed"], 7, 1, whole=True), Column(heads["problem"], 20, 3),
    ]  # fmt: skip
    rows = []
    for source in settings.feed:
        found = standing.get(source.url, watched.Standing())
        problem = text("watch.moved", language) if found.said == "moved" else found.said
        asked = datetime.fromtimestamp(found.asked_at, UTC).strftime("%Y-%m-%d %H:%M") if found.asked_at else "–"
        rows.append(
            [words(source.called), words(asked), words(str(found.read)), words(str(found.waiting)), words(str(found.refused)),
             words(str(found.failed)), words(problem)]
        )  # fmt: skip
    out.print(render(columns, rows, out, title=text("watch.status", language, feeds=str(feeds))))
    refused = watched.refusals(store)
    if refused:
        two = [Column(text("head.url", language), 40), Column(text("head.why", language), 30)]
        lines = [[words(shown(url)), words(why.removeprefix(f"{shown(url)}: "))] for url, why in refused]
        out.print(render(two, lines, out, title=text("watch.refused", language)))
