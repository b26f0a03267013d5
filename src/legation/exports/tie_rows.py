"""Ties as rows of CSV, in the order and the words that tables of them have."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from legation.atlas import fold
from legation.exports.names import name, names
from legation.messages import Interface
from legation.model import Tie
from legation.ontology.ties import tie_kinds

CSV_HEADER = (
    "kind",
    "holder",
    "other",
    "status",
    "begin",
    "end",
    "basis",
    "events",
    "note",
    "id",
    "parties",
    "detail",
    "how",
    "claimed_by",
    "name",
)


def csv_row(tie: Tie, language: Interface) -> list[str]:
    """One row under ``CSV_HEADER``: ids and codes, and the holder in words at the end."""
    plain = msgspec.structs.asdict(tie)
    values = [" ".join(value) if isinstance(value := plain[field], tuple) else value or "" for field in CSV_HEADER[:-1]]
    return [*values, name(tie.holder, language)]


def by_name(ties: Sequence[Tie], language: Interface) -> list[Tie]:
    """Standings in the order given, those of each by the names shown."""
    groups = list(dict.fromkeys((tie.kind, tie.status) for tie in ties))
    return sorted(ties, key=lambda tie: (groups.index((tie.kind, tie.status)), fold(name(tie.holder, language))))


def between(tie: Tie, language: Interface) -> str:
    """The ends of a tie in words: an arrow where it has a direction."""
    kind = tie_kinds().get(tie.id.partition("/")[0])
    if kind is None or kind.parties:
        return names(tie.parties, language)
    return " → ".join(name(party, language) for party in tie.parties)
