"""How right the linking is, apart from the coder: tellings whose event is listed, linked by a register, compared.

    {"event": "visite-accra", "publisher": "Gazette", "published": "2025-07-03", "kind": "meeting.visit", "status": "occurred",
     "roles": {"VISITOR": ["IND"], "host": ["GHA"]}, "date": "2025-07-02", "quote": "Mercredi, l'Inde était au Ghana."}

One telling a line. `near` names an event that this telling's event is easily taken for: such a pair must stay apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from legation.model import Actor, EventDate, GoldError, Mention, Place, RoleFiller, Scalar, Status, make_dispatch, suggest
from legation.model.dates import DateError, parse
from legation.ontology import kinds
from legation.register import open_register, timeline
from legation.register.rows import mention_id


class Spot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place as a telling names it."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    id: str | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One fact as one dispatch tells it, and the event that a reader takes it for."""

    event: str
    publisher: str
    published: str | None
    kind: str
    status: Status
    roles: dict[str, tuple[str, ...]]
    quote: str
    values: dict[str, str] = {}
    date: str | None = None
    place: Spot | None = None
    domain: tuple[str, ...] = ()
    near: str | None = None


class LinkingFigures(msgspec.Struct, frozen=True, kw_only=True):
    """B-cubed precision, recall and F1 over tellings, and the share of near misses that were kept apart."""

    precision: float
    recall: float
    f1: float
    near_apart: float


class LinkingResult(msgspec.Struct, frozen=True, kw_only=True):
    """The figures, and what to look at: events that were merged, near misses among them, and events that fell apart."""

    tellings: int
    events: int
    found: int
    near: int
    score: LinkingFigures
    merged: tuple[tuple[str, ...], ...]
    near_merges: tuple[tuple[str, str], ...]
    split: dict[str, int]

    def figures(self) -> LinkingFigures:
        """The figures that a floor may be set for."""
        return self.score


def read_tellings(gold: Path) -> dict[str, Telling]:
    """The tellings of a file or of a folder's ``*.jsonl``, by a name of file and line; `GoldError` says what is wrong."""
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    found: dict[str, Telling] = {}
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise GoldError(f"{file}: {error}") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                found[f"{file.stem}-{number}"] = _telling(line, f"{file}, line {number}")
    if not found:
        raise GoldError(f"{gold}: no tellings; give a folder of .jsonl files, or one of them")
    events = {telling.event for telling in found.values()}
    for name, telling in found.items():
        if telling.near is not None and telling.near not in events - {telling.event}:
            raise GoldError(f'{gold}, {name}: near "{telling.near}" names no other event')
    return found


def _telling(line: str, where: str) -> Telling:
    try:
        telling = msgspec.json.decode(line, type=Telling)
        if telling.date:
            parse(telling.date)
    except (msgspec.DecodeError, DateError) as error:
        raise GoldError(f"{where}: {error}") from error
    kind = kinds().get(telling.kind)
    if kind is None:
        raise GoldError(f'{where}: unknown kind "{telling.kind}"{suggest(telling.kind, kinds())}')
    for role in (*telling.roles, *telling.values):
        if role not in (*kind.roles, *kind.scalar) and role != "office":
            raise GoldError(f'{where}: {telling.kind} has no role "{role}"; it has {", ".join((*kind.roles, *kind.scalar))}')
    lacking = [role for role in kind.required if not telling.roles.get(role)]
    if lacking:
        raise GoldError(f"{where}: {telling.kind} needs {', '.join(lacking)}")
    if not telling.quote.strip():
        raise GoldError(f"{where}: a telling without a quote")
    return telling


