"""The types of ``qualifiers.toml``: the words that say how a fact is told, and who says it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from legation.model import Status


class Qualifier(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that set the status of the fact they govern."""

    id: str
    status: Status
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    adverb: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()
    conjunction: tuple[str, ...] = ()


class Sense(Struct, frozen=True, forbid_unknown_fields=True):
    """What a governing verb says instead where it is used in one way; without ``status`` it says nothing about the fact."""

    verb: tuple[str, ...]
    status: Status | None = None
    negated: bool | None = None
    complement: Literal["noun", "verb"] | None = None
    tense: tuple[str, ...] = ()
    passive: bool | None = None
    subject: tuple[str, ...] = ()
    doubt: float = 0.0

    def fits(self, *, negated: bool, complement: str, tense: str, passive: bool, subjects: frozenset[str]) -> bool:
        """Whether a verb is used in this way; ``subjects`` are the folded heads of its subject."""
        return (
            self.negated in (None, negated)
            and self.complement in (None, complement)
            and (not self.tense or tense in self.tense)
            and self.passive in (None, passive)
            and (not self.subject or not subjects.isdisjoint(self.subject))
        )


class WordList(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one sort."""

    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()


class Negation(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that complete ``ne``, determiners that negate their noun by themselves, adverbs that take a negation back."""

    word: tuple[str, ...]
    determiner: tuple[str, ...]
    limited_by: tuple[str, ...]


class QualifierWords(Struct, frozen=True, forbid_unknown_fields=True):
    """``qualifiers.toml``."""

    qualifier: tuple[Qualifier, ...]
    sense: tuple[Sense, ...]
    negation: Negation
    reporting: WordList
    announcing: WordList
    sources: WordList
    object_control: WordList
    light: WordList
    equating: WordList
    existing: WordList
    quantity: WordList
