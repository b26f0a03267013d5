"""Which mentions tell the same event: a pure function of the mentions, so that the order of reading changes nothing.

All mentions of a bucket (one kind, the same principal actors) are grouped again whenever one is added. Texts that give
a day come first and form the events; those without attach to the nearest one; what differs on one point alone, in texts
that came out together, is one event with a contradiction. In doubt there are two events: a split can be seen and
mended, a wrong merge hides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

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


class Cluster:
    """The tellings of one event while they are being gathered."""

    def __init__(self, facts: list[Fact], days: tuple[date, date] | None) -> None:
        self.days = days
        self.facts: list[tuple[Fact, str]] = []
        self.dates: dict[str | None, None] = {}
        self.facets: dict[Facets, None] = {}
        self.told: set[date] = set()
        self.texts: set[str] = set()
        self.add(facts, "first telling")

    def add(self, facts: list[Fact], reason: str) -> None:
        """Take in a telling; the copies of its text come along."""
        first, *copies = facts
        self.facts.append((first, reason))
        self.facts.extend((copy, "copy of the same text") for copy in copies)
        self.dates[first.edtf] = None
        self.facets[first.facets] = None
        self.told.update(fact.told for fact in facts if fact.told)
        self.texts.add(first.text)

    def clash(self, facets: Facets, *, exact_place: bool) -> frozenset[Field]:
        """What speaks against these facets belonging here."""
        return frozenset().union(*(clash(own, facets, exact_place=exact_place) for own in self.facets))

    def apart(self, told: Iterable[date]) -> int | None:
        """Days between the nearest publications, ``None`` where they can't be told."""
        return min((abs((one - other).days) for one in told for other in self.told), default=None)


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
        dated.append((days, telling)) if days else vague.append(telling)
    clusters = _by_date(dated, rules)
    if not rules.repeats:
        clusters = _contradicting(clusters)
    clusters += _attach(vague, clusters, rules)
    return [[(fact.mention, reason) for fact, reason in cluster.facts] for cluster in clusters]


