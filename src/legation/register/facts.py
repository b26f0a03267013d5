"""What linking looks at in a mention: how far apart tellings of one event may lie, what keeps two events apart."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from legation.model import Mention, Place, Scalar, Status
from legation.model.dates import DateError, bounds, overlap
from legation.ontology import kinds

Field = Literal["place", "ordinal", "name", "host", "domain"]

CONTRADICTION_DAYS = 10
"""Published this close, two tellings that differ on date, place or ordinal alone are one event told differently."""

COPY_DAYS = 10
"""A text printed again within so many days is a copy; later, it is told anew."""


class Tolerance(Struct, frozen=True, kw_only=True):
    """How tellings of one kind may differ.

    ``window``: days between publications when a date is missing or coarse; ``recent``: the same where the choice is
    among several events; ``span``: days that a date may cover and still tell which event it is; ``slip``: days by which
    one text may be wrong; ``repeats``: such acts happen again the next day, so another date is another event.
    """

    window: int
    recent: int
    span: int
    slip: int
    repeats: bool

    @property
    def reach(self) -> int:
        """Days beyond which no telling has a say in which event another belongs to.

        A telling without a day sees its window on both sides; what it sees are events whose dates were settled among
        their neighbours, and other tellings without a day that the same holds for.
        """
        return 3 * self.window + 2 * (self.slip + self.span + COPY_DAYS)


# What happens but once in a while (a state leaves an organization) is recognised over a year; what is daily is not.
_LASTING = Tolerance(window=400, recent=60, span=31, slip=10, repeats=False)
_OCCASION = Tolerance(window=60, recent=14, span=31, slip=2, repeats=False)
_ACT = Tolerance(window=10, recent=3, span=2, slip=0, repeats=True)
_OCCASIONS = ("meeting.", "force.truce")
_BY_DOMAIN = ("agreement", "cooperation", "aid")
_LASTING_TIES = ("membership", "relations", "organization", "office")


@cache
def tolerance(kind: str) -> Tolerance:
    """How tellings of this kind may differ.

    >>> tolerance("membership.leave").window, tolerance("meeting.visit").window, tolerance("force.attack").window
    (400, 60, 10)
    """
    known = kinds().get(kind)
    tie, effect = (known.tie, known.effect) if known else (None, None)
    if tie in _LASTING_TIES or effect == "hold":
        return _LASTING
    return _OCCASION if tie or kind.startswith(_OCCASIONS) else _ACT


class Facets(Struct, frozen=True, kw_only=True):
    """What may speak against two mentions of the same actors being one event; what is unknown never does."""

    place: str | None = None
    country: str | None = None
    ordinal: str | None = None
    name: str | None = None
    host: frozenset[str] = frozenset()
    domain: frozenset[str] = frozenset()


class Fact(Struct, frozen=True, kw_only=True):
    """A mention as linking sees it: ``text`` and ``span`` tell tellings apart, ``told`` is when it came out."""

    mention: str
    kind: str
    text: str
    span: tuple[str, int, int, int]
    told: date | None
    edtf: str | None
    facets: Facets
    status: Status = "occurred"

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day as ordinals, where the date tells which event of its kind it is."""
        known = precise(self.edtf, tolerance(self.kind).span)
        return (known[0].toordinal(), known[1].toordinal()) if known else None

    @property
    def position(self) -> int | None:
        """Where the fact stands in time: its day, else that of its publication, else nowhere."""
        days = self.days
        return days[0] if days else self.told.toordinal() if self.told else None


def plain(words: str) -> str:
    """Words without case, accents and punctuation, to compare names.

    >>> plain("Accord de coopération militaire")
    'accord de cooperation militaire'
    """
    letters = (char for char in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def _scalar(mention: Mention, *roles: str) -> str | None:
    for role in roles:
        filler = mention.roles.get(role)
        if isinstance(filler, Scalar):
            return plain(filler.value) or None
    return None


def fact_of(id: str, mention: Mention, text: str, told: date | None) -> Fact:
    """What linking sees of a mention whose dispatch has this text hash and publication day."""
    place = mention.place
    country = place.country if place else None
    host = frozenset(mention.ids("host"))
    if mention.kind == "meeting.visit" and not host and country:
        host = frozenset((country,))  # two stops of a tour are two visits
    return Fact(
        mention=id,
        kind=mention.kind,
        status=mention.status,
        text=text,
        told=told,
        edtf=_valid(mention),
        span=(mention.part, mention.start, mention.trigger_start, mention.trigger_end),
        facets=Facets(
            place=_spot(place) if place else None,
            country=country,
            ordinal=_scalar(mention, "ordinal"),
            name=_scalar(mention, "name", "office", "means"),
            host=host,
            domain=frozenset(mention.domain if mention.kind.startswith(_BY_DOMAIN) else ()),
        ),
    )


def _spot(place: Place) -> str | None:
    """What a place is compared by; a whole country is no place that a town in it could differ from."""
    if place.country and (place.id == place.country or (place.id is None and place.lat is None)):
        return None
    return place.id or plain(place.name)


def _valid(mention: Mention) -> str | None:
    """The date, unless it is none that the model knows: an unreadable date links nothing."""
    if mention.date is None:
        return None
    try:
        bounds(mention.date.edtf)
    except DateError:
        return None
    return mention.date.edtf


@lru_cache(maxsize=100_000)
def precise(edtf: str | None, days: int) -> tuple[date, date] | None:
    """First and last day of a date that covers no more than so many days, else ``None``.

    >>> precise("2025-04", 31) is None, precise("2025", 31) is None, precise("../2025-04-01", 31) is None
    (False, True, True)
    """
    first, last = bounds(edtf) if edtf else (None, None)
    return (first, last) if first and last and (last - first).days < max(days, 1) else None


@lru_cache(maxsize=100_000)
def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether both could be the same day; an unknown date could be any.

    >>> dates_agree("2025-04", "2025-04-03"), dates_agree("2025-04-04", "2025-04-03"), dates_agree(None, "2025")
    (True, False, True)
    """
    return one is None or other is None or overlap(one, other)


@lru_cache(maxsize=100_000)
def clash(one: Facets, other: Facets, *, exact_place: bool) -> frozenset[Field]:
    """The fields on which two mentions can't both be right.

    >>> sorted(clash(Facets(country="RUS", ordinal="1"), Facets(country="TUR"), exact_place=False))
    ['place']
    >>> clash(Facets(name="accord de defense"), Facets(name="accord"), exact_place=False)
    frozenset()
    """
    found: set[Field] = set()
    countries = one.country, other.country
    if (all(countries) and countries[0] != countries[1]) or (
        exact_place and one.place and other.place and one.place != other.place
    ):
        found.add("place")
    if one.ordinal and other.ordinal and one.ordinal != other.ordinal:
        found.add("ordinal")
    if one.name and other.name and one.name not in other.name and other.name not in one.name:
        found.add("name")
    if one.host and other.host and not one.host & other.host:
        found.add("host")
    if one.domain and other.domain and not one.domain & other.domain:
        found.add("domain")
    return frozenset(found)
