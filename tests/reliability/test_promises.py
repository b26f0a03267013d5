"""The promises of docs/reliability.md, each against the real thing that breaks it."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.watch.conftest import JOIN, RAIN, VISIT, Clock, code, module, settings

import legation
from legation.model import RegisterError, make_dispatch
from legation.register import open_register, timeline
from legation.watch.fetch import Fetcher
from legation.watch.rounds import Watcher

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-c", "from legation.cli import app; app()"]


def run(folder: Path, *arguments: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(legation.__file__).parents[1]),
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.run(
        [*RUN, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )


WRITER = """
import sys
from legation.model import RegisterError, make_dispatch
from legation.register import open_register
try:
    with open_register("legation.db") as register:
        for number in range(int(sys.argv[1])):
            words = f"Il pleut, {number}. " + f"Le jour {number} est long. " * int(sys.argv[2])
            register.add(make_dispatch(f"n{number}", words), [], "0")
except RegisterError as error:
    sys.exit(str(error))
"""


def write(folder: Path, count: int, words: int, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Add so many dispatches, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(legation.__file__).parents[1])}
    command = [sys.executable, "-c", WRITER, str(count), str(words)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False, preexec_fn=before
    )


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_disk_full(tmp_path: Path) -> None:
    """A write beyond the room that there is (RLIMIT_FSIZE): told, what was stored is whole, and the same command goes on."""
    open_register(tmp_path / "legation.db").close()
    room = (tmp_path / "legation.db").stat().st_size + 200_000

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    full = write(tmp_path, 40, 600, before=small)
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert "legation.db: " in full.stderr
    assert re.search(r"no space left|disk I/O error", full.stderr), full.stderr
    assert integrity(tmp_path / "legation.db") == "ok"
    with open_register(tmp_path / "legation.db") as register:
        stored = register.counts().dispatches
    assert 0 < stored < 40
    again = write(tmp_path, 40, 600)
    assert again.returncode == 0, again.stderr
    with open_register(tmp_path / "legation.db") as register:
        assert register.counts().dispatches == 40


@pytest.fixture
def readonly(tmp_path: Path) -> Iterator[Path]:
    """A folder with a register in a file system that is mounted to be read only."""
    path = tmp_path / "mounted"
    path.mkdir()
    if not shutil.which("mount") or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "legation", str(path)], capture_output=True, check=False
    ).returncode:
        pytest.skip("no right to mount here")
    try:
        with open_register(path / "legation.db") as register:
            register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")
        subprocess.run(["mount", "-o", "remount,ro", str(path)], check=True)
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=False)


def test_read_only_register(readonly: Path, tmp_path: Path) -> None:
    """A register on a medium that can't be written answers every question and says what it can't do."""
    before = (readonly / "legation.db").read_bytes()
    with open_register(readonly / "legation.db", create=False) as register:
        assert register.counts().dispatches == 1
        assert timeline(register) == ()
        with pytest.raises(RegisterError, match="can't be written"):
            register.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1")
    (tmp_path / "feeds.toml").write_text('[watch]\ncontact = "a@b.example"\n[[feed]]\nurl = "https://press.example/rss"\n')
    watching = run(tmp_path, "watch", "feeds.toml", "--once", "--register", str(readonly / "legation.db"))
    assert (watching.returncode, "can't be written" in watching.stderr) == (1, True), watching.stderr
    assert "Traceback" not in watching.stderr
    assert (readonly / "legation.db").read_bytes() == before


def test_killed_network(tmp_path: Path) -> None:
    """A network that goes away in the middle of a body, and for hours: nothing is stored by halves, and all is read later."""
    press = module("press_server")
    clock = Clock()
    with press.PressServer() as server, open_register(tmp_path / "legation.db") as register:
        server.press.feed("/feed/x.xml", lambda: [("/a/1.html", "x"), ("/a/2.html", "y")])
        page = press.article("Sahel", VISIT).encode()
        cut = [True]
        size = {"Content-Length": str(len(page))}
        server.press.pages["/a/1.html"] = lambda asked: (200, size, page[: len(page) // 2] if cut[0] else page)
        server.press.put("/a/2.html", press.article("Togo", JOIN))
        down = [False]

        def resolve(host: str, port: int) -> list[str]:
            if down[0]:
                raise socket.gaierror("essai")
            return ["127.0.0.1"]

        def look_up(host: str, port: int) -> list[str]:
            from legation.watch.addresses import FetchError

            try:
                return resolve(host, port)
            except OSError as error:
                raise FetchError("unknown host", f"{host}: no such host, or no network") from error

        read = settings(server, "/feed/x.xml")
        watcher = Watcher(register, read, Fetcher("essai", allowed=read.networks, resolve=look_up, seconds=2), clock, code)
        watcher.cycle()
        assert register.counts().dispatches <= 1, "half a page is no page"
        down[0] = True
        for _ in range(5):
            clock.sleep(watcher.wait())
            watcher.cycle()
        assert register.counts().dispatches <= 1
        down[0] = cut[0] = False
        for _ in range(400):
            clock.sleep(watcher.wait())
            watcher.cycle()
            if register.counts().dispatches == 2:
                break
        assert register.counts().dispatches == 2
        assert len(timeline(register)) == 2


def test_clock_set_back(tmp_path: Path) -> None:
    """A clock set back a year, then forward two: no standstill, no storm of requests, nothing twice."""
    press = module("press_server")
    clock = Clock()
    with press.PressServer() as server, open_register(tmp_path / "legation.db") as register:
        items = [("/a/0.html", "x")]
        server.press.feed("/feed/x.xml", lambda: items)
        for number in range(40):
            server.press.put(
                f"/a/{number}.html", press.article(f"Jour {number}", f"{RAIN} C'était le jour {number} de la saison.")
            )
        read = settings(server, "/feed/x.xml")
        watcher = Watcher(register, read, Fetcher("essai", allowed=read.networks), clock, code)
        watcher.cycle()
        for jump in (-365 * 86400.0, 2 * 365 * 86400.0, -3600.0, -10.0):
            clock.time += jump
            before = sum(server.press.asked.values())
            began = clock.ran
            for _ in range(4):
                items.insert(0, (f"/a/{len(items)}.html", "x"))
                clock.sleep(watcher.wait())
                watcher.cycle()
            asked = sum(server.press.asked.values()) - before
            assert 4 <= asked <= 14, "each new article is asked for, and nothing in a storm"
            assert clock.ran - began <= 5 * 1800, "and soon"
        for _ in range(3):
            clock.sleep(1800)
            watcher.cycle()
        assert register.counts().dispatches == len(items) == 17
        assert [server.press.asked[path] for path, _ in items] == [1] * 17
    with open_register(tmp_path / "other.db") as register:
        for number, year in enumerate((2025, 2024, 2026)):
            words = f"Le Togo doute, {number}."
            assert register.add(make_dispatch(f"n{number}", words), [], "0", read_at=datetime(year, 1, 1, tzinfo=UTC)).new
            assert not register.add(make_dispatch(f"n{number}", words), [], "0").new
        assert register.counts().dispatches == 3


def test_two_writers(tmp_path: Path) -> None:
    """Two processes that read the same texts into one register: each text once, neither fails, and the file is whole."""
    found: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: found.append(write(tmp_path, 30, 20))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.returncode for each in found] == [0, 0], [each.stderr for each in found]
    with open_register(tmp_path / "legation.db") as register:
        assert register.counts().dispatches == 30
    assert integrity(tmp_path / "legation.db") == "ok"


def test_two_watchers_tell_each_change_once(tmp_path: Path) -> None:
    """Two that watch the same feeds into one register: an article once, an alert once."""
    press = module("press_server")
    with press.PressServer() as server:
        server.press.feed("/feed/x.xml", lambda: [(f"/a/{number}.html", "x") for number in range(6)])
        for number in range(6):
            server.press.put(f"/a/{number}.html", press.article(f"Titre {number}", f"{VISIT} Ajout {number}."))
        problems: list[BaseException] = []

        def work() -> None:
            try:
                with open_register(tmp_path / "legation.db") as register:
                    read = settings(server, "/feed/x.xml", more='[[alert]]\nto = "atom"\nfile = "a.atom"\n')
                    Watcher(register, read, Fetcher("essai", allowed=read.networks), Clock(), code, folder=tmp_path).cycle()
            except BaseException as error:
                problems.append(error)

        open_register(tmp_path / "legation.db").close()
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == []
    with open_register(tmp_path / "legation.db") as register:
        assert register.counts().dispatches == 6
    assert (tmp_path / "a.atom").read_text(encoding="utf-8").count("<entry>") == 1


def test_promises_are_listed() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    tests = re.findall(r"^def (test_\w+)\(", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(tests) == 7
    assert [name for name in tests if name != "test_promises_are_listed" and f"`{name}`" not in page] == []
