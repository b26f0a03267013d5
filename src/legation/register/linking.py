"""Which mentions tell the same event: a pure function of the mentions, so that the order of reading changes nothing.

Texts that give a day come first and form the events; those without attach to the nearest one; what differs on one point
alone, in texts that came out together, is one event with a contradiction. In doubt there are two events: a split can be
seen and mended, a wrong merge hides.

Every step looks but so far in time, and never at what an equal step decided elsewhere: which event a mention belongs to
depends on nothing beyond `Tolerance.reach` days of it, so that a register of any length regroups the neighbourhood of
what it adds and no more; what stands nowhere in time goes with the first printing of its text. (One chain is not cut: a
text printed over and over, never ten days apart, is one telling.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from legation.register.cluster import Cluster, Days, distance, gap, order_of
from legation.register.facts import CONTRADICTION_DAYS, COPY_DAYS, Fact, Tolerance, clash, dates_agree, tolerance

_ABOUT = 3
"""Days around an approximate date in which to look for others; whether they agree, the dates themselves say."""

_FORTNIGHT = 14
_SLIPPED = 2
"""More texts than these that agree on a day are not all wrong about it."""

Telling = list[Fact]


def group(facts: Iterable[Fact]) -> list[list[tuple[str, str]]]:
    """Group the facts of one bucket into events: (mention id, reason for the link), earliest event first.

    >>> from datetime import date
    >>> from legation.register.facts import Facets
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
    dated = [(days, telling) for telling in tellings if (days := telling[0].days)]
    vague = [telling for telling in tellings if not telling[0].days]
    clusters = _by_date(dated, rules)
    if not rules.repeats:
        clusters = _contradicting(clusters, rules)
    left = _attach([telling for telling in vague if telling[0].told], clusters, rules)
    clusters += _undated(left, rules)
    clusters += _untold([telling for telling in vague if not telling[0].told], clusters, rules)  # in no place in time
    return [[(fact.mention, reason) for fact, reason in cluster.facts] for cluster in clusters]


def _tellings(facts: Iterable[Fact]) -> list[Telling]:
    """The same words of the same text are one telling, however many ran it; the earliest copy speaks for all."""
    copies: dict[tuple[str, tuple[str, int, int, int]], list[Fact]] = defaultdict(list)
    for fact in facts:
        copies[fact.text, fact.span].append(fact)
    tellings: list[Telling] = []
    for same in copies.values():
        nowhere = sorted((fact for fact in same if fact.position is None), key=order_of)
        told = sorted((fact for fact in same if fact.position is not None), key=order_of)
        first = len(tellings)
        tellings += [[fact] for fact in told[:1]]
        for before, fact in pairwise(told):
            if _copied(before, fact):
                tellings[-1].append(fact)
            else:
                tellings.append([fact])
        if nowhere:
            tellings[first:first] = [] if told else [[]]
            tellings[first] += nowhere
    return sorted(tellings, key=lambda telling: order_of(telling[0]))


def _copied(one: Fact, other: Fact) -> bool:
    """Whether the same words were printed again soon, and of a day near by: "mardi" may be read as another."""
    near = one.told and other.told and (other.told - one.told).days <= COPY_DAYS
    return bool(near) and abs((one.position or 0) - (other.position or 0)) <= COPY_DAYS


def _grade(days: Days, fact: Fact) -> int:
    """How fine a date is: a day, some days, about a month. Only what is finer can settle where a date belongs."""
    if days[0] == days[1] and "~" not in (fact.edtf or ""):
        return 0
    return 1 if days[1] - days[0] < _FORTNIGHT else 2


