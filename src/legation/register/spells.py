"""From dated changes (begun, suspended, ended) to what holds on a day: a pure walk, without tables or texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from legation.model.dates import bounds, granularity, overlap
from legation.ontology.ties import Effect

Basis = Literal["atlas", "events"]
State = Literal["holds", "suspended", "ended"]

SAME_CHANGE_DAYS = 400
"""A change told within this many days of one that the atlas dates, with none the other way between, is that change."""

_BACK = {
    "end": ("begin", "hold"),
    "begin": ("end",),
    "hold": ("end",),
    "suspend": ("resume", "end"),
    "resume": ("suspend",),
}


_STRENGTH = ("announced", "atlas", "legal", "reported", "claimed")
"""How a change is known, strongest first; what the atlas dates by its announcement stays that."""


class Change(Struct, frozen=True, kw_only=True):
    """One change of what holds.

    ``day`` is the day from which it surely holds; ``edtf`` what is written of it, ``../2025-04-01`` where only a bound
    is known; ``told`` further dates that were told of the same change; ``claimed_by`` who says so, where only they do.
    """

    effect: Effect
    day: date
    edtf: str | None
    basis: Basis
    sources: int = 0
    events: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    how: str = "reported"


class Standing(Struct, frozen=True, kw_only=True):
    """What holds on the day asked for; ``held_by``: who was told to say that it still holds."""

    status: State
    begin: str | None
    end: str | None
    basis: Basis
    events: tuple[str, ...]
    told: tuple[str, ...]
    claimed_by: tuple[str, ...]
    how: str = "reported"
    held_by: tuple[str, ...] = ()
    ignored: tuple[Change, ...] = ()


def day_bounds(edtf: str | None, bound: date) -> tuple[date, str]:
    """The day by which something with this date surely holds, and what to write of it.

    ``bound`` is the day by which it was told as done: an upper bound for a coarse date or none, never the date.

    >>> day_bounds(None, date(2025, 4, 1))
    (datetime.date(2025, 4, 1), '../2025-04-01')
    >>> day_bounds("2025-01-29", date(2025, 4, 1))[1], day_bounds("2025", date(2025, 4, 1))[0].isoformat()
    ('2025-01-29', '2025-04-01')
    """
    if edtf is None or granularity(edtf) == "unknown_year":
        return bound, f"../{bound.isoformat()}"
    first, last = bounds(edtf)
    if last is None:
        return first or bound, edtf
    return (min(last, bound) if first is None or first <= bound else last), edtf


def merge(changes: Iterable[Change]) -> list[Change]:
    """Fold the tellings of one change together, in order of time: dated by the atlas, else as precisely as was told.

    >>> fold = merge([Change(effect="end", day=date(2025, 1, 29), edtf="2025-01-29", basis="atlas"),
    ...               Change(effect="end", day=date(2025, 4, 1), edtf="../2025-04-01", basis="events",
    ...                      events=("e1",))])
    >>> [(change.edtf, change.events) for change in fold]
    [('2025-01-29', ('e1',))]
    """
    ordered = sorted(changes, key=lambda change: (change.day, change.basis, change.edtf or ""))
    fixed = [change for change in ordered if change.basis == "atlas"]
    loose: list[Change] = []
    for change in (change for change in ordered if change.basis == "events"):
        at = _same(change, fixed)
        if at is None:
            loose.append(change)
        else:
            fixed[at] = _fold(fixed[at], change)
    merged: list[Change] = []
    for change in sorted([*fixed, *loose], key=lambda change: (change.day, change.basis)):
        last = merged[-1] if merged else None
        if last and last.basis == change.basis == "events" and last.effect == change.effect and _near(last, change):
            merged[-1] = _fold(last, change) if _rank(last) >= _rank(change) else _fold(change, last)
        else:
            merged.append(change)
    return sorted(merged, key=lambda change: (change.day, change.basis))


def _rank(change: Change) -> tuple[bool, int, int, date]:
    """A date that was told before a mere bound, a precise one before a coarse one, then by sources, then the latest."""
    first, last = bounds(change.edtf) if change.edtf else (None, None)
    width = (last - first).days if first and last else 10**6
    return not (change.edtf or "..").startswith(".."), -width, change.sources, change.day


def _near(one: Change, other: Change) -> bool:
    return abs((one.day - other.day).days) <= SAME_CHANGE_DAYS or agree(one.edtf, other.edtf)


def agree(one: str | None, other: str | None) -> bool:
    """Whether two dates that were told could be the same; a mere bound agrees with nothing.

    >>> agree("2024-08", "2024-08-04"), agree("../2024-08-04", "2024-08-04")
    (True, False)
    """
    return not any(edtf is None or edtf.startswith("..") for edtf in (one, other)) and overlap(one or "", other or "")


def _same(change: Change, fixed: Sequence[Change]) -> int | None:
    """The index of the atlas's change that this one tells, the nearest where there are several."""
    best: int | None = None
    for at, known in enumerate(fixed):
        if known.effect != change.effect or not _near(known, change):
            continue
        low, high = sorted((known.day, change.day))
        if any(other.effect in _BACK[change.effect] and low < other.day < high for other in fixed):
            continue
        if best is None or abs((known.day - change.day).days) < abs((fixed[best].day - change.day).days):
            best = at
    return best


