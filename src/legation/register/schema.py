"""The tables of a register: portable column types, rows that are only ever added, the version they were written by."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
    insert,
    inspect,
    select,
)

from legation.model import RegisterError

SCHEMA = 1
"""Raised by one whenever a table changes; a register of a higher number is refused, never guessed at."""

DAMAGED = "not a Legation register: it does not say which schema wrote it"

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", String(255), nullable=False),
)

dispatches = Table(
    "dispatches",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("key", String(16), nullable=False, unique=True),  # of id and hash: one text under one id
    Column("id", Text, nullable=False, index=True),
    Column("hash", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(8)),
    Column("published", String(40)),
    Column("url", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("dateline", Text),  # JSON of a Dateline
    Column("related", Text, nullable=False),  # JSON of the related links
    Column("copy_of", String(16)),  # the key of the first dispatch with this text
    Column("coder_version", String(64), nullable=False),
    Column("read_at", String(32), nullable=False),  # ISO 8601, UTC: sorts as text
)

mentions = Table(
    "mentions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("dispatch", String(16), ForeignKey("dispatches.key"), nullable=False, index=True),
    Column("kind", String(64), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("edtf", String(40)),
    Column("quote", Text, nullable=False),
    Column("bucket", String(16), nullable=False, index=True),  # of kind and principal actors: what may be one event
    Column("record", Text, nullable=False),  # JSON of the Mention
)

roles = Table(
    "roles",
    metadata,
    Column("mention", String(16), ForeignKey("mentions.id"), primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("actor", String(255), primary_key=True, index=True),
)

links = Table(
    "links",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("mention", String(16), ForeignKey("mentions.id"), nullable=False, index=True),
    Column("event", String(16), nullable=False, index=True),  # the id of the event's first mention
    Column("reason", Text, nullable=False),
    Column("author", String(64), nullable=False),  # "rule", or who judged
    Column("made_at", String(32), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("verdict", String(32), nullable=False),  # "supersede": a text replaced under the same id
    Column("subject", String(16), nullable=False, index=True),
    Column("object", String(16)),
    Column("reason", Text, nullable=False),
    Column("author", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
)

# What questions walk along: from an actor to its mentions, from a mention to its event, by day of the fact and of publication.
Index("ix_roles_actor_mention", roles.c.actor, roles.c.mention)
Index("ix_mentions_id_kind", mentions.c.id, mentions.c.kind, mentions.c.status, mentions.c.edtf)
Index("ix_mentions_edtf", mentions.c.edtf, mentions.c.status, mentions.c.id)
Index("ix_links_mention_event", links.c.mention, links.c.seq, links.c.event)
Index("ix_dispatches_key_told", dispatches.c.key, dispatches.c.hash, dispatches.c.published, dispatches.c.read_at)
Index("ix_dispatches_published", dispatches.c.published, dispatches.c.key)

_APPEND_ONLY = (meta, dispatches, mentions, roles, links, judgements)


def _guard(table: Table) -> None:
    """Have SQLite itself refuse to change or remove a row, whoever asks."""
    for action in ("UPDATE", "DELETE"):
        statement = DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {table.name}_no_{action.lower()} BEFORE {action} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, 'a register is append-only'); END"
        )
        event.listen(table, "after_create", statement.execute_if(dialect="sqlite"))


for _table in _APPEND_ONLY:
    _guard(_table)


def is_empty(connection: Connection) -> bool:
    """Whether nothing is stored there yet, not even another program's tables (in SQLite, where a file is one database).

    >>> from sqlalchemy import create_engine
    >>> with create_engine("sqlite://").connect() as connection:
    ...     is_empty(connection)
    True
    """
    names = inspect(connection).get_table_names()
    return not names if connection.dialect.name == "sqlite" else not set(names) & set(metadata.tables)


def create(connection: Connection) -> None:
    """Make the tables and write the schema's number, all in the caller's transaction."""
    metadata.create_all(connection)
    connection.execute(insert(meta), [{"key": "schema", "value": str(SCHEMA)}])


def check(connection: Connection, name: str) -> None:
    """Refuse what isn't a register, or was written by a newer Legation.

    >>> from sqlalchemy import create_engine
    >>> with create_engine("sqlite://").connect() as connection:
    ...     create(connection)
    ...     check(connection, "legation.db")
    """
    tables = set(inspect(connection).get_table_names())
    if "meta" not in tables:
        raise RegisterError(f"{name}: a database, but {DAMAGED}")
    try:
        written = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    except Exception as error:  # another program's table of that name has other columns
        raise RegisterError(f"{name}: a database, but {DAMAGED}") from error
    if written is None or not str(written).isdigit():
        raise RegisterError(f"{name}: a database, but {DAMAGED}")
    if int(written) > SCHEMA:
        raise RegisterError(f"{name} was written by Legation schema {written}, this one knows {SCHEMA}; upgrade legation")
    missing = sorted(set(metadata.tables) - tables)
    if missing:
        raise RegisterError(f"{name}: a damaged register, without the table {missing[0]}")