def _by_date(dated: list[tuple[Days, Telling]], rules: Tolerance) -> list[Cluster]:
    """Gather what can be of the same day, finest dates first: a month joins a day in it, never two days each other."""
    clusters: list[Cluster] = []
    on_day: dict[int, list[Cluster]] = defaultdict(list)
    finest = sorted(dated, key=lambda item: (_grade(item[0], item[1][0]), item[0], order_of(item[1][0])))
    for days, telling in finest:
        first = telling[0]
        grade = _grade(days, first)
        room = _ABOUT if "~" in (first.edtf or "") else 0
        about = range(days[0] - room, days[1] + room + 1)
        near = {id(cluster): cluster for day in about for cluster in on_day.get(day, ())}
        fitting = [
            cluster
            for cluster in near.values()
            if (cluster.grade < grade or first.edtf in cluster.dates) and cluster.takes(first, exact_place=rules.repeats)
        ]
        best = min(fitting, key=lambda cluster: (gap(cluster.apart(first)), cluster.order), default=None)
        if best is None:
            best = Cluster(telling, days, grade)
            clusters.append(best)
            for day in about:
                on_day[day].append(best)
        else:
            best.add(telling, f"same actors, dates agree: {first.edtf}")
    return sorted(clusters, key=lambda cluster: cluster.order)


def _contradicting(clusters: list[Cluster], rules: Tolerance) -> list[Cluster]:
    """Join clusters that differ on one point and came out together; an article that tells both tells two events.

    One told by more texts than all that it could be confused with takes these in; who is no such peak takes in none, so
    that no chain of near dates runs on.
    """
    beside: dict[int, list[tuple[Cluster, str]]] = defaultdict(list)
    reach = rules.slip + rules.span
    for at, one in enumerate(clusters):
        for other in clusters[at + 1 :]:
            if other.first - one.first > reach:
                break
            point = _differing(one, other, rules)
            if point:
                beside[id(one)].append((other, point))
                beside[id(other)].append((one, point))
    peaks = {
        id(one)
        for one in clusters
        if beside[id(one)] and all((one.weight, one.order) < (other.weight, other.order) for other, _ in beside[id(one)])
    }
    absorbed: set[int] = set()
    for cluster in clusters:
        near = [(other, point) for other, point in beside[id(cluster)] if id(other) in peaks]
        if id(cluster) in peaks or not near:
            continue
        best, point = min(near, key=lambda pair: (pair[0].weight, pair[0].order))
        absorbed.add(id(cluster))
        best.absorb(cluster, f"same actors, contradicted on {point}; published {best.apart(cluster)} days apart")
    return [cluster for cluster in clusters if id(cluster) not in absorbed]


def _differing(one: Cluster, other: Cluster, rules: Tolerance) -> str | None:
    """The one point on which two dated clusters differ that came out together; ``None`` where they are two events."""
    apart = one.apart(other)
    # A plan comes out before its day: that its fulfilment is told later speaks against nothing.
    together = rules.window if one.planned or other.planned else CONTRADICTION_DAYS
    if apart is None or apart > together or one.texts & other.texts:
        return None
    pairs = [clash(mine, facets, exact_place=True) for mine in one.facets for facets in other.facets]
    if frozenset().union(*pairs) & {"name", "host", "domain"}:
        return None
    found = [point for point in ("ordinal", "place") if _apart_on(point, one, other)]
    # The finest dates speak for both: a month that agrees with two days does not make them one.
    if one.days and other.days and not dates_agree(next(iter(one.dates)), next(iter(other.dates))):
        between = max(other.days[0] - one.days[1], one.days[0] - other.days[1])
        if between > rules.slip or min(len(one.texts), len(other.texts)) > _SLIPPED:
            return None
        found.append("date")
    return found[0] if len(found) == 1 else None


def _apart_on(point: str, one: Cluster, other: Cluster) -> bool:
    """Whether two clusters name nothing in common of what both name: the ordinal; the country, or else the place in it."""
    if point == "ordinal":
        return _disjoint({facets.ordinal for facets in one.facets}, {facets.ordinal for facets in other.facets})
    countries = {facets.country for facets in one.facets}, {facets.country for facets in other.facets}
    return _disjoint(*countries) or _disjoint({facets.place for facets in one.facets}, {facets.place for facets in other.facets})


def _disjoint(one: set[str | None], other: set[str | None]) -> bool:
    return bool(one - {None}) and bool(other - {None}) and not (one & other) - {None}


