"""``legation read``: dispatches into a register, with a progress bar and a closing summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from legation.cluster import Job
from legation.commands.options import DEFAULT_REGISTER, Lang, PressLanguage, Published, Register, engine_name, said, speak
from legation.commands.output import console
from legation.commands.output.table import words
from legation.commands.shards import coded_in_shards, into_parquet
from legation.messages import Interface, label, text
from legation.model import Dispatch, Language, Mention, SourceError
from legation.register import Added, QuoteError, open_register
from legation.register import Register as Store
from legation.sources import Unread


@dataclass
class Tally:
    """What a reading has come to so far."""

    dispatches: int = 0
    syndicated: int = 0
    replaced: int = 0
    known: int = 0
    mentions: int = 0
    events: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, added: Added) -> None:
        """Count one dispatch."""
        self.dispatches += added.new
        self.known += not added.new
        self.syndicated += added.syndicated
        self.replaced += added.replaced
        self.mentions += added.mentions
        self.events.update(added.events.values())

    def line(self, language: Interface) -> str:
        """The count in one line."""
        return text(
            "read.progress",
            language,
            dispatches=self.dispatches,
            known=self.known,
            mentions=self.mentions,
            unread=self.reasons.total(),
            events=self.events.total(),
        )


def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCES...", help=said("help.read.sources"))],
    register: Register = DEFAULT_REGISTER,
    published: Published = None,
    language: PressLanguage = None,
    engine: Annotated[str, typer.Option(parser=engine_name, metavar="local|ray", help=said("help.engine"))] = "local",
    parquet: Annotated[str | None, typer.Option(metavar="DIR", help=said("help.parquet"))] = None,
    shards: Annotated[str | None, typer.Option(metavar="DIR", help=said("help.shards"))] = None,
    lang: Lang = None,
) -> None:
    """Read dispatches into a register; exit code 1 only where nothing could be read, 130 where it was interrupted."""
    tongue = speak(lang)
    press: Language | None = "fr" if language == "fr" else "en" if language == "en" else None
    errors = console(stderr=True)
    tally = Tally()
    interrupted = False
    if parquet is not None:
        _into_parquet(sources, Job(parquet, published, press), engine, errors, tongue)
        return
    if engine != "local" or shards is not None:
        if shards is None and "://" in register:
            raise typer.BadParameter(text("error.shards", tongue))
        job = Job(shards or f"{register}.shards", published, press)
    else:
        job = None
    with open_register(register) as store, _bar(errors, sources, tongue) as bar:
        task = bar.task_ids[0]

        def fresh() -> Iterator[Dispatch]:
            """What has to be coded: neither unread nor known."""
            from legation.sources import read_sources

            for item in read_sources(
                sources, published=published, language=press, progress=lambda done: bar.update(task, completed=done)
            ):
                if isinstance(item, Unread):
                    tally.reasons[item.reason] += 1
                    _tell(errors, str(item))
                elif store.knows(item):
                    tally.known += 1
                else:
                    yield item
                bar.update(task, description=tally.line(tongue))

        def told(item: Unread) -> None:
            tally.reasons[item.reason] += 1
            _tell(errors, str(item))

        def step(done: int, count: int) -> None:
            bar.update(task, completed=done, total=count, description=tally.line(tongue))

        try:
            if job is None:
                _store(fresh(), store, tally, errors)
            else:
                _put(coded_in_shards(sources, job, engine, told, step), store, tally, errors)
        except KeyboardInterrupt:
            interrupted = True
    if not errors.is_terminal:
        _tell(errors, tally.line(tongue))
    console().print(_summary(tally, store.name, tongue))
    if interrupted:
        _tell(errors, text("read.interrupted", tongue))
        raise typer.Exit(130)
    if not tally.dispatches and not tally.known:
        if not tally.reasons:
            _tell(errors, text("read.nothing", tongue, sources=" ".join(sources)))
        raise typer.Exit(1)


def _store(dispatches: Iterator[Dispatch], store: Store, tally: Tally, errors: Console) -> None:
    """Code and store one dispatch after the other; the coder is loaded when there is something to code."""
    first = next(dispatches, None)
    if first is None:
        return
    from legation.coder import Coder

    _put(Coder().code_many(chain([first], dispatches)), store, tally, errors)


def _put(coded: Iterator[tuple[Dispatch, tuple[Mention, ...]]], store: Store, tally: Tally, errors: Console) -> None:
    from legation.coder import CODER_VERSION

    for dispatch, mentions in coded:
        try:
            tally.add(store.add(dispatch, mentions, CODER_VERSION))
        except (QuoteError, SourceError) as error:  # one bad dispatch never stops the batch
            tally.reasons[type(error).__name__] += 1
            _tell(errors, str(error))


def _into_parquet(sources: list[str], job: Job, engine: str, errors: Console, language: Interface) -> None:
    """No register: three folders of Parquet files, and a line that counts what is in them."""
    reasons: Counter[str] = Counter()

    def told(item: Unread) -> None:
        reasons[item.reason] += 1
        _tell(errors, str(item))

    with _bar(errors, [], language) as bar:
        task = bar.task_ids[0]
        found = into_parquet(sources, job, engine, told, lambda done, count: bar.update(task, completed=done, total=count))
    counts = {name: found[name] for name in ("shards", "dispatches", "mentions")}
    _tell(console(), text("read.parquet", language, folder=job.folder, unread=reasons.total(), **counts))
    if not found["dispatches"]:
        raise typer.Exit(1)


def _tell(errors: Console, line: str) -> None:
    errors.print(words(line), soft_wrap=True)


def _bar(errors: Console, sources: Sequence[str], language: Interface) -> Progress:
    """A bar over the bytes to read; standard input has none to count. Nothing moves where there is no terminal."""
    from legation.sources import count_sources

    bar = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    bar.add_task(text("read.reading", language), total=count_sources(sources).bytes or None)
    return bar


def _summary(tally: Tally, register: str, language: Interface) -> Table:
    """The closing count; lines of nothing are left out, but for the first."""
    table = Table(title=words(text("read.summary", language, register=register)), title_justify="left", box=None)
    table.add_column()
    table.add_column(justify="right")
    lines = [
        ("read.dispatches", tally.dispatches),
        ("read.syndicated", tally.syndicated),
        ("read.replaced", tally.replaced),
        ("read.known", tally.known),
        ("read.unread", tally.reasons.total()),
    ]
    for key, number in lines:
        if number or key == "read.dispatches":
            table.add_row(words(text(key, language)), str(number))
    for reason, number in tally.reasons.most_common():
        table.add_row(words(f"  {reason}", "dim"), str(number))
    table.add_row(words(text("read.mentions", language)), str(tally.mentions))
    table.add_row(words(text("read.events", language)), str(tally.events.total()))
    for kind, number in tally.events.most_common():
        table.add_row(words(f"  {label('kind', kind, language)}", "dim"), str(number))
    return table
