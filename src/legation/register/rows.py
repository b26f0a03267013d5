"""Records to rows and back, and the keys that tell one row from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache, lru_cache

import msgspec
from sqlalchemy import Row

from legation.model import Actor, Dateline, Dispatch, Mention, RelatedLink, Scalar
from legation.ontology import kinds

Value = str | int | float | None

MEMBERS = ":members"
"""What stands after an organization's id in a role that its members fill: asked for with the id of a member."""

_mention_decoder = msgspec.json.Decoder(Mention)
_related_decoder = msgspec.json.Decoder(tuple[RelatedLink, ...])
_dateline_decoder = msgspec.json.Decoder(Dateline)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def stamp(moment: datetime | None = None) -> str:
    """An instant as the register writes it: UTC, to the second, sorting as text.

    >>> stamp(datetime(2025, 4, 1, 8, 30, tzinfo=UTC))
    '2025-04-01T08:30:00Z'
    """
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=50_000)
def day_of(published: str | None) -> date | None:
    """The day of a publication date, ``None`` where no day is told.

    >>> day_of("2025-04-01T08:30:00+02:00"), day_of("2025-04"), day_of(None)
    (datetime.date(2025, 4, 1), None, None)
    """
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def dispatch_key(dispatch: Dispatch) -> str:
    """What a second read recognises: the same text under the same id."""
    return _digest(dispatch.id, dispatch.hash)


def mention_id(dispatch: Dispatch, mention: Mention) -> str:
    """Derived from what the mention says and where, so that two registers of the same texts agree on it."""
    return _digest(dispatch.id, dispatch.hash, encode(mention))


def edited_id(root: str, mention: Mention) -> str:
    """Of the mention as it was coded and what was made of it: never that of a coded one that says the same."""
    return _digest("edited", root, encode(mention))


def split_id(root: str, judged: int) -> str:
    """The event of a mention that was split off: never that of the event which it began, nor that of a split before."""
    return _digest("split", root, str(judged))


def principal(mention: Mention) -> tuple[str, ...]:
    """The roles whose actors tell which fact it is: those that its kind requires."""
    known = _required().get(mention.kind)
    return known if known is not None else tuple(role for role in mention.roles if role.isupper())


@cache
def _required() -> dict[str, tuple[str, ...]]:
    return {kind.id: kind.required for kind in kinds().values()}


def bucket(mention: Mention) -> str:
    """Of kind and principal actors: only mentions of one bucket, or of those that hold it, can tell the same event."""
    required = sorted(principal(mention))
    return _digest(mention.kind, *(f"{role}={','.join(sorted(set(mention.ids(role))))}" for role in required))


def encode(mention: Mention) -> str:
    """JSON of a mention, keys in the order of the record."""
    return msgspec.json.encode(mention).decode()


def decode(record: str) -> Mention:
    """The mention that ``encode`` wrote."""
    return _mention_decoder.decode(record)


def dispatch_row(dispatch: Dispatch, *, copy_of: str | None, coder_version: str, read_at: str) -> dict[str, Value]:
    """The row of a dispatch."""
    return {
        "key": dispatch_key(dispatch),
        "id": dispatch.id,
        "hash": dispatch.hash,
        "title": dispatch.title,
        "text": dispatch.text,
        "language": dispatch.language,
        "published": dispatch.published,
        "url": dispatch.url,
        "publisher": dispatch.publisher,
        "author": dispatch.author,
        "dateline": msgspec.json.encode(dispatch.dateline).decode() if dispatch.dateline else None,
        "related": msgspec.json.encode(dispatch.related).decode(),
        "copy_of": copy_of,
        "coder_version": coder_version,
        "read_at": read_at,
    }


def dispatch_of(row: Row[tuple[object, ...]]) -> Dispatch:
    """The dispatch of a row that holds all columns of the table."""
    values: dict[str, object] = row._asdict()
    dateline, related = values["dateline"], values["related"]
    plain = {name: values[name] for name in Dispatch.__struct_fields__ if name not in ("dateline", "related")}
    dispatch = msgspec.convert(plain, Dispatch)
    return msgspec.structs.replace(
        dispatch,
        dateline=_dateline_decoder.decode(dateline) if isinstance(dateline, str) else None,
        related=_related_decoder.decode(related) if isinstance(related, str) else (),
    )


def mention_rows(dispatch: Dispatch, mentions: Iterable[Mention]) -> dict[str, dict[str, Value]]:
    """Rows of mentions by id; one told twice in the same words of the same place is one row."""
    key = dispatch_key(dispatch)
    return {id: mention_row(id, key, mention) for mention in mentions for id in [mention_id(dispatch, mention)]}


def mention_row(id: str, key: str, mention: Mention, edited_from: str | None = None) -> dict[str, Value]:
    """The row of a mention of the dispatch of this key."""
    return {
        "id": id,
        "dispatch": key,
        "kind": mention.kind,
        "status": mention.status,
        "edtf": mention.date.edtf if mention.date else None,
        "quote": mention.quote,
        "bucket": bucket(mention),
        "record": encode(mention),
        "confidence": mention.confidence,
        "edited_from": edited_from,
    }


def role_rows(id: str, mention: Mention) -> list[dict[str, Value]]:
    """One row an actor in a role."""
    pairs = {
        (role, actor.id): None
        for role, filler in mention.roles.items()
        if not isinstance(filler, Scalar)
        for actor in filler
        if isinstance(actor, Actor)
    }
    members = {
        (role, f"{actor.id}{MEMBERS}"): None for role in mention.roles for actor in mention.actors(role) if actor.via == "members"
    }
    return [{"mention": id, "role": role, "actor": actor} for role, actor in {**pairs, **members}]
