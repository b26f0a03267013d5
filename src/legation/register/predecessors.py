"""Which event an edited or newly coded mention goes on under: that of the mention whose place it takes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from legation.register import schema


def predecessors(connection: Connection, mentions: Collection[str], free: Collection[str]) -> dict[str, str]:
    """The rules' event of what each of these mentions replaces; ``free``: mentions of the bucket that are out.

    Where the edit moved it to another bucket, it takes the event along only if it was alone in it.
    """
    if not mentions:
        return {}
    table, judged = schema.mentions, schema.judgements
    rows = connection.execute(select(table.c.id, table.c.edited_from).where(table.c.id.in_(mentions)))
    before = {row.id: row.edited_from for row in rows if row.edited_from}
    recoded = select(judged.c.object, judged.c.subject).where(judged.c.verdict == "recode", judged.c.object.in_(mentions))
    before |= {row.object: row.subject for row in connection.execute(recoded.order_by(judged.c.seq))}
    found: dict[str, str] = {}
    for mention, old in before.items():
        event = _event_by_rule(connection, old)
        if event and (old in free or not _others(connection, event, {mention, old})):
            found[mention] = event
    return found


def _event_by_rule(connection: Connection, mention: str) -> str | None:
    links = schema.links
    query = select(links.c.event).where(links.c.mention == mention, links.c.author == "rule").order_by(links.c.seq.desc())
    return connection.execute(query.limit(1)).scalar()


def _others(connection: Connection, event: str, besides: Collection[str]) -> bool:
    """Whether other mentions are in an event now."""
    links = schema.links
    ever = select(links.c.mention).where(links.c.event == event, links.c.mention.not_in(besides))
    last = select(func.max(links.c.seq)).where(links.c.mention.in_(ever)).group_by(links.c.mention)
    return connection.execute(select(links.c.seq).where(links.c.seq.in_(last), links.c.event == event)).first() is not None
