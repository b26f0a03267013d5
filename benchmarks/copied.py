"""A register copied row by row into a PostgreSQL server of one's own, to ask both the same: far quicker than reading it anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sys import path

import psycopg
from sqlalchemy import select

from legation.register import open_register, schema

path.insert(0, str(Path(__file__).parents[1] / "tools"))
import postgres_server


@contextmanager
def in_postgresql(file: str) -> Iterator[str]:
    """The address of a PostgreSQL register with all rows of a file's; gone afterwards."""
    with postgres_server.running() as server:
        address = server.create("copied")
        open_register(address).close()
        with open_register(file, create=False) as source, source.look() as rows, psycopg.connect(address) as target:
            for table in schema.metadata.sorted_tables:
                if table.name == "meta":
                    continue
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                with target.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
                    for row in rows.execution_options(yield_per=5000).execute(select(table)):
                        copy.write_row(tuple(row))
            target.commit()
            target.autocommit = True
            target.execute("VACUUM ANALYZE")  # as the server does by itself, a minute after so much was written
        yield address
