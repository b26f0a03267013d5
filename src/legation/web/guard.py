"""Who may ask: the name the server is called by, the token, the session, and what a browser must not do with a page."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import time
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "legation_session"
SESSION_SECONDS = 12 * 3600

HEADERS = {
    # No inline script or style, nothing from another host, no framing, forms to this server alone.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Gate:
    """What a visitor must show. ``names``: host names that the server answers to, beside ``localhost`` and bare addresses.

    ``open_reading``: pages are shown to everybody who reaches the server; writing always needs the token.
    """

    def __init__(self, token: str, *, open_reading: bool, names: Collection[str] = ()) -> None:
        self._token = token.encode()
        self._secret = secrets.token_bytes(32)
        self.open_reading = open_reading
        self._names = {name.lower().rstrip(".") for name in (*names, "localhost")}

    def knows_host(self, host: str) -> bool:
        """Whether a Host header names this server; a name that somebody else points here (DNS rebinding) does not.

        >>> gate = Gate("t", open_reading=True, names=["desk.example"])
        >>> [gate.knows_host(host) for host in ("localhost:8000", "127.0.0.1", "[::1]:8000", "desk.example", "evil.example")]
        [True, True, True, True, False]
        """
        name = host.strip().lower()
        if name.startswith("["):
            name = name[1:].partition("]")[0]
        elif name.count(":") == 1:
            name = name.partition(":")[0]
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name.rstrip(".") in self._names
        return address.is_loopback or not self.open_reading

    def matches(self, token: str) -> bool:
        """Whether it is the token, told in the same time whether it is or not."""
        return hmac.compare_digest(hashlib.sha256(token.encode()).digest(), hashlib.sha256(self._token).digest())

    def session(self) -> str:
        """A new session, as the value of its cookie."""
        body = f"{int(time.time()) + SESSION_SECONDS}.{secrets.token_hex(8)}"
        return f"{body}.{self._sign('session', body)}"

    def may_write(self, headers: Headers) -> bool:
        """Whether the request comes with a session that this server gave and that has not run out."""
        return bool(_cookie(headers)) and self._lives(_cookie(headers))

    def may_read(self, headers: Headers) -> bool:
        """Whether pages may be shown: on loopback to all, else with a session, a bearer token, or the token as a password."""
        return self.open_reading or self.may_write(headers) or self.matches(_credential(headers))

    def csrf(self, headers: Headers) -> str:
        """What a form of this session must send back; empty without a session."""
        return self._sign("form", _cookie(headers)) if self.may_write(headers) else ""

    def checks(self, headers: Headers, csrf: str) -> bool:
        """Whether a form was made for this session by this server."""
        expected = self.csrf(headers)
        return bool(expected) and hmac.compare_digest(expected.encode(), csrf.encode())

    def _lives(self, cookie: str) -> bool:
        body, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(self._sign("session", body).encode(), signature.encode()):
            return False
        return int(body.partition(".")[0]) > time.time()

    def _sign(self, purpose: str, body: str) -> str:
        return hmac.new(self._secret, f"{purpose}\n{body}".encode(), hashlib.sha256).hexdigest()


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _credential(headers: Headers) -> str:
    """The token of an Authorization header, be it a bearer's or a password (calendars know only those)."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


class Guard:
    """Lets in what names this server, and puts the headers on all that goes out."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if not self._gate.knows_host(host):
            words = "This server does not answer to that name. / Ce serveur ne répond pas à ce nom. (legation serve --name)\n"
            await PlainTextResponse(words, 421)(scope, receive, headed)
            return
        await self._app(scope, receive, headed)
