"""Dispatches in our own words, and mentions built straight from the model: no coder is needed to test the register."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import pytest

from legation.model import Actor, Dispatch, EventDate, Mention, Place, RoleFiller, Scalar, Status, make_dispatch
from legation.register import Register, open_register

TOOLS = Path(__file__).parents[2] / "tools"


def _tool(name: str) -> ModuleType:
    """A program of ``tools/``, which are no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)  # dataclasses look their module up
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


postgres_server = _tool("postgres_server")

if TYPE_CHECKING:
    from tools.postgres_server import Server


class Tell(Protocol):
    """Builds a mention of what a quote states; roles as ``VISITOR="MLI NER"``, the date as EDTF."""

    def __call__(
        self,
        dispatch: Dispatch,
        kind: str,
        quote: str | None = None,
        *,
        status: Status = "occurred",
        date: str | None = None,
        place: Place | None = None,
        claimed_by: tuple[str, ...] = (),
        domain: tuple[str, ...] = (),
        scalars: dict[str, str] | None = None,
        **roles: str,
    ) -> Mention: ...


def _tell(
    dispatch: Dispatch,
    kind: str,
    quote: str | None = None,
    *,
    status: Status = "occurred",
    date: str | None = None,
    place: Place | None = None,
    claimed_by: tuple[str, ...] = (),
    domain: tuple[str, ...] = (),
    scalars: dict[str, str] | None = None,
    **roles: str,
) -> Mention:
    words = quote or dispatch.text
    start = dispatch.text.index(words)
    end = start + len(words)
    fillers: dict[str, RoleFiller] = {
        role: tuple(Actor(id=actor, name=actor, start=start, end=end) for actor in ids.split())
        for role, ids in roles.items()
    }
    fillers.update({role: Scalar(value=value) for role, value in (scalars or {}).items()})
    return Mention(
        dispatch=dispatch.id, kind=kind, status=status, claimed_by=claimed_by, roles=fillers,
        date=EventDate(edtf=date, text=words, start=start, end=end) if date else None, place=place, domain=domain,
        part="text", quote=words, start=start, end=end, rule=f"fr.{kind}.essai", confidence=0.9,
        trigger_start=start, trigger_end=start + 1,
    )


class Add(Protocol):
    """Adds a dispatch of one sentence that tells one fact, and returns the dispatch."""

    def __call__(
        self,
        name: str,
        published: str | None,
        kind: str,
        *,
        status: Status = "occurred",
        date: str | None = None,
        place: Place | None = None,
        claimed_by: tuple[str, ...] = (),
        domain: tuple[str, ...] = (),
        scalars: dict[str, str] | None = None,
        into: Register | None = None,
        **roles: str,
    ) -> Dispatch: ...


@pytest.fixture
def tell() -> Tell:
    """The builder of mentions."""
    return _tell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's register lies."""
    return tmp_path / "legation.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """An empty register, closed after the test."""
    with open_register(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def old_register() -> ModuleType:
    """Makes registers of the first schema."""
    return _tool("old_register")


@pytest.fixture(scope="session")
def kills(old_register: ModuleType) -> ModuleType:
    """Kills readers and reviewers."""
    assert old_register
    return _tool("kills")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; without one on this machine what needs it is skipped."""
    try:
        with postgres_server.running() as server:
            yield server
    except postgres_server.NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture
def database(postgresql: Server, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]
    return postgresql.create(f"t{name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, path: Path) -> str:
    """Where a register is made, in either kind of database."""
    return str(path) if request.param == "sqlite" else request.getfixturevalue("database")


@pytest.fixture
def either(address: str) -> Iterator[Register]:
    """An empty register in either kind of database."""
    with open_register(address) as opened:
        yield opened


@pytest.fixture
def add(register: Register) -> Add:
    """The builder of dispatches that are stored at once."""

    def adder(
        name: str,
        published: str | None,
        kind: str,
        *,
        status: Status = "occurred",
        date: str | None = None,
        place: Place | None = None,
        claimed_by: tuple[str, ...] = (),
        domain: tuple[str, ...] = (),
        scalars: dict[str, str] | None = None,
        into: Register | None = None,
        **roles: str,
    ) -> Dispatch:
        dispatch = make_dispatch(name, f"La dépêche {name} rapporte le fait.", published=published)
        told = _tell(
            dispatch, kind, status=status, date=date, place=place, claimed_by=claimed_by, domain=domain,
            scalars=scalars, **roles,
        )
        (into or register).add(dispatch, [told], "0.1")
        return dispatch

    return adder


def _place(name: str, country: str | None, lat: float | None = None, lon: float | None = None) -> Place:
    return Place(name=name, start=0, end=1, country=country, lat=lat, lon=lon)


class Somewhere(Protocol):
    """Builds a place."""

    def __call__(
        self, name: str, country: str | None, lat: float | None = None, lon: float | None = None
    ) -> Place: ...


@pytest.fixture
def place() -> Somewhere:
    """The builder of places, whose words the quote need not hold."""
    return _place
