"""Which event an edited or newly coded mention goes on under: that of the mention whose place it takes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from legation.register import schema


def predecessors(connection: Connection, mentions: Collection[str], free: Collection[str]) -> dict[str, str]:
    """The rules' event of what each of these mentions replaces; ``free``: mentions of the bucket that are out.

    Where the edit moved it to another bucket, it takes the event along only if it was alone in it.
    """
    found: dict[str, str] = {}
    for mention in mentions:
        line = {mention}
        old = _before(connection, mention)
        while old and old not in line:  # a coder may go back to what one before it told
            line.add(old)
            event = _event_by_rule(connection, old)
            if event:
                if old in free or not _others(connection, event, line):
                    found[mention] = event
                break
            old = _before(connection, old)
    return found


def _before(connection: Connection, mention: str) -> str | None:
    """The mention as it was coded, of an edited one; else what an older coder told instead of it."""
    table, judged = schema.mentions, schema.judgements
    coded = connection.execute(select(table.c.edited_from).where(table.c.id == mention)).scalar()
    recoded = select(judged.c.subject).where(judged.c.object == mention, judged.c.verdict == "recode")
    return coded or connection.execute(recoded.order_by(judged.c.seq.desc()).limit(1)).scalar()


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
