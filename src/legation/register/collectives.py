"""Whom "les pays de la Cédéao" are: the members of that day, from the atlas; another day, another list."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from legation.atlas import Atlas, load_atlas
from legation.model import Mention
from legation.model.dates import DateError, granularity
from legation.register.atlas_spells import STANDINGS, holds
from legation.register.rows import MEMBERS, day_of


class Collective(Struct, frozen=True, kw_only=True):
    """The members that a collective stood for: of which organization, on which day, and where that day is from.

    ``basis`` is ``date`` where the event has a day of its own, ``published`` where the day of publication had to do.
    """

    organization: str
    words: str
    as_of: str
    basis: Literal["date", "published"]
    members: tuple[str, ...]


def members_on(organization: str, day: date, atlas: Atlas | None = None) -> tuple[str, ...]:
    """Ids of the members of an organization on a day, the suspended among them, as the atlas dates them.

    >>> [("MLI" in members_on("ECOWAS", date(year, 6, 1))) for year in (2023, 2026)]
    [True, False]
    """
    return _members_on(organization, day) if atlas is None else _found(atlas, organization, day)


@lru_cache(maxsize=10_000)
def _members_on(organization: str, day: date) -> tuple[str, ...]:
    return _found(load_atlas(), organization, day)


def _found(atlas: Atlas, organization: str, day: date) -> tuple[str, ...]:
    spells = atlas.memberships(organization)
    return tuple(sorted({spell.member for spell in spells if spell.status in STANDINGS and holds(spell, day)}))


def collectives(mention: Mention, published: str | None) -> tuple[Collective, ...]:
    """The collectives of a mention with their members on the event's day, else on that of publication."""
    actors = {actor.id: actor.name for role in mention.roles for actor in mention.actors(role) if actor.via == "members"}
    day, basis = _day(mention, published)
    if day is None:
        return ()
    return tuple(
        Collective(organization=id_, words=words, as_of=day.isoformat(), basis=basis, members=found)
        for id_, words in actors.items()
        if (found := members_on(id_, day))
    )


def _day(mention: Mention, published: str | None) -> tuple[date | None, Literal["date", "published"]]:
    edtf = mention.date.edtf if mention.date else None
    try:
        if edtf and granularity(edtf) == "day" and "~" not in edtf:
            return date.fromisoformat(edtf), "date"
    except (DateError, ValueError):
        pass
    return day_of(published), "published"


def marks(actor: str) -> tuple[str, ...]:
    """What the roles of events hold that may mean this actor as one of several: the organizations that it ever belonged to.

    >>> "ECOWAS:members" in marks("MLI"), marks("person:X")
    (True, ())
    """
    return _by_member().get(actor, ())


@cache
def _by_member() -> dict[str, tuple[str, ...]]:
    atlas = load_atlas()
    found: dict[str, dict[str, None]] = {}
    for organization in atlas.organizations:
        for spell in atlas.memberships(organization):
            found.setdefault(spell.member, {})[f"{organization}{MEMBERS}"] = None
    return {member: tuple(organizations) for member, organizations in found.items()}
