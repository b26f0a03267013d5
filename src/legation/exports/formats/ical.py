"""iCalendar (RFC 5545): the agenda, one event a plan, for the calendars that people already look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from legation.exports.escape import printable
from legation.exports.format import Asked, Format, Report
from legation.exports.names import who
from legation.exports.quotes import quotes
from legation.messages import label, text
from legation.model.dates import bounds, granularity
from legation.register import Planned, Register, agenda
from legation.register.walk import Walked, walk_events
from legation.register.windows import placeable

_STATES = {
    "cancelled": "CANCELLED",
    "happened": "CONFIRMED",
    "coming": "TENTATIVE",
    "moved": "TENTATIVE",
    "unreported": "TENTATIVE",
}
_QUOTES = 3


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The calendar: what is to come from ``asked.day`` on, and what became of what was to come."""
    begin = asked.which.begin or asked.day
    plans = [
        plan
        for plan in agenda(register, begin=begin, as_of=asked.which.as_of, known_at=asked.which.known_at, followed=True)
        if _wanted(plan, asked)
    ]
    walked = walk_events(register, [plan.id for plan in plans], asked.which.known_at)
    calendar = Calendar()
    calendar.add("prodid", "-//Legation//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", text("ical.name", asked.language))
    for plan in plans:
        entry = _entry(plan, walked[plan.id], asked)
        if entry is None:
            report.left_out["left.no_date"] += 1
            continue
        report.written += 1
        report.approximate += granularity(plan.date or "") != "day"
        calendar.add_component(entry)
    yield calendar.to_ical()


def _wanted(plan: Planned, asked: Asked) -> bool:
    which = asked.which
    actors = {actor for filled in plan.roles.values() for actor in filled}
    family = which.kind is None or plan.kind == which.kind or plan.kind.startswith(f"{which.kind}.")
    return family and which.status in (None, plan.status) and (not which.actors or bool(actors & set(which.actors)))


def _entry(plan: Planned, walked: Walked, asked: Asked) -> Entry | None:
    edtf = placeable(plan.date)
    first, last = bounds(edtf) if edtf else (None, None)
    if edtf is None or first is None:
        return None
    language = asked.language
    entry = Entry()
    entry.add("uid", f"{plan.id}@legation.invalid")
    entry.add("dtstamp", _stamp(walked))
    entry.add("dtstart", first)
    entry.add("dtend", (last or first) + timedelta(days=1))
    title = f"{label('kind', plan.kind, language)}{text('view.colon', language)}{who(plan, language)}"
    state = label("followed", plan.followed, language)
    coarse = granularity(edtf) != "day" or "~" in edtf
    note = f" – {text('ical.coarse', language, date=edtf)}" if coarse else ""
    entry.add("summary", printable(f"{title} ({state}{note})"))
    entry.add("status", _STATES[plan.followed])
    entry.add("sequence", max(len(plan.planned) - 1, 0) + (plan.followed == "cancelled"))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [plan.kind, plan.status])
    if plan.place:
        entry.add("location", printable(plan.place))
    place = walked.place
    if place and place.lat is not None and place.lon is not None:
        entry.add("geo", (place.lat, place.lon))
    shown = list(quotes(walked, asked.quotes, _QUOTES))
    link = f"{asked.base.rstrip('/')}/event/{plan.id}" if asked.base else next((one.url for one in shown if one.url), None)
    if link:
        entry.add("url", link)
    lines = (
        [f"{text('field.date', language)}{text('view.colon', language)}{' → '.join(plan.planned)}"]
        if len(plan.planned) > 1
        else []
    )
    lines += [f"« {one.text} » {one.by}, {one.day or '?'}{f' {one.url}' if one.url else ''}" for one in shown]
    entry.add("description", "\n".join(map(printable, lines)))
    entry.add("x-legation-edtf", edtf)
    return entry


def _stamp(walked: Walked) -> datetime:
    """When the register last learnt of it: the same register gives the same calendar."""
    return datetime.fromisoformat(max(source.read_at for source in walked.sources.values())).astimezone(UTC)


FORMAT = Format(
    id="ical",
    title="iCalendar of the agenda",
    suffix=".ics",
    media_type="text/calendar",
    lossy="what is scheduled alone; a month or an interval is drawn as all its days, marked in its title and X-LEGATION-EDTF",
    write=write,
)
