"""Matching: triggers and their roles in one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Struct

from legation.atlas import Atlas, fold
from legation.coder.rules import PREPOSITIONS, Entry, Rule
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
# An actor that is only referred to counts for less than one that is named.
VIA_WEIGHT = {"reference": 0.9, "pronoun": 0.8}


class Filler(Struct, frozen=True):
    """Actors found for a role, and how plainly (0 to 1)."""

    actors: tuple[Actor, ...]
    weight: float


class Look(Struct, frozen=True):
    """One argument in the function that a role names: the actors it gives that may fill the role, and those that may not."""

    function: str
    argument: Argument
    fit: tuple[Actor, ...]
    unfit: tuple[Actor, ...]


# Why an entry does not fire, what is furthest from firing first.
Reason = Literal[
    "reflexive", "unreflexive", "clitic", "infinitive", "fixed", "frame", "object", "only", "unless", "missing", "few", "same"
]


@dataclass(frozen=True)
class Stop:
    """Why a rule did not fire on a trigger: the reason, with the words or the roles that it concerns, and what was filled."""

    reason: Reason
    words: tuple[str, ...] = ()
    roles: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    object: Token | None = None


class Evidence(Struct, frozen=True):
    """How probable the filler of a role is, whether the rule found it, the next best, and how many could fill it."""

    chance: float
    by_rule: bool
    next_best: float
    several: int


@dataclass
class Candidate:
    """A rule with its trigger and filled roles; ``by_rule`` where the rule alone filled them. ``judged`` is its probability."""

    rule: Rule
    trigger: Trigger
    roles: dict[str, tuple[Actor, ...]]
    weight: float
    object: Token | None = None
    incomplete: bool = False
    evidence: dict[str, Evidence] = field(default_factory=dict)
    by_rule: bool = True
    judged: float | None = None


@dataclass
class Occurrence:
    """A trigger that a rule may speak of, with the roles that the grammar fills, fully or not."""

    entry: Entry
    trigger: Trigger
    object: Token | None
    roles: dict[str, tuple[Actor, ...]]
    fired: bool
    weight: float


class Matcher:
    """Applies a language's rules to readings of sentences."""

    def __init__(self, atlas: Atlas, index: dict[str, tuple[tuple[Entry, str], ...]], forms: dict[str, frozenset[str]]) -> None:
        self.atlas = atlas
        self.index = index
        self.forms = forms
        self._kept: WeakKeyDictionary[Reading, list[tuple[Entry, Trigger, Candidate | Stop]]] = WeakKeyDictionary()

    def candidates(self, reading: Reading) -> Iterator[Candidate]:
        """Every rule that fires in a sentence with its required roles filled."""
        yield from (found for _, _, found in self._examined(reading) if isinstance(found, Candidate))

    def occurrences(self, reading: Reading) -> Iterator[Occurrence]:
        """Every trigger that is used in the sense of a rule, whether or not its roles are filled."""
        for entry, trigger, found in self._examined(reading):
            if isinstance(found, Candidate):
                yield Occurrence(entry, trigger, found.object, found.roles, not found.incomplete, found.weight)
            elif found.reason in ("missing", "few", "same"):
                yield Occurrence(entry, trigger, found.object, found.roles, False, entry.rule.weight)

    def _examined(self, reading: Reading) -> list[tuple[Entry, Trigger, Candidate | Stop]]:
        """What becomes of every entry at every trigger of a sentence, kept as long as its reading."""
        found = self._kept.get(reading)
        if found is None:
            found = [
                (entry, trigger, self.examine(reading, entry, trigger))
                for token in reading.tokens
                for entry, tense in self.index.get(fold(token.text), ())
                if reading.is_trigger(token, entry.verb, tense)
                for trigger in (Trigger(token, entry.lemma, entry.verb, tense),)
            ]
            self._kept[reading] = found
        return found

    def examine(self, reading: Reading, entry: Entry, trigger: Trigger) -> Candidate | Stop:
        """The candidate that an entry makes of a trigger, or what stops it."""
        rule = entry.rule
        stop = self._misused(reading, entry, trigger)
        if stop is not None:
            return stop
        complement: Token | None = None
        if rule.object:
            complement = self._object(reading, entry, trigger)
            if complement is None:
                return Stop("object", rule.object)
        stop = self._worded(reading, rule, trigger, complement)
        if stop is not None:
            return stop
        kind = kinds()[rule.kind]
        roles: dict[str, tuple[Actor, ...]] = {}
        weights: list[float] = []
        for role, functions in self.functions(entry).items():
            filler = self._fill(reading, entry, trigger, complement, role, functions, kind, roles)
            if filler is not None:
                roles[role] = filler.actors
                weights.append(filler.weight)
        if "HOLDER" in roles:
            roles.setdefault("BODY", tuple(holder for holder in roles["HOLDER"] if not holder.id.startswith("person:")))
            roles["HOLDER"] = tuple(
                msgspec.structs.replace(h, id=f"person:{h.person}" if h.person else h.id) for h in roles["HOLDER"]
            )
        lack = self.lack(rule, kind, roles, complement)
        if lack is not None and not reading.points_back(trigger):
            return lack
        weight = rule.weight * (sum(weights) / len(weights) if weights else 1)
        return Candidate(rule, trigger, roles, weight, complement, incomplete=lack is not None)

    @staticmethod
    def _misused(reading: Reading, entry: Entry, trigger: Trigger) -> Stop | None:
        """What of the entry's own words is not there: the reflexive pronoun, fixed words, the complement that it calls for."""
        if (
            entry.verb
            and reading.reflexive(trigger.token) != entry.reflexive
            and not (entry.reflexive and reading.bare(trigger.token, trigger.tense))
        ):
            return Stop("unreflexive" if entry.reflexive else "reflexive")
        if entry.clitic is not None and not reading.preceded_by(trigger.token, entry.clitic):
            return Stop("clitic", (entry.clitic,))
        if entry.rule.not_before_infinitive and reading.before_infinitive(trigger.token):
            return Stop("infinitive")
        if entry.extra and not reading.followed_by(trigger.token, entry.extra):
            return Stop("fixed", entry.extra)
        if entry.frame is not None and not reading.arguments(trigger, "complément", entry.frame):
            return Stop("frame", (entry.frame,))
        return None

    def _worded(self, reading: Reading, rule: Rule, trigger: Trigger, complement: Token | None) -> Stop | None:
        """A word of ``unless`` that is near, or the want of every word of ``only``."""
        nearby = reading.words_near(trigger.token, complement)
        against = tuple(word for word in rule.unless if self.forms[word] & nearby)
        if against:
            return Stop("unless", against)
        if rule.only:
            beyond = reading.words_near(trigger.token, complement, beyond=True)
            if not any(self.forms[word] & beyond for word in rule.only):
                return Stop("only", rule.only)
        return None

    def _object(self, reading: Reading, entry: Entry, trigger: Trigger) -> Token | None:
        wanted = frozenset(form for noun in entry.rule.object for form in self.forms[noun])
        function = "complément" if entry.frame else "objet"
        for argument in reading.arguments(trigger, function, entry.frame):
            for token in reading.with_conjuncts(argument.token):
                if fold(token.text) in wanted:
                    return token
        return None

    @staticmethod
    def functions(entry: Entry) -> dict[str, tuple[str, ...]]:
        """For each role the functions that are all looked in; in ``a | b`` the second only where the first has nobody."""
        own = entry.rule.verb_roles if entry.verb else entry.rule.noun_roles
        specs = {**entry.rule.roles, **entry.rule.optional, **own}
        return {role: (spec,) if isinstance(spec, str) else spec for role, spec in specs.items()}

    def _fill(
        self,
        reading: Reading,
        entry: Entry,
        trigger: Trigger,
        complement: Token | None,
        role: str,
        functions: tuple[str, ...],
        kind: Kind,
        filled: dict[str, tuple[Actor, ...]],
    ) -> Filler | None:
        actors: dict[str, Actor] = {}
        weight = 0.0
        for function in functions:
            for alternative in function.split(" | "):
                before = len(actors)
                for look in self.looks(reading, entry, trigger, complement, role, alternative, filled):
                    for actor in look.fit:
                        actors.setdefault(actor.id, actor)
                        weight = max(weight, look.argument.weight * VIA_WEIGHT.get(actor.via, 1.0))
                    if len(actors) > before and alternative in NEAREST:
                        break
                if len(actors) > before:
                    break
        if not actors:
            return None
        chosen = tuple(actors.values())
        return Filler(chosen if role in kind.many else chosen[:1], weight)

    def looks(
        self,
        reading: Reading,
        entry: Entry,
        trigger: Trigger,
        complement: Token | None,
        role: str,
        function: str,
        filled: dict[str, tuple[Actor, ...]],
    ) -> Iterator[Look]:
        """What stands in a function for a role, the nearest first."""
        for argument in list(self._arguments(reading, entry, trigger, complement, function)):
            fit: list[Actor] = []
            unfit: list[Actor] = []
            for actor in reading.actors(argument, function):
                (fit if self.may_fill(actor, role, entry.rule, filled) else unfit).append(actor)
            yield Look(function, argument, tuple(fit), tuple(unfit))

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

    def may_fill(self, actor: Actor, role: str, rule: Rule, filled: dict[str, tuple[Actor, ...]]) -> bool:
        """Whether an actor is of a sort that can fill a role, given what is filled."""
        type = self.type_of(actor.id)
        if role in rule.types and type not in rule.types[role]:
            return False
        if type == "place":
            return False
        if role in ("ORGANIZATION", "MEMBER") and (actor.office is not None or actor.person is not None):
            return False
        if role == "ORGANIZATION" and (
            actor.via in ("body", "members", "metonym") or type != "organization" or not self._has_members(actor.id)
        ):
            return False
        if role == "VISITOR" and (type == "group" or actor.via == "demonym" or actor.id.endswith((":population", ":protesters"))):
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

    def type_of(self, id: str) -> str | None:
        """The type of an entity; what stands before the colon counts in ``BLR:opposition``."""
        if id.startswith(("armed:", "group:", "person:", "ngo:", "company:")):
            return self.atlas.type_of(id)
        return self.atlas.type_of(id.split(":")[0])

    @staticmethod
    def lack(rule: Rule, kind: Kind, roles: dict[str, tuple[Actor, ...]], complement: Token | None) -> Stop | None:
        """The roles that keep a fact from being whole: not filled, filled by too few, or two filled by the same."""
        missing = tuple(role for role in (*kind.required, *rule.need) if not roles.get(role))
        if missing:
            return Stop("missing", missing, roles, complement)
        several = LEAST_TWO.get(kind.id)
        least = {**({several: 2} if several else {}), **rule.least}
        few = tuple(role for role, count in least.items() if len(roles.get(role, ())) < count)
        if few:
            return Stop("few", few, roles, complement)
        if len(kind.required) == 2 and not kind.id.startswith("office."):
            first, second = kind.required
            if {a.id for a in roles[first]} & {a.id for a in roles[second]}:
                return Stop("same", kind.required, roles, complement)
        return None
