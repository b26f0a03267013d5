"""Two actors: what holds between them, and what happened between them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from legation.messages import Interface
from legation.model import Event, Tie
from legation.register.queries import timeline
from legation.register.store import Register
from legation.register.ties import relations


class Dyad(Struct, frozen=True, kw_only=True):
    """What holds between two actors on a day, and the events that name both, in order of time."""

    ties: tuple[Tie, ...]
    events: tuple[Event, ...]


def dyad(
    register: Register,
    one: Collection[str],
    other: Collection[str],
    *,
    as_of: date,
    begin: date | None = None,
    end: date | None = None,
    known_at: date | None = None,
    limit: int | None = None,
    language: Interface = "en",
) -> Dyad:
    """Ties and events of two actors; each is given by the ids that its name may mean.

    ``limit``: only the last so many events.
    """
    return Dyad(
        ties=relations(register, one, other, as_of=as_of, known_at=known_at, language=language),
        events=timeline(
            register, actors=one, beside=other, begin=begin, end=end, as_of=as_of, known_at=known_at, limit=limit
        ),
    )