def _attach(vague: list[Telling], dated: Sequence[Cluster], rules: Tolerance) -> list[Telling]:
    """Give what has no day, or a coarse date, to the nearest dated event; return what fits none.

    Dated events are told of before: what one undated text joins never depends on another. Where several events are
    near, an undated text tells of a recent one that stands out, or of none.
    """
    firsts = [cluster.first for cluster in dated]
    left: list[Telling] = []
    joined: list[tuple[Cluster, Telling, str]] = []
    for telling in vague:
        first = telling[0]
        day = first.told.toordinal() if first.told else 0
        near = dated[bisect_left(firsts, day - rules.window - rules.span) : bisect_right(firsts, day + rules.window)]
        fitting = [
            (days, cluster.order, cluster)
            for cluster in near
            if (days := distance(first.status, day, cluster, rules.window)) is not None
            and cluster.takes(first, exact_place=rules.repeats, loosely=True)
        ]
        fitting.sort(key=lambda found: found[:2])
        # Among several, the nearest must be recent, and nearer than the next by more than a day.
        if not fitting or (len(fitting) > 1 and (fitting[0][0] > rules.recent or fitting[1][0] - fitting[0][0] <= 1)):
            left.append(telling)
            continue
        best = fitting[0][2]
        apart = best.apart(first)
        told = f"date {first.edtf}" if first.edtf else "no date"
        near_in_time = "told of a day near by" if apart is None else f"published {apart} days apart"
        joined.append((best, telling, f"same actors, {told}; {near_in_time}"))
    for best, telling, reason in joined:
        best.add(telling, reason)
    return left


def _undated(left: list[Telling], rules: Tolerance) -> list[Cluster]:
    """Events of which nobody gives the day: what came out within the window; where it goes on longer, by short periods."""
    stretches: list[list[Telling]] = []
    for telling in left:
        if stretches and _day(telling) - _day(stretches[-1][-1]) <= rules.window:
            stretches[-1].append(telling)
        else:
            stretches.append([telling])
    clusters: list[Cluster] = []
    for stretch in stretches:
        lasts = _day(stretch[-1]) - _day(stretch[0]) > rules.window
        parts: dict[int, list[Telling]] = defaultdict(list)
        for telling in stretch:
            parts[_day(telling) // rules.recent if lasts else 0].append(telling)
        for part in parts.values():
            clusters += _fitting(part, [], rules, lambda apart: f"published {apart} days apart")
    return clusters


def _untold(left: list[Telling], clusters: Sequence[Cluster], rules: Tolerance) -> list[Cluster]:
    """What has neither day nor publication is near to its own text alone: to what the first printing of it tells."""
    by_text: dict[str, list[Telling]] = defaultdict(list)
    for telling in left:
        by_text[telling[0].text].append(telling)
    printed: dict[str, tuple[tuple[date, str], Cluster]] = {}
    for cluster in clusters if by_text else ():
        for fact, _ in cluster.facts:
            if fact.text in by_text and (fact.text not in printed or order_of(fact) < printed[fact.text][0]):
                printed[fact.text] = order_of(fact), cluster
    made: list[Cluster] = []
    for text, same in by_text.items():
        near = [printed[text][1]] if text in printed else []
        made += _fitting(same, near, rules, lambda _: "told in the same text")
    return made


def _fitting(
    tellings: list[Telling], clusters: list[Cluster], rules: Tolerance, why: Callable[[int | None], str]
) -> list[Cluster]:
    """Put each into the first of the clusters that nothing speaks against, else into one of its own; return the new."""
    made: list[Cluster] = []
    for telling in tellings:
        first = telling[0]
        fit = [one for one in (*clusters, *made) if one.takes(first, exact_place=rules.repeats, loosely=True)]
        if fit:
            best = min(fit, key=lambda cluster: (gap(cluster.apart(first)), cluster.order))
            told = f"date {first.edtf}" if first.edtf else "no date"
            best.add(telling, f"same actors, {told}; {why(best.apart(first))}")
        else:
            made.append(Cluster(telling, None, 3))
    return made


def _day(telling: Telling) -> int:
    return telling[0].told.toordinal() if telling[0].told else 0
