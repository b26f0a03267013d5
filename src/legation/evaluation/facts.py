"""A fact as the measure compares it: gold and coded facts brought to one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from legation.evaluation.gold import GoldFact
from legation.model import Mention, Status
from legation.ontology import kind


class _Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    neighbours: tuple[frozenset[str], ...]
    free_roles: frozenset[str]
    not_actors: frozenset[str]
    alias: dict[str, str]


@cache
def _measure() -> _Measure:
    return msgspec.toml.decode((files(__package__) / "measure.toml").read_bytes(), type=_Measure)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Kind, status, actors by role and date; `words` are the anchor or the quote, to show."""

    kind: str
    status: Status
    roles: dict[str, frozenset[str]]
    date: str | None
    core: bool
    words: str

    @property
    def actors(self) -> frozenset[str]:
        """The actors of all roles together."""
        return frozenset().union(*self.roles.values())


def from_gold(fact: GoldFact) -> Fact:
    """A listed fact in the form that is compared."""
    roles = _roles((role, ids) for role, ids in fact.roles.items())
    date = exact_date(fact.date)
    return Fact(kind=fact.kind, status=fact.status, roles=roles, date=date, core=fact.core, words=fact.anchor)


def from_mention(mention: Mention) -> Fact:
    """A coded fact in the form that is compared."""
    roles = _roles((role, mention.ids(role)) for role in mention.roles)
    date = exact_date(mention.date.edtf if mention.date else None)
    return Fact(kind=mention.kind, status=mention.status, roles=roles, date=date, core=True, words=mention.quote)


def _roles(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    free = _measure().not_actors
    actors = {role: frozenset(actor_key(id_) for id_ in ids if id_) for role, ids in pairs if role not in free}
    return {role: keys for role, keys in actors.items() if keys}


def actor_key(id_: str) -> str:
    """What two ids must share to be the same actor.

    >>> [actor_key(id_) for id_ in ("CEDEAO", "MLI:junta", "person:Emmanuel Macron", "armed:État islamique")]
    ['ECOWAS', 'MLI', 'person:macron', 'ARMED:ETAT_ISLAMIQUE']
    """
    plain = unicodedata.normalize("NFKD", id_).encode("ascii", "ignore").decode()
    plain = re.sub(r"^(org|state|igo|org\.)[:/]", "", plain, flags=re.IGNORECASE)
    if re.match(r"^[A-Z]{3}:", plain):
        plain = plain[:3]  # a body of a state counts as its state
    if plain.lower().startswith("person:"):
        return "person:" + re.split(r"[ _.-]", plain)[-1].split(":")[-1].lower()
    plain = plain.upper().replace(" ", "_")
    return _measure().alias.get(plain, plain)


def exact_date(edtf: str | None) -> str | None:
    """A date without its marks of doubt: "about 2024-01" answers "2024-01".

    >>> exact_date("2024-01~"), exact_date("")
    ('2024-01', None)
    """
    return re.sub(r"[~?%]", "", edtf) if edtf else None


@cache
def near(a: str, b: str) -> bool:
    """Whether two kinds are the same or neighbours.

    >>> near("meeting.visit", "meeting.talks"), near("meeting.visit", "accuse")
    (True, False)
    """
    return a == b or any(a in group and b in group for group in _measure().neighbours)


@cache
def strict_roles(kind_id: str) -> tuple[str, ...]:
    """The roles whose actors must be equal in a strict match.

    >>> strict_roles("office.take")
    ('HOLDER',)
    """
    return tuple(role for role in kind(kind_id).required if role not in _measure().free_roles)
