"""``legation serve``: the register as web pages."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from legation.commands.options import DEFAULT_REGISTER, Lang, Register, said, speak
from legation.messages import text
from legation.model import RegisterError
from legation.register import open_register

SHORTEST = 16
"""Characters of a token that nobody guesses."""


def serve(
    register: Register = DEFAULT_REGISTER,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help=said("help.serve.host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help=said("help.serve.port"))] = 8765,
    token: Annotated[
        str | None, typer.Option("--token", envvar="LEGATION_TOKEN", metavar="TOKEN", help=said("help.serve.token"))
    ] = None,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="HOST", help=said("help.serve.name"))] = None,
    lang: Lang = None,
) -> None:
    """Serve the pages until it is stopped. Reading is open on this machine alone; writing needs the token."""
    from legation.web import Gate, make_app  # what takes long to import comes after the help
    from legation.web.guard import is_loopback
    from legation.web.server import run

    language = speak(lang)
    near = is_loopback(host)
    if token is None and not near:
        raise RegisterError(text("serve.needs_token", language, host=host))
    if token is not None and len(token) < SHORTEST:
        raise RegisterError(text("serve.short_token", language, least=SHORTEST))
    made = token or secrets.token_urlsafe(24)
    names = [*(name or []), *([] if near else [host])]
    with open_register(register, create=False) as store:
        app = make_app(store, Gate(made, open_reading=near, names=names))

        def ready(at: int) -> None:
            where = f"[{host}]" if ":" in host else host
            typer.echo(text("serve.ready", language, register=store.name, address=f"http://{where}:{at}/{language}/"))
            if token is None:
                typer.echo(text("serve.token", language, token=made))

        run(app, host, port, ready)
