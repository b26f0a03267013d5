"""Who acts in a mention, and when another mention names the same actors, but more of them, or the body they belong to.

One outlet names two of three ministers, another the commission of an organization rather than itself. Such a mention is
linked among those that name the most, if just one cast near in time holds all the others that could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from legation.atlas import load_atlas
from legation.model import Mention
from legation.register.facts import Fact, clash, tolerance
from legation.register.rows import principal

Cast = tuple[tuple[str, frozenset[str]], ...]
"""Role and its actors, for every required role."""

NEAR_DAYS = 3
"""An undated mention with fewer actors belongs to what happened, or came out, within so many days."""


@lru_cache(maxsize=20_000)
def above(actor: str) -> str | None:
    """The organization that a body belongs to, the state that the holder of an office speaks for.

    >>> above("EC"), above("person:Sergueï Lavrov"), above("MLI")
    ('EU', 'RUS', None)
    """
    atlas = load_atlas()
    if actor.startswith("person:"):
        office = atlas.office_on(actor, None)
        return office.entity if office else None
    organization = atlas.organizations.get(actor)
    return (organization.parent or None) if organization and organization.kind == "body" else None


def cast_of(mention: Mention) -> Cast:
    """The principal actors of a mention by role."""
    return tuple((role, frozenset(mention.ids(role))) for role in sorted(principal(mention)))


def actors_of(cast: Cast) -> frozenset[str]:
    """The actors of a cast, and those that they are bodies or officers of: by whom casts that may nest find each other."""
    named = frozenset().union(*(actors for _, actors in cast))
    return named | {over for actor in named if (over := above(actor))}


def within(few: Cast, many: Cast) -> bool:
    """Whether one cast names some of the other's actors, or bodies or officers of theirs, and is not the same.

    >>> within((("MEMBER", frozenset({"MLI"})),), (("MEMBER", frozenset({"MLI", "NER"})),))
    True
    """
    if few == many or len(few) != len(many):
        return False
    return all(
        role == other and actors and all(actor in others or above(actor) in others for actor in actors)
        for (role, actors), (other, others) in zip(few, many, strict=True)
    )


def telling_enough(cast: Cast, fact: Fact) -> bool:
    """Whether it names two actors at least: one alone could be of any company."""
    return len(frozenset().union(*(actors for _, actors in cast), fact.facets.host)) > 1


def near_days(fact: Fact) -> int:
    """How far from a mention those that name more may stand: on its day, or near its publication."""
    return 0 if fact.days and fact.days[0] == fact.days[1] else NEAR_DAYS


def home(fact: Fact, cast: Cast, others: Iterable[tuple[str, Cast, Fact]]) -> str | None:
    """The bucket to link a fact in, of those that name more near in time; ``None``: its own.

    There must be one cast that holds every other that could be meant: in doubt a mention stays where it is.
    """
    if not telling_enough(cast, fact) or fact.position is None:
        return None
    reach, exact = near_days(fact), tolerance(fact.kind).repeats
    larger: dict[str, Cast] = {}
    for bucket, among, other in others:
        near = other.position is not None and abs(other.position - fact.position) <= reach
        if near and within(cast, among) and not clash(fact.facets, other.facets, exact_place=exact):
            larger[bucket] = among
    for bucket, most in sorted(larger.items()):
        if all(among == most or within(among, most) for among in larger.values()):
            return bucket
    return None
