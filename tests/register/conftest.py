"""Dispatches in our own words, and mentions built straight from the model: no coder is needed to test the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from legation.model import Actor, Dispatch, EventDate, Mention, Place, RoleFiller, Scalar, Status, make_dispatch
from legation.register import Register, open_register

Teller = Callable[..., Mention]


def tell(
    dispatch: Dispatch,
    kind: str,
    quote: str,
    *,
    status: Status = "occurred",
    date: str | None = None,
    place: Place | None = None,
    claimed_by: tuple[str, ...] = (),
    domain: tuple[str, ...] = (),
    scalars: dict[str, str] | None = None,
    **roles: str,
) -> Mention:
    """A mention of what ``quote`` states; roles as ``VISITOR="MLI NER"``, its date as EDTF."""
    start = dispatch.text.index(quote)
    end = start + len(quote)
    fillers: dict[str, RoleFiller] = {
        role: tuple(Actor(id=actor, name=actor, start=start, end=end) for actor in ids.split())
        for role, ids in roles.items()
    }
    fillers.update({role: Scalar(value=value) for role, value in (scalars or {}).items()})
    return Mention(
        dispatch=dispatch.id, kind=kind, status=status, claimed_by=claimed_by, roles=fillers,
        date=EventDate(edtf=date, text=quote, start=start, end=end) if date else None, place=place, domain=domain,
        part="text", quote=quote, start=start, end=end, rule=f"fr.{kind}.essai", confidence=0.9,
        trigger_start=start, trigger_end=start + 1,
    )


def place(name: str, country: str | None, lat: float | None = None, lon: float | None = None) -> Place:
    """A place that the words of the quote need not name."""
    return Place(name=name, start=0, end=1, country=country, lat=lat, lon=lon)


def visit(name: str, published: str | None, date: str | None, *, status: Status = "scheduled") -> tuple[Dispatch, Mention]:
    """A dispatch on the visit of Mali's minister to Moscow."""
    words = f"Le chef de la diplomatie malienne est attendu à Moscou ({name})."
    dispatch = make_dispatch(name, words, published=published)
    return dispatch, tell(dispatch, "meeting.visit", words, status=status, date=date, VISITOR="MLI", host="RUS")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's register lies."""
    return tmp_path / "legation.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """An empty register, closed after the test."""
    with open_register(path) as opened:
        yield opened
