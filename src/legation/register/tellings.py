"""Which ties an event changes, and how each telling of it makes that known: as law, as a report, a claim, a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, product
from typing import Literal

from msgspec import Struct

from legation.languages.telling import told_in
from legation.model import Event, Mention
from legation.model.dates import DateError
from legation.ontology.ties import Effect, TieKind, tie_kinds
from legation.register.events import STATE_CHANGING, Outline, Told, best_date
from legation.register.rows import day_of
from legation.register.spells import Change, day_bounds

How = Literal["atlas", "legal", "reported", "claimed", "announced", "considered", "called_for", "denied"]

SETTLED: tuple[How, ...] = ("legal", "reported")
"""What changes a standing. What is merely claimed or planned is shown beside it."""

_PLANS: dict[str, How] = {
    "scheduled": "announced", "considered": "considered", "called_for": "called_for", "denied": "denied",
}  # fmt: skip


class TieKey(Struct, frozen=True, order=True):
    """Which tie: its kind, whom it binds (holder first where it has a direction, else in order of their ids)."""

    tie: str
    parties: tuple[str, ...]
    which: str = ""

    @property
    def id(self) -> str:
        """As one writes it to ask for its history.

        >>> TieKey("membership", ("MLI", "ECOWAS")).id
        'membership/MLI/ECOWAS'
        """
        return "/".join((self.tie, *self.parties)) + (f"~{self.which[:8]}" if self.which else "")


class Telling(Struct, frozen=True, kw_only=True):
    """One mention as a word on a tie: what it does, how that is known, by whose word, on what day it holds."""

    item: Told
    event: str
    kind: str
    effect: Effect
    how: How
    by: tuple[str, ...]
    day: date
    edtf: str | None


def keys_of(tie: TieKind, event: Event | Outline) -> list[TieKey]:
    """The ties of a kind that an event is about.

    An agreement is one tie however many sign it; a cut binds each of one side with each of the other.
    """
    if tie.parties:
        sides = [event.roles[role] for role in tie.parties if role in event.roles]
        everybody = tuple(sorted({actor for side in sides for actor in side}))
        if len(everybody) < 2:
            return []
        if not tie.apart:
            return [TieKey(tie.id, everybody)]
        pairs = product(*sides) if len(sides) == 2 else combinations(everybody, 2)
        return sorted({TieKey(tie.id, tuple(sorted(pair))) for pair in pairs if len(set(pair)) == 2})
    holders = [actor for role in tie.holder for actor in event.roles.get(role, ())]
    others = [actor for role in tie.other for actor in event.roles.get(role, ())]
    return [TieKey(tie.id, (holder, other)) for holder in holders for other in others if holder != other]


def names(tie: TieKind, key: TieKey, mention: Mention) -> bool:
    """Whether a mention is on this tie: it names both ends, or leaves one unsaid."""
    if tie.parties:
        said = {actor for role in tie.parties for actor in mention.ids(role)}
        return len(said & set(key.parties)) >= min(len(said), 2)
    sides = ((tie.holder, key.parties[0]), (tie.other, key.parties[1]))
    said_of = [({actor for role in roles for actor in mention.ids(role)}, end) for roles, end in sides]
    return all(not said or end in said for said, end in said_of)


def tellings(tie: TieKind, event: Outline, items: Iterable[Told]) -> list[Telling]:
    """Every mention of an event as a word on its tie."""
    return [_telling(tie, event, item) for item in items]


def _telling(tie: TieKind, event: Outline, item: Told) -> Telling:
    mention = item.mention
    words = told_in(mention)
    effect = tie.effects[event.kind]
    if tie.softer and effect == "end" and tie.softer.words in words:
        effect = tie.softer.effect
    how, by = _how(tie, mention, words)
    day, edtf = dated(item)
    return Telling(item=item, event=event.id, kind=event.kind, effect=effect, how=how, by=by, day=day, edtf=edtf)


def dated(item: Told) -> tuple[date, str | None]:
    """The day by which it surely holds, and what to write of it."""
    bound = item.day or day_of(item.read_at) or date.max
    edtf = item.mention.date.edtf if item.mention.date else None
    try:
        return day_bounds(edtf, bound)
    except DateError:
        return day_bounds(None, bound)


def _how(tie: TieKind, mention: Mention, words: frozenset[str]) -> tuple[How, tuple[str, ...]]:
    """How a telling makes a change known, and by whose word.

    An announcement by those who don't decide alone is a claim only where they say that it takes effect at once.
    """
    by = mention.claimed_by
    if "acknowledged" in words and tie.authority != "any":
        by = tuple(dict.fromkeys((*by, *_deciding(tie, mention))))
    if mention.status in _PLANS:
        return _PLANS[mention.status], by
    if by and not {*_deciding(tie, mention)}.isdisjoint(by):
        return "legal", by
    if "announced" in words and "effective" not in words:
        speakers = by or _acting(tie, mention)
        if not {*_deciding(tie, mention)}.isdisjoint(speakers):
            return "legal", speakers
        return ("claimed" if "immediate" in words else "announced"), speakers
    if by:
        return "claimed", by
    return ("legal" if "effective" in words else "reported"), ()


def _deciding(tie: TieKind, mention: Mention) -> tuple[str, ...]:
    roles = {"holder": tie.holder, "other": tie.other, "any": (*tie.parties, *tie.holder, *tie.other)}[tie.authority]
    return tuple(actor for role in roles for actor in mention.ids(role))


def _acting(tie: TieKind, mention: Mention) -> tuple[str, ...]:
    """Whose act it is: who announces, where the text names nobody else."""
    role = next((role for role in (*tie.holder, *tie.parties) if mention.ids(role)), "")
    return mention.ids(role)


def change(told: Sequence[Telling], *, claimed: bool = False) -> Change | None:
    """The change that an event makes by what is settled of it (or only ``claimed``); ``None`` where nothing is."""
    wanted = ("claimed",) if claimed else SETTLED
    done = [telling for telling in told if telling.how in wanted]
    if not done:
        return None
    items = [telling.item for telling in done]
    bound = min(item.day or day_of(item.read_at) or date.max for item in items)
    edtf = best_date(sorted(items, key=lambda item: (item.day or date.min, item.seq)))
    try:
        day, written = day_bounds(edtf, bound)
    except DateError:
        day, written = day_bounds(None, bound)
    effects = [telling.effect for telling in done]
    return Change(
        effect=max(dict.fromkeys(effects), key=effects.count),
        day=day,
        edtf=written,
        basis="events",
        sources=len({item.text for item in items}),
        events=(done[0].event,),
        claimed_by=tuple(dict.fromkeys(name for telling in done for name in telling.by)),
        how="claimed" if claimed else "legal" if any(telling.how == "legal" for telling in done) else "reported",
    )


def tie_kinds_of(kind: str) -> list[TieKind]:
    """The kinds of tie that a kind of fact changes.

    >>> [tie.id for tie in tie_kinds_of("organization.found")], tie_kinds_of("aid")
    (['membership'], [])
    """
    return [tie for tie in tie_kinds().values() if kind in tie.effects]


def settled_word(word: Telling) -> bool:
    """Whether it is told as done, if only as an announcement that is done."""
    return word.item.mention.status in STATE_CHANGING


def settled(event: Outline) -> bool:
    """Whether the last word on an event is that it came about."""
    return event.status in STATE_CHANGING
