"""Editing one field of a mention: what a reviewer writes, checked against the ontology and the atlas; a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from msgspec.structs import replace

from legation.atlas import load_atlas
from legation.model import STATUSES, Actor, EventDate, Mention, Place, RegisterError, RoleFiller, Scalar, suggest
from legation.model.dates import DateError, bounds
from legation.ontology import domains, kinds

PLAIN = ("kind", "status", "date", "place", "domain", "claimed_by")
"""Fields that every mention has; the others are the roles of its kind."""

_ID = re.compile(r"(?:person|group|armed|source):\S.*|[A-Z]{3}:[a-z_]+")
_SEPARATOR = re.compile(r"\s*[;,]\s*")


def edited_mention(mention: Mention, changes: Iterable[tuple[str, str]]) -> Mention:
    """The mention with these fields changed, in order; what an atlas or ontology of another day doesn't know is left.

    >>> from legation import code
    >>> told = code("Le Togo envisage de rejoindre l'AES.")[0]
    >>> edited_mention(told, [("status", "occurred"), ("MEMBER", "Bénin")]).ids("MEMBER")
    ('BEN',)
    """
    for field, value in changes:
        # Checked when it was made: an actor that left the atlas since must not stop every later reading.
        with suppress(RegisterError):
            mention = edit_field(mention, field, value)
    return mention


def edit_field(mention: Mention, field: str, value: str) -> Mention:
    """Change one field; an error names the field, the value and what could stand there. An empty value is "unknown"."""
    value = value.strip()
    if field == "kind":
        return _kind(mention, value)
    if field == "status":
        for status in STATUSES:
            if status == value:
                return replace(mention, status=status)
        raise _wrong(mention, field, value, suggest(value, STATUSES) or f"; one of {', '.join(STATUSES)}")
    if field == "date":
        return replace(mention, date=_date(mention, value) if value else None)
    if field == "place":
        return replace(mention, place=_place(mention, value) if value else None)
    if field == "domain":
        words = tuple(filter(None, _SEPARATOR.split(value)))
        for word in words:
            if word not in domains():
                raise _wrong(mention, field, word, suggest(word, domains()) or f"; one of {', '.join(domains())}")
        return replace(mention, domain=words)
    if field == "claimed_by":
        return replace(mention, claimed_by=tuple(_actor_id(mention, field, name) for name in _names(value)))
    return replace(mention, roles=_role(mention, field, value))


def shown_field(mention: Mention, field: str) -> str:
    """What a field holds, as an edit would write it.

    >>> from legation import code
    >>> shown_field(code("Le Togo envisage de rejoindre l'AES.")[0], "MEMBER")
    'TGO'
    """
    if field in ("kind", "status"):
        return mention.kind if field == "kind" else mention.status
    if field == "date":
        return mention.date.edtf if mention.date else ""
    if field == "place":
        return mention.place.name if mention.place else ""
    if field in ("domain", "claimed_by"):
        return ", ".join(mention.domain if field == "domain" else mention.claimed_by)
    filler = mention.roles.get(field, ())
    return filler.value if isinstance(filler, Scalar) else ", ".join(actor.id for actor in filler)


def _kind(mention: Mention, value: str) -> Mention:
    known = kinds().get(value)
    if known is None:
        raise _wrong(mention, "kind", value, suggest(value, kinds()))
    lacking = [role for role in known.required if role not in mention.roles]
    foreign = [role for role in mention.roles if role not in (*known.roles, *known.scalar)]
    if lacking or foreign:
        said = " and ".join(
            filter(
                None,
                (
                    f"needs {', '.join(lacking)}" if lacking else "",
                    f"has no role {', '.join(foreign)}" if foreign else "",
                ),
            )
        )
        raise _wrong(mention, "kind", value, f": {value} {said}; reject the mention instead")
    return replace(mention, kind=value)


def _date(mention: Mention, value: str) -> EventDate:
    try:
        bounds(value)
    except DateError as error:
        raise _wrong(mention, "date", value, f"; write EDTF, as 2025-04-01, 2025-04 or 2025-04~ ({error})") from None
    if mention.date:
        return replace(mention.date, edtf=value)
    return EventDate(edtf=value, text=mention.quote, start=mention.start, end=mention.end, part=mention.part)


def _place(mention: Mention, value: str) -> Place:
    atlas = load_atlas()
    wanted = value.casefold()
    for place in atlas.places.values():
        if wanted in (place.id.casefold(), place.name_fr.casefold(), place.name_en.casefold()):
            return Place(
                name=place.name_fr or place.name_en,
                start=mention.start,
                end=mention.end,
                country=place.country or None,
                lat=place.lat,
                lon=place.lon,
                id=place.id,
                part=mention.part,
            )
    for id in atlas.find(value):
        if id in atlas.states:
            state = atlas.name(id)
            return Place(name=state, start=mention.start, end=mention.end, country=id, id=id, part=mention.part)
    names = (place.name_fr for place in atlas.places.values())
    raise _wrong(mention, "place", value, suggest(value, names) or "; a place or state that the atlas knows, or nothing")


def _role(mention: Mention, field: str, value: str) -> dict[str, RoleFiller]:
    known = kinds().get(mention.kind)
    roles = (*known.roles, *known.scalar) if known else tuple(mention.roles)
    if field not in roles:
        fields = (*PLAIN, *roles)
        hint = suggest(field, fields) or f"; one of {', '.join(fields)}"
        raise RegisterError(f'{_named(mention)}: no field "{field}" in {mention.kind}{hint}')
    rest = {role: filler for role, filler in mention.roles.items() if role != field}
    if not value:
        if known and field in known.required:
            raise RegisterError(f"{_named(mention)}: {mention.kind} needs a {field}; reject the mention instead")
        return rest
    if known and field in known.scalar:
        return rest | {field: Scalar(value=value)}
    had = {actor.id: actor for actor in mention.actors(field)}
    ids = dict.fromkeys(_actor_id(mention, field, name) for name in _names(value))
    if len(ids) > 1 and known and field not in known.many:
        raise _wrong(mention, field, value, "; it holds one actor alone")
    # Who was not in the words has the whole quote for its words, and says so.
    atlas = load_atlas()
    actors = tuple(
        had.get(id) or Actor(id=id, name=atlas.name(id), start=mention.start, end=mention.end, via="review") for id in ids
    )
    return rest | {field: actors}


def _names(value: str) -> list[str]:
    return [name for name in _SEPARATOR.split(value) if name]


def _actor_id(mention: Mention, field: str, name: str) -> str:
    found = load_atlas().find(name)
    if len(found) > 1:
        raise _wrong(mention, field, name, f"; it may be {', '.join(found)}: write the id")
    if found or _ID.fullmatch(name):
        return found[0] if found else name
    known = [form.form for form in load_atlas().forms() if form.type in ("name", "acronym")]
    raise _wrong(mention, field, name, suggest(name, known) or "; an id or a name of the atlas, or person:NAME, group:NAME")


def _named(mention: Mention) -> str:
    return f"{mention.dispatch} ({mention.rule})"


def _wrong(mention: Mention, field: str, value: str, hint: str) -> RegisterError:
    return RegisterError(f'{_named(mention)}: {field} can\'t be "{value}"{hint}')
