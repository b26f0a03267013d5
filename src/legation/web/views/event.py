"""One event: its history, who told it, on what it is contradicted, and each quote in its context."""

from __future__ import annotations

from msgspec import Struct

from legation.exports.evidence_rows import CSV_HEADER, csv_rows
from legation.messages import text
from legation.register import Evidence, Shown, contradictions, show
from legation.web.view import Answer, Asked, View

BEFORE, AFTER = 600, 600
"""Characters of the paragraph shown around a quote: enough to judge it by."""


class Context(Struct, frozen=True, kw_only=True):
    """A quote between the words of its paragraph."""

    before: str
    quote: str
    after: str


def context(evidence: Evidence) -> Context:
    """The paragraph around the quote, cut where it is long."""
    mention = evidence.mention
    whole = evidence.dispatch.part(mention.part)
    begin = whole.rfind("\n\n", 0, mention.start)
    begin = 0 if begin < 0 else begin + 2
    end = whole.find("\n\n", mention.end)
    end = len(whole) if end < 0 else end
    before, after = whole[begin : mention.start], whole[mention.end : end]
    return Context(
        before=before if len(before) <= BEFORE else f"… {before[-BEFORE:]}",
        quote=mention.quote,
        after=after if len(after) <= AFTER else f"{after[:AFTER]} …",
    )


def answer(asked: Asked) -> Answer:
    """The event of this id, or of a mention of this id, or of the beginning of either."""
    found = show(asked.register, asked.words("subject") or "")
    event = found.event
    against = [each for each in contradictions(asked.register, among=[event.id]) if each.event.id == event.id]
    return Answer(
        records=found,
        header=CSV_HEADER,
        rows=csv_rows(found),
        title=text("web.event", asked.language),
        shown={
            "event": event,
            "related": found.related,
            "evidence": [(one, context(one)) for one in found.evidence],
            "contradictions": against,
        },
    )


VIEW = View(name="event", record=Shown, answer=answer, subject="id of an event or a mention, or its beginning", many=False)
