"""A publisher on loopback, for tests: feeds, articles and everything that the web does to those who read it.

Addresses, all under ``http://127.0.0.1:PORT``: ``/feed/NAME.xml`` feeds, ``/a/N.html`` articles; what each does is set in
``Press``: it is told what to publish, and counts what it was asked.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

Answer = tuple[int, Mapping[str, str], bytes]
Answerer = Callable[[Mapping[str, str]], Answer]


@dataclass
class Press:
    """What is published, by path, and what was asked: a count by path and by (path, status)."""

    pages: dict[str, Answerer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    agents: Counter[str] = field(default_factory=Counter)
    log: list[tuple[float, str]] = field(default_factory=list)
    posted: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)

    def put(self, path: str, body: bytes | str, form: str = "text/html", **headers: str) -> None:
        """Publish something that is always answered in full."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda asked: (200, {"Content-Type": form, **headers}, data)

    def feed(self, path: str, items: Callable[[], list[tuple[str, str]]]) -> None:
        """An RSS feed of (path, title), with an ETag: it is not sent again while it is the same."""

        def answer(asked: Mapping[str, str]) -> Answer:
            body = rss(items()).encode()
            tag = f'"{hash(body)}"'
            if asked.get("if-none-match") == tag:
                return 304, {"ETag": tag}, b""
            return 200, {"Content-Type": "application/rss+xml", "ETag": tag}, body

        self.pages[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Send those who ask elsewhere."""
        self.pages[path] = lambda asked: (status, {"Location": to}, b"")

    def busy(self, path: str, times: int, then: Answerer, seconds: str = "30", status: int = 429) -> None:
        """Ask to be left alone, so many times; then answer."""

        def answer(asked: Mapping[str, str]) -> Answer:
            nonlocal times
            if times > 0:
                times -= 1
                return status, {"Retry-After": seconds}, b""
            return then(asked)

        self.pages[path] = answer


def rss(items: list[tuple[str, str]]) -> str:
    """An RSS feed of (path, title)."""
    said = "".join(f"<item><title>{title}</title><link>{path}</link></item>" for path, title in items)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Essai</title>{said}</channel></rss>'


@cache
def bomb() -> bytes:
    """A hundred megabytes of nothing, packed."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


def article(title: str, text: str, day: str = "2025-04-01") -> str:
    """A page with an article."""
    return (
        f'<!doctype html><html lang="fr"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


class PressServer:
    """The server; use it in a ``with`` block."""

    def __init__(self) -> None:
        self.press = Press()
        press = self.press

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                path = self.path
                press.asked[path] += 1
                press.log.append((time.monotonic(), path))
                press.agents[self.headers.get("User-Agent", "")] += 1
                if path.startswith("/endless"):
                    return self._endless(path)
                asked = {name.lower(): value for name, value in self.headers.items()}
                status, headers, body = press.pages.get(path, lambda asked: (404, {}, b"not here"))(asked)
                press.answered[path, status] += 1
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                return None

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                press.posted.append((self.path, dict(self.headers.items()), body))
                status = press.pages[self.path](dict(self.headers.items()))[0] if self.path in press.pages else 204
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def _endless(self, path: str) -> None:
                """A body without end, as fast as can be; drop by drop; or packed, of next to nothing on the wire."""
                self.close_connection = True
                try:
                    if path == "/endless/head":
                        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                        for number in range(600):
                            self.wfile.write(f"X-{number % 50}: a".encode())
                            self.wfile.flush()
                            time.sleep(0.05)
                        return
                    packed = path == "/endless/bomb"
                    self.send_response(200)
                    if packed:
                        self.send_header("Content-Encoding", "gzip")
                    self.end_headers()
                    if packed:
                        self.wfile.write(bomb())
                        return
                    for _ in range(2000):
                        self.wfile.write(b"<rss>" if path == "/endless/drip" else b"<rss><channel>" * 5000)
                        self.wfile.flush()
                        if path == "/endless/drip":
                            time.sleep(0.05)
                except OSError:
                    return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> PressServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """A whole address."""
        return f"http://{host}:{self.port}{path}"
