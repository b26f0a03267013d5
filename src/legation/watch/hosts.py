"""Manners towards hosts: what they allow, how long between two requests, and how long to stay away when they say so."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import cast
from urllib.parse import urlsplit

import msgspec

from legation.register import Register
from legation.register import watched as memory
from legation.watch.addresses import FetchError
from legation.watch.clock import Clock
from legation.watch.fetch import Fetcher, Reply, shown
from legation.watch.permission import ROBOTS_LIMIT, Rules, delay, may_fetch, reserved_by_host

AGENT = "Legation"
"""The name that robots.txt knows this reader by."""

DAY = 86400.0
_CLOSED_FOR = 3600.0
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 7 * DAY
_RULES = msgspec.json.Decoder(Rules)


def origin(url: str) -> str:
    """Scheme, host and port of an address: whom a robots.txt speaks for.

    >>> origin("https://Press.example:443/afrique?x=1")
    'https://press.example'
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise FetchError("address", f"{shown(url)}: not an address that can be read") from None
    usual = port is None or (scheme, port) in (("http", 80), ("https", 443))
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" if usual else f"{scheme}://{name}:{port}"


def retry_after(value: str, now: float) -> float | None:
    """Seconds to stay away, by a ``Retry-After`` header; ``None`` where it says nothing that can be understood.

    >>> retry_after("120", 0), retry_after("Thu, 01 Jan 1970 00:05:00 GMT", 60.0), retry_after("bald", 0)
    (120.0, 240.0, None)
    """
    value = value.strip()[:60]
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(value).timestamp() - now, 0.0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None


class Hosts:
    """Asks hosts, at their pace; what they allow and when they may be asked again is remembered."""

    def __init__(self, register: Register, fetcher: Fetcher, clock: Clock, least: float) -> None:
        self.register = register
        self.fetcher = fetcher
        self.clock = clock
        self.least = least
        self._asked: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Rules]] = {}

    def ready(self, url: str) -> float:
        """When, by the steady clock, the host of an address may be asked next."""
        where = origin(url)
        if where not in self._asked:
            return self.clock.steady()
        known = self._rules.get(where)
        return self._asked[where] + max(self.least, delay(known[1], AGENT) if known else 0.0)

    def get(self, url: str, *, accept: str, etag: str = "", modified: str = "") -> Reply:
        """Fetch an address when its host may be asked; ``FetchError`` where it may not be, or asks to be left alone."""
        self._permit(url)
        self.clock.sleep(self.ready(url) - self.clock.steady())
        where = origin(url)
        try:
            reply = self.fetcher.get(url, accept=accept, etag=etag, modified=modified, may=self._permit)
        except FetchError as error:
            if error.reason in ("no connection", "no answer", "too slow", "unknown host"):
                self._stay_away(where, None)
            raise
        finally:
            self._asked[where] = self.clock.steady()
        if reply.status in (429, 503):
            self._stay_away(origin(reply.url), retry_after(reply.header("retry-after"), self.clock.now()))
            raise FetchError("waiting", f"{shown(reply.url)}: the server asks to be left alone for a while ({reply.status})")
        self._welcome(where)
        return reply

    def away_until(self, url: str) -> float:
        """Until when, in seconds since 1970, the host of an address wants no request; 0 where it may be asked."""
        with self.register.look() as connection:
            row = memory.row_of(connection, memory.hosts, origin(url))
        now = self.clock.now()
        if row is None:
            return 0.0
        since, until = cast(float, row["asked_at"]), cast(float, row["not_before"])
        return until if since <= now < until else 0.0  # asked later than now: the clock was set back

    def _permit(self, url: str) -> None:
        until = self.away_until(url)
        if until:
            raise FetchError("waiting", f"{shown(url)}: its host asked to be left alone, or did not answer; tried again later")
        rules = self._rules_of(origin(url))
        if not may_fetch(rules, url, AGENT):
            why = "its robots.txt can't be read now" if rules.closed else "robots.txt does not allow it"
            raise FetchError("closed" if rules.closed else "robots", f"{shown(url)}: {why}")
        if reserved := reserved_by_host(rules, url):
            raise FetchError("reserved", f"{shown(url)}: reserved against text and data mining ({reserved})")

    def _rules_of(self, where: str) -> Rules:
        now = self.clock.now()
        if where not in self._rules:
            with self.register.look() as connection:
                row = memory.row_of(connection, memory.hosts, where)
            if row is not None and row["rules"]:
                self._rules[where] = cast(float, row["rules_at"]), _RULES.decode(cast(str, row["rules"]))
        if where in self._rules:
            at, rules = self._rules[where]
            if 0 <= now - at < (_CLOSED_FOR if rules.closed else DAY):
                return rules
        rules = self._ask_rules(where)
        self._rules[where] = now, rules
        with self.register.change() as connection:
            memory.remember(connection, memory.hosts, where, rules=msgspec.json.encode(rules).decode(), rules_at=now)
        return rules

    def _ask_rules(self, where: str) -> Rules:
        """What robots.txt and tdmrep.json say; no robots.txt (4xx) allows all, one that can't be had nothing (RFC 9309)."""
        try:
            reply = self.fetcher.get(f"{where}/robots.txt", accept="text/plain", limit=4 * ROBOTS_LIMIT)
        except FetchError as error:
            if error.reason in ("private address", "unknown host", "address"):
                raise
            return Rules(closed=True)
        if reply.status >= 500 or reply.status == 429:
            return Rules(closed=True)
        robots = reply.body[:ROBOTS_LIMIT].decode("utf-8", "replace") if reply.status == 200 else ""
        if robots.lstrip().startswith("<"):  # a page that says "not found" with status 200
            robots = ""
        self.clock.sleep(min(self.least, 1.0))
        try:
            mining = self.fetcher.get(f"{where}/.well-known/tdmrep.json", accept="application/json", limit=ROBOTS_LIMIT)
            tdm = mining.body.decode("utf-8", "replace") if mining.status == 200 else ""
        except FetchError:
            tdm = ""
        self._asked[where] = self.clock.steady()
        return Rules(robots=robots.replace("\0", ""), tdm=tdm.replace("\0", ""))

    def _stay_away(self, where: str, seconds: float | None) -> None:
        """Leave a host alone as long as it says; else twice as long as the last time."""
        now = self.clock.now()
        with self.register.change() as connection:
            row = memory.row_of(connection, memory.hosts, where)
            failures = cast(int, row["failures"]) if row else 0
            wait = seconds if seconds is not None else min(_FIRST_WAIT * 2.0**failures, DAY)
            memory.remember(
                connection, memory.hosts, where, asked_at=now, not_before=now + max(wait, 1.0), failures=min(failures + 1, 20)
            )

    def _welcome(self, where: str) -> None:
        with self.register.look() as connection:
            row = memory.row_of(connection, memory.hosts, where)
        if row is not None and row["failures"]:
            with self.register.change() as connection:
                memory.remember(connection, memory.hosts, where, failures=0, not_before=0.0)
