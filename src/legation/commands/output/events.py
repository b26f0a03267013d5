"""Events as rows: for the eye, and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from legation.commands.output.table import Column, render, stacked, words
from legation.exports.names import who
from legation.messages import Interface, count, label, text
from legation.model import Event

STYLES = {
    "occurred": "green",
    "ongoing": "green",
    "scheduled": "cyan",
    "considered": "yellow",
    "called_for": "yellow",
    "denied": "red",
    "member": "green",
    "suspended": "magenta",
    "left": "red",
    "announced": "cyan",
    "claimed": "yellow",
    "legal": "green",
    "in_force": "green",
    "open": "green",
    "present": "green",
    "in_office": "green",
    "lowered": "magenta",
    "cut": "red",
    "ended": "red",
    "lifted": "red",
    "withdrawn": "red",
    "out_of_office": "red",
}
_UNKNOWN = "—"
_ID_LENGTH = 8


def short_ids(events: Sequence[Event]) -> Mapping[str, str]:
    """The beginnings of ids, as long as it takes to tell these events apart.

    >>> short_ids([])
    {}
    """
    length = _ID_LENGTH
    while len({event.id[:length] for event in events}) < len({event.id for event in events}):
        length += 1
    return {event.id: event.id[:length] for event in events}


def event_table(
    events: Sequence[Event],
    console: Console,
    language: Interface,
    *,
    title: str,
    caption: str = "",
    states: Mapping[str, str] | None = None,
) -> RenderableType:
    """A table of events; ``states``: what to say instead of their status, by id."""
    heads = {key: text(f"head.{key}", language) for key in ("date", "kind", "who", "status", "place", "sources", "id")}
    columns = [
        Column(heads["date"], 12, whole=True),
        Column(heads["kind"], 14, 1, whole=True),
        Column(heads["who"], 20),
        Column(heads["status"], 10, whole=True),
        Column(heads["place"], 10, 2),
        Column(heads["sources"], 12, 3, whole=True),
        Column(heads["id"], _ID_LENGTH, whole=True),
    ]
    ids = short_ids(events)
    total = count("events", len(events), language)
    if any(event.date is None for event in events):
        total = f"{total}; {text('view.brackets', language)}"
    return render(
        columns,
        [_row(event, ids[event.id], language, (states or {}).get(event.id)) for event in events],
        console,
        title=title,
        caption=f"{total}; {caption}" if caption else total,
    )


def _row(event: Event, id_: str, language: Interface, state: str | None) -> list[Text]:
    against = event.contradictions
    status = state or label("status", event.status, language)
    return [
        stacked(words(event.date) if event.date else _told(event), _other(against.get("date", ()), event.date)),
        words(label("kind", event.kind, language)),
        stacked(words(who(event, language)), _other(against.get("ordinal", ()), None)),
        stacked(
            words(status, STYLES.get(event.status, "")),
            _other([label("status", other, language) for other in against.get("status", ())], status),
        ),
        stacked(words(event.place or ""), _other(against.get("place", ()), event.place)),
        words(told_by(event, language)),
        words(id_, "dim"),
    ]


def _told(event: Event) -> Text:
    """In brackets, the day on which an event without a date was first told: not its own."""
    told = next((step.told for step in event.history if step.told), None)
    return words(f"({told[:10]})" if told else _UNKNOWN, "dim")


def _other(values: Sequence[str], shown: str | None) -> Text:
    """What contradicts the value shown."""
    others = [value for value in values if value != shown]
    return words("≠ " + ", ".join(others), "red") if others else Text()


def told_by(event: Event, language: Interface, *, long: bool = False) -> str:
    """How many texts told it, and how many copies of them."""
    copies = count("copies", event.syndicated, language)
    if long:
        sources = count("sources", event.sources, language)
        return f"{sources}, {copies}" if event.syndicated else sources
    return f"{event.sources} (+{copies})" if event.syndicated else str(event.sources)


def contradictions(event: Event, language: Interface) -> list[str]:
    """One line a field that the tellings differ on."""
    return [
        text(f"field.{field}", language)
        + text("view.colon", language)
        + " ≠ ".join(label("status", value, language) if field == "status" else value for value in values)
        for field, values in event.contradictions.items()
    ]
