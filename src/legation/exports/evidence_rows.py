"""The evidence of an event as rows of CSV: the columns of ``legation show --csv`` and of the page."""

from __future__ import annotations

from legation.register import Shown

CSV_HEADER = (
    "event",
    "mention",
    "kind",
    "status",
    "date",
    "dispatch",
    "title",
    "publisher",
    "published",
    "url",
    "quote",
    "part",
    "start",
    "end",
    "rule",
    "confidence",
    "claimed_by",
    "copy",
    "reason",
)


def csv_rows(shown: Shown) -> list[list[str]]:
    """One row a mention, under ``CSV_HEADER``."""
    return [
        [
            shown.event.id,
            evidence.id,
            mention.kind,
            mention.status,
            mention.date.edtf if mention.date else "",
            dispatch.id,
            dispatch.title,
            dispatch.publisher or "",
            dispatch.published or "",
            dispatch.url or "",
            mention.quote,
            mention.part,
            str(mention.start),
            str(mention.end),
            mention.rule,
            f"{mention.confidence:.2f}",
            ", ".join(mention.claimed_by),
            "yes" if evidence.copy else "no",
            evidence.reason,
        ]
        for evidence in shown.evidence
        for mention, dispatch in [(evidence.mention, evidence.dispatch)]
    ]
