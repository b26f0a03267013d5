"""Kinds of fact and domains, read from ``kinds.toml``: the one place where roles and codes are known."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from legation.model import suggest


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of fact: its roles (CAPITALS are required), its codes in other schemes, its effect on a tie, its usual domain."""

    id: str
    roles: tuple[str, ...]
    many: tuple[str, ...] = ()
    scalar: tuple[str, ...] = ()
    plover: str | None = None
    modes: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    tie: str | None = None
    effect: str | None = None
    domain: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The roles without which there is no fact."""
        return tuple(role for role in self.roles if role.isupper())


class _Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: tuple[Kind, ...]
    domains: tuple[str, ...]


@cache
def _ontology() -> _Ontology:
    return msgspec.toml.decode((files(__package__) / "kinds.toml").read_bytes(), type=_Ontology)


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id.

    >>> kinds()["membership.leave"].required
    ('MEMBER', 'ORGANIZATION')
    """
    return {kind.id: kind for kind in _ontology().kind}


def domains() -> tuple[str, ...]:
    """All domains.

    >>> "energy" in domains()
    True
    """
    return _ontology().domains


def kind(id: str) -> Kind:
    """The kind of that id; ``KeyError`` with a suggestion where there is none.

    >>> kind("membership.leaves")
    Traceback (most recent call last):
    KeyError: 'unknown kind "membership.leaves"; did you mean "membership.leave"?'
    """
    found = kinds().get(id)
    if found is None:
        raise KeyError(f'unknown kind "{id}"{suggest(id, kinds())}')
    return found
