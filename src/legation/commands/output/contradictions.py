"""Contradictions: the event, then each value with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from legation.commands.output.events import STYLES
from legation.commands.output.table import words
from legation.exports.names import who
from legation.exports.values import value_shown
from legation.messages import Interface, count, label, text
from legation.register import Contradiction, Teller, Value

CSV_HEADER = ("event", "kind", "who", "field", "value", "sources", "dispatch", "publisher", "published", "url", "quote")

_SHOWN = 6


def contradiction_list(found: Sequence[Contradiction], language: Interface, *, more: bool) -> RenderableType:
    """A list of events, each with the fields on which it is told differently."""
    title = text("view.contradictions", language)
    parts: list[RenderableType] = [words(title, "bold")]
    for _, same in groupby(found, key=lambda each: each.event.id):
        fields = list(same)
        event = fields[0].event
        parts.append(
            Text.assemble(
                "\n",
                words(label("kind", event.kind, language), "bold"),
                text("view.colon", language),
                words(who(event, language), "bold"),
                "  ",
                words(event.date or text("view.no_date", language)),
                "  ",
                words(event.id[:8], "dim"),
            )
        )
        for each in fields:
            parts.append(Padding(words(text(f"field.{each.field}", language)), (0, 0, 0, 2)))
            parts += [Padding(_value(each.field, value, language), (0, 0, 0, 4)) for value in each.values]
    if more:
        parts.append(Text("\n") + words(text("view.contradictions_limited", language), "dim"))
    return Group(*parts)


def _value(field: str, value: Value, language: Interface) -> Text:
    told = ", ".join(_teller(one, language) for one in value.tellers[:_SHOWN])
    rest = len(value.tellers) - _SHOWN
    told += f", … +{rest}" if rest > 0 else ""
    style = STYLES.get(value.value, "") if field == "status" else ""
    return Text.assemble(
        words(value_shown(field, value.value, language), style or "yellow"),
        text("view.colon", language),
        words(f"{count('sources', value.sources, language)} ({told})"),
    )


def _teller(one: Teller, language: Interface) -> str:
    by = one.publisher or one.dispatch
    return f"{by}, {one.published[:10] if one.published else text('view.unknown_day', language)}"


def csv_rows(found: Sequence[Contradiction], language: Interface) -> list[list[str]]:
    """One row a telling, under ``CSV_HEADER``."""
    return [
        [
            each.event.id,
            each.event.kind,
            who(each.event, language),
            each.field,
            value.value,
            str(value.sources),
            one.dispatch,
            one.publisher or "",
            one.published or "",
            one.url or "",
            one.quote,
        ]
        for each in found
        for value in each.values
        for one in value.tellers
    ]