def _fold(kept: Change, other: Change) -> Change:
    told = dict.fromkeys((*kept.told, *other.told))
    if other.edtf and not other.edtf.startswith("..") and not agree(kept.edtf, other.edtf):
        told[other.edtf] = None
    return replace(
        kept,
        events=tuple(dict.fromkeys((*kept.events, *other.events))),
        told=tuple(told),
        sources=kept.sources + other.sources,
        claimed_by=kept.claimed_by if kept.basis == "atlas" or not other.claimed_by else other.claimed_by,
        how=min(kept.how, other.how, key=_STRENGTH.index),
    )


def standing(changes: Iterable[Change], as_of: date) -> Standing | None:
    """What holds on that day; ``None`` where nothing is known of it.

    >>> standing([Change(effect="begin", day=date(1975, 5, 28), edtf="1975-05-28", basis="atlas"),
    ...           Change(effect="end", day=date(2025, 1, 29), edtf="2025-01-29", basis="atlas")],
    ...          as_of=date(2025, 1, 29)).status
    'ended'
    """
    ordered = merge(changes)
    now: Standing | None = None
    since: str | None = None
    ignored: list[Change] = []
    for change in ordered:
        if change.day > as_of:
            continue
        after = _step(now, change, since)
        if after is None:
            ignored.append(change)
            continue
        if change.effect in ("begin", "hold", "resume") and (now is None or now.status == "ended"):
            since = change.edtf
        now = after
    if now is None:
        return None
    if now.status != "ended":
        ends = _ends(now.status)
        leaving = next((change for change in ordered if change.day > as_of and change.effect in ends), None)
        now = replace(now, end=leaving.edtf if leaving else None)
    return replace(now, ignored=tuple(ignored))


def _ends(status: str) -> tuple[Effect, ...]:
    return ("end", "resume") if status == "suspended" else ("end",)


def _step(now: Standing | None, change: Change, since: str | None) -> Standing | None:
    """The standing after a change; ``None`` where it can't follow (a former member called a member in passing)."""
    status = now.status if now else None
    if now and (change.effect, status) in (("end", "ended"), ("suspend", "suspended")):
        return _confirmed(now, change)
    if change.effect == "end":
        return _made("ended", change, begin=since, end=change.edtf)
    if change.effect == "suspend":
        return None if status == "ended" else _made("suspended", change, begin=change.edtf)
    if change.effect == "resume" and status != "holds":
        return _made("holds", change, begin=since if status == "suspended" and since else change.edtf)
    if now is None or (change.effect == "begin" and status == "ended"):
        return _made("holds", change, begin=change.edtf)
    if status == "ended":
        return None
    return replace(
        now,
        events=tuple(dict.fromkeys((*now.events, *change.events))),
        held_by=tuple(dict.fromkeys((*now.held_by, *change.claimed_by))),
    )


def _confirmed(now: Standing, change: Change) -> Standing:
    """The same again, long after: the first date stands, the other is kept beside it."""
    since = now.end if now.status == "ended" else now.begin
    again = [] if not change.edtf or change.edtf.startswith("..") or agree(since, change.edtf) else [change.edtf]
    return replace(
        now,
        events=tuple(dict.fromkeys((*now.events, *change.events))),
        told=tuple(dict.fromkeys((*now.told, *again))),
    )


def _made(status: State, change: Change, *, begin: str | None, end: str | None = None) -> Standing:
    return Standing(
        status=status,
        begin=begin,
        end=end,
        basis=change.basis,
        events=change.events,
        told=change.told,
        claimed_by=change.claimed_by,
        how=change.how,
    )
