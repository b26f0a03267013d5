"""Filling the roles that the grammar left empty.

Small parsers lose subjects and objects in long sentences. Where a rule's trigger stands there but a role has nobody, a learned
model ranks the actors of the sentence for it; a role that the grammar filled stays as it is. Every candidate keeps, for each
role, how probable its filler is and whether the rule or the model found it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from legation.atlas import Atlas
from legation.coder.candidates import LEAST_TWO, Candidate, Evidence, Matcher, Occurrence
from legation.coder.trees import Ensemble
from legation.languages.base import RELATED, Group, Reading, Relation
from legation.model import Actor
from legation.ontology import kinds

# Roles that only a rule may fill: who belongs to what, and persons in office.
ONLY_BY_RULE = frozenset({"ORGANIZATION", "MEMBER", "HOLDER"})
# Roles that the place of an event may fill: what is attacked "en Libye" is Libya's; nobody acts or is spoken to by being a place.
SUFFERED = frozenset({"TARGET", "RECIPIENT"})
_BY_SUBJECT = frozenset({"sujet", "agent", "possessif", "épithète"})
_BY_OBJECT = frozenset({"objet", "complément"})
_TYPES = ("state", "organization", "armed_group", "group", "person", "place")
# How probable an actor of a reciprocal act must be to join it: the first two, and any more.
JOINS = 0.35
JOINS_TWO = 0.6


def modelled_roles() -> list[str]:
    """The required roles of all kinds, sorted: the place of a role is its number for the model."""
    return sorted({role for kind in kinds().values() for role in kind.required})


class RoleRow:
    """One group of a sentence as a filler of one role of one occurrence."""

    __slots__ = ("actors", "by_rule", "group", "numbers")

    def __init__(self, group: int, actors: tuple[Actor, ...], by_rule: bool, numbers: dict[str, float]) -> None:
        self.group = group
        self.actors = actors
        self.by_rule = by_rule
        self.numbers = numbers


class RoleFiller:
    """Completes occurrences of triggers into candidates."""

    def __init__(self, atlas: Atlas, matcher: Matcher, model: Ensemble | None) -> None:
        self.atlas = atlas
        self.matcher = matcher
        self.model = model
        self.roles = {role: float(place) for place, role in enumerate(modelled_roles())}
        self.kinds = {id: float(place) for place, id in enumerate(sorted(kinds()))}

    def rows(self, reading: Reading, occurrence: Occurrence) -> dict[str, list[RoleRow]]:
        """For each required role the groups that may fill it, described for the model."""
        entry, roles = occurrence.entry, occurrence.roles
        relations = reading.relations(occurrence.trigger, entry.frame, occurrence.object)
        functions = self.matcher.functions(entry)
        found: dict[str, list[RoleRow]] = {}
        for role in kinds()[entry.rule.kind].required:
            if role in ONLY_BY_RULE:
                continue
            wanted = " | ".join(functions.get(role, ())).split(" | ")
            held = {actor.id for actor in roles.get(role, ())}
            if not held and self._possessed(reading, occurrence, wanted):
                continue
            elsewhere = {actor.id for other, actors in roles.items() if other != role for actor in actors}
            for place, (group, relation) in enumerate(zip(reading.groups, relations, strict=True)):
                actors = tuple(actor for actor in group.actors if self.matcher.may_fill(actor, role, entry.rule, {}))
                ids = {actor.id for actor in actors}
                if relation.locative and relation.preposition not in wanted and role not in SUFFERED and not ids & held:
                    continue
                if actors:
                    numbers = self._numbers(occurrence, role, wanted, group, relation, actors)
                    numbers["rulefill"] = float(bool(ids & held))
                    numbers["otherfill"] = float(bool(ids & elsewhere))
                    numbers["rolefilled"] = float(bool(held))
                    found.setdefault(role, []).append(RoleRow(place, actors, bool(ids & held), numbers))
        return found

    @staticmethod
    def _possessed(reading: Reading, occurrence: Occurrence, wanted: Sequence[str]) -> bool:
        """Whether a possessive ("sa guerre contre …") says already who does it: then nobody else may be put there."""
        trigger = occurrence.trigger
        return not trigger.verb and not _BY_SUBJECT.isdisjoint(wanted) and bool(reading.arguments(trigger, "possessif", None))

    def _numbers(
        self,
        occurrence: Occurrence,
        role: str,
        wanted: Sequence[str],
        group: Group,
        relation: Relation,
        actors: tuple[Actor, ...],
    ) -> dict[str, float]:
        rule = occurrence.entry.rule
        preposition = next((RELATED.index(f) for f in wanted if f in RELATED and f not in _BY_SUBJECT | _BY_OBJECT), -1)
        type = self.matcher.type_of(actors[0].id)
        return {
            **relation.numbers,
            "exp_s": float(any(function in _BY_SUBJECT for function in wanted)),
            "exp_o": float(any(function in _BY_OBJECT for function in wanted)),
            "exp_p": float(preposition),
            "in_spec": float(relation.function in wanted or relation.of_complement in wanted),
            "prep_in_spec": float(relation.preposition in wanted or (relation.preposition is None and "objet" in wanted)),
            "type": float(_TYPES.index(type)) if type in _TYPES else -1.0,
            "role": self.roles[role],
            "kind": self.kinds[rule.kind],
            "sym": float(rule.kind in LEAST_TWO),
        }

    def complete(self, reading: Reading, occurrences: Sequence[Occurrence]) -> Iterator[Candidate]:
        """The candidates of a sentence: those of the rules, and those that the model could complete."""
        described = [self.rows(reading, occurrence) for occurrence in occurrences]
        flat = [row for by_role in described for rows in by_role.values() for row in rows]
        if self.model is None:
            return
        chances = iter(self.model.probabilities([row.numbers for row in flat]))
        for occurrence, by_role in zip(occurrences, described, strict=True):
            ranked = {role: [(float(next(chances)), row) for row in rows] for role, rows in by_role.items()}
            candidate = self._completed(occurrence, ranked)
            if candidate is not None:
                yield candidate

    def _completed(self, occurrence: Occurrence, ranked: Mapping[str, list[tuple[float, RoleRow]]]) -> Candidate | None:
        rule = occurrence.entry.rule
        kind = kinds()[rule.kind]
        roles = {role: actors for role, actors in occurrence.roles.items() if actors}
        evidence: dict[str, Evidence] = {}
        for role in kind.required:
            rows = ranked.get(role, [])
            if not rows:
                if not roles.get(role):
                    return None
                evidence[role] = Evidence(rule.weight, True, 0.0, 1)
            elif rule.kind in LEAST_TWO:
                joined = _join(roles.get(role, ()), rows)
                if joined is None:
                    return None
                roles[role], evidence[role] = joined
            elif roles.get(role):
                held = [chance for chance, row in rows if row.by_rule]
                others = [chance for chance, row in rows if not row.by_rule]
                evidence[role] = Evidence(max(held, default=0.5), True, max(others, default=0.0), len(rows))
            else:
                taken = {actor.id for other in kind.required for actor in roles.get(other, ())}
                free = sorted(
                    ((chance, row) for chance, row in rows if not taken & {actor.id for actor in row.actors}),
                    key=lambda pair: -pair[0],
                )
                if not free:
                    return None
                chance, row = free[0]
                roles[role] = row.actors if role in kind.many else row.actors[:1]
                evidence[role] = Evidence(chance, False, free[1][0] if len(free) > 1 else 0.0, len(rows))
        if self.matcher.lack(rule, kind, roles, occurrence.object) is not None:
            return None
        weight = occurrence.weight if occurrence.fired else rule.weight
        return Candidate(rule, occurrence.trigger, roles, weight, occurrence.object, evidence=evidence, by_rule=occurrence.fired)


def _join(held: tuple[Actor, ...], rows: Sequence[tuple[float, RoleRow]]) -> tuple[tuple[Actor, ...], Evidence] | None:
    """The parties of a reciprocal act: those of the rule where it found two, else also the most probable others."""
    by_rule = [chance for chance, row in rows if row.by_rule]
    actors = {actor.id: actor for actor in held}
    if len(actors) >= 2:
        return held, Evidence(max(by_rule, default=0.9), True, 0.0, len(rows))
    chances = [max(by_rule)] if by_rule else []
    for chance, row in sorted(rows, key=lambda pair: -pair[0]):
        if chance < JOINS or (len(actors) >= 2 and chance < JOINS_TWO):
            break
        fresh = [actor for actor in row.actors if actor.id not in actors]
        if fresh:
            actors.update((actor.id, actor) for actor in fresh)
            chances.append(chance)
    if len(actors) < 2:
        return None
    return tuple(actors.values()), Evidence(min(chances), bool(by_rule), 0.0, len(rows))
