"""What reviewers found of each rule, beside the coder's own confidence: shown together, the one never written over the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.register import schema
from legation.register.overrides import Overrides
from legation.register.rows import decode

PRIOR = 10.0
"""What the coder says of a mention weighs as much as this many judgements of its rule."""


class RuleRecord(Struct, frozen=True, kw_only=True):
    """How the mentions of one rule were judged."""

    rule: str
    accepted: int = 0
    rejected: int = 0

    def confidence(self, coder: float) -> float:
        """The coder's confidence after these judgements: the mean of a Beta with the coder's word as its prior.

        >>> RuleRecord(rule="fr.x", accepted=9, rejected=1).confidence(0.6)
        0.75
        >>> RuleRecord(rule="fr.x").confidence(0.6)
        0.6
        """
        return (PRIOR * coder + self.accepted) / (PRIOR + self.accepted + self.rejected)


def rule_records(connection: Connection, overrides: Overrides) -> dict[str, RuleRecord]:
    """The rules that judgements concern; a mention counts once, by the last word on it, an orphaned one too."""
    last = [*overrides.verdicts.values(), *(each for each in overrides.orphans if each.verdict in ("accept", "reject"))]
    rules = _rules(connection, {each.subject for each in last})
    counts = Counter((rules[each.subject], each.verdict) for each in last if each.subject in rules)
    return {
        rule: RuleRecord(rule=rule, accepted=counts[rule, "accept"], rejected=counts[rule, "reject"])
        for rule in sorted(set(rules.values()))
    }


def _rules(connection: Connection, mentions: Iterable[str]) -> dict[str, str]:
    wanted, table = sorted(mentions), schema.mentions
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 10_000):
        query = select(table.c.id, table.c.record).where(table.c.id.in_(wanted[start : start + 10_000]))
        found |= {row.id: decode(row.record).rule for row in connection.execute(query)}
    return found
