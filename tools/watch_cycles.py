"""A thousand cycles of watching a publisher that does everything that publishers do; what is lost or doubled is counted.

    python tools/watch_cycles.py [CYCLES] [--seed N]

Seven feeds on loopback: one that is proper, one that redirects, one that answers 304 for good, one that is often busy
(429, 503), one whose XML is broken now and then, one without end, one that gives names to articles of another. Articles
come at random, some are busy, some slow in coming, some without end, some named twice. At the end every article
that a feed named when it was asked, and that could be read, is in the register once, every change was told once, no
article was asked for more often than it had to be,
and waiting took as long as it should by a clock that only moves when somebody waits. Exits with 1 where not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from press_server import Answer, PressServer, article, rss
from sqlalchemy import select

from legation.model import Actor, Dispatch, EventDate, Mention
from legation.register import open_register, schema
from legation.watch.fetch import Fetcher
from legation.watch.rounds import Watcher
from legation.watch.settings import read_settings

KEPT = 15
"""Articles that a feed names; older ones fall out of it."""

STATES = ("MLI", "NER", "BFA", "TGO", "BEN", "SEN", "GIN", "CIV", "GHA", "NGA")


class Clock:
    """Moves when somebody waits."""

    def __init__(self) -> None:
        self.time, self.ran, self.sleeps = 1_743_500_000.0, 0.0, 0

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def steady(self) -> float:
        """Seconds run."""
        return self.ran

    def sleep(self, seconds: float) -> None:
        """Wait."""
        if seconds > 0:
            self.time += seconds
            self.ran += seconds
            self.sleeps += 1


def code(dispatch: Dispatch) -> tuple[tuple[Mention, ...], str]:
    """One visit an article, of a day of its own: its text ends with states and day."""
    words = dispatch.text.rsplit("[", 1)[-1].rstrip("].").split()
    if len(words) != 3:
        return (), "essai"
    end = len(dispatch.text)
    roles = {role: (Actor(id=id, name=id, start=0, end=2),) for role, id in zip(("VISITOR", "host"), words[:2], strict=True)}
    return (
        Mention(
            dispatch=dispatch.id, kind="meeting.visit", status="scheduled", claimed_by=(), roles=roles, place=None, domain=(),  # type: ignore[arg-type]
            date=EventDate(edtf=words[2], text=words[2], start=0, end=2), part="text", quote=dispatch.text, start=0, end=end,
            rule="fr.meeting.visit.essai", confidence=0.9, trigger_start=0, trigger_end=2,
        ),
    ), "essai"  # fmt: skip


class Publisher:
    """What is published, and by which feed; grows while it is watched."""

    def __init__(self, server: PressServer, chance: random.Random, clock: Clock) -> None:
        self.server, self.press, self.chance, self.clock = server, server.press, chance, clock
        self.named: dict[str, list[str]] = {name: [] for name in ("proper", "moved", "still", "busy", "broken", "double")}
        self.number = 0
        self.readable: set[str] = set()
        self.refusals: Counter[str] = Counter()
        self.served: set[str] = set()
        press = self.press
        press.feed("/proper.xml", lambda: self._items("proper"))
        press.redirect("/moved.xml", "/moved2.xml", 301)
        press.feed("/moved2.xml", lambda: self._items("moved"))
        press.feed("/still.xml", lambda: self._items("still"))
        press.feed("/double.xml", lambda: [(f"{path}?utm_source=x", title) for path, title in self._items("double")])
        press.pages["/busy.xml"] = self._busy
        press.pages["/broken.xml"] = self._broken
        self.publish("still")

    def _items(self, feed: str) -> list[tuple[str, str]]:
        """What a feed names when it is asked: all of that must be read. What fell out of it unseen nobody can know."""
        self.served.update(self.named[feed])
        return [(path, "x") for path in self.named[feed]]

    def _busy(self, asked: object) -> Answer:
        if self.chance.random() < 0.02:
            return self.chance.choice((429, 503)), {"Retry-After": str(self.chance.choice((60, 1800, 7200)))}, b""
        return 200, {"Content-Type": "text/xml"}, rss(self._items("busy")).encode()

    def _broken(self, asked: object) -> Answer:
        body = rss([(path, "x") for path in self.named["broken"]]).encode()
        if self.chance.random() < 0.3:
            body = body[: self.chance.randrange(len(body))] if self.chance.random() < 0.7 else body.replace(b"</item>", b"</itm>")
        else:
            self._items("broken")
        return 200, {"Content-Type": "text/xml", "ETag": f'"{hash(body)}"'}, body

    def publish(self, feed: str) -> None:
        """One article more."""
        self.number += 1
        path = f"/a/{self.number}.html"
        one, other = self.chance.sample(STATES, 2)
        day = time.strftime("%Y-%m-%d", time.gmtime(self.clock.time))
        due = time.strftime("%Y-%m-%d", time.gmtime(self.clock.time + 86400 * (40 + self.number % 300)))
        page = article(
            f"Titre {self.number}", f"Visite annoncée, numéro {self.number}, selon nos informations [{one} {other} {due}].", day
        )
        kind = self.chance.random()
        if kind < 0.9:
            self.press.put(path, page)
            self.readable.add(path)
        elif kind < 0.95:  # busy once, then there
            self.press.busy(path, 1, lambda asked: (200, {"Content-Type": "text/html"}, page.encode()), "120")
            self.refusals[path] += 1
            self.readable.add(path)
        elif kind < 0.98:  # an error of the server once, then there
            self.press.busy(path, 1, lambda asked: (200, {"Content-Type": "text/html"}, page.encode()), "", 500)
            self.refusals[path] += 1
            self.readable.add(path)
        else:  # never there
            self.press.pages.pop(path, None)
        self.named[feed] = [path, *self.named[feed]][:KEPT]
        if self.chance.random() < 0.3 and feed != "double":
            self.named["double"] = [path, *self.named["double"]][:KEPT]


def main() -> int:
    """Watch, then compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cycles", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    wrong, line = watch(asked.cycles, asked.seed)
    sys.stdout.write(line + "\n")
    sys.stdout.writelines(f"WRONG {each}\n" for each in wrong)
    return 1 if wrong else 0


