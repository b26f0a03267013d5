"""One web address, fetched within bounds: where to, how long, how much, and by which of its redirects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from legation.sources.unread import LIMIT
from legation.watch.addresses import FetchError, Network, Resolve, look_up
from legation.watch.guarded import Guard, pool
from legation.watch.packed import unpacked

SECONDS = 60.0
"""How long one request may take, from looking its host up to its last byte."""

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PART = 65536
_VISIBLE = re.compile(r"[^!-~]")

Allowed = Callable[[str], None]
"""Raises ``FetchError`` for an address that must not be asked; called for each redirect too."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered: ``url`` is where the answer came from, headers have small names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    moved: bool = False

    def header(self, name: str) -> str:
        """A header's value, "" where there is none."""
        return self.headers.get(name, "")


class Fetcher:
    """Fetches under one name, from public addresses and those of the networks that are allowed by name."""

    def __init__(
        self, agent: str, *, allowed: Sequence[Network] = (), resolve: Resolve = look_up, seconds: float = SECONDS
    ) -> None:
        self.agent = agent
        self.allowed = tuple(allowed)
        self.resolve = resolve
        self.seconds = seconds

    def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        etag: str = "",
        modified: str = "",
        limit: int = LIMIT,
        may: Allowed | None = None,
        redirects: int = MOST_REDIRECTS,
    ) -> Reply:
        """Fetch an address, asking only for what has changed where ``etag`` or ``modified`` is known.

        >>> Fetcher("Legation").get("ftp://press.example/a")
        Traceback (most recent call last):
        legation.watch.addresses.FetchError: ftp://press.example/a: not a web address; it begins with http:// or https://
        """
        headers = {"Accept": accept, "If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in headers.items() if value}
        moved = True
        with Guard(self.allowed, self.seconds, self.resolve) as guard:
            for step in range(redirects + 1):
                if may is not None:
                    may(url)
                reply = self._one("GET", url, asked, None, limit, guard)
                if reply.status not in _REDIRECTS or not reply.header("location"):
                    return msgspec.structs.replace(reply, moved=moved and step > 0)
                moved = moved and reply.status in (301, 308)
                url = _target(url, reply.header("location"))
        raise FetchError("redirects", f"{shown(url)}: more than {redirects} redirects")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send something to an address; redirects are not followed."""
        with Guard(self.allowed, self.seconds, self.resolve) as guard:
            return self._one("POST", url, headers, body, _PART, guard)

    def _one(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, limit: int, guard: Guard
    ) -> Reply:
        scheme, host, port, path = _parts(url)
        all_headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip", "Connection": "close", **headers}
        try:
            with pool(scheme, host, port, guard) as connections:
                made = connections.urlopen(
                    method, path, body=body, headers=all_headers, redirect=False, preload_content=False, decode_content=False,
                    assert_same_host=False, retries=False,
                )  # fmt: skip
                try:
                    found = {name.lower(): value for name, value in made.headers.items()}
                    wanted = made.status not in _REDIRECTS and made.status != 304
                    data = unpacked(_parts_of(made, limit), found.get("content-encoding", ""), limit) if wanted else b""
                    if guard.over:  # a body without a length ends where its connection was shut
                        raise FetchError("too slow", f"{shown(url)} took longer than {self.seconds:.0f} s")
                finally:
                    made.close()
        except FetchError as error:
            raise error if shown(url) in str(error) else FetchError(error.reason, f"{shown(url)}: {error}") from None
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if guard.over:
                raise FetchError("too slow", f"{shown(url)} took longer than {self.seconds:.0f} s") from None
            said = re.sub(r"<[^>]*>|\s+", " ", str(error))[:150].strip(" :")
            raise FetchError("no answer", f"{shown(url)}: no proper answer ({type(error).__name__}: {said})") from None
        return Reply(url=url, status=made.status, headers=found, body=data)


def shown(url: str) -> str:
    """An address for messages: without what may be a secret in it, on one line.

    >>> shown("https://desk:secret@press.example/feed?token=secret#x")
    'https://press.example/feed'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that can't be read"
    return _VISIBLE.sub("?", f"{parts.scheme}://{host}{port}{parts.path}")[:200]


def _parts_of(made: BaseHTTPResponse, limit: int) -> list[bytes]:
    """The body as sent, as far as the limit."""
    parts: list[bytes] = []
    size = 0
    for part in made.stream(_PART, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise FetchError("too large", f"more than {limit / 1e6:.0f} MB")
    return parts


def _parts(url: str) -> tuple[str, str, int | None, str]:
    """Scheme, host, port and the rest of an address."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        raise FetchError("address", f"{shown(url)}: not an address that can be read") from None
    if scheme not in ("http", "https") or not host:
        raise FetchError("address", f"{shown(url)}: not a web address; it begins with http:// or https://")
    if parts.username or parts.password:
        raise FetchError("address", f"{shown(url)}: an address with a password in it; none is sent")
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return scheme, host, port, _VISIBLE.sub(lambda sign: quote(sign[0], errors="replace"), rest)


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location.strip()).partition("#")[0]
    except ValueError:
        raise FetchError("address", f"{shown(url)}: redirects to what is no address") from None
