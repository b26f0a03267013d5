"""Events as views of their mentions: one history, the most precise date, each source once, contradictions kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

from legation.model import Actor, Event, Mention, Place, Scalar, Status, StatusChange
from legation.model.dates import DateError, bounds, granularity, overlap
from legation.register.rows import day_of, principal

STATE_CHANGING: tuple[Status, ...] = ("occurred", "ongoing")

_NEARBY_KM = 50
"""Two places nearer than this are a town and its suburb, not a contradiction."""


class Told(Struct, frozen=True, kw_only=True):
    """One mention with what its event needs to know of the dispatch.

    ``text`` is the source that it counts as: near copies of one text have the same.
    """

    id: str
    seq: int
    mention: Mention
    dispatch: str
    key: str
    text: str
    published: str | None
    read_at: str
    reason: str = ""

    @property
    def day(self) -> date | None:
        """The day the dispatch was published, where that is known."""
        return day_of(self.published)


class Outline(Struct, frozen=True, kw_only=True):
    """What a tie asks of an event, at half the cost of the whole: no date, place, names or contradictions."""

    id: str
    kind: str
    status: Status
    roles: dict[str, tuple[str, ...]]
    domain: tuple[str, ...]
    mentions: tuple[str, ...]


def outline(id: str, told: Sequence[Told]) -> Outline:
    """The same as ``build`` says, of these fields alone."""
    ordered = sorted(told, key=in_order) if len(told) > 1 else told
    mentions = [item.mention for item in ordered]
    return Outline(
        id=id,
        kind=mentions[0].kind,
        status=_status(_history(ordered)),
        roles=_roles(mentions),
        domain=_domain(mentions),
        mentions=tuple([item.id for item in sorted(told, key=_seq)]),
    )


def build(id: str, told: Sequence[Told]) -> Event:
    """The event that these mentions tell; one mention at least."""
    ordered = sorted(told, key=in_order) if len(told) > 1 else told
    mentions = [item.mention for item in ordered]
    history = _history(ordered)
    status = _status(history)
    first = mentions[0]
    texts = {item.text for item in told}
    return Event(
        id=id,
        kind=first.kind,
        status=status,
        roles=_roles(mentions),
        date=best_date(ordered),
        place=_best_place(ordered),
        domain=_domain(mentions),
        mentions=tuple([item.id for item in sorted(told, key=_seq)]),
        history=history,
        sources=len(texts),
        syndicated=len({item.key for item in told}) - len(texts),
        contradictions=_contradictions(ordered) if len(ordered) > 1 else {},
        names=_names(mentions),
    )


def in_order(item: Told) -> tuple[date, int]:
    """What orders tellings: the day they came out, the unknown first; then the order in which they were read."""
    return item.day or date.min, item.seq


def _seq(item: Told) -> int:
    return item.seq


def _names(mentions: Sequence[Mention]) -> dict[str, str]:
    """How the first to name an actor writes it."""
    found: dict[str, Actor] = {}
    for mention in reversed(mentions):
        for filler in mention.roles.values():
            if not isinstance(filler, Scalar):
                for actor in filler:
                    found[actor.id] = actor
    return {id: _written(id, actor.name, actor.person) for id, actor in found.items()}


def _written(id: str, name: str, person: str | None) -> str:
    """How to name an actor that the atlas lacks: a person by name, anything else as the text does."""
    return id.split(":", 1)[1] if id.startswith("person:") else person or name


def _domain(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([word for mention in mentions for word in mention.domain]))


def _roles(mentions: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for mention in mentions:
        for role, filler in mention.roles.items():
            known = found.get(role)
            if known is None:
                known = found[role] = {}
            if isinstance(filler, Scalar):
                known[filler.value] = None
            else:
                for actor in filler:
                    known[actor.id] = None
    return {role: tuple(values) for role, values in found.items()}


def _history(ordered: Sequence[Told]) -> tuple[StatusChange, ...]:
    """The steps in which the status changed, by publication; what came out on no known day stands first."""
    steps: list[StatusChange] = []
    for item in ordered:
        if not steps or steps[-1].status != item.mention.status:
            steps.append(StatusChange(status=item.mention.status, told=item.published, dispatch=item.dispatch))
    return tuple(steps)


def _status(history: Sequence[StatusChange]) -> Status:
    """The last word, except that what has occurred isn't undone by an older article's plan: only by a denial."""
    settled: Status | None = None
    for step in history:
        if step.status in (*STATE_CHANGING, "denied") or settled not in STATE_CHANGING:
            settled = step.status
    return settled or history[-1].status


def best_date(told: Sequence[Told]) -> str | None:
    """The most precise date told; among equals one told as done, then by most texts, then latest.

    Told in order of publication.
    """
    different = {item.mention.date.edtf for item in told if item.mention.date}
    if len(different) < 2:
        return next(iter(different), None)
    texts = Counter(edtf for edtf, _ in {(item.mention.date.edtf, item.text) for item in told if item.mention.date})
    best: tuple[tuple[int, bool, int, int], str] | None = None
    for place, item in enumerate(told):
        if item.mention.date is None:
            continue
        edtf = item.mention.date.edtf
        rank = (-_coarseness(edtf), item.mention.status in STATE_CHANGING, texts[edtf], place)
        if best is None or rank > best[0]:
            best = rank, edtf
    return best[1] if best else None


def _coarseness(edtf: str) -> int:
    """Days that a date leaves open; more for one without a year, most for one that can't be read."""
    try:
        first, last = bounds(edtf)
        if first and last:
            return (last - first).days * 2 + edtf.count("~")
        return 10**6 if granularity(edtf) == "unknown_year" else 10**5
    except DateError:
        return 10**7


