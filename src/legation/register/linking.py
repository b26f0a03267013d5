"""Which mentions tell the same event: a pure function of the mentions, so that the order of reading changes nothing.

All mentions of a bucket (one kind, the same principal actors) are grouped again whenever one is added. Texts that give
a day come first and form the events; those without attach to the nearest one; what differs on one point alone, in texts
that came out together, is one event with a contradiction. In doubt there are two events: a split can be seen and
mended, a wrong merge hides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from legation.register.facts import (
    CONTRADICTION_DAYS,
    Facets,
    Fact,
    Field,
    Tolerance,
    clash,
    dates_agree,
    precise,
    tolerance,
)

_NEVER = date.max
_ABOUT = 3
"""Days around an approximate date in which to look for others; whether they agree, the dates themselves say."""

Days = tuple[int, int]


class Cluster:
    """The tellings of one event while they are being gathered; days are counted, as ``date.toordinal`` does."""

    def __init__(self, telling: list[Fact], days: Days | None) -> None:
        self.days = days
        self.facts: list[tuple[Fact, str]] = []
        self.dates: dict[str | None, None] = {}
        self.facets: dict[Facets, None] = {}
        self.told: set[int] = set()
        self.texts: set[str] = set()
        self.add(telling, "first telling")

    def add(self, telling: list[Fact], reason: str) -> None:
        """Take in a telling; the copies of its text come along."""
        first, *copies = telling
        self.facts.append((first, reason))
        self.facts.extend((copy, "copy of the same text") for copy in copies)
        self.dates[first.edtf] = None
        self.facets[first.facets] = None
        self.told |= _told(telling)
        self.texts.add(first.text)

    @property
    def order(self) -> tuple[Days, date, str]:
        """What makes the order of clusters the same whatever the order of reading."""
        return (self.days or (_NEVER.toordinal(), 0), *_order(self.facts[0][0]))

    def clash(self, facets: Facets, *, exact_place: bool) -> frozenset[Field]:
        """What speaks against these facets belonging here."""
        return frozenset().union(*(clash(own, facets, exact_place=exact_place) for own in self.facets))

    def apart(self, told: Iterable[int]) -> int | None:
        """Days between the nearest publications, ``None`` where they can't be told."""
        return min((abs(one - other) for one in told for other in self.told), default=None)


def group(facts: Iterable[Fact]) -> list[list[tuple[str, str]]]:
    """Group the facts of one bucket into events: (mention id, reason for the link), earliest event first.

    >>> from datetime import date
    >>> def telling(id, edtf, day):
    ...     return Fact(mention=id, kind="meeting.visit", text=id, span=("text", 0, 0, 0), told=date(2025, 4, day),
    ...                 edtf=edtf, facets=Facets())
    >>> [[id for id, _ in event] for event in group([telling("a", "2025-04-03", 1), telling("b", None, 2),
    ...                                              telling("c", "2025-06-10", 28)])]
    [['a', 'b'], ['c']]
    """
    tellings = _tellings(facts)
    if not tellings:
        return []
    rules = tolerance(tellings[0][0].kind)
    dated, vague = [], []
    for telling in tellings:
        days = precise(telling[0].edtf, rules.span)
        dated.append(((days[0].toordinal(), days[1].toordinal()), telling)) if days else vague.append(telling)
    clusters = _by_date(dated, rules)
    if not rules.repeats:
        clusters = _contradicting(clusters)
    clusters += attach(vague, clusters, rules)
    return [[(fact.mention, reason) for fact, reason in cluster.facts] for cluster in clusters]


