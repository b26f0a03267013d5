"""Which agreement an event is about: the same parties sign several, and one party alone may end one."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Event
from legation.ontology.ties import TieKind
from legation.register.facts import plain
from legation.register.tellings import Telling

_Told = tuple[Event, tuple[Telling, ...]]


def assign(tie: TieKind, events: Sequence[_Told]) -> list[tuple[str, list[_Told]]]:
    """Group events by agreement, each group under the id of its first: what ends or holds joins the one that it fits.

    Where it fits several, which one is not guessed: it stands as an agreement of its own.

    >>> from legation.ontology.ties import tie_kind
    >>> def event(id, kind, *parties):
    ...     return Event(id=id, kind=kind, status="occurred", roles={"PARTY": parties}, date=None, place=None, domain=(),
    ...                  mentions=(), history=(), sources=1, syndicated=0, contradictions={})
    >>> signed, other, ended = event("a", "agreement.sign", "FRA", "TCD"), event("b", "agreement.sign", "FRA", "SEN"), event(
    ...     "c", "agreement.end", "TCD")
    >>> [(id, len(group)) for id, group in assign(tie_kind("agreement"), [(signed, ()), (other, ()), (ended, ())])]
    [('a', 2), ('b', 1)]
    """
    begun = [told for told in events if tie.effects[told[0].kind] == "begin"]
    groups: dict[str, list[_Told]] = {event.id: [(event, told)] for event, told in begun}
    for event, told in events:
        if event.id in groups:
            continue
        fitting = [first for first, _ in begun if _fits(event, first)]
        alike = fitting or [group[0][0] for group in groups.values() if _fits(event, group[0][0])]
        if len(alike) == 1:
            groups[alike[0].id].append((event, told))
        else:
            groups[event.id] = [(event, told)]
    return list(groups.items())


def _fits(event: Event, agreement: Event) -> bool:
    """Whether an event may be about an agreement: parties of one among the other's, names and subjects that agree."""
    mine, theirs = set(event.roles.get("PARTY", ())), set(agreement.roles.get("PARTY", ()))
    if not mine or not (mine <= theirs or theirs <= mine):
        return False
    if event.domain and agreement.domain and not set(event.domain) & set(agreement.domain):
        return False
    one, other = _name(event), _name(agreement)
    return not one or not other or one in other or other in one


def _name(event: Event) -> str:
    return plain(" ".join(event.roles.get("name", ())))
