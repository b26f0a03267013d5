"""PLOVER and CAMEO codes of an event, by the rules of the manual: what was only planned is not told as done."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from legation.model import Status
from legation.register.walk import Walked

REQUIRES_RECIPIENT = ("COOPERATE", "AID", "SANCTION", "PROTEST")
"""Types whose recipient the manual of PLOVER requires."""

_TO_COME: tuple[Status, ...] = ("scheduled", "considered", "called_for")
_AUXILIARY = {"scheduled": "future", "considered": "hypothetical", "called_for": "hypothetical", "denied": "negation"}


class Coding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of ``codebook.toml``."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...] = ()
    plover: tuple[str, str]
    to_come: tuple[str, str] | None = None
    considered: tuple[str, str] | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    cameo_to_come: str | None = None
    approx: str | None = None


class _Codebook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kinds: dict[str, Coding]
    scores: dict[str, float]
    quads: dict[int, tuple[str, ...]]
    goldstein: dict[str, float]
    contexts: dict[str, str]


class Coded(Struct, frozen=True, kw_only=True):
    """An event in PLOVER, its sides as the ids of actors; ``approx``: why the mapping says more, or less, than the register."""

    type: str
    mode: str
    contexts: tuple[str, ...]
    score: float
    quad: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    approx: tuple[str, ...]


@cache
def codebook() -> _Codebook:
    """The table."""
    return msgspec.toml.decode((files(__package__) / "codebook.toml").read_bytes(), type=_Codebook)


@cache
def quad(type: str) -> int:
    """The quad class of a type of PLOVER.

    >>> quad("SANCTION"), quad("AGREE")
    (4, 1)
    """
    return next(number for number, types in codebook().quads.items() if type in types)


def plover(walked: Walked) -> Coded | None:
    """The event in PLOVER; ``None`` for what is a state or has no type there."""
    event = walked.event
    row = codebook().kinds.get(event.kind)
    if row is None:
        return None
    type, mode = _type(walked, row)
    contexts = [*row.contexts, *(found for domain in event.domain if (found := codebook().contexts.get(domain)))]
    auxiliary = "" if walked.cancelled else _AUXILIARY.get(event.status, "")
    contexts += [auxiliary] if auxiliary else []
    actors, recipients = sides(walked, row)
    approx = [row.approx] if row.approx else []
    if event.status in _TO_COME and (type, mode) == tuple(row.plover):
        approx.append(f"told as {event.status}: the type is that of the act, the context says {auxiliary}")
    if type in REQUIRES_RECIPIENT and not recipients:
        if len(actors) > 1:
            actors, recipients = actors[:1], actors[1:]
            approx.append("a mutual act: the first named is the actor, as the type requires a recipient")
        else:
            approx.append("the type requires a recipient, the press names none")
    return Coded(
        type=type,
        mode=mode,
        contexts=tuple(dict.fromkeys(contexts)),
        score=codebook().scores.get(f"{type} {mode}", codebook().scores[type]),
        quad=quad(type),
        actors=actors,
        recipients=recipients,
        approx=tuple(approx),
    )


def _type(walked: Walked, row: Coding) -> tuple[str, str]:
    event = walked.event
    if walked.cancelled and event.kind.startswith("meeting."):
        return "REJECT", "meet"
    if event.kind == "relations.cut" and "expel" in event.roles.get("means", ()):
        return "SANCTION", "expel"
    if event.kind == "meeting.talks" and event.roles.get("mediator"):
        return ("CONSULT", "third-party") if walked.happened else ("AGREE", "")
    if event.status == "considered" and row.considered:
        return row.considered
    if event.status in _TO_COME and row.to_come:
        return row.to_come
    return row.plover


def sides(walked: Walked, row: Coding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; a visit that names no host has all as actors, as talks have."""
    roles = walked.event.roles
    actors = tuple(dict.fromkeys(id_ for role in row.actor for id_ in roles.get(role, ())))
    recipients = tuple(dict.fromkeys(id_ for role in row.recipient for id_ in roles.get(role, ())))
    return actors, recipients


def cameo(walked: Walked) -> str | None:
    """The CAMEO code, for what was done or announced; ``None`` for what GDELT has no way to say.

    GDELT knows neither negation nor condition: a plan has a code only where CAMEO has one for the intention.
    """
    row = codebook().kinds.get(walked.event.kind)
    if row is None or walked.event.status not in ("occurred", "ongoing", "scheduled"):
        return None
    if not walked.happened:
        return row.cameo_to_come
    if walked.event.kind == "force.attack" and not any(len(id_) == 3 for id_ in walked.event.roles.get("ATTACKER", ())):
        return "180"  # CAMEO 19 is of conventional armies
    return row.cameo
