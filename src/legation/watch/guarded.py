"""Connections that go to a checked address only, and that end when their time is over, whatever the server does."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from legation.watch.addresses import FetchError, Network, Resolve, checked, look_up


class Guard:
    """What one request may do: where it may connect to, and until when it may run.

    A server that sends a byte now and then keeps every time limit of a socket, for ever; so the connection itself is
    shut when the time is over. Use it in a ``with`` block around the request.
    """

    def __init__(self, allowed: Sequence[Network], seconds: float, resolve: Resolve = look_up) -> None:
        self.allowed = allowed
        self.resolve = resolve
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.over = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Guard:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._timer.cancel()
        self._end_all()
        for each in self._sockets:
            each.close()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to a checked address of the host; tried in order."""
        problem: OSError | None = None
        for address in checked(host, port, self.allowed, self.resolve):
            left = self.until - time.monotonic()
            if left <= 0:
                break
            try:
                made = socket.create_connection((address, port), timeout=min(10.0, left))
            except OSError as error:
                problem = error
                continue
            made.settimeout(max(0.1, self.until - time.monotonic()))
            # Another handle on it: encryption takes the first one over.
            self._sockets.append(made.dup())
            return made
        said = problem.strerror or str(problem) if problem else "took too long"
        raise FetchError("no connection", f"{host} can't be reached ({said})")

    def _end(self) -> None:
        self.over = True
        self._end_all()

    def _end_all(self) -> None:
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    guard: Guard

    def _new_conn(self) -> socket.socket:
        made = self.guard.connect(self._dns_host, self.port)
        sys.audit("http.client.connect", self, self.host, self.port)
        return made


class _Secure(HTTPSConnection):
    guard: Guard

    def _new_conn(self) -> socket.socket:
        made = self.guard.connect(self._dns_host, self.port)
        sys.audit("http.client.connect", self, self.host, self.port)
        return made


def pool(scheme: str, host: str, port: int | None, guard: Guard) -> HTTPConnectionPool:
    """A pool of one connection under this guard; certificates are checked against the name, not the address."""
    secure = scheme == "https"
    made = (HTTPSConnectionPool if secure else HTTPConnectionPool)(host, port, maxsize=1, retries=False, timeout=guard.seconds)
    # The class is the pool's own place for it; a class of its own for each guard, as pools make connections themselves.
    made.ConnectionCls = type("Guarded", (_Secure if secure else _Plain,), {"guard": guard})
    return made
