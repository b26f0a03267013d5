"""The records that pass between the steps: dispatch, mention, event, tie.

Offsets count Unicode code points, half-open, in the part of the dispatch that the record names. Every record is frozen: a step
reads records and writes new ones. The same types are stored, passed between processes and printed as JSON.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["occurred", "ongoing", "scheduled", "considered", "called_for", "denied"]
Part = Literal["text", "title"]
Language = Literal["fr", "en"]

STATUSES: tuple[Status, ...] = ("occurred", "ongoing", "scheduled", "considered", "called_for", "denied")


class RelatedLink(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pointer to another article found in the page ("Lire aussi : …"); never part of the text."""

    title: str
    url: str | None = None


class Dateline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where and when a dispatch was filed, as its first words say ("BAMAKO, 1er avril (Agence) –")."""

    place: str | None = None
    date: str | None = None
    agency: str | None = None


class Dispatch(Struct, frozen=True, kw_only=True):
    """One article, cleaned.

    ``text`` holds paragraphs separated by one blank line, without debris; ``published`` is an EDTF day or an ISO 8601 instant as
    the source gave it, ``None`` where unknown; ``hash`` identifies title and text (hex SHA-256, 64 characters).

    >>> from legation.model import make_dispatch
    >>> make_dispatch("n1", "Le Mali quitte la Cédéao.").published is None
    True
    """

    id: str
    title: str
    text: str
    hash: str
    language: Language | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    dateline: Dateline | None = None
    related: tuple[RelatedLink, ...] = ()

    def part(self, name: Part) -> str:
        """The text that offsets of this part count in."""
        return self.title if name == "title" else self.text


class Actor(Struct, frozen=True, kw_only=True):
    """An actor in a role: who it is, and the words that say so.

    ``id`` as in the atlas (``MLI``, ``ECOWAS``, ``armed:JNIM``, ``person:Nathan Law``, ``group:West``); ``name`` the words of the
    dispatch; ``office`` and ``person`` where the words name an office ("foreign minister") or its holder; ``via`` tells how the
    words were understood: ``name``, ``demonym``, ``metonym``, ``office``, ``body``, ``members`` (all members that an organization
    has on that day: "les pays de la Cédéao"), ``reference``, ``pronoun``.
    """

    id: str
    name: str
    start: int
    end: int
    office: str | None = None
    person: str | None = None
    via: str = "name"


class Scalar(Struct, frozen=True, kw_only=True):
    """A role filled by a value and not by an actor (ordinal, name, means)."""

    value: str
    start: int | None = None
    end: int | None = None


RoleFiller = tuple[Actor, ...] | Scalar


class EventDate(Struct, frozen=True, kw_only=True):
    """When a fact is (EDTF) and the words that say so; the words may stand in another sentence."""

    edtf: str
    text: str
    start: int
    end: int
    part: Part = "text"


class Place(Struct, frozen=True, kw_only=True):
    """Where a fact is: the name as the atlas writes it in the language of the dispatch, country as a state id, WGS 84 degrees."""

    name: str
    start: int
    end: int
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    id: str | None = None
    part: Part = "text"


class Mention(Struct, frozen=True, kw_only=True):
    """One fact that one sentence states, with the span that states it. ``confidence`` lies in (0, 1]."""

    dispatch: str
    kind: str
    status: Status
    claimed_by: tuple[str, ...]
    roles: dict[str, RoleFiller]
    date: EventDate | None
    place: Place | None
    domain: tuple[str, ...]
    part: Part
    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    trigger_start: int
    trigger_end: int

    def actors(self, role: str) -> tuple[Actor, ...]:
        """The actors of one role, none where the role is absent or scalar."""
        filler = self.roles.get(role, ())
        return () if isinstance(filler, Scalar) else filler

    def ids(self, role: str) -> tuple[str, ...]:
        """The actor ids of one role, in the order of the text."""
        return tuple([actor.id for actor in self.actors(role)])  # a list first: asked of every mention, and faster so


class StatusChange(Struct, frozen=True, kw_only=True):
    """One step in an event's history: the status that the mentions of a day gave it."""

    status: Status
    told: str | None
    dispatch: str


class Event(Struct, frozen=True, kw_only=True):
    """The same fact as told by any number of mentions.

    ``id`` is stable: it is derived from the first mention. ``date`` and ``place`` are the most precise told; values that
    mentions differ on are in ``contradictions`` (field name → values), never resolved silently. ``sources`` counts distinct
    texts, ``syndicated`` the further copies of a text already counted.
    """

    id: str
    kind: str
    status: Status
    roles: dict[str, tuple[str, ...]]
    date: str | None
    place: str | None
    domain: tuple[str, ...]
    mentions: tuple[str, ...]
    history: tuple[StatusChange, ...]
    sources: int
    syndicated: int
    contradictions: dict[str, tuple[str, ...]]
    names: dict[str, str] = {}


class Tie(Struct, frozen=True, kw_only=True):
    """What holds between actors from ``begin`` to ``end`` (EDTF; ``None`` is unknown or open), and how that is known.

    ``basis`` is ``atlas`` for the dated starting state and ``events`` for what was read; ``events`` lists event ids. ``how`` is
    ``atlas``, ``legal`` (by the word of whoever decides, or told as in effect), ``reported`` (asserted by the press),
    ``claimed``, ``announced``, ``considered``, ``called_for`` or ``denied``; ``claimed_by`` names who says so. A row that says
    what holds has the kind of the tie; one that only says what somebody claims or plans, that of the fact (``membership.leave``).
    """

    kind: str
    holder: str
    other: str
    status: str
    begin: str | None
    end: str | None
    basis: Literal["atlas", "events"]
    events: tuple[str, ...] = ()
    note: str = ""
    id: str = ""
    parties: tuple[str, ...] = ()
    detail: str = ""
    how: str = ""
    claimed_by: tuple[str, ...] = ()
