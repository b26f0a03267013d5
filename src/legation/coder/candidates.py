"""Matching: triggers and their roles in one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from msgspec import Struct

from legation.atlas import Atlas, fold
from legation.coder.rules import PREPOSITIONS, Entry, RoleSpec, Rule
from legation.languages.base import Argument, Reading, Token, Trigger
from legation.model import Actor
from legation.ontology import Kind, kinds

LEAST_TWO = {
    "meeting.talks": "PARTICIPANT",
    "agreement.sign": "PARTY",
    "agreement.hold": "PARTY",
    "relations.open": "PARTY",
    "cooperation": "PARTNER",
    "meeting.call": "PARTICIPANT",
    "force.truce": "PARTY",
}
# Functions of which the nearest complement alone counts (its coordinated list included).
NEAREST = frozenset(PREPOSITIONS) | {"complément", "lieu", "agent", "sujet"}


class Filler(Struct, frozen=True):
    """Actors found for a role, and how plainly (0 to 1)."""

    actors: tuple[Actor, ...]
    weight: float


@dataclass
class Candidate:
    """A rule that fired: its trigger and filled roles."""

    rule: Rule
    trigger: Trigger
    roles: dict[str, tuple[Actor, ...]]
    weight: float
    object: Token | None = None
    incomplete: bool = False


class Matcher:
    """Applies a language's rules to readings of sentences."""

    def __init__(self, atlas: Atlas, index: dict[str, tuple[tuple[Entry, str], ...]], forms: dict[str, frozenset[str]]) -> None:
        self.atlas = atlas
        self.index = index
        self.forms = forms

    def candidates(self, reading: Reading) -> Iterator[Candidate]:
        """Every rule that fires in a sentence with its required roles filled."""
        for token in reading.tokens:
            for entry, tense in self.index.get(fold(token.text), ()):
                if reading.is_trigger(token, entry.verb, tense):
                    found = self._try(reading, entry, Trigger(token, entry.lemma, entry.verb, tense))
                    if found is not None:
                        yield found

    def _try(self, reading: Reading, entry: Entry, trigger: Trigger) -> Candidate | None:
        rule = entry.rule
        if (
            entry.verb
            and reading.reflexive(trigger.token) != entry.reflexive
            and not (entry.reflexive and reading.bare(trigger.token, trigger.tense))
        ):
            return None
        if entry.clitic is not None and not reading.preceded_by(trigger.token, entry.clitic):
            return None
        if rule.not_before_infinitive and reading.before_infinitive(trigger.token):
            return None
        if entry.extra and not reading.followed_by(trigger.token, entry.extra):
            return None
        if entry.frame is not None and not reading.arguments(trigger, "complément", entry.frame):
            return None
        complement: Token | None = None
        if rule.object:
            complement = self._object(reading, entry, trigger)
            if complement is None:
                return None
        nearby = reading.words_near(trigger.token, complement)
        if any(self.forms[word] & nearby for word in rule.unless):
            return None
        if rule.only and not any(self.forms[word] & nearby for word in rule.only):
            return None
        kind = kinds()[rule.kind]
        roles: dict[str, tuple[Actor, ...]] = {}
        weights: list[float] = []
        own = rule.verb_roles if entry.verb else rule.noun_roles
        for role, spec in {**rule.roles, **rule.optional, **own}.items():
            filler = self._fill(reading, entry, trigger, complement, role, spec, kind, roles)
            if filler is not None:
                roles[role] = filler.actors
                weights.append(filler.weight)
        if "HOLDER" in roles:
            roles.setdefault("BODY", tuple(holder for holder in roles["HOLDER"] if not holder.id.startswith("person:")))
            roles["HOLDER"] = tuple(
                msgspec.structs.replace(h, id=f"person:{h.person}" if h.person else h.id) for h in roles["HOLDER"]
            )
        complete = self._complete(rule, kind, roles)
        if not complete and not reading.points_back(trigger):
            return None
        weight = rule.weight * (sum(weights) / len(weights) if weights else 1)
        return Candidate(rule, trigger, roles, weight, complement, incomplete=not complete)

    def _object(self, reading: Reading, entry: Entry, trigger: Trigger) -> Token | None:
        wanted = frozenset(form for noun in entry.rule.object for form in self.forms[noun])
        function = "complément" if entry.frame else "objet"
        for argument in reading.arguments(trigger, function, entry.frame):
            for token in reading.with_conjuncts(argument.token):
                if fold(token.text) in wanted:
                    return token
        return None

    def _fill(
        self,
        reading: Reading,
        entry: Entry,
        trigger: Trigger,
        complement: Token | None,
        role: str,
        spec: RoleSpec,
        kind: Kind,
        filled: dict[str, tuple[Actor, ...]],
    ) -> Filler | None:
        rule = entry.rule
        actors: dict[str, Actor] = {}
        weight = 0.0
        for function in (spec,) if isinstance(spec, str) else spec:
            for alternative in function.split(" | "):
                found = list(self._arguments(reading, entry, trigger, complement, alternative))
                before = len(actors)
                for argument in found:
                    if len(actors) > before and alternative in NEAREST:
                        break
                    for actor in reading.actors(argument, alternative):
                        if self._may_fill(actor, role, rule, filled):
                            actors.setdefault(actor.id, actor)
                            weight = max(
                                weight,
                                argument.weight * (0.9 if actor.via == "reference" else 0.8 if actor.via == "pronoun" else 1.0),
                            )
                if len(actors) > before:
                    break
        if not actors:
            return None
        chosen = tuple(actors.values())
        return Filler(chosen if role in kind.many else chosen[:1], weight)

    @staticmethod
    def _arguments(
        reading: Reading, entry: Entry, trigger: Trigger, complement: Token | None, function: str
    ) -> Iterator[Argument]:
        noun = Trigger(complement, fold(complement.text), False, "") if complement is not None else None
        if noun is not None and function in ("possessif", "épithète", "de"):
            yield from reading.arguments(noun, function, None)
            return
        yield from reading.arguments(trigger, function, entry.frame)
        if noun is not None and function in ("avec", "entre", "à", "contre", "envers", "pour"):
            yield from reading.arguments(noun, function, None)

    def _may_fill(self, actor: Actor, role: str, rule: Rule, filled: dict[str, tuple[Actor, ...]]) -> bool:
        type = self._type(actor.id)
        if role in rule.types and type not in rule.types[role]:
            return False
        if type == "place":
            return False
        if role in ("ORGANIZATION", "MEMBER") and (actor.office is not None or actor.person is not None):
            return False
        if role == "ORGANIZATION" and (
            actor.via in ("body", "metonym") or type != "organization" or not self._has_members(actor.id)
        ):
            return False
        if role == "VISITOR" and (type == "group" or actor.id.endswith((":population", ":protesters"))):
            return False
        if role == "host" and (type not in ("state", "organization") or any(a.id == actor.id for a in filled.get("VISITOR", ()))):
            return False
        if role == "MEMBER" and type not in ("state", "organization", "group"):
            return False
        if role == "HOLDER":
            return actor.person is not None or actor.id.startswith("person:")
        return True

    def _has_members(self, id: str) -> bool:
        """Whether states can be members: an organization or bloc, or a body with members of its own (the Security Council)."""
        organization = self.atlas.organizations[id]
        return organization.kind in ("igo", "bloc", "court", "bank") or organization.members_dated == "yes"

    def _type(self, id: str) -> str | None:
        """The type of an entity; what stands before the colon counts in ``BLR:opposition``."""
        if id.startswith(("armed:", "group:", "person:")):
            return self.atlas.type_of(id)
        return self.atlas.type_of(id.split(":")[0])

    @staticmethod
    def _complete(rule: Rule, kind: Kind, roles: dict[str, tuple[Actor, ...]]) -> bool:
        if any(not roles.get(role) for role in (*kind.required, *rule.need)):
            return False
        several = LEAST_TWO.get(kind.id)
        least = {**({several: 2} if several else {}), **rule.least}
        if any(len(roles.get(role, ())) < count for role, count in least.items()):
            return False
        if len(kind.required) == 2 and not kind.id.startswith("office."):
            first, second = kind.required
            shared = {a.id for a in roles[first]} & {a.id for a in roles[second]}
            if shared:
                return False
        return True
