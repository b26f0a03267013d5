"""What the coder asks of a language: a reading of each sentence, in terms of grammar and not of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from legation.model import Actor, EventDate, Part, Place, Status

Token: TypeAlias = Any  # a token of the language's parser; the coder only passes it on


# The functions that a group may have to a trigger, in the order in which they are asked for: the place is a feature.
RELATED = (
    "sujet", "objet", "agent", "complément", "possessif", "épithète", "à", "de", "avec", "contre", "pour", "entre", "envers",
    "auprès de", "sur", "dans", "en", "vers", "par",
)  # fmt: skip
Beside: TypeAlias = Literal["relative", "participle"]  # clauses beside the main one


class Argument(NamedTuple):
    """A token in a grammatical function, with how plainly the parse says so (0 to 1)."""

    token: Token
    weight: float


class Trigger(NamedTuple):
    """The words that a rule found: the verb or noun, its dictionary form, whether it is a verb, the tense of its form."""

    token: Token
    lemma: str
    verb: bool
    tense: str


class Told(NamedTuple):
    """How a fact is told: the status, None where nothing marks it; the tense of its clause; who says it; doubt from 0 to 1."""

    status: Status | None
    tense: str
    claimed_by: tuple[str, ...]
    doubt: float
    announced: bool = False


class Group(NamedTuple):
    """A list of coordinated actor phrases: the index of its first head, its actors, and what sort of phrase it is."""

    head: int
    actors: tuple[Actor, ...]
    sort: str


class Relation(NamedTuple):
    """How a group stands to a trigger: its function, that to the trigger's complement, its preposition, and numbers.

    ``locative``: it is named as the place where something happens ("en Suède", "au Mali", "à Vienne").
    """

    function: str | None
    of_complement: str | None
    preposition: str | None
    numbers: dict[str, float]
    locative: bool = False


class Scene(NamedTuple):
    """The date that sentences of a text play on, told outside of their clauses.

    A ``label`` stands before all that it dates ("26 juillet 2023 – …").
    """

    date: EventDate
    label: bool


class Reading(Protocol):
    """One sentence, read."""

    part: Part
    start: int
    end: int
    number: int
    scene: Scene | None

    @property
    def tokens(self) -> Iterable[Token]:
        """The tokens of the sentence."""

    def is_trigger(self, token: Token, verb: bool, tense: str) -> bool:
        """Whether a token is used as that part of speech."""

    def reflexive(self, token: Token) -> bool:
        """Whether a verb is reflexive."""

    def bare(self, token: Token, tense: str) -> bool:
        """Whether a verb form can be reflexive without its pronoun: a participle without auxiliary ("retiré de l'accord")."""

    def before_infinitive(self, token: Token) -> bool:
        """Whether a verb governs an infinitive directly ("va quitter")."""

    def preceded_by(self, token: Token, clitic: str) -> bool:
        """Whether a clitic stands shortly before a verb ("s'en prendre à")."""

    def followed_by(self, token: Token, fixed: tuple[str, ...]) -> bool:
        """Whether fixed words stand right after a token."""

    def words_near(self, token: Token, other: Token | None, *, beyond: bool = False) -> frozenset[str]:
        """Folded words that belong to the trigger and its object."""

    def with_conjuncts(self, token: Token) -> Iterable[Token]:
        """A token and those coordinated with it."""

    def arguments(self, trigger: Trigger, function: str, frame: str | None) -> list[Argument]:
        """The arguments of a trigger in a grammatical function."""

    def actors(self, argument: Argument, function: str) -> tuple[Actor, ...]:
        """The actors that an argument names."""

    @property
    def groups(self) -> Sequence[Group]:
        """The actor phrases as coordinated lists, in order."""

    def relations(self, trigger: Trigger, frame: str | None, complement: Token | None) -> list[Relation]:
        """How each group stands to a trigger."""

    def surroundings(self, trigger: Trigger) -> dict[str, float]:
        """What a learned model is told of the trigger and its sentence."""

    def told(self, trigger: Trigger, object: Token | None) -> Told:
        """How the fact of a trigger is told."""

    def date(self, trigger: Trigger, told: Told) -> EventDate | None:
        """When."""

    def timed(self, trigger: Trigger) -> bool:
        """Whether its clause has a time of its own, even one that no calendar holds ("à plusieurs reprises")."""

    def foreground(self, trigger: Trigger, *beside: Beside) -> bool:
        """Whether the trigger stands in what the sentence tells, not in a clause that only describes.

        ``beside`` are the clauses that tell, too: a relative one in the past, a past participle ("réunis à Genève, …").
        """

    def main_date(self) -> EventDate | None:
        """The day of the sentence's main clause, told in the past or present; None for any other date."""

    def days(self) -> list[EventDate]:
        """The days of the sentence, in whatever clause."""

    def place(self, trigger: Trigger) -> Place | None:
        """Where."""

    def domains(self, trigger: Trigger, object: Token | None) -> tuple[str, ...]:
        """What it is about."""

    def ordinal(self, trigger: Trigger) -> str | None:
        """The ordinal beside a trigger ("première session" → ``1``)."""

    def points_back(self, trigger: Trigger) -> bool:
        """Whether the trigger refers to something told before ("cette visite")."""

    def equated(self, trigger: Trigger) -> Token | None:
        """What the trigger noun is said to be the same as."""

    def after_phrase(self, pattern: re.Pattern[str]) -> tuple[Actor, ...]:
        """The actors named right after a phrase of the sentence."""

    def phrase_offset(self, pattern: re.Pattern[str]) -> int | None:
        """Where in the part a phrase of the sentence begins, None where it isn't there."""

    @property
    def demonstratives(self) -> frozenset[str]:
        """The demonstrative determiners of the language."""

    def span(self, token: Token) -> tuple[int, int]:
        """Offsets of a token in its part."""
