"""The atlas's dated memberships and offices as changes: the starting state, as it could be known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from msgspec.structs import replace

from legation.atlas import Membership
from legation.model import RegisterError
from legation.model.dates import DateError, bounds
from legation.ontology.ties import Effect
from legation.register.spells import Change

STANDINGS = ("member", "suspended")
"""Statuses of the atlas that change the standing of a member; the others (observer) stand beside it."""


class Memberships(Protocol):
    """What ties need of an atlas."""

    def memberships(self, organization: str) -> tuple[Membership, ...]:
        """All spells of membership of an organization."""

    def name(self, id: str, language: str = "fr") -> str:
        """The name to show for an actor."""


def known_spells(atlas: Memberships, organization: str, known_at: date | None) -> list[Membership]:
    """The spells of an organization as they could be known on a day: what began later is unknown, what ended later runs."""
    return [known for spell in atlas.memberships(organization) if (known := _known(spell, known_at))]


def _known(spell: Membership, known_at: date | None) -> Membership | None:
    if known_at is None:
        return spell
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    if begin and begin > known_at:
        return None
    # The note may tell of the end, which was not known either.
    return replace(spell, end="", end_is="", note="") if end and end > known_at else spell


def _day(edtf: str, *, first: bool) -> date | None:
    """The earliest or the latest day of a date of the atlas; ``None`` where it has none."""
    if not edtf:
        return None
    try:
        return bounds(edtf)[0 if first else 1]
    except DateError as error:
        raise RegisterError(f"the atlas dates a membership {error}") from error


def holds(spell: Membership, as_of: date) -> bool:
    """Whether the spell runs on that day; the day it ends is no longer in it."""
    return (_day(spell.begin, first=True) or date.min) <= as_of < (_day(spell.end, first=False) or date.max)


def changes_of(spell: Membership, spells: Sequence[Membership]) -> list[Change]:
    """The changes at both ends of a spell; a suspension that ends with the membership ends in no readmission."""
    if spell.status not in STANDINGS:
        return []
    starts: Effect = "begin" if spell.status == "member" else "suspend"
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    changes = [_change(starts, begin or date.min, spell.begin)]
    if end is None:
        return changes
    memberships = [other for other in spells if other.member == spell.member and other.status == "member"]
    if spell.status == "suspended":
        if any(_continues(other, end) for other in memberships):
            changes.append(_change("resume", end, spell.end))
        elif not any(other.end == spell.end for other in memberships):
            changes.append(_change("end", end, spell.end, spell.end_is))
    elif not any(other.begin == spell.end for other in spells if other.member == spell.member):
        # A suspension that begins where a spell ends is still a membership.
        changes.append(_change("end", end, spell.end, spell.end_is))
    return changes


def _change(effect: Effect, day: date, edtf: str, how: str = "") -> Change:
    return Change(effect=effect, day=day, edtf=edtf or None, basis="atlas", how=how or "atlas")


def _continues(spell: Membership, day: date) -> bool:
    """Whether a membership runs on from that day, or begins on it."""
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    return (begin is None or begin <= day) and (end is None or end > day)