def watch(cycles: int, seed: int) -> tuple[list[str], str]:
    """So many cycles; what went wrong, and the tally in one line."""
    chance, clock, began = random.Random(seed), Clock(), time.monotonic()
    alerts = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        PressServer() as server,
        open_register(Path(folder) / "legation.db") as register,
    ):
        publisher = Publisher(server, chance, clock)
        names = ("proper.xml", "moved.xml", "still.xml", "busy.xml", "broken.xml", "endless/fast", "double.xml")
        said = "".join(f'[[feed]]\nurl = "{server.url(f"/{name}")}"\n' for name in names)
        hook = f'[[alert]]\nto = "webhook"\nurl = "{server.url("/hook")}"\n[[alert]]\nto = "atom"\nfile = "a.atom"\n'
        head = '[watch]\ncontact = "desk@press.example"\ndelay = 1\nallow = ["127.0.0.0/8"]\n'
        settings = read_settings(f"{head}{said}{hook}".encode(), "feeds.toml")
        fetcher = Fetcher("essai", allowed=settings.networks, seconds=20)
        watcher = Watcher(register, settings, fetcher, clock, code, folder=Path(folder))
        for cycle in range(cycles):
            if cycle < cycles - 60:  # the last cycles are for what was busy or put off
                for feed in ("proper", "moved", "busy", "broken"):
                    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
                        publisher.publish(feed)
            if cycle and cycle % 100 == 0:  # as after a kill: all that is known is in the register
                watcher = Watcher(register, settings, fetcher, clock, code, folder=Path(folder))
            alerts += watcher.cycle().alerts
            clock.sleep(watcher.wait())
        with register.look() as connection:
            stored = list(connection.execute(select(schema.dispatches.c.id)).scalars())
        press = server.press
        paths = {each.removeprefix(server.url("")) for each in stored}
        unseen = publisher.readable - publisher.served - paths
        wrong = compare(publisher, paths, stored, clock, cycles)
        keys = Counter(headers["Idempotency-Key"] for _, headers, _ in press.posted)
        wrong += [f"alert {key} was sent {times} times" for key, times in keys.items() if times > 1]
        asked = sum(press.asked.values())
    days = clock.ran / 86400
    return wrong, (
        f"{cycles} cycles, {days:.1f} days by its clock, {asked} requests, {publisher.number} articles published, "
        f"{len(publisher.readable)} of them readable, {len(unseen)} of these gone from their feed "
        f"while it was not to be asked, {len(stored)} stored, {len(keys)} alerts; "
        f"{len(wrong)} wrong ({time.monotonic() - began:.0f} s)"
    )


def compare(publisher: Publisher, paths: set[str], stored: list[str], clock: Clock, cycles: int) -> list[str]:
    """What was lost or doubled, what was asked too often, whether it waited."""
    wrong = [f"{path} was lost" for path in sorted(publisher.readable & publisher.served - paths)]
    wrong += [f"{path} is there, but could not be read" for path in sorted(paths - publisher.readable)]
    if len(stored) != len(set(stored)):
        wrong.append(f"{len(stored) - len(set(stored))} articles are there twice")
    for path in publisher.readable:
        asked, due = publisher.press.asked[path], 1 + publisher.refusals[path]
        if asked != due and path in publisher.served:
            wrong.append(f"{path} was asked for {asked} times, {due} would do")
    if clock.ran < cycles * 5:
        wrong.append(f"a busy loop: {clock.ran:.0f} seconds for {cycles} cycles")
    most = clock.ran / 1800 + cycles / 10 + 20  # every half an hour, and what was broken or busy some more
    for feed in ("/proper.xml", "/still.xml", "/double.xml", "/moved2.xml"):
        if publisher.press.asked[feed] > most:
            wrong.append(f"{feed} was asked for {publisher.press.asked[feed]} times, in {clock.ran / 1800:.0f} half hours")
    if publisher.press.answered["/still.xml", 200] != 1:
        wrong.append("a feed that never changes was sent more than once")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
