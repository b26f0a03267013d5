"""Bringing a register of an older schema up to date: one transaction, so that a kill leaves the old one or the new one."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, update

from legation.model import RegisterError
from legation.register import guard, schema
from legation.register.connection import writing
from legation.register.copies import remember_all
from legation.register.disputes import note_all
from legation.register.homes import place
from legation.register.rows import stamp

_CHANGED = (schema.meta, schema.mentions)

# In PostgreSQL a length is a limit: what a source says of itself has none.
_WIDER = (
    ("dispatches", "language"),
    ("dispatches", "published"),
    ("mentions", "edtf"),
    ("roles", "actor"),
    ("links", "author"),
    ("judgements", "author"),
)


def migrate(engine: Engine, name: str) -> None:
    """Bring a register up to the schema of this Legation; another process may have done so meanwhile."""
    try:
        with writing(engine, name) as connection:
            number = schema.check(connection, name)
            if number < 2:
                _to_two(connection)
            if number < schema.SCHEMA:
                _to_three(connection)
                schema.check(connection, name)
    except RegisterError as error:
        if "can't be written" in str(error):
            fix = "open it once where it may be written, with any command"
            raise RegisterError(f"{name} was written by an earlier Legation and must be brought up to date: {fix}") from error
        raise


def _to_two(connection: Connection) -> None:
    """Schema 2: reviews name fields and values, edited mentions what they were, texts can be coded again."""
    tables = tuple(schema.metadata.tables.values())
    postgresql = connection.dialect.name == "postgresql"
    guard.lift(connection, tables if postgresql else _CHANGED)
    for column in (
        "judgements ADD COLUMN field VARCHAR(32)",
        "judgements ADD COLUMN value TEXT",
        "mentions ADD COLUMN confidence FLOAT",
        "mentions ADD COLUMN edited_from VARCHAR(16)",
    ):
        connection.exec_driver_sql(f"ALTER TABLE {column}")
    if postgresql:
        for where, name in _WIDER:
            collation = ' COLLATE "C"' if name in ("published", "edtf") else ""
            connection.exec_driver_sql(f"ALTER TABLE {where} ALTER COLUMN {name} TYPE TEXT{collation}")
    said = "(record::json->>'confidence')::float" if postgresql else "json_extract(record, '$.confidence')"
    connection.exec_driver_sql(f"UPDATE mentions SET confidence = {said}")
    old = set(inspect(connection).get_table_names())
    schema.metadata.create_all(connection)
    for table in tables:
        known = {index["name"] for index in inspect(connection).get_indexes(table.name)}
        for index in table.indexes:
            if table.name in old and index.name not in known:
                index.create(connection)
    place(connection)
    remember_all(connection, stamp())
    note_all(connection, stamp())
    guard.restore(connection, [table for table in tables if table.name in old] if postgresql else _CHANGED)


def _to_three(connection: Connection) -> None:
    """Schema 3: what was forgotten is noted."""
    schema.metadata.create_all(connection)
    guard.lift(connection, [schema.meta])
    connection.execute(update(schema.meta).where(schema.meta.c.key == "schema").values(value=str(schema.SCHEMA)))
    guard.restore(connection, [schema.meta])