def _tellings(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The same words of the same text are one telling, however many ran it; the earliest copy speaks for all."""
    copies: dict[tuple[str, tuple[str, int, int, int]], list[Fact]] = defaultdict(list)
    for fact in facts:
        copies[fact.text, fact.span].append(fact)
    return sorted((sorted(same, key=_order) for same in copies.values()), key=lambda telling: _order(telling[0]))


def _order(fact: Fact) -> tuple[date, str]:
    return fact.told or _NEVER, fact.mention


def _told(telling: list[Fact]) -> set[int]:
    return {fact.told.toordinal() for fact in telling if fact.told}


def _by_date(dated: list[tuple[Days, list[Fact]]], rules: Tolerance) -> list[Cluster]:
    """Gather what can be of the same day, finest dates first: a month joins a day in it, never two days each other."""
    clusters: list[Cluster] = []
    on_day: dict[int, list[Cluster]] = defaultdict(list)
    finest = sorted(dated, key=lambda item: (item[0][1] - item[0][0], item[0][0], _order(item[1][0])))
    for days, telling in finest:
        first = telling[0]
        room = _ABOUT if "~" in (first.edtf or "") else 0
        about = range(days[0] - room, days[1] + room + 1)
        near = {id(cluster): cluster for day in about for cluster in on_day.get(day, ())}
        fitting = [cluster for cluster in near.values() if _same_day(first, cluster, rules)]
        told = _told(telling)
        best = min(fitting, key=lambda cluster: (_gap(cluster.apart(told)), cluster.order), default=None)
        if best is None:
            best = Cluster(telling, days)
            clusters.append(best)
            for day in about:
                on_day[day].append(best)
        else:
            best.add(telling, f"same actors, dates agree: {first.edtf}")
    return sorted(clusters, key=lambda cluster: cluster.order)


def _same_day(fact: Fact, cluster: Cluster, rules: Tolerance) -> bool:
    """Whether nothing in the cluster speaks against it; all in there agree, so what is there already agrees too."""
    if fact.edtf not in cluster.dates and not all(dates_agree(edtf, fact.edtf) for edtf in cluster.dates):
        return False
    return fact.facets in cluster.facets or not cluster.clash(fact.facets, exact_place=rules.repeats)


def _gap(days: int | None) -> int:
    return 10**6 if days is None else days


def _contradicting(clusters: list[Cluster]) -> list[Cluster]:
    """Join clusters that differ on one point and came out together; an article that tells both tells two events."""
    absorbed: set[int] = set()
    for cluster in sorted(clusters, key=lambda item: -len(item.texts)):
        for other in clusters:
            if other is cluster or id(other) in absorbed or id(cluster) in absorbed or cluster.texts & other.texts:
                continue
            apart = cluster.apart(other.told)
            differing = _differing(cluster, other)
            if apart is None or apart > CONTRADICTION_DAYS or len(differing) != 1:
                continue
            absorbed.add(id(other))
            for fact, reason in other.facts:
                differs = f"same actors, contradicted on {differing[0]}; published {apart} days apart"
                cluster.add([fact], f"{differs} ({reason})")
    return [cluster for cluster in clusters if id(cluster) not in absorbed]


def _differing(one: Cluster, other: Cluster) -> list[str]:
    """The points on which two dated clusters differ; more than one for what can't be forgiven."""
    against = frozenset().union(*(one.clash(facets, exact_place=True) for facets in other.facets))
    if against & {"name", "host", "domain"}:
        return ["actors", "subject"]
    found: list[str] = sorted(against)
    # The finest dates speak for both: a month that agrees with two days does not make them one.
    if one.days and other.days and not dates_agree(next(iter(one.dates)), next(iter(other.dates))):
        between = max(other.days[0] - one.days[1], one.days[0] - other.days[1])
        found += ["date"] if between <= CONTRADICTION_DAYS else ["date", "time"]
    return found


def attach(vague: list[list[Fact]], dated: list[Cluster], rules: Tolerance) -> list[Cluster]:
    """Give what has no day, or a coarse date, to the nearest dated event; what fits none makes events of its own.

    Nearest is by publication. Dated events are told of before: what one undated text joins never depends on another.
    """
    by_day: dict[int, list[Cluster]] = defaultdict(list)
    by_text: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in dated:
        for day in cluster.told or cluster.days or ():
            by_day[day].append(cluster)
        for text in cluster.texts:
            by_text[text].append(cluster)
    made: dict[int, list[Cluster]] = defaultdict(list)  # by stretch of time, as wide as the window
    new: list[Cluster] = []
    for telling in vague:
        first, told = telling[0], _told(telling)
        stretches = {day // max(rules.window, 1) for day in told}
        best = _nearest(first, told, by_day, rules) if told else _fitting(first, told, by_text[first.text], rules)
        if best is None:
            close = {id(cluster): cluster for slot in stretches for near in (slot - 1, slot) for cluster in made[near]}
            best = _fitting(first, told, [*close.values()] or by_text[first.text], rules)
        if best is None:
            best = Cluster(telling, None)
            new.append(best)
            by_text[first.text].append(best)
            for slot in stretches:
                made[slot].append(best)
        else:
            date_told = f"date {first.edtf}" if first.edtf else "no date"
            days = best.apart(told)
            best_reason = "told in the same text" if days is None else f"published {days} days apart"
            best.add(telling, f"same actors, {date_told}; {best_reason}")
    return new


def _nearest(fact: Fact, told: set[int], by_day: dict[int, list[Cluster]], rules: Tolerance) -> Cluster | None:
    """The dated event published nearest in time, looking outward day by day."""
    for apart in range(rules.window + 1):
        days = {day + step for day in told for step in (-apart, apart)}
        best = _fitting(fact, told, [cluster for day in sorted(days) for cluster in by_day.get(day, ())], rules)
        if best is not None:
            return best
    return None


def _fitting(fact: Fact, told: set[int], clusters: Iterable[Cluster], rules: Tolerance) -> Cluster | None:
    fitting = [cluster for cluster in clusters if _fits(fact, told, cluster, rules)]
    return min(fitting, key=lambda cluster: (_distance(cluster, told), cluster.order), default=None)


def _distance(cluster: Cluster, told: set[int]) -> int:
    """Days to the event itself, where it is dated, else to what was published of it."""
    if cluster.days is None:
        return _gap(cluster.apart(told))
    first, last = cluster.days
    return min((max(first - day, day - last, 0) for day in told), default=0)


def _fits(fact: Fact, told: set[int], cluster: Cluster, rules: Tolerance) -> bool:
    """Whether a telling without a day may belong: nothing speaks against it, and it came out near in time."""
    if not told:
        if fact.text not in cluster.texts:
            return False
    elif cluster.days:  # the day itself must be near: what was long ago is not what an undated text reports
        first, last = cluster.days[0] - rules.window, cluster.days[1] + rules.window
        if not any(first <= day <= last for day in told):
            return False
    elif cluster.told and max(*told, *cluster.told) - min(*told, *cluster.told) > rules.window:
        return False
    return any(dates_agree(edtf, fact.edtf) for edtf in cluster.dates) and not cluster.clash(
        fact.facets, exact_place=rules.repeats
    )
