"""Ties as rows: what holds with its notes, and what is claimed, announced or denied beside it, by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from legation.messages import Interface, count, keys, label, text
from legation.model import Tie
from legation.ontology.ties import Effect, TieKind
from legation.register.atlas_spells import Memberships
from legation.register.events import Outline, Told, outline
from legation.register.spells import Standing, agree
from legation.register.tellings import SETTLED, Telling, TieKey, settled, settled_word

_STATES: dict[str, Effect] = {"holds": "begin", "suspended": "suspend", "ended": "end"}
# What a standing makes pointless to announce: a member does not join.
_MOOT: dict[Effect, tuple[str, ...]] = {
    "begin": ("holds", "suspended"),
    "hold": ("holds", "suspended"),
    "end": ("ended",),
    "suspend": ("suspended",),
    "resume": ("holds",),
}

_Told = tuple[Outline, tuple[Telling, ...]]
_Group = tuple[str, str, tuple[str, ...]]


def standing_row(
    kind: TieKind,
    key: TieKey,
    now: Standing,
    told: Sequence[_Told],
    beside: Iterable[str],
    atlas: Memberships,
    language: Interface,
) -> Tie:
    """The row of what holds on the day asked for."""
    notes = []
    if now.told:
        notes.append(text("note.also_dated", language, dates=", ".join(now.told)))
    if (now.begin or "").startswith("../") or (now.end or "").startswith("../"):
        notes.append(text("note.upper_bound", language))
    if now.basis == "atlas" and now.how == "announced":
        notes.append(text("note.by_announcement", language))
    speakers = tuple(dict.fromkeys((*now.claimed_by, *now.held_by)))
    if speakers:
        notes.append(text("note.according", language, who=_names(speakers, atlas, language)))
    for change in now.ignored:
        sources = count("sources", change.sources, language)
        specific = f"note.ignored.{change.effect}"
        ignored = specific if kind.id == "membership" and specific in keys() else "note.ignored"
        notes.append(text(ignored, language, sources=sources))
    notes += beside
    events = (*now.events, *(event for change in now.ignored for event in change.events))
    return Tie(
        kind=key.tie,
        holder=key.parties[0],
        other=" ".join(key.parties[1:]),
        status=kind.states[_STATES[now.status]],
        begin=now.begin,
        end=now.end,
        basis=now.basis,
        events=tuple(dict.fromkeys(events)),
        note="; ".join(dict.fromkeys(notes)),
        id=key.id,
        parties=key.parties,
        detail=_detail(kind, [event for event, _ in told], language),
        how=now.how,
        claimed_by=speakers,
    )


def _detail(kind: TieKind, events: Sequence[Outline], language: Interface) -> str:
    """The name, office or subject that tells it from others of the same actors."""
    for field in kind.detail:
        values = dict.fromkeys(
            value for event in events for value in (event.domain if field == "domain" else event.roles.get(field, ()))
        )
        if values:
            return ", ".join(label("domain", value, language) if field == "domain" else value for value in values)
    return ""


def _names(ids: Iterable[str], atlas: Memberships, language: Interface) -> str:
    return ", ".join(atlas.name(id_, language).removeprefix("source:") for id_ in ids)


def apart_rows(
    kind: TieKind,
    key: TieKey,
    told: Sequence[_Told],
    now: Standing | None,
    as_of: date,
    atlas: Memberships,
    language: Interface,
) -> tuple[list[Tie], list[str]]:
    """One row a kind of fact, a way it is known and a speaker; and notes on claims that agree with what holds but in date."""
    groups: dict[_Group, list[Telling]] = defaultdict(list)
    for event, said in told:
        by_then = [word for word in said if _by(word, as_of)]
        if not by_then:
            continue
        # An older plan is no news once something else was told of it: what was last said by that day counts.
        items = [word.item for word in by_then]
        last = event if {item.id for item in items} == set(event.mentions) else outline(event.id, items)
        come_about = settled(last) and any(word.how in SETTLED for word in by_then)
        for word in by_then:
            if _shown(word, last, now, come_about=come_about):
                groups[word.kind, word.how, tuple(sorted(word.by))].append(word)
    rows, agreeing = [], []
    for (fact, how, by), words in groups.items():
        moot = () if now is None else _MOOT[words[0].effect]
        if how == "denied":  # that it no longer holds is no denial where it has ended
            moot = ("ended",) if words[0].effect == "hold" else ()
        if now is not None and now.status in moot:
            agreeing += words if how == "claimed" else []
            continue
        rows.append(_row(key, fact, how, by, words, atlas, language))
    return rows, _otherwise_dated(agreeing, now, atlas, language) if now else []


def _shown(word: Telling, last: Outline, now: Standing | None, *, come_about: bool) -> bool:
    """Whether a word stands beside what holds: settled ones make it, and a plan counts as it was last told."""
    if word.how in SETTLED:
        return False
    if word.how == "claimed":
        return now is not None and now.how != "claimed"
    if settled_word(word):  # the announcement is done, what it announces is not
        return not come_about
    return word.item.mention.status == last.status


def _by(word: Telling, as_of: date) -> bool:
    """Whether it was told by that day; a claim that reaches back, whether it was so by that day."""
    if word.how == "claimed":
        return word.day <= as_of
    return (word.item.day or as_of) <= as_of


def _otherwise_dated(words: Sequence[Telling], now: Standing, atlas: Memberships, language: Interface) -> list[str]:
    """Who dates otherwise what they agree on, date by date."""
    since = now.end if now.status == "ended" else now.begin
    dates: dict[str, dict[str, None]] = defaultdict(dict)
    for word in words:
        if word.edtf and not word.edtf.startswith("..") and (since is None or not agree(word.edtf, since)):
            dates[word.edtf].update(dict.fromkeys(word.by))
    return [
        text("note.dated_by", language, dates=edtf, who=_names(sorted(speakers, key=_unnamed), atlas, language))
        for edtf, speakers in dates.items()
    ]


def _unnamed(speaker: str) -> bool:
    return speaker.startswith("source:")


def _row(
    key: TieKey,
    fact: str,
    how: str,
    by: tuple[str, ...],
    words: Sequence[Telling],
    atlas: Memberships,
    language: Interface,
) -> Tie:
    ordered: list[Told] = sorted((word.item for word in words), key=lambda item: (item.day or date.min, item.seq))
    edtf = next((item.mention.date.edtf for item in reversed(ordered) if item.mention.date), None)
    ends = words[0].effect in ("end", "suspend")
    sources = count("sources", len({item.text for item in ordered}), language)
    specific = f"note.{how}.{fact.rpartition('.')[2]}"
    known = specific if key.tie == "membership" and specific in keys() else f"note.{how}"
    notes = [text(known, language, sources=sources, kind=label("kind", fact, language))]
    if by:
        notes.append(text("note.according", language, who=_names(by, atlas, language)))
    return Tie(
        kind=fact,
        holder=key.parties[0],
        other=" ".join(key.parties[1:]),
        status=how,
        begin=None if ends else edtf,
        end=edtf if ends else None,
        basis="events",
        events=tuple(dict.fromkeys(word.event for word in words)),
        note="; ".join(notes),
        id=key.id,
        parties=key.parties,
        how=how,
        claimed_by=by,
    )
