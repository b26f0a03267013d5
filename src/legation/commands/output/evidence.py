"""The evidence for an event: each quote in its paragraph, with where it stands and how it was read."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from legation.commands.output.events import STYLES, contradictions, told_by
from legation.commands.output.reviews import reviewed_line
from legation.commands.output.table import words
from legation.exports.escape import printable
from legation.exports.names import name, names, who
from legation.messages import Interface, label, text
from legation.model import Event
from legation.register import Evidence, Related, Shown


def evidence_pages(shown: Shown, console: Console, language: Interface) -> RenderableType:
    """The event, then its evidence in order of publication."""
    marked = not console.is_terminal or console.no_color
    parts: list[RenderableType] = [_head(shown.event, language)]
    parts += [_related(each, language) for each in shown.related]
    for number, evidence in enumerate(shown.evidence, 1):
        parts += [Text(""), _title(number, evidence, language)]
        parts.append(Padding(_quoted(evidence, marked=marked), (0, 0, 0, 3)))
        parts.append(Padding(_reading(evidence, language), (0, 0, 0, 3)))
        if (judged := reviewed_line(evidence.reviewed, language)).plain:
            parts.append(Padding(judged, (0, 0, 0, 3)))
    return Group(*parts)


def _head(event: Event, language: Interface) -> Text:
    domains = ", ".join(label("domain", each, language) for each in event.domain)
    lines = [
        Text.assemble(
            words(label("kind", event.kind, language), "bold"),
            text("view.colon", language),
            words(who(event, language), "bold"),
            "  ",
            words(event.id, "dim"),
        ),
        Text.assemble(
            words(label("status", event.status, language), STYLES.get(event.status, "")),
            " · ",
            words(event.date or text("view.no_date", language)),
            *((" · ", words(event.place)) if event.place else ()),
            *((" · ", words(domains)) if domains else ()),
            " · ",
            words(told_by(event, language, long=True)),
        ),
    ]
    if len(event.history) > 1:
        steps = " → ".join(
            f"{label('status', step.status, language)} ({step.told or text('view.unknown_day', language)})"
            for step in event.history
        )
        lines.append(words(text("head.history", language) + text("view.colon", language) + steps))
    against = contradictions(event, language)
    if against:
        head = text("head.contradictions", language) + text("view.colon", language)
        lines.append(words(head + "; ".join(against), "red"))
    return Text("\n").join(lines)


def _related(each: Related, language: Interface) -> Text:
    """An event that belongs to the one shown, and as what."""
    main = " → ".join(names(actors, language, each.names) for role, actors in each.roles.items() if role.isupper())
    said = (
        f"{text('head.related', language)}{text('view.colon', language)}{label('kind', each.kind, language)} ({main}) · "
        f"{label('status', each.status, language)} · {each.date or text('view.no_date', language)} · "
        f"{text(f'related.{each.why}', language)} · {each.event[:8]}"
    )
    return words(said, "cyan")


def _title(number: int, evidence: Evidence, language: Interface) -> Text:
    dispatch = evidence.dispatch
    where = [dispatch.publisher, dispatch.published or text("view.unknown_day", language), dispatch.url]
    return Text.assemble(
        f"{number}. ",
        words(dispatch.title or dispatch.id, "bold"),
        " — ",
        words(", ".join(filter(None, where))),
        *((" (", words(text("view.copy", language)), ")") if evidence.copy else ()),
    )


def _quoted(evidence: Evidence, *, marked: bool) -> Text:
    """The paragraph around the quote; between brackets where colour can't show it."""
    mention = evidence.mention
    whole = evidence.dispatch.part(mention.part)
    begin = whole.rfind("\n\n", 0, mention.start)
    begin = 0 if begin < 0 else begin + 2
    end = whole.find("\n\n", mention.end)
    end = len(whole) if end < 0 else end
    left, right = ("⟦", "⟧") if marked else ("", "")
    return Text.assemble(
        printable(whole[begin : mention.start]),
        (f"{left}{printable(mention.quote)}{right}", "bold yellow"),
        printable(whole[mention.end : end]),
    )


def _reading(evidence: Evidence, language: Interface) -> Text:
    mention = evidence.mention
    said = [label("status", mention.status, language)]
    if mention.date:
        said.append(mention.date.edtf)
    if mention.place:
        said.append(mention.place.name)
    if mention.claimed_by:
        said.append(f"{text('head.claimed_by', language)} {names(mention.claimed_by, language)}")
    offices = [
        f"{name(actor.id, language, {actor.id: actor.name})}: {', '.join(filter(None, (actor.office, actor.person)))}"
        for role in mention.roles
        for actor in mention.actors(role)
        if actor.office or actor.person
    ]
    said += dict.fromkeys(offices)
    said += [
        text("view.collective", language, words=each.words, day=each.as_of, members=names(each.members, language))
        for each in evidence.collectives
    ]
    said += [evidence.id[:8], mention.rule, f"{text('head.confidence', language).lower()} {mention.confidence:.2f}"]
    return words(" · ".join(said), "dim")
