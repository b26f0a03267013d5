"""Reviews for the eye: what is in doubt, what was judged, and what was judged of one mention."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from legation.commands.output.table import Column, render, stacked, words
from legation.exports.names import names
from legation.messages import Interface, count, label, text
from legation.model import Mention, Scalar
from legation.register import Doubt, Entry, Judgement, Reviewed

_ID = 8


def doubt_table(doubts: Sequence[Doubt], console: Console, language: Interface) -> RenderableType:
    """Mentions that nobody judged, as a table."""
    if not doubts:
        return words(text("review.no_doubts", language))
    columns = [
        Column(text("head.id", language), _ID, whole=True),
        Column(text("head.confidence", language), 10),
        Column(text("head.kind", language), 14, 2),
        Column(text("head.who", language), 16, 1),
        Column(text("head.status", language), 10, 2),
        Column(text("head.quote", language), 30),
    ]
    length = _ID
    while len({doubt.id[:length] for doubt in doubts}) < len(doubts):
        length += 1
    rows = [
        [
            words(doubt.id[:length], "dim"),
            stacked(words(f"{doubt.mention.confidence:.2f}"), _by_rule(doubt.reviewed, language)),
            words(label("kind", doubt.mention.kind, language)),
            words(_who(doubt.mention, language)),
            words(label("status", doubt.mention.status, language)),
            words(doubt.mention.quote),
        ]
        for doubt in doubts
    ]
    total = count("review.doubts", len(doubts), language)
    return render(columns, rows, console, title=text("review.list", language), caption=total)


def _by_rule(reviewed: Reviewed, language: Interface) -> Text:
    """The confidence after what reviewers found of the rule; nothing where they found nothing."""
    rule = reviewed.rule
    if not rule.accepted and not rule.rejected:
        return Text()
    return words(f"→ {reviewed.confidence:.2f} (+{rule.accepted} −{rule.rejected})", "dim")


def _who(mention: Mention, language: Interface) -> str:
    written = {actor.id: actor.person or actor.name for role in mention.roles for actor in mention.actors(role)}
    parts = [
        filler.value if isinstance(filler, Scalar) else names(mention.ids(role), language, written)
        for role, filler in mention.roles.items()
    ]
    return " → ".join(parts)


def judged(made: Judgement, language: Interface) -> Text:
    """A judgement just made, with how to take it back."""
    said = words(text(f"review.{made.verdict}", language, **_about(made)))
    fix = text("review.undo_with", language, number=made.number)
    return Text.assemble(words(f"{made.number}. ", "bold"), said, " — ", words(fix, "dim"))


def _about(made: Judgement) -> dict[str, str]:
    value = text_or_none(made.value)
    return {"subject": made.subject[:_ID], "object": (made.object or "")[:_ID], "field": made.field or "", "value": value}


def text_or_none(value: str | None) -> str:
    """A value as an edit wrote it, a dash for none.

    >>> text_or_none("MLI"), text_or_none("")
    ('MLI', '—')
    """
    return value or "—"


def log_table(entries: Sequence[Entry], console: Console, language: Interface) -> RenderableType:
    """The log of judgements."""
    if not entries:
        return words(text("review.no_log", language))
    columns = [
        Column(text("head.number", language), 3, whole=True),
        Column(text("head.when", language), 20, 2, whole=True),
        Column(text("head.author", language), 8, 1),
        Column(text("head.judgement", language), 24),
        Column(text("head.why", language), 14),
        Column(text("head.standing", language), 12),
    ]
    rows = [
        [
            words(str(made.number)),
            words(made.made_at, "dim"),
            words(made.author),
            words(text(f"review.{made.verdict}", language, **_about(made))),
            words(made.reason),
            words(_state(entry, language), "dim"),
        ]
        for entry in entries
        for made in [entry.judgement]
    ]
    return render(columns, rows, console, title=text("review.log", language))


def _state(entry: Entry, language: Interface) -> str:
    if entry.judgement.undone is not None:
        return text("review.undone", language, number=entry.judgement.undone)
    return text("review.orphaned" if entry.orphaned else "review.stands", language)


def reviewed_line(reviewed: Reviewed, language: Interface) -> Text:
    """What was judged of one mention and of its rule, in one line; nothing where nothing was."""
    said = []
    if reviewed.verdict:
        said.append(text(f"review.{reviewed.verdict}", language, by=reviewed.by or ""))
    said += [
        text(
            "review.edited",
            language,
            field=edit.field,
            value=text_or_none(edit.value),
            original=text_or_none(edit.original),
            by=edit.author,
        )
        for edit in reviewed.edits
    ]
    rule = reviewed.rule
    if rule.accepted or rule.rejected:
        found = f"{reviewed.confidence:.2f}"
        said.append(text("review.rule", language, accepted=rule.accepted, rejected=rule.rejected, confidence=found))
    return words(" · ".join(said), "dim")
