"""One look at a feed or sitemap: what is new in it is noted, in one transaction with how far the feed was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sqlalchemy import Connection

from legation.register import Register
from legation.register import watched as memory
from legation.register.forgotten import is_forgotten
from legation.sources import UnreadableError
from legation.sources.feed import Entry, Feed, read_feed
from legation.sources.unread import LIMIT
from legation.watch.addresses import FetchError
from legation.watch.clock import Clock
from legation.watch.fetch import shown
from legation.watch.hosts import AGENT, Hosts
from legation.watch.packed import gunzip
from legation.watch.permission import reserved_by_reply
from legation.watch.settings import Source

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
MOST_SITEMAPS = 20
"""Sitemaps of an index that are looked at in one cycle, those that changed last first."""

SITEMAP_DAYS = 7
"""Of a sitemap without ``since``, what changed in so many days is taken; it lists all that was ever published."""

_AGAIN = 6 * 3600.0
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|xtor|at_(?:medium|campaign|link_\w+)|mc_[ce]id|ref_src", re.IGNORECASE)


def article_id(url: str) -> str:
    """The address of an article without what only says where a reader came from: its id, whichever feed names it.

    >>> article_id("https://Press.example/a?id=7&utm_source=rss")
    'https://press.example/a?id=7'
    """
    parts = urlsplit(url)
    said = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in said if not _TRACKING.fullmatch(key)]
    query = parts.query if kept == said else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def look(register: Register, hosts: Hosts, clock: Clock, source: Source, every: int, url: str = "", depth: int = 0) -> int:
    """Look at a feed; the number of articles that are new or changed. What it says of itself is remembered with them."""
    address = url or source.url
    with register.look() as connection:
        known = memory.row_of(connection, memory.feeds, address) or {}
    etag, modified = str(known.get("etag", "")), str(known.get("modified", ""))
    reply = hosts.get(address, accept=ACCEPT, etag=etag, modified=modified)
    now = clock.now()
    if reply.status == 304:
        with register.change() as connection:
            memory.remember(connection, memory.feeds, address, asked_at=now, next_at=now + every, failures=0, said="")
        return 0
    if reply.status != 200:
        raise FetchError("gone" if reply.status == 410 else "status", f"{shown(address)}: answered with {reply.status}")
    if reserved := reserved_by_reply(dict(reply.headers), AGENT):
        raise FetchError("reserved", f"{shown(address)}: reserved against text and data mining ({reserved})")
    try:
        feed = read_feed(gunzip(reply.body, LIMIT), reply.url)
    except UnreadableError as error:
        raise FetchError("feed", f"{shown(address)}: {error}") from error
    found = 0
    if feed.form == "index":
        if depth:
            raise FetchError("feed", f"{shown(address)}: an index of sitemaps in an index of sitemaps")
        found = _index(register, hosts, clock, source, every, feed)
    with register.change() as connection:
        if feed.form != "index":
            found = sum(_note(connection, entry, source, now) for entry in _fresh(feed, source, now))
        # A feed that broke off is asked for whole again: what comes after the break was not seen.
        etag = "" if feed.broken else reply.header("etag")[:500].replace("\0", "")
        modified = "" if feed.broken else reply.header("last-modified")[:100].replace("\0", "")
        memory.remember(
            connection, memory.feeds, address, asked_at=now, next_at=now + every, failures=0,
            etag=etag, modified=modified, said="moved" if reply.moved else "",
        )  # fmt: skip
    return found


def _index(register: Register, hosts: Hosts, clock: Clock, source: Source, every: int, index: Feed) -> int:
    """Look at the sitemaps of an index that changed since they were last looked at."""
    found = 0
    newest = sorted(index.entries, key=lambda entry: entry.changed, reverse=True)
    for entry in newest[:MOST_SITEMAPS]:
        with register.look() as connection:
            known = memory.row_of(connection, memory.feeds, entry.url) or {}
        if entry.changed and known.get("changed") == entry.changed:
            continue
        try:
            found += look(register, hosts, clock, source, every, entry.url, depth=1)
        except FetchError as error:
            with register.change() as connection:
                memory.remember(connection, memory.feeds, entry.url, asked_at=clock.now(), said=str(error)[:300])
            continue
        with register.change() as connection:
            memory.remember(connection, memory.feeds, entry.url, changed=entry.changed)
    return found


def _fresh(feed: Feed, source: Source, now: float) -> Iterator[Entry]:
    """The entries that are dated late enough, the oldest first: as they were published."""
    since = source.since
    if not since and feed.form == "sitemap":
        since = (datetime.fromtimestamp(now, UTC) - timedelta(days=SITEMAP_DAYS)).date().isoformat()
    for entry in reversed(feed.entries):
        day = max(entry.published or "", entry.changed if entry.changed[:4].isdigit() else "")[:10]
        if not since or (day >= since if day else feed.form == "feed"):
            yield entry


def _note(connection: Connection, entry: Entry, source: Source, now: float) -> bool:
    """Note an article to be read: one that is not known, or that its feed says was changed since it was read."""
    name = article_id(entry.url)
    if is_forgotten(connection, name):
        return False
    known = memory.row_of(connection, memory.entries, name)
    values: dict[str, str | float | None] = {
        "feed": source.url, "title": entry.title[:500], "published": entry.published, "changed": entry.changed,
        "content": entry.content if source.take == "feed" else "", "state": "new", "tries": 0, "next_at": 0.0, "said": "",
    }  # fmt: skip
    if known is None:
        memory.remember(connection, memory.entries, name, **values)
        return True
    since = now - cast(float, known["done_at"])
    if known["state"] in ("read", "failed") and entry.changed and entry.changed != known["changed"] and not 0 <= since < _AGAIN:
        memory.remember(connection, memory.entries, name, **values)
        return True
    return False
