"""One article, from its address to the register, and what it changed there to the alerts.

The steps leave a trace before each that can't be taken back, so that a kill anywhere neither loses an article or an
alert nor brings one twice: what was being stored is looked up in the register first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal, cast

import msgspec

from legation.model import Dispatch, Mention, SourceError
from legation.register import QuoteError, Register
from legation.register import watched as memory
from legation.register.rows import day_of, dispatch_key, stamp
from legation.sources import html_dispatch
from legation.sources.encoding import decode
from legation.watch.addresses import FetchError
from legation.watch.changes import changes_of
from legation.watch.clock import Clock
from legation.watch.fetch import shown
from legation.watch.hosts import AGENT, Hosts
from legation.watch.permission import reserved_by_page, reserved_by_reply
from legation.watch.settings import Source

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.5"
MOST_TRIES = 6

ALERT_DAYS = 14
"""An article published longer ago is read, and alerts nobody."""

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_FOR_GOOD = (400, 401, 402, 403, 404, 405, 406, 410, 414, 451)

Code = Callable[[Dispatch], tuple[tuple[Mention, ...], str]]
"""The mentions of a dispatch, and the version of the coder that found them."""

Outcome = Literal["read", "known", "refused", "failed", "later"]


class Reader:
    """Reads articles that a feed named."""

    def __init__(self, register: Register, hosts: Hosts, clock: Clock, code: Code) -> None:
        self.register = register
        self.hosts = hosts
        self.clock = clock
        self.code = code

    def finish(self) -> int:
        """Bring to an end what was being stored when watching was stopped; the number of articles."""
        with self.register.look() as connection:
            rows = memory.unfinished(connection)
            stored = {str(row["key"]) for row in rows if memory.is_stored(connection, str(row["key"]))}
        for row in rows:
            if row["key"] in stored:
                self._settle(str(row["url"]), str(row["key"]))
            else:
                with self.register.change() as connection:
                    memory.remember(connection, memory.entries, str(row["url"]), state="new")
        return len(rows)

    def read(self, row: memory.Row, source: Source) -> tuple[Outcome, int]:
        """Read one article: what came of it, and how many mentions it has. Only what the register can't do is raised."""
        url = str(row["url"])
        try:
            dispatch = self._dispatch(row, source)
        except FetchError as error:
            return self._problem(url, error, cast(int, row["tries"])), 0
        except Exception as error:  # whatever a page does to a parser, the next page is read
            said = str(error) if isinstance(error, ValueError) or hasattr(error, "fix") else f"{type(error).__name__}: {error}"
            return self._end(url, "failed", f"{shown(url)}: {said}"[:300]), 0
        key = dispatch_key(dispatch)
        if self.register.knows(dispatch):  # read before, by this or by another command: it changes nothing now
            self._end(url, "read", "")
            return "known", 0
        try:
            mentions, version = self.code(dispatch)
        except Exception as error:
            return self._end(url, "failed", f"{shown(url)}: can't be coded ({type(error).__name__}: {error})"[:300]), 0
        with self.register.change() as connection:
            memory.remember(connection, memory.entries, url, state="storing", key=key)
        try:
            added = self.register.add(dispatch, mentions, version, read_at=datetime.fromtimestamp(self.clock.now(), UTC))
        except (QuoteError, SourceError) as error:
            return self._end(url, "failed", str(error)), 0
        self._settle(url, key)
        return "read", added.mentions

    def _dispatch(self, row: memory.Row, source: Source) -> Dispatch:
        url, title = str(row["url"]), str(row["title"])
        published = cast("str | None", row["published"])
        if row["content"]:
            page = f"<html><body><article>{row['content']}</article></body></html>"
            given = title or None
        else:
            page, given = self._page(url), None
        read = html_dispatch(page, url, title=given, url=url, publisher=source.publisher, language=source.language)
        return read if read.published else msgspec.structs.replace(read, published=published)

    def _page(self, url: str) -> str:
        reply = self.hosts.get(url, accept=ACCEPT)
        if reply.status != 200:
            raise FetchError("gone" if reply.status in _FOR_GOOD else "status", f"{shown(url)}: answered with {reply.status}")
        if reserved := reserved_by_reply(dict(reply.headers), AGENT):
            raise FetchError("reserved", f"{shown(url)}: reserved against text and data mining ({reserved})")
        form = reply.header("content-type").partition(";")[0].strip().lower()
        if form not in _PAGES:
            raise FetchError("gone", f"{shown(url)}: is {form[:60]}, not a page")
        page = decode(reply.body, page=True)
        if reserved := reserved_by_page(page):
            raise FetchError("reserved", f"{shown(url)}: reserved against text and data mining ({reserved})")
        return page

    def _problem(self, url: str, error: FetchError, tries: int) -> Outcome:
        """Refused for good, failed for good, or tried again later."""
        if error.reason in ("robots", "reserved"):
            return self._end(url, "refused", str(error))
        if error.reason in ("waiting", "closed"):  # the host's doing, not the article's
            until = max(self.hosts.away_until(url), self.clock.now() + 60.0)
            with self.register.change() as connection:
                memory.remember(connection, memory.entries, url, next_at=until)
            return "later"
        if error.reason in ("gone", "private address", "address", "too large") or tries + 1 >= MOST_TRIES:
            return self._end(url, "failed", str(error))
        with self.register.change() as connection:
            again = self.clock.now() + 300.0 * 4**tries
            memory.remember(connection, memory.entries, url, tries=tries + 1, next_at=again, said=str(error)[:300])
        return "later"

    def _end(self, url: str, state: Outcome, said: str) -> Outcome:
        said, now = said[:300].replace("\0", ""), self.clock.now()
        with self.register.change() as connection:
            memory.remember(connection, memory.entries, url, state=state, said=said, content="", done_at=now)
        return state

    def _settle(self, url: str, key: str) -> None:
        """Alert of what the stored dispatch changed, and be done with the article: both, or neither."""
        today = datetime.fromtimestamp(self.clock.now(), UTC).date()
        with self.register.change() as connection:
            for changed, mentions in changes_of(connection, key, today):
                known = memory.alerted(connection, changed.change, changed.value, changed.event, mentions)
                if _is_news(changed.published, today) and not known:
                    row = {
                        "id": changed.id, "change": changed.change, "event": changed.event, "value": changed.value,
                        "dispatch": key, "record": msgspec.json.encode(changed).decode(),
                        "made_at": stamp(datetime.fromtimestamp(self.clock.now(), UTC)),
                    }  # fmt: skip
                    memory.add_alert(connection, row, mentions)
            memory.remember(
                connection, memory.entries, url, state="read", key=key, content="", said="", done_at=self.clock.now()
            )


def _is_news(published: str | None, today: date) -> bool:
    day = day_of(published)
    return day is None or today - day <= timedelta(days=ALERT_DAYS)