def _tellings(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The same words of the same text are one telling, however many ran it; the earliest copy speaks for all."""
    copies: dict[tuple[str, tuple[str, int, int, int]], list[Fact]] = defaultdict(list)
    for fact in facts:
        copies[fact.text, fact.span].append(fact)
    return sorted((sorted(same, key=_order) for same in copies.values()), key=lambda telling: _order(telling[0]))


def _order(fact: Fact) -> tuple[date, str]:
    return fact.told or _NEVER, fact.mention


def _by_date(dated: list[tuple[tuple[date, date], list[Fact]]], rules: Tolerance) -> list[Cluster]:
    """Gather what can be of the same day, finest dates first: a month joins a day in it, never two days each other."""
    clusters: list[Cluster] = []
    on_day: dict[date, list[Cluster]] = defaultdict(list)
    finest = sorted(dated, key=lambda item: (item[0][1] - item[0][0], item[0][0], _order(item[1][0])))
    for days, telling in finest:
        first = telling[0]
        near = {id(cluster): cluster for day in _days(days, 3) for cluster in on_day.get(day, ())}
        fitting = [
            cluster for cluster in near.values()
            if all(dates_agree(edtf, first.edtf) for edtf in cluster.dates)
            and not cluster.clash(first.facets, exact_place=rules.repeats)
        ]
        told = {fact.told for fact in telling if fact.told}
        best = min(fitting, key=lambda cluster: _gap(cluster.apart(told)), default=None)
        if best is None:
            best = Cluster(telling, days)
            clusters.append(best)
            for day in _days(days, 0):
                on_day[day].append(best)
        else:
            best.add(telling, f"same actors, dates agree: {first.edtf}")
    return sorted(clusters, key=lambda cluster: (cluster.days or (_NEVER, _NEVER), _order(cluster.facts[0][0])))


def _days(days: tuple[date, date], room: int) -> Iterable[date]:
    first, last = (day.toordinal() for day in days)
    return (date.fromordinal(day) for day in range(max(1, first - room), min(date.max.toordinal(), last + room) + 1))


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
        found += ["date"] if between <= timedelta(days=CONTRADICTION_DAYS) else ["date", "time"]
    return found


def _attach(vague: list[list[Fact]], dated: list[Cluster], rules: Tolerance) -> list[Cluster]:
    """Give what has no day, or a coarse date, to the nearest event in time; what fits none makes events of its own."""
    width = max(rules.window, 1)
    near: dict[int | str, dict[int, Cluster]] = defaultdict(dict)  # by stretch of time, and by text

    def remember(cluster: Cluster) -> None:
        slots: set[int | str] = {day.toordinal() // width for day in cluster.told or cluster.days or ()}
        for slot in slots | cluster.texts:
            near[slot][id(cluster)] = cluster

    for cluster in dated:
        remember(cluster)
    made: list[Cluster] = []
    for telling in vague:
        first = telling[0]
        told = {fact.told for fact in telling if fact.told}
        slots: set[int | str] = {day.toordinal() // width + step for day in told for step in (-1, 0, 1)} | {first.text}
        candidates = {key: cluster for slot in slots for key, cluster in near.get(slot, {}).items()}
        fitting = [cluster for cluster in candidates.values() if _fits(first, told, cluster, rules)]
        best = min(
            fitting, key=lambda cluster: (_gap(cluster.apart(told)), _order(cluster.facts[0][0])), default=None
        )
        if best is None:
            best = Cluster(telling, None)
            made.append(best)
        else:
            date_told = f"date {first.edtf}" if first.edtf else "no date"
            best.add(telling, f"same actors, {date_told}; {_apart(best.apart(told))}")
        remember(best)
    return made


def _apart(days: int | None) -> str:
    return "told in the same text" if days is None else f"published {days} days apart"


def _fits(fact: Fact, told: set[date], cluster: Cluster, rules: Tolerance) -> bool:
    """Whether a telling without a day may belong: nothing speaks against it, and it came out near in time."""
    if cluster.clash(fact.facets, exact_place=rules.repeats):
        return False
    if not any(dates_agree(edtf, fact.edtf) for edtf in cluster.dates):
        return False
    if not told:
        return fact.text in cluster.texts
    if cluster.days:  # the day itself must be near as well: what was long ago is not what an undated text reports
        first, last = (day.toordinal() for day in cluster.days)
        in_time = any(first - rules.window <= day.toordinal() <= last + rules.window for day in told)
        return in_time and (cluster.apart(told) or 0) <= rules.window
    return not cluster.told or (max(told | cluster.told) - min(told | cluster.told)).days <= rules.window


def name_events(
    groups: Iterable[list[tuple[str, str]]], current: Mapping[str, str], order: Mapping[str, int]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give each group an event id that lasts: the one it has, if that is its own, else its first mention's.

    ``current`` holds the event of each linked mention, ``order`` the mentions in the order they were stored.

    >>> name_events([[("b", "")], [("a", ""), ("c", "")]], {"a": "a", "b": "a"}, {"a": 1, "b": 2, "c": 3})
    [('a', [('a', ''), ('c', '')]), ('b', [('b', '')])]
    """
    named: list[tuple[str, list[tuple[str, str]]]] = []
    inherited: set[str] = set()
    for members in sorted(groups, key=lambda members: min(order[mention] for mention, _ in members)):
        ids = sorted((mention for mention, _ in members), key=order.__getitem__)
        had = [current[mention] for mention in ids if mention in current]
        own = next((event for event in had if event in ids), None)
        # Named after a mention whose text was replaced since: the event keeps the name that it is cited by.
        orphan = next((event for event in had if event not in order and event not in inherited), None)
        event = own or orphan or ids[0]
        inherited.add(event)
        named.append((event, members))
    return named
