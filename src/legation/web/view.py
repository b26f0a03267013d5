"""What a view is made of: the parameters that it takes, what it is asked, what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from msgspec import Struct

from legation.messages import Interface
from legation.register import Register

Sort = Literal["words", "day", "last_day", "number", "kind", "status", "domain", "actors", "organization"]
Value = str | int | date | tuple[str, ...] | None


class Parameter(Struct, frozen=True, kw_only=True):
    """One parameter of a page's address: how it is read, and what it means (a key of ``messages.toml``)."""

    name: str
    sort: Sort
    help: str
    most: int = 1000
    """The greatest number that is answered."""


@dataclass(frozen=True)
class Asked:
    """A question to a view. ``values`` are the parameters as read, ``query`` as written; ``today`` is the server's day."""

    register: Register
    language: Interface
    today: date
    values: Mapping[str, Value] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    """The address of the pages in this language, without a slash at its end."""

    def words(self, name: str) -> str | None:
        """A parameter of words, kind, status, domain or organization, ``None`` where it is not given."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def day(self, name: str) -> date | None:
        """A parameter that is a day."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def number(self, name: str, otherwise: int) -> int:
        """A parameter that is a number."""
        value = self.values.get(name)
        return value if isinstance(value, int) else otherwise

    def actors(self, name: str) -> tuple[str, ...]:
        """The ids that a name may mean, none where it is not given."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


Made = Callable[[Asked], bytes]


@dataclass(frozen=True)
class Answer:
    """What a view answers: records for JSON, rows for CSV, and what its template shows beside them.

    ``moved``: the parameters of the address where the answer is, if it is not this one; ``shown`` is for the template alone.
    """

    records: Sequence[Struct] | Struct = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    title: str = ""
    shown: Mapping[str, object] = field(default_factory=dict)
    moved: Mapping[str, str] | None = None


class View(Struct, frozen=True, kw_only=True):
    """One view. Its address is ``/LANGUAGE/NAME``, its template ``templates/NAME.html``; ``subject``: ``/LANGUAGE/NAME/SUBJECT``.

    ``record`` is the type of the records that it answers, ``many`` whether as an array; ``place`` orders the menu, 0 for none
    there; ``others``: further suffixes (``ics``, ``atom``), each with what makes it.
    """

    name: str
    record: type[Struct]
    answer: Callable[[Asked], Answer]
    parameters: tuple[Parameter, ...] = ()
    subject: str = ""
    many: bool = True
    place: int = 0
    others: Mapping[str, Made] = {}

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What may stand after a dot in its address."""
        return ("json", "csv", *self.others)
