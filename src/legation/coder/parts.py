"""Mentions of a dispatch that tell a part of what another one tells.

A dispatch says its news more than once, and not always with everybody: "la France, l'Allemagne et le Royaume-Uni accusent l'Iran"
in the lead, "Paris accuse Téhéran" in the title. Where one has a part of the other's actors, only the surer of both is kept: an
actor more may be a party left out before, or one that the parse put there.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Mention
from legation.ontology import kinds

_STANDING = frozenset({"ongoing", "denied"})


def without_parts(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in their order, less those that are a part or a whole of a surer one of their kind.

    Equal actors are no part: another sentence that says the same is kept. So are those that name two different days, and
    what holds or is denied beside what is told otherwise: of three who want to work together, two may do so already.
    """
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, -sum(map(len, _principals(m))))):
        if not any(_is_part(mention, other) or _is_part(other, mention) for other in kept):
            kept.append(mention)
    places = {id(mention) for mention in kept}
    return [mention for mention in mentions if id(mention) in places]


def _principals(mention: Mention) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(mention.ids(role)) for role in kinds()[mention.kind].required)


def _is_part(small: Mention, large: Mention) -> bool:
    if small.kind != large.kind or (small.status != large.status and not _STANDING.isdisjoint((small.status, large.status))):
        return False
    if small.date and large.date and small.date.edtf != large.date.edtf:
        return False
    pairs = list(zip(_principals(small), _principals(large), strict=True))
    return all(one <= other for one, other in pairs) and any(one < other for one, other in pairs)
