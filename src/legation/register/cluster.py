"""The tellings of one event while they are being gathered."""

from __future__ import annotations

from datetime import date

from legation.model import Status
from legation.register.facts import Facets, Fact, Field, clash, dates_agree

Days = tuple[int, int]
"""First and last day, counted as ``date.toordinal`` does."""

PLANS: tuple[Status, ...] = ("scheduled", "considered", "called_for")
"""What is not told as done, nor as not done."""

_NEVER = date.max
_EVE = 1
_MORROW = 2


def order_of(fact: Fact) -> tuple[date, str]:
    """What makes the order of facts the same whatever the order of reading."""
    return fact.told or _NEVER, fact.mention


def gap(days: int | None) -> int:
    """Days apart, a very long time where they are unknown.

    >>> gap(3), gap(None)
    (3, 1000000)
    """
    return 10**6 if days is None else days


class Cluster:
    """Tellings of one event; ``days`` and ``grade`` are those of the date that founded it."""

    def __init__(self, telling: list[Fact], days: Days | None, grade: int) -> None:
        self.days = days
        self.grade = grade
        self.facts: list[tuple[Fact, str]] = []
        self.dates: dict[str | None, None] = {}
        self.facets: dict[Facets, None] = {}
        self.told: set[int] = set()
        self.texts: set[str] = set()
        self._planned = True
        self._takes: dict[tuple[str | None, Facets, bool, bool], bool] = {}
        self.order = (*(days or (_NEVER.toordinal(), 0)), *order_of(telling[0]))
        self.add(telling, "first telling")

    def add(self, telling: list[Fact], reason: str) -> None:
        """Take in a telling; the copies of its text come along."""
        first, *copies = telling
        self.facts.append((first, reason))
        self.facts.extend((copy, "copy of the same text") for copy in copies)
        if first.edtf not in self.dates or first.facets not in self.facets:
            self._takes.clear()
        self.dates[first.edtf] = None
        self.facets[first.facets] = None
        self._planned &= first.status in PLANS
        if first.told:
            self.told.add(first.told.toordinal())
        self.texts.add(first.text)

    def absorb(self, other: Cluster, reason: str) -> None:
        """Take in all of a cluster that contradicts this one."""
        for fact, why in other.facts:
            self.facts.append((fact, f"{reason} ({why})"))
        self.dates.update(other.dates)
        self.facets.update(other.facets)
        self.told |= other.told
        self.texts |= other.texts
        self._planned &= other.planned
        self._takes.clear()

    @property
    def first(self) -> int:
        """The first day of the date that founded it."""
        return self.order[0]

    @property
    def weight(self) -> int:
        """Less the more texts tell it: sorts the best told first."""
        return -len(self.texts)

    @property
    def planned(self) -> bool:
        """Whether nobody tells it as done."""
        return self._planned

    def clash(self, facets: Facets, *, exact_place: bool) -> frozenset[Field]:
        """What speaks against these facets belonging here."""
        return frozenset().union(*(clash(own, facets, exact_place=exact_place) for own in self.facets))

    def apart(self, other: Cluster | Fact) -> int | None:
        """Days between the nearest publications, ``None`` where they can't be told."""
        told = other.told if isinstance(other, Cluster) else {other.told.toordinal()} if other.told else set()
        return min((abs(one - another) for one in told for another in self.told), default=None)

    def takes(self, fact: Fact, *, exact_place: bool, loosely: bool = False) -> bool:
        """Whether nothing in here speaks against a fact; ``loosely``: its date need agree with but one of the dates."""
        key = fact.edtf, fact.facets, exact_place, loosely
        known = self._takes.get(key)
        if known is None:
            agree = (dates_agree(edtf, fact.edtf) for edtf in self.dates)
            against = fact.facets not in self.facets and self.clash(fact.facets, exact_place=exact_place)
            known = self._takes[key] = (any(agree) if loosely else all(agree)) and not against
        return known


def distance(status: Status, told: int, cluster: Cluster, window: int) -> int | None:
    """Days from a publication to a dated event that it may speak of; what is planned is not over, what is done not to come.

    >>> from legation.register.facts import Facets
    >>> visit = Fact(mention="a", kind="meeting.visit", text="a", span=("text", 0, 0, 0), told=None, edtf="2025-04-03",
    ...              facets=Facets())
    >>> cluster = Cluster([visit], visit.days, 0)
    >>> [distance(status, cluster.first - 9, cluster, 60) for status in ("scheduled", "occurred")]
    [9, None]
    """
    if cluster.days is None:
        return None
    ahead, behind = cluster.days[0] - told, told - cluster.days[1]
    if status in ("occurred", "ongoing") and ahead > _EVE:
        return None
    if status in PLANS and behind > _MORROW:
        return None
    days = max(ahead, behind, 0)
    return days if days <= window else None
