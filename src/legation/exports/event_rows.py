"""Events as rows of CSV: the columns of ``legation timeline --csv`` and of the export."""

from __future__ import annotations

from legation.exports.names import who
from legation.messages import Interface
from legation.model import Event

CSV_HEADER = (
    "id",
    "kind",
    "status",
    "date",
    "place",
    "roles",
    "domain",
    "sources",
    "syndicated",
    "contradictions",
    "history",
    "mentions",
    "actors",
)


def csv_row(event: Event, language: Interface) -> list[str]:
    """One row under ``CSV_HEADER``: ids and codes, and the actors in words at the end."""
    return [
        event.id,
        event.kind,
        event.status,
        event.date or "",
        event.place or "",
        "; ".join(f"{role}: {', '.join(fillers)}" for role, fillers in event.roles.items()),
        ", ".join(event.domain),
        str(event.sources),
        str(event.syndicated),
        "; ".join(f"{field}: {' | '.join(values)}" for field, values in event.contradictions.items()),
        "; ".join(f"{step.status} {step.told or '?'}" for step in event.history),
        " ".join(event.mentions),
        who(event, language),
    ]
