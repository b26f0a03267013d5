"""A publisher on loopback, a clock that is set by hand, a coder of a few phrases."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from legation.model import Actor, Dispatch, EventDate, Mention, Status
from legation.register import Register, open_register
from legation.watch.fetch import Fetcher
from legation.watch.rounds import Watcher
from legation.watch.settings import Settings, read_settings

if TYPE_CHECKING:
    from tools.press_server import Press, PressServer

ROOT = Path(__file__).parents[2]
VISIT = "Le 3 avril, la ministre malienne se rendra à Moscou pour des entretiens."
LATER = "La ministre malienne se rendra finalement à Moscou le 9 avril."
JOIN = "Le Togo envisage de rejoindre l'AES, selon le gouvernement togolais."
LEFT = "Le Burkina Faso a quitté la Cédéao mercredi, a annoncé l'organisation."
RAIN = "Il pleut sur Bamako depuis mardi matin, selon les habitants."

Watch = Callable[..., Watcher]


def module(name: str) -> ModuleType:
    """A file of tools/ as a module."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


class Clock:
    """A clock that only moves when somebody sleeps or sets it."""

    def __init__(self) -> None:
        self.time = 1_743_500_000.0  # 1 April 2025
        self.ran = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def steady(self) -> float:
        return self.ran

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(seconds)
            self.time += seconds
            self.ran += seconds


def code(dispatch: Dispatch) -> tuple[tuple[Mention, ...], str]:
    """Finds the phrases above."""
    return tuple(_mention(dispatch, phrase) for phrase in (VISIT, LATER, JOIN, LEFT) if phrase in dispatch.text), "essai"


def _mention(dispatch: Dispatch, phrase: str) -> Mention:
    start = dispatch.text.index(phrase)
    end = start + len(phrase)
    status: Status = "scheduled"
    kind, first, second, day = "meeting.visit", ("VISITOR", "MLI"), ("host", "RUS"), "2025-04-03"
    if phrase == LATER:
        day = "2025-04-09"
    if phrase in (JOIN, LEFT):
        status = "considered" if phrase == JOIN else "occurred"
        kind = "membership.join" if phrase == JOIN else "membership.leave"
        first, second = ("MEMBER", "TGO" if phrase == JOIN else "BFA"), ("ORGANIZATION", "AES" if phrase == JOIN else "ECOWAS")
        day = ""
    roles = {role: (Actor(id=id, name=id, start=start, end=start + 2),) for role, id in (first, second)}
    return Mention(
        dispatch=dispatch.id, kind=kind, status=status, claimed_by=(), roles=roles, place=None, domain=(), part="text",  # type: ignore[arg-type]
        date=EventDate(edtf=day, text=phrase, start=start, end=end) if day else None, quote=phrase, start=start, end=end,
        rule=f"fr.{kind}.essai", confidence=0.9, trigger_start=start, trigger_end=start + 2,
    )


@pytest.fixture
def server() -> Iterator[PressServer]:
    with module("press_server").PressServer() as made:
        yield made


@pytest.fixture
def press(server: PressServer) -> Press:
    return server.press


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path / "legation.db") as made:
        yield made


def settings(server: PressServer, *feeds: str, more: str = "", delay: float = 0) -> Settings:
    """Settings that watch these paths, on loopback."""
    said = "".join(f'[[feed]]\nurl = "{server.url(each)}"\n' for each in feeds)
    head = f'[watch]\ncontact = "desk@press.example"\ndelay = {delay}\nallow = ["127.0.0.0/8"]\n'
    return read_settings(f"{head}{said}{more}".encode(), "feeds.toml")


@pytest.fixture
def watch(server: PressServer, register: Register, clock: Clock, tmp_path: Path) -> Watch:
    """Makes a watcher of feeds by their paths."""

    def made(*feeds: str, more: str = "", delay: float = 0, seconds: float = 20, **given: object) -> Watcher:
        fetcher = Fetcher("Legation/essai (+desk@press.example)", allowed=settings(server).networks, seconds=seconds)
        read = settings(server, *feeds, more=more, delay=delay)
        return Watcher(register, read, fetcher, clock, code, folder=tmp_path, **given)  # type: ignore[arg-type]

    return made
