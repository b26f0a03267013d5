"""Which agreement an event is about: the same parties sign several, and one party alone may end one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from legation.ontology.ties import TieKind
from legation.register.events import Outline
from legation.register.facts import plain
from legation.register.tellings import Telling

_Told = tuple[Outline, tuple[Telling, ...]]


def assign(tie: TieKind, events: Sequence[_Told]) -> list[tuple[str, list[_Told]]]:
    """Group events by agreement, each group under the id of its first: what ends or holds joins the one that it fits.

    Where it fits several, which one is not guessed: it stands as an agreement of its own.

    >>> from legation.ontology.ties import tie_kind
    >>> def event(id, kind, *parties):
    ...     return Outline(id=id, kind=kind, status="occurred", roles={"PARTY": parties}, domain=(), mentions=())
    >>> signed, other, ended = event("a", "agreement.sign", "FRA", "TCD"), event("b", "agreement.sign", "FRA", "SEN"), event(
    ...     "c", "agreement.end", "TCD")
    >>> [(id, len(group)) for id, group in assign(tie_kind("agreement"), [(signed, ()), (other, ()), (ended, ())])]
    [('a', 2), ('b', 1)]
    """
    groups: dict[str, list[_Told]] = {event.id: [(event, told)] for event, told in events if tie.effects[event.kind] == "begin"}
    begun, others = _Index(), _Index()
    for group in groups.values():
        begun.add(group[0][0])
    for event, told in events:
        if event.id in groups:
            continue
        alike = begun.fitting(event) or others.fitting(event)
        if len(alike) == 1:
            groups[alike[0].id].append((event, told))
        else:
            groups[event.id] = [(event, told)]
            others.add(event)
    return list(groups.items())


class _Index:
    """Agreements by party, so that an event is compared with those of its own parties alone."""

    def __init__(self) -> None:
        self._by_party: dict[str, list[Outline]] = defaultdict(list)

    def add(self, agreement: Outline) -> None:
        for party in agreement.roles.get("PARTY", ()):
            self._by_party[party].append(agreement)

    def fitting(self, event: Outline) -> list[Outline]:
        near = [agreement for party in event.roles.get("PARTY", ()) for agreement in self._by_party.get(party, ())]
        found = {agreement.id: agreement for agreement in near if _fits(event, agreement)}
        return list(found.values())


def _fits(event: Outline, agreement: Outline) -> bool:
    """Whether an event may be about an agreement: parties of one among the other's, names and subjects that agree."""
    mine, theirs = set(event.roles.get("PARTY", ())), set(agreement.roles.get("PARTY", ()))
    if not mine or not (mine <= theirs or theirs <= mine):
        return False
    if event.domain and agreement.domain and not set(event.domain) & set(agreement.domain):
        return False
    one, other = _name(event), _name(agreement)
    return not one or not other or one in other or other in one


def _name(event: Outline) -> str:
    names = event.roles.get("name", ())
    return plain(" ".join(names)) if names else ""
