"""The command line: one module a command in ``legation/commands``, assembled here.

To add a command, write ``commands/<name>.py`` with a function of that name (or, for a group, a Typer called ``app``)
and put its name into ``COMMANDS``. A command's module is imported when it is called, so that a view need not wait for a
parser.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from legation.commands.options import said
from legation.exports.escape import printable
from legation.messages import keys
from legation.model import LegationError

if TYPE_CHECKING:  # typer carries its own click since 0.25; only its types are named here
    from typer._click.core import Command, Context

_HELP_NAMES = {"help_option_names": ["-h", "--help"]}

# All errors of use: typer carries its own click and exports only this heir of theirs.
_USE_ERRORS = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException" and issubclass(kind, Exception)
)

COMMANDS = (
    "code",
    "read",
    "watch",
    "timeline",
    "agenda",
    "overdue",
    "members",
    "agreements",
    "relations",
    "dyad",
    "history",
    "contradictions",
    "diff",
    "show",
    "serve",
    "export",
    "release",
    "ask",
    "review",
    "recode",
    "forget",
    "evaluate",
    "rules",
)


class Commands(TyperGroup):
    """The commands whose modules are there; what Legation raises on purpose is one line, not a traceback."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Names in the order of ``COMMANDS``."""
        return [name for name in COMMANDS if find_spec(f"legation.commands.{name}") is not None]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import the module of a command and make the command."""
        return _command(cmd_name) if cmd_name in self.list_commands(ctx) else None

    def make_context(self, *arguments: Any, **named: Any) -> Context:
        """Read the arguments; what is wrong with them is told without what a terminal would obey in it."""
        with _told():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: Context) -> object:
        """Run the command; what Legation raises on purpose is told and ends with exit code 1."""
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Errors in one line each, made safe to print: they repeat words from outside."""
    try:
        yield
    except _USE_ERRORS as error:
        error.message = printable(getattr(error, "message", ""))  # type: ignore[attr-defined]
        raise
    except LegationError as error:
        typer.echo(printable(f"legation: {' '.join(str(error).split())}"), err=True)
        raise typer.Exit(1) from error


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"legation {metadata.version('legation')}")
        raise typer.Exit


def _start(
    context: typer.Context,
    lang: Annotated[str | None, typer.Option("--lang", metavar="en|fr", help=said("help.lang"))] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=said("help.version"))] = False,
) -> None:
    context.default_map = {name: {"lang": lang} for name in COMMANDS}
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of another century shows \u20ac rather than a traceback
            stream.reconfigure(errors="backslashreplace")


@cache
def _command(name: str) -> Command:
    made: Command
    module = import_module(f"legation.commands.{name}")
    group = getattr(module, "app", None)
    if isinstance(group, typer.Typer):
        made = typer.main.get_group(group)
    else:
        alone = typer.Typer(add_completion=False, context_settings=_HELP_NAMES)
        help_text = said(f"help.{name}") if f"help.{name}" in keys() else None
        alone.command(name, help=help_text)(getattr(module, name))
        made = typer.main.get_command(alone)
    made.name = name
    return made


app = typer.Typer(
    cls=Commands,
    help=said("help.app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_HELP_NAMES,
)
app.callback()(_start)


if __name__ == "__main__":
    app()
