"""The register as FollowTheMoney entities: actors, articles, events, links, memberships; each once, as they are met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from legation.atlas import load_atlas
from legation.exports.codebook import codebook, sides
from legation.exports.days import span
from legation.exports.entities import Entity, entity
from legation.exports.escape import printable
from legation.exports.format import Asked, Report
from legation.exports.names import name, names
from legation.exports.quotes import quotes, web_address
from legation.messages import label
from legation.model import Tie
from legation.register import Register, members
from legation.register.walk import Source, Walked, walk, walk_events

DATASET = "legation"
_QUOTES = 3
_LINKS = ("sanction.impose", "sanction.lift")

Properties = dict[str, tuple[str, ...]]


class FtmEntity(Struct, frozen=True, kw_only=True):
    """An entity; ``seen``: when the register first and last read of it (ISO 8601, "" for what the atlas knows)."""

    id: str
    schema: str
    properties: Properties
    origin: str
    seen: tuple[str, str] = ("", "")


def entities(register: Register, asked: Asked, report: Report) -> Iterator[FtmEntity]:
    """All entities of the events asked for; what an entity points to comes before it."""
    actors: set[str] = set()
    articles: set[int] = set()  # as numbers: what grows with the register is a few bytes an article
    organizations: dict[str, None] = {}
    for walked in walk(register, asked.which):
        report.written += 1
        yield from _articles(walked, articles)
        yield from _actors((id_ for id_ in _named(walked)), walked, actors)
        organizations.update(dict.fromkeys(walked.event.roles.get("ORGANIZATION", ())))
        yield from _facts(walked, asked)
    if (asked.which.kind or "membership").partition(".")[0] == "membership":
        for organization in sorted(organizations):
            yield from _memberships(register, organization, asked, actors, articles)


def _named(walked: Walked) -> Iterable[str]:
    values = {role for row in (walked.told[0].mention,) for role, filler in row.roles.items() if not isinstance(filler, tuple)}
    ids = (id_ for role, filled in walked.event.roles.items() if role not in values for id_ in filled)
    return dict.fromkeys((*ids, *walked.claimed_by))


def actor_id(id: str) -> str:
    """An id for other data sets to point to.

    >>> actor_id("armed:JNIM")
    'legation-armed-JNIM'
    """
    return "legation-" + "".join(letter if letter.isalnum() else "-" for letter in id)


def _articles(walked: Walked, known: set[int]) -> Iterator[FtmEntity]:
    for key, source in walked.sources.items():
        if int(key, 16) not in known:
            known.add(int(key, 16))
            yield _article(key, source)


def _article(key: str, source: Source) -> FtmEntity:
    return _made(
        f"legation-article-{key}",
        "Article",
        {
            "title": [printable(source.title) or printable(source.dispatch)],
            "publishedAt": [(source.published or "")[:10]],
            "publisher": [printable(source.publisher or "")],
            "author": [printable(source.author or "")],
            "language": [{"fr": "fra", "en": "eng"}.get(source.language or "", "")],
            "sourceUrl": [web_address(source.url) or ""],
        },
        "press",
        (source.read_at, source.read_at),
    )


def _made(id: str, schema: str, properties: dict[str, list[str]], origin: str, seen: tuple[str, str] = ("", "")) -> FtmEntity:
    kept = {key: tuple(dict.fromkeys(value for value in values if value)) for key, values in properties.items()}
    return FtmEntity(id=id, schema=schema, properties={key: kept[key] for key in kept if kept[key]}, origin=origin, seen=seen)


def _actors(ids: Iterable[str], walked: Walked | None, known: set[str]) -> Iterator[FtmEntity]:
    for id_ in ids:
        if id_ not in known:
            known.add(id_)
            yield from _actor(id_, entity(id_, walked))


def _actor(id: str, one: Entity) -> Iterator[FtmEntity]:
    atlas = load_atlas()
    both = [one.name, printable(atlas.name(id, "fr"))] if atlas.type_of(id) and atlas.name(id, "fr") != id else [one.name]
    iso2 = atlas.states[one.country].iso2.lower() if one.country in atlas.states else "xk" if one.country == "KOS" else ""
    properties = {"name": both, "country": [iso2], "wikidataId": [one.qid]}
    schema = "LegalEntity"
    if id in atlas.states:
        schema, properties["topics"] = "PublicBody", ["gov.national"]
    elif id in atlas.organizations:
        row = atlas.organizations[id]
        schema = {"ngo": "Organization", "company": "Company"}.get(row.kind, "PublicBody")
        properties["topics"] = ["gov.igo"] if schema == "PublicBody" else []
        properties["name"] = [row.name_en or id, row.name_fr]
        properties["abbreviation"] = [row.acronym_en, row.acronym_fr]
    elif id.startswith("person:"):
        schema = "Person"
    elif id.startswith("armed:") or ":" in id:
        schema = "Organization"
    yield _made(actor_id(id), schema, properties, "atlas")
    for number, office in enumerate(atlas.offices(id), 1):
        post = f"{actor_id(id)}-post-{number}"
        where = atlas.states[office.entity].iso2.lower() if office.entity in atlas.states else ""
        title = f"{office.office}, {atlas.name(office.entity, 'en')}"
        yield _made(post, "Position", {"name": [title], "country": [where]}, "atlas")
        spell = {"holder": [actor_id(id)], "post": [post], "startDate": [office.begin], "endDate": [office.end]}
        yield _made(f"{post}-held", "Occupancy", spell, "atlas")


def _facts(walked: Walked, asked: Asked) -> Iterator[FtmEntity]:
    """A fact between two sides is a link a pair; any other, and every meeting, is an event."""
    event = walked.event
    seen = (min(one.read_at for one in walked.sources.values()), max(one.read_at for one in walked.sources.values()))
    row = codebook().kinds.get(event.kind)
    actors, recipients = sides(walked, row) if row else ((), ())
    if event.kind.startswith(("meeting.", "membership.")) or not actors or not recipients:
        yield _made(f"legation-event-{event.id}", "Event", _event(walked, asked), "press", seen)
        return
    for one in actors:
        for other in recipients:
            id_ = f"legation-link-{event.id}-{actor_id(one)[9:]}-{actor_id(other)[9:]}"
            common = _common(walked, asked)
            if event.kind in _LINKS and walked.happened:
                names_ = {
                    "entity": [actor_id(other)],
                    "authority": [name(one, "en", event.names)],
                    "reason": common.pop("summary"),
                }
                lifted = {"endDate": common.pop("date")} if event.kind == "sanction.lift" else {"startDate": common.pop("date")}
                yield _made(id_, "Sanction", {**common, **names_, **lifted}, "press", seen)
            else:
                ends = {
                    "subject": [actor_id(one)],
                    "object": [actor_id(other)],
                    "role": [label("kind", event.kind, asked.language)],
                }
                yield _made(id_, "UnknownLink", {**common, **ends}, "press", seen)


def _common(walked: Walked, asked: Asked) -> dict[str, list[str]]:
    """When, on what proof, in what words; the status stands in a field of its own: a plan is no fact."""
    event = walked.event
    days = span(event.date)
    told = f"only according to {names(walked.claimed_by, 'en', event.names)}" if walked.claimed_by else ""
    exact = days is not None and days[0] == days[1]
    return {
        "date": [days[0].isoformat()] if days and exact else [],
        "startDate": [days[0].isoformat()] if days and not exact else [],
        "endDate": [days[1].isoformat()] if days and not exact else [],
        "status": [event.status],
        "description": [told, f"EDTF {event.date}" if event.date and not exact else ""],
        "summary": [quote.text for quote in quotes(walked, asked.quotes, _QUOTES)] if asked.quotes else [],
        "proof": [f"legation-article-{key}" for key in walked.sources],
        "sourceUrl": [url for source in walked.sources.values() if (url := web_address(source.url))],
    }


def _event(walked: Walked, asked: Asked) -> dict[str, list[str]]:
    event, common = walked.event, _common(walked, asked)
    status = common.pop("status")
    hosts = event.roles.get("host", ())
    title = f"{label('kind', event.kind, asked.language)}: {names(_named(walked), asked.language, event.names)} ({event.status})"
    place = walked.place
    country = load_atlas().states.get(place.country or "") if place else None
    return {
        **common,
        "name": [title],
        "keywords": [event.kind, *status, *event.domain],
        "location": [printable(event.place or "")],
        "country": [country.iso2.lower()] if country else [],
        "organizer": [actor_id(host) for host in hosts],
        "involved": [actor_id(id_) for id_ in _named(walked)],
    }


def _memberships(
    register: Register, organization: str, asked: Asked, actors: set[str], articles: set[int]
) -> Iterator[FtmEntity]:
    """What holds, and beside it what is claimed, planned or denied: every row of ``legation members`` is a Membership."""
    rows = members(register, organization, as_of=asked.day, known_at=asked.which.known_at, language=asked.language)
    read = walk_events(register, sorted({event for tie in rows for event in tie.events}), asked.which.known_at)
    for tie in rows:
        yield from _actors((tie.holder, tie.other), None, actors)
        keys: dict[str, Source] = {}
        for event in tie.events:
            if event in read:
                yield from _articles(read[event], articles)
                keys.update(read[event].sources)
        yield _membership(tie, keys)


def _membership(tie: Tie, sources: dict[str, Source]) -> FtmEntity:
    seen = [source.read_at for source in sources.values()]
    by = "-".join(actor_id(id_)[9:] for id_ in tie.claimed_by)
    kind = tie.kind.replace(".", "-")
    return _made(
        "-".join(filter(None, (f"legation-{kind}", actor_id(tie.holder)[9:], actor_id(tie.other)[9:], tie.status, by))),
        "Membership",
        {
            "member": [actor_id(tie.holder)],
            "organization": [actor_id(tie.other)],
            "role": [tie.kind],
            "status": [tie.status],
            "startDate": [_edge(tie.begin, 0)],
            "endDate": [_edge(tie.end, 1)],
            "description": [printable(tie.note), f"known by: {tie.how}" if tie.how else ""],
            "proof": [f"legation-article-{key}" for key in sources],
            "sourceUrl": [url for source in sources.values() if (url := web_address(source.url))],
        },
        tie.basis,
        (min(seen, default=""), max(seen, default="")),
    )


def _edge(edtf: str | None, end: int) -> str:
    """A date of one year, month or day as it is; of an interval its end; nothing for a bound, an unknown year."""
    days: tuple[date, date] | None = span(edtf)
    if edtf is None or days is None:
        return ""
    return days[end].isoformat() if "/" in edtf or "~" in edtf else edtf
