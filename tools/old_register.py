"""A register as the first schema left it, made by SQL: for tests of the migration and of what a kill does to it."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine, text

from legation.register import open_register, schema
from legation.register.connection import engine_for

TABLES = ("dispatches", "mentions", "roles", "links", "judgements")


def columns() -> dict[str, list[str]]:
    """The columns of each table of schema 1, in order."""
    found: dict[str, list[str]] = {}
    for line in _statements("INTEGER"):
        if line.startswith("CREATE TABLE"):
            name, _, rest = line.removeprefix("CREATE TABLE ").partition(" (")
            found[name] = re.findall(r"(\w+) (?:INTEGER|VARCHAR|TEXT)", rest)
    return found


def _statements(number: str) -> list[str]:
    lines = Path(__file__).with_name("schema1.sql").read_text(encoding="utf-8").splitlines()
    return [line.replace("{number}", number).rstrip(";") for line in lines if line and not line.startswith("--")]


def make(address: str, model: str) -> None:
    """Make a register of schema 1 at an address, with the rows of the register ``model`` of the present schema."""
    engine, _ = engine_for(address, create=True)
    postgresql = engine.dialect.name == "postgresql"
    with engine.begin() as connection, open_register(model) as source, source.look() as rows:
        for statement in _statements("SERIAL" if postgresql else "INTEGER"):
            connection.exec_driver_sql(statement)
        for table in TABLES:
            names = columns()[table]
            values = rows.execute(text(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2")).all()
            if values:
                holes = ", ".join(f":{name}" for name in names)
                insert = text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holes})")
                connection.execute(insert, [dict(zip(names, row, strict=True)) for row in values])
            if postgresql and "seq" in names:
                following = f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), (SELECT max(seq) FROM {table}))"
                connection.exec_driver_sql(following)
        if not postgresql:
            for table in (*TABLES, "meta"):
                for action in ("UPDATE", "DELETE"):
                    connection.exec_driver_sql(
                        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                        "BEGIN SELECT RAISE(ABORT, 'a register is append-only'); END"
                    )
    engine.dispose()


def state(address: str) -> tuple[int, dict[str, int]]:
    """The schema's number and the rows of each table; a mixture of two schemas is an error. Opens nothing as a register."""
    engine, _ = engine_for(address, create=False)
    try:
        return _state(engine)
    finally:
        engine.dispose()


def _state(engine: Engine) -> tuple[int, dict[str, int]]:
    with engine.connect() as connection:
        number = int(connection.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalar_one())
        counts = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}
    present, wanted = _columns(engine), columns()
    if number == schema.SCHEMA:
        wanted = {table.name: [column.name for column in table.columns] for table in schema.metadata.sorted_tables}
    assert {name: sorted(held) for name, held in present.items()} == {name: sorted(held) for name, held in wanted.items()}
    return number, counts


def _columns(engine: Engine) -> dict[str, list[str]]:
    from sqlalchemy import inspect

    with engine.connect() as connection:
        looked = inspect(connection)
        return {name: [column["name"] for column in looked.get_columns(name)] for name in looked.get_table_names()}
