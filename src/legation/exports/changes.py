"""What changed last, as entries of a feed: one an event, dated by the register, with its quotes and where they were read."""

from __future__ import annotations

from msgspec import Struct

from legation.exports.format import Asked, Report
from legation.exports.names import names, who
from legation.exports.quotes import Quote, quotes
from legation.messages import Interface, label, text
from legation.register import Register
from legation.register.walk import Changed, recent

TAG = "tag:legation.invalid,2026:"
"""Before the ids of entries: a tag URI (RFC 4151) that stays the same wherever a register is served from."""

_QUOTES = 5


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of a feed; ``first`` and ``last``: when the register learnt of the event, and last learnt more (ISO 8601, UTC)."""

    id: str
    title: str
    first: str
    last: str
    kind: str
    status: str
    lines: tuple[str, ...]
    quotes: tuple[Quote, ...]
    link: str | None


class Feed(Struct, frozen=True, kw_only=True):
    """A feed; ``updated`` is that of its latest entry, the beginning of time where it has none."""

    id: str
    title: str
    updated: str
    home: str | None
    entries: tuple[Entry, ...]


def feed(register: Register, asked: Asked, report: Report) -> Feed:
    """The changes asked for, the latest first."""
    found = recent(register, asked.limit, asked.which, since=asked.since)
    report.written = len(found)
    return Feed(
        id=f"{TAG}changes",
        title=text("feed.title", asked.language),
        updated=max((each.last for each in found), default="1970-01-01T00:00:00Z"),
        home=asked.base,
        entries=tuple(_entry(each, asked) for each in found),
    )


def _entry(changed: Changed, asked: Asked) -> Entry:
    event, language = changed.walked.event, asked.language
    shown = tuple(quotes(changed.walked, asked.quotes, _QUOTES))
    link = f"{asked.base.rstrip('/')}/event/{event.id}" if asked.base else next((one.url for one in shown if one.url), None)
    return Entry(
        id=f"{TAG}event/{event.id}",
        title=headline(changed, language),
        first=changed.first,
        last=changed.last,
        kind=event.kind,
        status=event.status,
        lines=tuple(_lines(changed, language)),
        quotes=shown,
        link=link,
    )


def headline(changed: Changed, language: Interface) -> str:
    """Kind, actors, date and status, and who says so where only they do.

    The status is always told: what is only considered must not read as done.
    """
    event = changed.walked.event
    parts = [event.date or text("view.no_date", language), label("status", event.status, language)]
    if by := changed.walked.claimed_by:
        parts.append(text("note.according", language, who=names(by, language, event.names)))
    return f"{label('kind', event.kind, language)}{text('view.colon', language)}{who(event, language)} ({', '.join(parts)})"


def _lines(changed: Changed, language: Interface) -> list[str]:
    event = changed.walked.event
    lines = []
    if len(event.history) > 1:
        steps = " → ".join(f"{label('status', step.status, language)} ({(step.told or '?')[:10]})" for step in event.history)
        lines.append(steps)
    for field, values in event.contradictions.items():
        shown = [label("status", value, language) if field == "status" else value for value in values]
        lines.append(text(f"field.{field}", language) + text("view.colon", language) + " ≠ ".join(shown))
    return lines
