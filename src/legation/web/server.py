"""The server process: listens first, then says where, so that what it says is true."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from legation.model import RegisterError


def run(app: Starlette, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until interrupted; ``ready`` is told the port. One that can't be listened on is an error that names it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError as error:
            raise RegisterError(f"{host}:{port}: can't listen there: {error.strerror or error}; give another --port") from error
        ready(listening.getsockname()[1])
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listening])
