"""Dates that a fact takes from elsewhere in its dispatch: from the lead, from the scene, from another telling of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as calendar

import msgspec

from legation.coder.candidates import Candidate
from legation.languages.base import Beside, Reading, Told
from legation.model import Dispatch, EventDate, Mention, Status
from legation.ontology import kinds

# Acts done by speaking: without a date of their own they are of the day that the dispatch opens with.
VERBAL = frozenset({"accuse", "request", "reject", "support", "threaten"})
# What people come together for: the noun alone tells that it took place ("après un entretien").
_GATHERINGS = ("meeting.", "protest")
LEAD_SENTENCES = 5
# How many days after an event a headline may still tell it as news.
NEWS_DAYS = 10


def lead_day(dispatch: Dispatch, found: Sequence[tuple[Reading, Sequence[Candidate]]]) -> EventDate | None:
    """The day that the text opens with ("La Chine a accusé vendredi …"), at most two days before publication.

    It stands with a main verb, else in another clause ("des foules rassemblées vendredi").
    """
    opening = [reading for reading, _ in found if reading.part == "text" and reading.number <= LEAD_SENTENCES]
    for reading in opening:
        date = reading.main_date()
        if date is not None and _is_recent(date, dispatch.published):
            return date
    for reading in opening:
        for date in reading.days():
            if _is_recent(date, dispatch.published):
                return date
    return None


def _is_recent(date: EventDate, published: str | None) -> bool:
    """Whether a date is a day shortly before publication; any day where nobody knows when the text was published."""
    return len(date.edtf) == 10 and (published is None or _days_before(date.edtf, published) in (0, 1, 2))


def day_of_scene(reading: Reading, candidate: Candidate, status: Status, told: Told, lead: EventDate | None) -> EventDate | None:
    """The day of a fact that its own clause does not date.

    A label dates all that follows it. A day that opens a sentence, or else the day of the lead, dates what is told after it as
    done: the acts of the story, not what a clause only describes, and not what was before ("avait signé").
    """
    trigger, kind = candidate.trigger, candidate.rule.kind
    if status != "occurred" or reading.timed(trigger):
        return None
    if reading.scene is not None and reading.scene.label:
        return reading.scene.date
    scenic = told.tense == "impf" and kind.startswith(_GATHERINGS)  # "le ministre recevait mardi …": the press paints a meeting
    if not (scenic or told.tense in ("past", "pres", "")) or not reading.foreground(trigger, *_beside(kind)):
        return None
    if not trigger.verb and not kind.startswith(_GATHERINGS):
        return None
    return reading.scene.date if reading.scene is not None else lead


def _beside(kind: str) -> tuple[Beside, ...]:
    if kind.startswith(_GATHERINGS):
        return ("relative", "participle")
    return ("relative",) if kind in VERBAL else ()


def share_dates(mentions: list[Mention], lead: EventDate | None, published: str | None) -> list[Mention]:
    """Give a mention without date the date of another telling of the same fact in the dispatch (a headline and its text).

    Where the same actors did the same on several days, nothing says which of them is meant: only a headline, which tells what is
    new, takes the first. It also leaves the day of the lead for that of the text's own telling.
    """
    dated: dict[object, Mention] = {}
    days: dict[object, set[str]] = {}
    for mention in mentions:
        if mention.date is not None and not (mention.part == "title" and mention.date is lead):
            key = (_key(mention), mention.status)
            dated.setdefault(key, mention)
            days.setdefault(key, set()).add(mention.date.edtf)
    told: list[Mention] = []
    for mention in mentions:
        key = (_key(mention), mention.status)
        other = dated.get(key) or _fuller(mention, dated.values())
        if other is not None and mention.part != "title" and len(days[key]) > 1:
            other = None
        if other is not None and mention.part == "title" and _is_old(other.date, published):
            other = None
        borrowed = mention.date is None or (mention.part == "title" and mention.date is lead)
        if borrowed and other is not None:
            mention = msgspec.structs.replace(mention, date=other.date, place=mention.place or other.place)
        told.append(mention)
    return told


def _is_old(date: EventDate | None, published: str | None) -> bool:
    """Whether a day is too long past to be the news of a headline."""
    passed = _days_before(date.edtf, published) if date is not None and published is not None else None
    return passed is not None and passed > NEWS_DAYS


def _key(mention: Mention) -> tuple[str, frozenset[tuple[str, frozenset[str]]]]:
    return mention.kind, frozenset((role, frozenset(mention.ids(role))) for role in mention.roles if mention.ids(role))


def _days_before(edtf: str, published: str) -> int | None:
    try:
        return (calendar.fromisoformat(published[:10]) - calendar.fromisoformat(edtf)).days
    except ValueError:
        return None


def _fuller(mention: Mention, others: Iterable[Mention]) -> Mention | None:
    """A dated telling with the same required actors, for a headline."""
    if mention.part != "title":
        return None
    required = kinds()[mention.kind].required
    for other in others:
        if (
            other.kind == mention.kind
            and other.part == "text"
            and all(set(mention.ids(r)) == set(other.ids(r)) for r in required)
        ):
            return other
    return None
