"""Kinds of tie, read from ``ties.toml``: whom each binds, which facts begin and end it, whose word makes that law."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from legation.model import suggest
from legation.ontology import kinds

Effect = Literal["begin", "hold", "suspend", "resume", "end"]
Authority = Literal["holder", "other", "any"]


class Softer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words (a list of ``languages/*/ties.toml``) that give a fact another effect: an ambassador recalled cuts nothing."""

    words: str
    effect: Effect


class TieKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of tie; see the head of ``ties.toml``."""

    id: str
    states: dict[Effect, str]
    authority: Authority
    holder: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    apart: bool = False
    detail: tuple[str, ...] = ()
    also: dict[str, Effect] = {}
    softer: Softer | None = None

    @property
    def effects(self) -> dict[str, Effect]:
        """The kinds of fact that change it, with what each does.

        >>> tie_kind("sanction").effects
        {'sanction.impose': 'begin', 'sanction.lift': 'end'}
        """
        return _effects(self.id)


class _Ties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tie: tuple[TieKind, ...]


@cache
def tie_kinds() -> dict[str, TieKind]:
    """All kinds of tie by id.

    >>> list(tie_kinds())[:3]
    ['membership', 'agreement', 'relations']
    """
    found = msgspec.toml.decode((files(__package__) / "ties.toml").read_bytes(), type=_Ties)
    return {tie.id: tie for tie in found.tie}


@cache
def _effects(tie: str) -> dict[str, Effect]:
    own = {
        kind.id: msgspec.convert(kind.effect, Effect) for kind in kinds().values() if kind.tie == tie and kind.effect is not None
    }
    return own | tie_kinds()[tie].also


def tie_kind(id: str) -> TieKind:
    """The kind of tie of that id; ``KeyError`` with a suggestion where there is none.

    >>> tie_kind("membership").effects["organization.found"]
    'begin'
    """
    found = tie_kinds().get(id)
    if found is None:
        raise KeyError(f'unknown tie "{id}"{suggest(id, tie_kinds())}')
    return found