def _best_place(told: Sequence[Told]) -> str | None:
    """The name of the place told by most texts, a town before a country."""
    places = [item.mention.place for item in told if item.mention.place]
    different = {place.name for place in places}
    if len(different) < 2:
        return next(iter(different), None)
    names = Counter(name for name, _ in {(item.mention.place.name, item.text) for item in told if item.mention.place})

    def rank(place: Place) -> tuple[bool, int]:
        return place.lat is not None and place.id != place.country, names[place.name]

    best = max(places, key=rank, default=None)
    return best.name if best else None


FIELDS = ("date", "place", "ordinal", "actors", "status")
"""What mentions of one event may contradict each other on."""


def value_told(field: str, mention: Mention) -> str | None:
    """What a mention says of one of the fields."""
    if field == "date":
        return mention.date.edtf if mention.date else None
    if field == "place":
        return mention.place.name if mention.place else None
    if field == "ordinal":
        filler = mention.roles.get("ordinal")
        return filler.value if isinstance(filler, Scalar) else None
    if field == "status":
        return mention.status
    return " → ".join(", ".join(sorted(set(actors))) for role in principal(mention) if (actors := mention.ids(role)))


def _contradictions(told: Sequence[Told]) -> dict[str, tuple[str, ...]]:
    """What the mentions can't all be right about: field to the values told, in order of publication."""
    mentions = [item.mention for item in told]
    dates = list(dict.fromkeys(mention.date.edtf for mention in mentions if mention.date))
    places = {mention.place.name: mention.place for mention in mentions if mention.place}
    numbered = [mention for mention in mentions if "ordinal" in mention.roles]
    ordinals = list(dict.fromkeys(value for mention in numbered if (value := value_told("ordinal", mention))))
    # Written out only where they differ: that most tellings name the same actors is what makes it costly.
    acting: dict[tuple[tuple[str, ...], ...], Mention] = {}
    for mention in mentions:
        acting.setdefault(tuple([mention.ids(role) for role in principal(mention)]), mention)
    actors = list(dict.fromkeys(value for mention in acting.values() if (value := value_told("actors", mention))))
    spans = [edtf for edtf in dates if "/" in edtf and ".." not in edtf]
    found = {
        # Two days that one outlet tells the event to have lasted from and to are no contradiction.
        "date": _in_conflict(
            dates,
            lambda one, other: _dates_differ(one, other)
            and not any(_within(one, span) and _within(other, span) for span in spans),
        ),
        "place": _in_conflict(list(places), lambda one, other: _places_differ(places[one], places[other])),
        "ordinal": _in_conflict(ordinals, lambda one, other: one != other),
        "actors": _in_conflict(actors, lambda one, other: one != other),
    }
    statuses = list(dict.fromkeys(mention.status for mention in mentions))
    if "denied" in statuses and set(statuses) & set(STATE_CHANGING):
        found["status"] = tuple(status for status in statuses if status in (*STATE_CHANGING, "denied"))
    return {field: values for field, values in found.items() if values}


def _within(edtf: str, span: str) -> bool:
    """Whether a date lies in an interval."""
    try:
        (first, last), (begin, end) = bounds(edtf), bounds(span)
    except DateError:
        return False
    return bool(first and last and begin and end and begin <= first and last <= end)


def _in_conflict(values: list[str], differ: Callable[[str, str], bool]) -> tuple[str, ...]:
    if len(values) < 2:
        return ()
    return tuple(one for one in values if any(differ(one, other) for other in values if other != one))


def _dates_differ(one: str, other: str) -> bool:
    try:
        return not overlap(one, other)
    except DateError:
        return True


def _places_differ(one: Place, other: Place) -> bool:
    """Two countries, or two points well apart; a country does not contradict a town in it."""
    if one.country and other.country and one.country != other.country:
        return True
    points = (one.lat, one.lon, other.lat, other.lon)
    if (one.id is not None and one.id == other.id) or {one.id, other.id} & {one.country, other.country} - {None}:
        return False
    if None in points:
        return False
    return _kilometres(*(point or 0.0 for point in points)) > _NEARBY_KM


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance.

    >>> round(_kilometres(48.85, 2.35, 55.75, 37.62))
    2487
    """
    one, two, width = radians(lat), radians(other_lat), radians(other_lon - lon)
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(width / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
