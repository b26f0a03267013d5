"""Coding a stored text again with a newer coder: what was judged of the old mentions goes over to those that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from legation.model import Dispatch, Mention
from legation.register import schema
from legation.register.judgements import RECODED, append
from legation.register.overrides import Overrides
from legation.register.review import forms_of, store_form
from legation.register.rows import decode, dispatch_key, dispatch_of, mention_id, mention_rows, role_rows, stamp
from legation.register.store import Register, check_spans
from legation.register.upkeep import relink, superseded

AUTHOR = "recode"


class Recoded(Struct, frozen=True, kw_only=True):
    """What coding a dispatch again changed; ``orphaned`` are judgements that no mention answers any more."""

    done: bool
    kept: int = 0
    carried: int = 0
    gone: int = 0
    new: int = 0
    orphaned: tuple[int, ...] = ()


def stale(register: Register, version: str, *, everything: bool = False) -> Iterator[Dispatch]:
    """The dispatches, in the version that stands, that another coder read last, oldest first; ``everything``: all."""
    table = schema.dispatches
    with register.look() as connection:
        gone, last = superseded(connection), _versions(connection)
        keys = [
            row.key
            for row in connection.execute(select(table.c.key, table.c.coder_version).order_by(table.c.seq))
            if row.key not in gone and (everything or last.get(row.key, row.coder_version) != version)
        ]
    for key in keys:  # one by one: a text is long, and a register has many
        with register.look() as connection:
            row = connection.execute(select(table).where(table.c.key == key)).one()
        yield dispatch_of(row)


def recode(
    register: Register, dispatch: Dispatch, mentions: Iterable[Mention], version: str, *, at: datetime | None = None
) -> Recoded:
    """Store what a newer coder tells of a stored dispatch: all of it, with what was judged carried over, or nothing."""
    told = {mention_id(dispatch, mention): mention for mention in mentions}
    for mention in told.values():
        check_spans(dispatch, mention)
    key, now = dispatch_key(dispatch), stamp(at)
    with register.change() as connection:
        if key in superseded(connection) or not _stored(connection, key):
            return Recoded(done=False)
        coded = _coded(connection, key)
        alive = _alive(connection, coded)
        lost_before = {each.number for each in Overrides(connection).orphans}
        out = {id: coded[id] for id in alive if id not in told}
        new = {id: mention for id, mention in told.items() if id not in alive}
        rows = mention_rows(dispatch, [mention for id, mention in new.items() if id not in coded])
        if rows:
            connection.execute(insert(schema.mentions), list(rows.values()))
        roles = [row for id in rows for row in role_rows(id, told[id])]
        if roles:
            connection.execute(insert(schema.roles), roles)
        connection.execute(
            insert(schema.codings), [{"dispatch": key, "coder_version": version, "made_at": now}]
        )
        pairs = counterparts(out, new)
        reason = f"coder {version}"
        for id in new:
            if id in coded:
                append(connection, "restate", id, author=AUTHOR, reason=reason, now=now)
        for id in out:
            append(connection, "recode", id, object=pairs.get(id), author=AUTHOR, reason=reason, now=now)
        overrides = Overrides(connection)
        for id in told:
            store_form(connection, overrides, id)
        relink(connection, forms_of(connection, [*out, *told]), now)
        lost = sorted({each.number for each in overrides.orphans} - lost_before)
    return Recoded(
        done=True,
        kept=len(told) - len(new),
        carried=len(pairs),
        gone=len(out) - len(pairs),
        new=len(new) - len(set(pairs.values())),
        orphaned=tuple(lost),
    )


def counterparts(old: Mapping[str, Mention], new: Mapping[str, Mention]) -> dict[str, str]:
    """For each old mention the new one that states the same fact: of its kind, from the same words; the nearest first.

    The words are the same where the triggers overlap, or the quotes do and the same principal actors are named.
    """
    ranked = sorted(
        ((_nearness(one, other), id, after) for id, one in old.items() for after, other in new.items()), reverse=True
    )
    found: dict[str, str] = {}
    for nearness, id, after in ranked:
        if nearness > (0, 0, 0) and id not in found and after not in found.values():
            found[id] = after
    for nearness, id, after in ranked:  # two that became one: what was judged of either holds of it
        if nearness > (0, 0, 0):
            found.setdefault(id, after)
    return found


def _nearness(one: Mention, other: Mention) -> tuple[int, int, int]:
    if one.kind != other.kind or one.part != other.part:
        return (0, 0, 0)
    trigger = _overlap(one.trigger_start, one.trigger_end, other.trigger_start, other.trigger_end)
    quote = _overlap(one.start, one.end, other.start, other.end)
    shared = len(_fillers(one) & _fillers(other))
    if not quote or not (trigger or shared):
        return (0, 0, 0)
    return (trigger, shared, quote)


def _fillers(mention: Mention) -> set[tuple[str, str]]:
    return {(role, id) for role in mention.roles for id in mention.ids(role)}


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))


def _stored(connection: Connection, key: str) -> bool:
    table = schema.dispatches
    return connection.execute(select(table.c.seq).where(table.c.key == key)).first() is not None


def _versions(connection: Connection) -> dict[str, str]:
    """The coder that read each dispatch last, of those that were coded again."""
    table = schema.codings
    return {row.dispatch: row.coder_version for row in connection.execute(select(table).order_by(table.c.seq))}


def _coded(connection: Connection, key: str) -> dict[str, Mention]:
    """All mentions that any coder told of a dispatch, without what reviewers made of them."""
    table = schema.mentions
    rows = connection.execute(select(table.c.id, table.c.record).where(table.c.dispatch == key, table.c.edited_from.is_(None)))
    return {row.id: decode(row.record) for row in rows}


def _alive(connection: Connection, coded: Iterable[str]) -> set[str]:
    """Those that the last coder told."""
    table, ids = schema.judgements, set(coded)
    rows = connection.execute(
        select(table.c.subject, table.c.verdict)
        .where(table.c.subject.in_(ids), table.c.verdict.in_(RECODED))
        .order_by(table.c.seq)
    )
    last = {row.subject: row.verdict for row in rows}
    return {id for id in ids if last.get(id) != "recode"}
