"""The tables of a register: portable column types, rows that are only ever added, the version they were written by."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from legation.model import RegisterError
from legation.register.guard import install

SCHEMA = 3
"""Raised by one whenever a table changes; a register of a higher number is refused, never guessed at."""

DAMAGED = "not a Legation register: it does not say which schema wrote it"

FIRST = ("dispatches", "judgements", "links", "mentions", "meta", "roles")
"""The tables of schema 1: what an older register must have to be brought up to date."""

metadata = MetaData()

# Dates are compared as text, character by character: a database may sort words otherwise, passing over dashes.
_SORTED = Text().with_variant(Text(collation="C"), "postgresql")

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
    Column("language", Text),
    Column("published", _SORTED),
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
    Column("edtf", _SORTED),
    Column("quote", Text, nullable=False),
    Column("bucket", String(16), nullable=False, index=True),  # of kind and principal actors: what may be one event
    Column("record", Text, nullable=False),  # JSON of the Mention
    Column("confidence", Float, index=True),  # as in the record: doubt is listed first
    Column("edited_from", String(16), index=True),  # where a reviewer changed a field: the mention as it was coded
)

roles = Table(
    "roles",
    metadata,
    Column("mention", String(16), ForeignKey("mentions.id"), primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("actor", Text, primary_key=True, index=True),
)

links = Table(
    "links",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("mention", String(16), ForeignKey("mentions.id"), nullable=False, index=True),
    Column("event", String(16), nullable=False, index=True),  # the id of its first mention; "" for none
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),  # "rule", or who judged
    Column("made_at", String(32), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("verdict", String(32), nullable=False),  # "supersede": a text replaced under the same id; the others: judgements.py
    Column("subject", String(16), nullable=False, index=True),
    Column("object", String(16), index=True),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("field", String(32)),  # what an edit changes
    Column("value", Text),  # what it is changed to; of a merge and a split, JSON of the mentions concerned
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("dispatch", String(16), ForeignKey("dispatches.key"), nullable=False, index=True),
    Column("coder_version", String(64), nullable=False),
    Column("made_at", String(32), nullable=False),
)
"""Every further coding of a stored text; the first stands in the row of the dispatch."""

# What questions walk along: from an actor to its mentions, from a mention to its event, by day of the fact and of publication.
Index("ix_roles_actor_mention", roles.c.actor, roles.c.mention)
Index("ix_mentions_id_kind", mentions.c.id, mentions.c.kind, mentions.c.status, mentions.c.edtf)
Index("ix_mentions_edtf", mentions.c.edtf, mentions.c.status, mentions.c.id)
Index("ix_links_mention_event", links.c.mention, links.c.seq, links.c.event)
Index("ix_dispatches_key_told", dispatches.c.key, dispatches.c.hash, dispatches.c.published, dispatches.c.read_at)
Index("ix_dispatches_published", dispatches.c.published, dispatches.c.key)

spots = Table(
    "spots",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("mention", String(16), ForeignKey("mentions.id"), nullable=False, index=True),
    Column("bucket", String(16), nullable=False),  # where it is linked: its own, or that of one that names more actors
    Column("day", Integer),  # its day, else that of its publication (date.toordinal); none where neither is known
    Index("ix_spots_bucket_day", "bucket", "day"),
)
"""Where the linking looks for a mention; the last row of a mention counts."""

casts = Table(
    "casts",
    metadata,
    Column("mention", String(16), ForeignKey("mentions.id"), primary_key=True),
    Column("actor", Text, primary_key=True),  # a principal actor, or what one is a body or officer of
    Column("kind", String(64), nullable=False),
    Column("day", Integer),
    Column("bucket", String(16), nullable=False),  # its own
    Index("ix_casts_actor_kind_day", "actor", "kind", "day", "bucket"),
)
"""Who acts in a mention, to find those that name more of the same actors, or fewer, near in time."""

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),  # of a text's signature (copies.py)
    Column("dispatch", Integer, ForeignKey("dispatches.seq"), primary_key=True, autoincrement=False),
)
"""What near-identical texts share, to find one by the other."""

families = Table(
    "families",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("text", String(64), nullable=False, index=True),  # the hash of a dispatch
    Column("family", String(64), nullable=False, index=True),
    Column("made_at", String(32), nullable=False),
)
"""Texts that are near copies of one another, and so one source; the last row of a text counts."""

disputes = Table(
    "disputes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("event", String(16), nullable=False, index=True),
    Column("disputed", Integer, nullable=False, index=True),  # 1 or 0; the last row of an event counts
    Column("made_at", String(32), nullable=False),
)
"""Where to look for contradictions; what they are, the mentions say."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("what", String(8), nullable=False),  # "url" or "person"
    Column("salt", String(32), nullable=False),
    Column("digest", String(64), nullable=False),  # of the salt and the address or name: neither can be read from it
    Column("words", Integer, nullable=False),  # how many a name has, to look for it in a text
    Column("dispatches", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
)
"""That something was forgotten, by whom and why, and what is needed not to store it again; never what it was."""

install(metadata)


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


def check(connection: Connection, name: str) -> int:
    """Refuse what isn't a register, or was written by a newer Legation; tell which schema wrote it.

    >>> from sqlalchemy import create_engine
    >>> with create_engine("sqlite://").connect() as connection:
    ...     create(connection)
    ...     check(connection, "legation.db") == SCHEMA
    True
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
    number = int(written)
    if number > SCHEMA:
        raise RegisterError(f"{name} was written by Legation schema {written}, this one knows {SCHEMA}; upgrade legation")
    wanted = set(metadata.tables) if number == SCHEMA else set(FIRST)
    missing = sorted(wanted - tables)
    if missing:
        raise RegisterError(f"{name}: a damaged register, without the table {missing[0]}")
    return number
