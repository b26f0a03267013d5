"""From candidates to mentions: status, date, place, what a sentence takes over from the one before, and one record a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from legation.atlas import Atlas, fold
from legation.coder.candidates import Candidate
from legation.coder.parts import without_parts
from legation.coder.rules import Modifier
from legation.coder.when import day_of_scene, lead_day, share_dates
from legation.languages.base import Reading, Told
from legation.model import Actor, Dispatch, EventDate, Mention, RoleFiller, Scalar, Status
from legation.ontology import kinds

STATE_KINDS = frozenset({"membership.hold", "agreement.hold", "cooperation"})
ONGOING_IN_PRESENT = frozenset({"membership.hold", "agreement.hold", "cooperation", "aid"})
# What is announced of these kinds is still to come; announcing a rupture or a withdrawal from a treaty is the act itself.
ANNOUNCED_BEFORE = ("force.deploy", "force.withdraw", "meeting.", "sanction.")
# A journey to nobody says little; on real text two in three of them were holidays, tours of singers or trips at home.
HOST_UNKNOWN = 0.6
_MEETINGS = ("meeting.visit", "meeting.talks", "meeting.call")
_STATUS_WHEN_UNTOLD: Status = "occurred"


class Assembler:
    """Turns what rules found in the sentences of one dispatch into its mentions."""

    def __init__(self, atlas: Atlas, modifiers: Sequence[Modifier]) -> None:
        self.atlas = atlas
        self.modifiers = [(modifier, re.compile(_phrase_pattern(modifier.phrase))) for modifier in modifiers]

    def assemble(self, dispatch: Dispatch, found: Sequence[tuple[Reading, Sequence[Candidate]]]) -> list[Mention]:
        """Mentions in the order of the sentences; a fact told twice in one sentence is one mention, a part of one is none."""
        mentions: list[Mention] = []
        numbers: list[int] = []
        lead = lead_day(dispatch, found)
        for reading, candidates in found:
            fresh: list[Mention] = []
            modified = self._modified(reading, candidates)
            for candidate, added in zip(candidates, modified, strict=True):
                fresh += self._mentions(dispatch, reading, candidate, added, mentions, numbers, lead)
            for mention in _distinct(fresh):
                mentions.append(mention)
                numbers.append(reading.number)
        return without_parts(share_dates(mentions, lead, dispatch.published))

    def _mentions(
        self,
        dispatch: Dispatch,
        reading: Reading,
        candidate: Candidate,
        added: dict[str, tuple[Actor, ...]],
        before: list[Mention],
        numbers: list[int],
        lead: EventDate | None,
    ) -> list[Mention]:
        kind = kinds()[candidate.rule.kind]
        told = reading.told(candidate.trigger, candidate.object)
        roles: dict[str, RoleFiller] = {role: actors for role, actors in candidate.roles.items() if actors}
        date = reading.date(candidate.trigger, told._replace(status=told.status or candidate.rule.status))  # type: ignore[arg-type]
        place = reading.place(candidate.trigger)
        ordinal = reading.ordinal(candidate.trigger) if "ordinal" in kind.scalar else None
        if ordinal:
            roles["ordinal"] = Scalar(value=ordinal)
        weight = candidate.weight
        for role, actors in added.items():
            roles.setdefault(role, actors)
            if role == "inviter" and "host" in kind.roles:
                roles.setdefault("host", actors)
        status = self._status(candidate, told, date.edtf if date else None, dispatch.published)
        earlier = self._taken_over(reading, candidate, before, numbers)
        if candidate.incomplete:
            if earlier is None or earlier.kind != kind.id:
                return []
            gained = [role for role in roles if role not in earlier.roles] + [x for x in (date, place) if x is not None]
            if not gained:
                return []
            for role, filler in earlier.roles.items():
                roles.setdefault(
                    role,
                    filler if isinstance(filler, Scalar) else _referred(filler, reading.span(candidate.trigger.token)),
                )
            weight = 0.85
        elif earlier is not None and reading.points_back(candidate.trigger) and _ids(earlier).isdisjoint(_actors(candidate)):
            return []  # "cette visite" is the one told before, not one of others
        if kind.id == "meeting.visit" and "host" not in roles and earlier is None:
            if place is not None and place.country in {a.id for a in candidate.roles.get("VISITOR", ())}:
                return []  # a journey at home
            weight *= HOST_UNKNOWN
        if earlier is not None:
            date, place = date or earlier.date, place or earlier.place
            if told.status is None:
                status = earlier.status
        if date is None:
            date = day_of_scene(reading, candidate, status, told, lead)
        text = dispatch.part(reading.part)
        start, end = reading.start, reading.end
        trigger_start, trigger_end = reading.span(candidate.trigger.token)
        made: list[Mention] = []
        for split in _one_organization_each(kind.id, roles):
            made.append(
                Mention(
                    dispatch=dispatch.id,
                    kind=kind.id,
                    status=status,
                    claimed_by=_claims(told, split, kind.required),
                    roles=split,
                    date=date,
                    place=place,
                    domain=candidate.rule.domain or reading.domains(candidate.trigger, candidate.object) or kind.domain,
                    part=reading.part,
                    quote=text[start:end],
                    start=start,
                    end=end,
                    rule=candidate.rule.id,
                    confidence=round(max(0.01, weight * (1 - told.doubt)) if candidate.judged is None else candidate.judged, 3),
                    trigger_start=trigger_start,
                    trigger_end=trigger_end,
                )
            )
        return [m for m in made if m.status != "called_for"]

    def _status(self, candidate: Candidate, told: Told, edtf: str | None, published: str | None) -> Status:
        rule = candidate.rule
        if told.status == "ongoing" and rule.kind not in ONGOING_IN_PRESENT:
            return "occurred"
        if told.announced and rule.kind.startswith(ANNOUNCED_BEFORE) and told.status in (None, "ongoing", "occurred"):
            return "scheduled"
        if told.status is not None:
            return told.status
        if rule.status is not None:
            return rule.status  # type: ignore[return-value]
        future = bool(edtf and published and edtf[:4].isdigit() and _after(edtf, published))
        if future and told.tense in ("pres", "", "ppast"):
            return "scheduled"
        if rule.kind in ONGOING_IN_PRESENT and told.tense in ("pres", "impf", "ppres", ""):
            return "ongoing"
        return _STATUS_WHEN_UNTOLD

    def _taken_over(self, reading: Reading, candidate: Candidate, before: list[Mention], numbers: list[int]) -> Mention | None:
        """The earlier mention that this one adds to: "cette visite", or "cette visite marque la première session"."""
        if reading.points_back(candidate.trigger):
            families: tuple[str, ...] = (candidate.rule.kind,)
        elif (
            candidate.rule.kind in _MEETINGS
            and (equal := reading.equated(candidate.trigger)) is not None
            and _demonstrative(reading, equal)
        ):
            families = _MEETINGS
        else:
            return None
        for mention, number in zip(reversed(before), reversed(numbers), strict=True):
            if reading.number - number > 8:
                return None
            if mention.kind in families and mention.part == reading.part:
                return mention
        return None

    def _modified(self, reading: Reading, candidates: Sequence[Candidate]) -> list[dict[str, tuple[Actor, ...]]]:
        """Roles that modifiers add ("à l'invitation de …"), each to the trigger nearest before the phrase, else nearest after."""
        added: list[dict[str, tuple[Actor, ...]]] = [{} for _ in candidates]
        for modifier, pattern in self.modifiers:
            offset = reading.phrase_offset(pattern)
            fitting = [i for i, c in enumerate(candidates) if c.rule.kind in modifier.kinds]
            if offset is None or not fitting:
                continue
            at = {i: reading.span(candidates[i].trigger.token)[0] for i in fitting}
            before = [start for start in at.values() if start < offset]
            nearest = max(before) if before else min(at.values())
            actors = reading.after_phrase(pattern)
            for i in fitting:
                if at[i] == nearest and actors:
                    for role in (modifier.role, *modifier.also):
                        if role in kinds()[candidates[i].rule.kind].roles:
                            added[i][role] = actors
        return added


def _phrase_pattern(phrase: str) -> str:
    """``à l'invitation de {inviter}`` → a pattern over folded text that ends where the actor begins."""
    words = fold(phrase.split("{")[0]).strip()
    words = re.escape(words).replace(r"\ ", r"\s")
    if words.endswith("de"):
        words = words[:-2] + r"(?:de\sla|de\sl'|du|des|de|d')"
    return rf"\b{words}\s?"


