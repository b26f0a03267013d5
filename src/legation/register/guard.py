"""Append-only, by the database's own word: triggers that refuse to change or remove a row, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import DDL, Connection, MetaData, Table, event

SAID = "a register is append-only"

_FUNCTION = (
    "CREATE OR REPLACE FUNCTION legation_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"'BEGIN RAISE EXCEPTION ''{SAID}''; END'"
)


def guards(table: str, dialect: str) -> tuple[str, ...]:
    """The statements that guard a table.

    >>> guards("links", "sqlite")[1]
    "CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN SELECT RAISE(ABORT, 'a register is append-only'); END"
    """
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            for action in ("UPDATE", "DELETE")
        )
    if dialect == "postgresql":
        # For each statement, not each row: an empty table is guarded too, and TRUNCATE has no rows.
        return tuple(
            f"CREATE OR REPLACE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION legation_append_only()"
            for action in ("UPDATE", "DELETE", "TRUNCATE")
        )
    return ()


def install(metadata: MetaData) -> None:
    """Have every table of a schema guarded when it is made."""
    event.listen(metadata, "before_create", DDL(_FUNCTION).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
    for table in metadata.tables.values():
        for dialect in ("sqlite", "postgresql"):
            for statement in guards(table.name, dialect):
                event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


def lift(connection: Connection, tables: Iterable[Table]) -> None:
    """Take the guards off, for a migration; only ever within the transaction that puts them back."""
    dialect = connection.dialect.name
    for table in tables:
        for action in ("update", "delete", "truncate"):
            if dialect == "sqlite":
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_no_{action}")
            elif dialect == "postgresql":
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_no_{action} ON {table.name}")


def restore(connection: Connection, tables: Iterable[Table]) -> None:
    """Put the guards back."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for table in tables:
        for statement in guards(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