def as_mention(name: str, telling: Telling) -> Mention:
    """The mention that a coder without fault would make of it."""
    end = len(telling.quote)
    roles: dict[str, RoleFiller] = {
        role: tuple(Actor(id=actor, name=actor, start=0, end=end) for actor in actors)
        for role, actors in telling.roles.items()
    }
    roles.update({role: Scalar(value=value) for role, value in telling.values.items()})
    spot = telling.place
    trigger = re.search(r"\w+", telling.quote)
    return Mention(
        dispatch=name,
        kind=telling.kind,
        status=telling.status,
        claimed_by=(),
        roles=roles,
        date=EventDate(edtf=telling.date, text="", start=0, end=0) if telling.date else None,
        place=Place(name=spot.name, start=0, end=0, country=spot.country, lat=spot.lat, lon=spot.lon, id=spot.id)
        if spot
        else None,
        domain=telling.domain,
        part="text",
        quote=telling.quote,
        start=0,
        end=end,
        rule="gold",
        confidence=1.0,
        trigger_start=trigger.start() if trigger else 0,
        trigger_end=trigger.end() if trigger else end,
    )


def link(tellings: Mapping[str, Telling]) -> dict[str, str]:
    """The event that a fresh register gives each telling."""
    names: dict[str, str] = {}
    with open_register("sqlite://") as register:
        for name, telling in tellings.items():
            dispatch = make_dispatch(name, telling.quote, published=telling.published, publisher=telling.publisher)
            mention = as_mention(name, telling)
            names[mention_id(dispatch, mention)] = name
            register.add(dispatch, [mention], "gold")
        return {names[mention]: event.id for event in timeline(register) for mention in event.mentions}


def evaluate_linking(gold: Path) -> LinkingResult:
    """Link the tellings of a gold and compare with the events that it lists."""
    tellings = read_tellings(gold)
    wanted = {name: telling.event for name, telling in tellings.items()}
    near = {(min(pair), max(pair)) for one in tellings.values() if one.near for pair in [(one.event, one.near)]}
    return compare(wanted, link(tellings), near)


def compare(wanted: Mapping[str, str], found: Mapping[str, str], near: Collection[tuple[str, str]] = ()) -> LinkingResult:
    """B-cubed: of what stands with a telling, how much belongs there, and of what belongs there, how much stands there.

    >>> compare({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"}, [("x", "y")]).score.near_apart
    0.0
    """
    together = Counter((wanted[name], found[name]) for name in wanted)
    of_wanted, of_found = Counter(wanted.values()), Counter(found[name] for name in wanted)
    precision = sum(count * count / of_found[event] for (_, event), count in together.items()) / len(wanted)
    recall = sum(count * count / of_wanted[event] for (event, _), count in together.items()) / len(wanted)
    in_found: dict[str, set[str]] = defaultdict(set)
    in_wanted: dict[str, set[str]] = defaultdict(set)
    for event, got in together:
        in_found[got].add(event)
        in_wanted[event].add(got)
    near_merges = tuple(pair for pair in sorted(near) if in_wanted[pair[0]] & in_wanted[pair[1]])
    return LinkingResult(
        tellings=len(wanted),
        events=len(of_wanted),
        found=len(of_found),
        near=len(near),
        score=LinkingFigures(
            precision=precision,
            recall=recall,
            f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            near_apart=1 - len(near_merges) / len(near) if near else 1.0,
        ),
        merged=tuple(sorted(tuple(sorted(events)) for events in in_found.values() if len(events) > 1)),
        near_merges=near_merges,
        split={event: len(got) for event, got in sorted(in_wanted.items()) if len(got) > 1},
    )


def linking_text(result: LinkingResult) -> str:
    """The result in a few lines, what went wrong by the names of the gold.

    >>> print(linking_text(compare({"a": "x", "b": "x"}, {"a": "1", "b": "2"})).splitlines()[1])
    B-cubed: precision 1.000, recall 0.500, F1 0.667
    """
    score = result.score
    lines = [
        f"{result.tellings} tellings of {result.events} events, linked into {result.found}",
        f"B-cubed: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}",
        f"near misses merged: {len(result.near_merges)} of {result.near}",
        *(f"  near miss merged: {' = '.join(pair)}" for pair in result.near_merges),
        *(f"  merged: {' = '.join(events)}" for events in result.merged),
        *(f"  fell apart: {event}, into {parts}" for event, parts in result.split.items()),
    ]
    return "\n".join(lines)


def linking_json(result: LinkingResult) -> str:
    """The result as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode()