def _demonstrative(reading: Reading, token: object) -> bool:
    return any(child.dep_ == "det" and child.lower_ in reading.demonstratives for child in token.children)  # type: ignore[attr-defined]


def _after(edtf: str, published: str) -> bool:
    first = edtf.split("/")[0].rstrip("~")
    if edtf.startswith("..") or not first:
        return False
    return first > published[: len(first)]


def _claims(told: Told, roles: dict[str, RoleFiller], required: tuple[str, ...]) -> tuple[str, ...]:
    return told.claimed_by


def _referred(actors: tuple[Actor, ...], span: tuple[int, int]) -> tuple[Actor, ...]:
    start, end = span
    return tuple(msgspec.structs.replace(actor, start=start, end=end, via="reference") for actor in actors)


def _one_organization_each(kind: str, roles: dict[str, RoleFiller]) -> list[dict[str, RoleFiller]]:
    """Leaving two organizations is two facts."""
    organizations = roles.get("ORGANIZATION")
    if not kind.startswith("membership.") or organizations is None or isinstance(organizations, Scalar) or len(organizations) < 2:
        return [roles]
    return [{**roles, "ORGANIZATION": (organization,)} for organization in organizations]


def _ids(mention: Mention) -> frozenset[str]:
    return frozenset(id for role in mention.roles for id in mention.ids(role))


def _actors(candidate: Candidate) -> frozenset[str]:
    return frozenset(actor.id for actors in candidate.roles.values() for actor in actors)


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Of mentions of one sentence that tell the same fact, or a part of it, the fullest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(_ids(m)), -m.confidence)):
        if any(
            mention.kind == other.kind
            and (_ids(mention) <= _ids(other))
            and mention.ids("ORGANIZATION") == other.ids("ORGANIZATION")
            and (
                mention.status == other.status
                or mention.trigger_start == other.trigger_start
                or abs(mention.trigger_start - other.trigger_start) < 40
            )
            for other in kept
        ):
            continue
        kept.append(mention)
    return sorted(kept, key=lambda m: m.trigger_start)
