"""Cycles of watching: every feed that is due is looked at, what is new is read, what changed is told."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import msgspec

from legation.messages import Interface
from legation.model import RegisterError
from legation.register import Register
from legation.register import watched as memory
from legation.watch import channels
from legation.watch.addresses import FetchError
from legation.watch.changes import Changed
from legation.watch.clock import Clock
from legation.watch.fetch import Fetcher, shown
from legation.watch.hosts import DAY, Hosts, origin
from legation.watch.looking import look
from legation.watch.reading import Code, Reader
from legation.watch.settings import Alert, Settings, Source, WatchError
from legation.watch.telling import plain

SHORTEST_WAIT = 5.0
"""Seconds between two cycles at least, whatever is due."""

LONGEST_SLEEP = 900.0
"""Seconds slept at once at most: then the clock is looked at again, as it may have been set."""

_MONTH = 30 * DAY
_CHANGED = msgspec.json.Decoder(Changed)


class Tally(msgspec.Struct):
    """What a cycle came to; ``problems`` are lines that name the feed or the article."""

    feeds: int = 0
    found: int = 0
    mentions: int = 0
    alerts: int = 0
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    problems: list[str] = msgspec.field(default_factory=list)


class Watcher:
    """Watches the feeds of the settings for a register; ``tell`` is given problems as they come."""

    def __init__(
        self,
        register: Register,
        settings: Settings,
        fetcher: Fetcher,
        clock: Clock,
        code: Code,
        *,
        language: Interface = "en",
        folder: Path = Path(),
        tell: Callable[[str], None] = lambda line: None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.register = register
        self.settings = settings
        self.clock = clock
        self.language = language
        self.folder = folder
        self.tell = tell
        self.fetcher = fetcher
        self.environment = os.environ if environment is None else environment
        self.hosts = Hosts(register, fetcher, clock, settings.watch.delay)
        self.reader = Reader(register, self.hosts, clock, code)
        memory.prepare(register)
        with register.change() as connection:
            for alert in settings.alert:
                memory.open_channel(connection, channels.channel_id(alert))

    def cycle(self) -> Tally:
        """Look, read, tell. What one feed or article does never stops the others; what the register can't do does."""
        tally = Tally()
        end = self.clock.steady() + max(min((self.settings.every(each) for each in self.settings.feed), default=60), 60)
        self.reader.finish()
        looks = [(each.url, partial(self._look, each, tally)) for each in self.settings.feed if self._due(each)]
        self._run(looks, end)
        reads = [
            (str(row["url"]) if not row["content"] else "", partial(self._read, row, each, tally))
            for each in self.settings.feed
            for row in self._waiting(each)
        ]
        self._run(reads, end)
        self._deliver(tally)
        return tally

    def wait(self) -> float:
        """The seconds until something is due, between the shortest wait and the longest sleep."""
        now = self.clock.now()
        times = [now if self._waiting(each) else self._next(each) for each in self.settings.feed]
        return min(max(min(times, default=now + LONGEST_SLEEP) - now, SHORTEST_WAIT), LONGEST_SLEEP)

    def _run(self, tasks: Sequence[tuple[str, Callable[[], None]]], end: float) -> None:
        """Do the tasks of each host in order, a host whenever it is ready, until the time is over; the others wait."""
        queues: dict[str, deque[tuple[str, Callable[[], None]]]] = {}
        for url, task in tasks:
            queues.setdefault(origin(url) if url else "", deque()).append((url, task))
        while queues:
            ready = {where: self.hosts.ready(queue[0][0]) if where else 0.0 for where, queue in queues.items()}
            where = min(ready, key=lambda each: ready[each])
            if ready[where] > end:
                return
            self.clock.sleep(ready[where] - self.clock.steady())
            url, task = queues[where].popleft()
            if not queues[where]:
                del queues[where]
            task()

    def _due(self, source: Source) -> bool:
        return self._next(source) <= self.clock.now()

    def _next(self, source: Source) -> float:
        """When a feed is due, in seconds since 1970; now, where the clock was set back to before it was last asked."""
        with self.register.look() as connection:
            row = memory.row_of(connection, memory.feeds, source.url)
        if row is None or cast(float, row["asked_at"]) > self.clock.now():
            return 0.0
        return max(cast(float, row["next_at"]), self.hosts.away_until(source.url))

    def _waiting(self, source: Source) -> Sequence[memory.Row]:
        with self.register.look() as connection:
            return memory.waiting(connection, source.url, self.clock.now(), self.settings.watch.most)

    def _look(self, source: Source, tally: Tally) -> None:
        tally.feeds += 1
        every = self.settings.every(source)
        try:
            tally.found += look(self.register, self.hosts, self.clock, source, every)
        except RegisterError:
            raise
        except Exception as error:
            said = str(error) if isinstance(error, FetchError) else f"{shown(source.url)}: {type(error).__name__}: {error}"
            self._failed(source, said, every, error.reason if isinstance(error, FetchError) else "")
            self._problem(tally, f"{source.called}: {said.removeprefix(f'{shown(source.url)}: ')}")

    def _failed(self, source: Source, said: str, every: int, reason: str) -> None:
        """Ask a feed that fails less and less often, one that is gone once a month, one that is busy when it says."""
        now = self.clock.now()
        with self.register.change() as connection:
            row = memory.row_of(connection, memory.feeds, source.url) or {}
            failures = cast(int, row.get("failures", 0))
            wait = max(min(every * 2.0 ** min(failures, 10), DAY), every)
            wait = _MONTH if reason == "gone" else SHORTEST_WAIT if reason == "waiting" else wait
            memory.remember(
                connection, memory.feeds, source.url, asked_at=now, next_at=now + wait, failures=failures + 1,
                said=said[:300].replace("\0", ""),
            )  # fmt: skip

    def _read(self, row: memory.Row, source: Source, tally: Tally) -> None:
        outcome, mentions = self.reader.read(row, source)
        tally.outcomes[outcome] += 1
        tally.mentions += mentions
        if outcome in ("failed", "refused"):
            with self.register.look() as connection:
                after = memory.row_of(connection, memory.entries, str(row["url"])) or {}
            self._problem(tally, str(after.get("said", "")))

    def _deliver(self, tally: Tally) -> None:
        """Give every channel what it has not had; one that fails is tried again in the next cycle."""
        for alert in self.settings.alert:
            channel = channels.channel_id(alert)
            if alert.to == "atom":
                self._write(alert, tally, channel)
            else:
                self._send_all(alert, tally, channel)

    def _send_all(self, alert: Alert, tally: Tally, channel: str) -> None:
        with self.register.look() as connection:
            rows = memory.undelivered(connection, channel)
        for row in rows:
            told = _told(row)
            try:
                if channels.wanted(alert, told.changed):
                    self._send(alert, told)
                    tally.alerts += 1
            except WatchError as error:
                self._problem(tally, str(error))
                return
            with self.register.change() as connection:
                memory.delivered(connection, channel, str(row["id"]))

    def _send(self, alert: Alert, told: channels.Told) -> None:
        if alert.to == "email":
            channels.send_mail(alert, channels.message(alert, told, self.language), self.environment)
        else:
            channels.post(alert, told, self.language, self.fetcher, self.environment)

    def _write(self, alert: Alert, tally: Tally, channel: str) -> None:
        """Write the file anew from all that is remembered, which is why a kill can neither lose nor double an entry."""
        with self.register.look() as connection:
            told = [_told(row) for row in memory.latest(connection, 10 * channels.MOST_ENTRIES)]
            fresh = [_told(row) for row in memory.undelivered(connection, channel)]
        shown_ = [each for each in told if channels.wanted(alert, each.changed)][: channels.MOST_ENTRIES]
        try:
            channels.write_atom(self.folder / alert.file, shown_, self.language)
        except WatchError as error:
            self._problem(tally, str(error))
            return
        with self.register.change() as connection:
            for each in fresh:
                memory.delivered(connection, channel, each.changed.id)
        tally.alerts += sum(channels.wanted(alert, each.changed) for each in fresh)

    def _problem(self, tally: Tally, line: str) -> None:
        line = plain(" ".join(line.split()))[:400]
        tally.problems.append(line)
        self.tell(line)


def _told(row: memory.Row) -> channels.Told:
    return channels.Told(_CHANGED.decode(str(row["record"])), str(row["made_at"]))
