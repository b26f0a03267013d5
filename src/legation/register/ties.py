"""Who is a member of what on a day: the atlas's dated memberships as the starting state, then what was read.

Only what occurred or is going on changes a standing. What is considered, announced, asked for or denied is listed after
it, as rows of their own. An exit told without a date is dated ``../<publication>``: an upper bound, never the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from legation.atlas import Membership, load_atlas
from legation.messages import Interface, count, text
from legation.model import Event, RegisterError, Tie
from legation.model.dates import DateError, bounds
from legation.register.events import STATE_CHANGING, Told, best_date, build
from legation.register.loading import load_events
from legation.register.rows import day_of
from legation.register.spells import Change, Effect, Standing, day_bounds, standing
from legation.register.store import Register

_EFFECTS: dict[str, Effect] = {
    "membership.join": "join",
    "membership.hold": "hold",
    "membership.suspend": "suspend",
    "membership.readmit": "readmit",
    "membership.leave": "leave",
}
_RANK = {"member": 0, "suspended": 1, "left": 4}
_APART = {"scheduled": "announced", "considered": "considered", "called_for": "called_for", "denied": "denied"}
# What a standing makes pointless to announce: a member does not join.
_MOOT = {"join": ("member", "suspended"), "leave": ("left",), "suspend": ("suspended",), "readmit": ("member",)}


_Telling = tuple[Event, list[Told]]


class Memberships(Protocol):
    """What ties need of an atlas."""

    def memberships(self, organization: str) -> tuple[Membership, ...]:
        """All spells of membership of an organization."""

    def name(self, id: str, language: str = "fr") -> str:
        """The name to show for an actor."""


def members(
    register: Register,
    organization: str,
    *,
    as_of: date,
    known_at: date | None = None,
    atlas: Memberships | None = None,
    language: Interface = "en",
) -> tuple[Tie, ...]:
    """The standing of every member and former member on a day, then what was told to be coming.

    ``organization`` is an id; ``known_at`` leaves out what was not read by that day; ``language`` is that of the notes.
    """
    source = atlas or load_atlas()
    spells = [known for spell in source.memberships(organization) if (known := _known(spell, known_at))]
    with register.look() as connection:
        found = load_events(connection, kind="membership", actors=[organization], known_at=known_at)
    told = [
        (build(event, items), items)
        for event, items in found.items()
        if any(organization in item.mention.ids("ORGANIZATION") for item in items)
    ]
    changes: dict[str, list[Change]] = defaultdict(list)
    for spell in spells:
        changes[spell.member] += _from_atlas(spell, spells)
    for event, items in told:
        if event.kind in _EFFECTS and event.status in STATE_CHANGING:
            for member in event.roles.get("MEMBER", ()):
                changes[member].append(_from_event(event, items))
    standings = {member: standing(known, as_of) for member, known in changes.items()}
    now = {member: found for member, found in standings.items() if found}
    ties = [_tie(member, organization, found, source, language) for member, found in now.items()]
    ties += [
        Tie(
            kind="membership",
            holder=spell.member,
            other=organization,
            status=spell.status,
            begin=spell.begin or None,
            end=spell.end or None,
            basis="atlas",
            note=spell.note,
        )
        for spell in spells
        if spell.status not in ("member", "suspended")
        and _holds(spell, as_of)
        and (spell.member not in now or now[spell.member].status == "left")
    ]
    ties.sort(key=lambda tie: (_RANK.get(tie.status, 2), tie.holder))
    return (*ties, *_apart(organization, told, now, as_of, language))


def _known(spell: Membership, known_at: date | None) -> Membership | None:
    """A spell as it could be known on a day: what began later is unknown, what ended later still runs."""
    if known_at is None:
        return spell
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    if begin and begin > known_at:
        return None
    if end and end > known_at:
        return Membership(
            member=spell.member,
            organization=spell.organization,
            status=spell.status,
            begin=spell.begin,
            end="",
            source=spell.source,
            note=spell.note,
        )
    return spell


def _day(edtf: str, *, first: bool) -> date | None:
    """The earliest or the latest day of a date of the atlas; ``None`` where it has none."""
    if not edtf:
        return None
    try:
        return bounds(edtf)[0 if first else 1]
    except DateError as error:
        raise RegisterError(f"the atlas dates a membership {error}") from error


def _holds(spell: Membership, as_of: date) -> bool:
    return (_day(spell.begin, first=True) or date.min) <= as_of < (_day(spell.end, first=False) or date.max)


def _from_atlas(spell: Membership, spells: Sequence[Membership]) -> list[Change]:
    """The changes at both ends of a spell; a suspension that ends with the membership ends in no readmission."""
    if spell.status not in ("member", "suspended"):
        return []
    starts: Effect = "join" if spell.status == "member" else "suspend"
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    changes = [Change(effect=starts, day=begin or date.min, edtf=spell.begin or None, basis="atlas")]
    if end is None:
        return changes
    memberships = [other for other in spells if other.member == spell.member and other.status == "member"]
    if spell.status == "suspended":
        if any(_continues(other, end) for other in memberships):
            changes.append(Change(effect="readmit", day=end, edtf=spell.end, basis="atlas"))
        elif not any(other.end == spell.end for other in memberships):
            changes.append(Change(effect="leave", day=end, edtf=spell.end, basis="atlas"))
    elif not any(other.begin == spell.end for other in spells if other.member == spell.member):
        # A suspension that begins where a spell ends is still a membership.
        changes.append(Change(effect="leave", day=end, edtf=spell.end, basis="atlas"))
    return changes


def _continues(spell: Membership, day: date) -> bool:
    """Whether a membership runs on from that day, or begins on it."""
    begin, end = _day(spell.begin, first=True), _day(spell.end, first=False)
    return (begin is None or begin <= day) and (end is None or end > day)


def _from_event(event: Event, items: Sequence[Told]) -> Change:
    done = [item for item in items if item.mention.status in STATE_CHANGING]
    bound = min(item.day or day_of(item.read_at) or date.max for item in done)
    edtf = best_date(sorted(done, key=lambda item: (item.day or date.min, item.seq)))
    try:
        day, written = day_bounds(edtf, bound)
    except DateError:
        day, written = day_bounds(None, bound)
    claims = [item.mention.claimed_by for item in done]
    speakers = tuple(dict.fromkeys(name for claim in claims for name in claim)) if all(claims) else ()
    return Change(
        effect=_EFFECTS[event.kind],
        day=day,
        edtf=written,
        basis="events",
        sources=len({item.text for item in done}),
        events=(event.id,),
        claimed_by=speakers,
    )


def _tie(member: str, organization: str, found: Standing, atlas: Memberships, language: Interface) -> Tie:
    notes = []
    if found.told:
        notes.append(text("note.also_dated", language, dates=", ".join(found.told)))
    if (found.begin or "").startswith("../") or (found.end or "").startswith("../"):
        notes.append(text("note.upper_bound", language))
    if found.claimed_by:
        speakers = [atlas.name(speaker, language).removeprefix("source:") for speaker in found.claimed_by]
        notes.append(text("note.claimed", language, who=", ".join(speakers)))
    for change in found.ignored:
        sources = count("sources", change.sources, language)
        notes.append(text(f"note.ignored.{change.effect}", language, sources=sources))
    events = (*found.events, *(event for change in found.ignored for event in change.events))
    return Tie(
        kind="membership",
        holder=member,
        other=organization,
        status=found.status,
        begin=found.begin,
        end=found.end,
        basis=found.basis,
        events=tuple(dict.fromkeys(events)),
        note="; ".join(dict.fromkeys(notes)),
    )


def _apart(organization: str, told: Sequence[_Telling], now: dict[str, Standing], as_of: date, language: Interface) -> list[Tie]:
    """Rows for what was told by that day and has not come about: one a member, a kind of change and a status."""
    rows: dict[tuple[str, str, str], list[_Telling]] = defaultdict(list)
    for event, items in told:
        by_then = [item for item in items if (item.day or as_of) <= as_of]
        if not by_then or event.kind not in _EFFECTS:
            continue
        then = build(event.id, by_then)
        come_about = event.status in STATE_CHANGING and _from_event(event, items).day <= as_of
        if come_about or then.status not in _APART:
            continue
        moot = () if then.status == "denied" else _MOOT.get(_EFFECTS[event.kind], ())
        for member in then.roles.get("MEMBER", ()):
            if member not in now or now[member].status not in moot:
                rows[member, event.kind, then.status].append((then, by_then))
    ties = []
    for (member, kind, status), events in sorted(rows.items(), key=lambda row: (list(_APART).index(row[0][2]), row[0])):
        sources = len({item.text for _, items in events for item in items if item.mention.status == status})
        edtf = next((event.date for event, _ in reversed(events) if event.date), None)
        ends = _EFFECTS[kind] in ("leave", "suspend")
        ties.append(
            Tie(
                kind=kind,
                holder=member,
                other=organization,
                status=_APART[status],
                begin=None if ends else edtf,
                end=edtf if ends else None,
                basis="events",
                events=tuple(event.id for event, _ in events),
                note=text(f"note.{status}.{_EFFECTS[kind]}", language, sources=count("sources", sources, language)),
            )
        )
    return ties
