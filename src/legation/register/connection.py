"""Opening a database for a register, and saying in one line why it can't be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from legation.model import RegisterError

BUSY_SECONDS = 60
"""How long a second writer waits for the first: far longer than one dispatch takes."""

_WRITES = "legation_writes"

_EXPLAINED = (
    ("not a database", "not a Legation register: the file is not a database"),
    ("read-only transaction", "can't be written: the server, or this account, may only read"),
    ("permission denied", "can't be written or read: this account has no right to it; ask who keeps the server"),
    ("readonly", "can't be written: the file or its folder is read-only"),
    ("read-only", "can't be written: the file or its folder is read-only"),
    ("unable to open", "can't be opened: no such file, or no right to read it"),
    ("lock timeout", "another process is writing to it; try again when it is done"),
    ("is locked", "another process is writing to it; try again when it is done"),
    ("disk is full", "no space left on the disk; what was stored before is kept: make room and run the same command again"),
    ("No space left", "no space left on the server's disk; what was stored before is kept: make room and run it again"),
    ("malformed", "the file is damaged; restore it from a copy, or read the sources again into a new register"),
    ("append-only", "a register is append-only: rows are added, never changed"),
    ("password authentication failed", "the server refuses this user or this password"),
    ("no password supplied", "the server asks for a password: put it into ~/.pgpass, PGPASSWORD or the address"),
    ("Connection refused", "no PostgreSQL server answers at this address"),
    ('FATAL:  database "', "no such database on this server; make it with: createdb NAME"),
    ("could not translate host name", "no server of that name"),
    ("failed to resolve host", "no server of that name"),
    ("server closed the connection", "the server went away; what was stored is kept: run the same command again"),
    ("terminating connection", "the server went away; what was stored is kept: run the same command again"),
)

_NO_ADDRESS = (
    "not the address of a database: write postgresql://USER@HOST:PORT/NAME; in a password, @ is written %40, / %2F, : %3A"
)
_LOCK = 0x1E6A7104
"""The advisory lock that writers to a PostgreSQL register take in turn, as SQLite's own do."""


def is_url(register: str) -> bool:
    """Whether it is a SQLAlchemy URL rather than a path.

    >>> is_url("postgresql://desk/legation"), is_url("notes/legation.db")
    (True, False)
    """
    return "://" in register


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what the database says into one line that names the register.

    >>> from sqlalchemy import create_engine
    >>> with explained("legation.db"), create_engine("sqlite:////no/such/folder/x.db").connect():
    ...     pass
    Traceback (most recent call last):
    legation.model.errors.RegisterError: legation.db: can't be opened: no such file, or no right to read it
    """
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig or error).strip().splitlines()[0]
        reason = next((text for sign, text in _EXPLAINED if sign in said), said)
        # Without its cause: the driver's own words may hold the address.
        raise RegisterError(f"{name}: {reason}") from None
    except UnicodeEncodeError as error:  # an argument may hold any bytes
        shown = error.object.encode(errors="backslashreplace").decode()
        raise RegisterError(f'{name}: "{shown}" is not valid Unicode: half a character at {error.start}') from None


def postgresql_url(register: str) -> URL:
    """The address as SQLAlchemy takes it, with the driver that Legation is tested with.

    >>> postgresql_url("postgres://desk@news.example/sahel").render_as_string()
    'postgresql+psycopg://desk@news.example/sahel'
    """
    try:
        url = make_url(register)
    except (ArgumentError, ValueError):
        raise RegisterError(_NO_ADDRESS) from None  # not even its words: a password may be among them
    if "@" in (url.host or ""):
        raise RegisterError(_NO_ADDRESS)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def shown_url(url: URL) -> str:
    """An address to call a register by: no password in it, wherever it stood.

    >>> shown_url(make_url("postgresql+psycopg://desk:secret@news.example/sahel?password=secret"))
    'postgresql://desk:***@news.example/sahel'
    """
    options = url.query if url.get_backend_name() == "sqlite" else {}
    plain = url.set(drivername=url.drivername.partition("+")[0], query=options)
    return plain.render_as_string(hide_password=True)


def engine_for(register: str, *, create: bool) -> tuple[Engine, str]:
    """An engine for a path or a URL, and the name to call it by (a URL without its password)."""
    if is_url(register):
        url = postgresql_url(register)
        try:
            # A connection that the server gave up while a long text was coded is made anew.
            return _prepared(create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")), shown_url(url)
        except NoSuchModuleError:
            raise RegisterError(f"{_NO_ADDRESS}; {url.drivername} is no database that is known") from None
        except ImportError as error:
            fix = 'install it with: pip install "legation[postgres]"'
            raise RegisterError(f"{shown_url(url)}: the driver is missing ({error}); {fix}") from None
    path = Path(register)
    if path.is_dir():
        raise RegisterError(f"{register}: a folder; name a file for the register")
    if not path.exists():
        if not create:
            fix = f"make one with: legation read SOURCES --register {register}"
            raise RegisterError(f"{register}: no register there; {fix}")
        if not path.absolute().parent.is_dir():
            raise RegisterError(f"{register}: the folder {path.parent} does not exist")
    return _prepared(create_engine(_file_url(path))), register


def _file_url(path: Path) -> URL:
    """The URL of a file; where its folder can't be written to, as one that can't change, or SQLite would refuse it."""
    wal = path.with_name(path.name + "-wal")
    if path.exists() and not os.access(path.absolute().parent, os.W_OK) and not wal.exists():
        return make_url(f"sqlite:///file:{quote(str(path.absolute()))}?mode=ro&immutable=1&uri=true")
    return URL.create("sqlite", database=str(path))


def _prepared(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connected)
        event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Leave transactions to us: Python's sqlite3 would begin them late, after the reads they must cover."""
    if isinstance(connection, SQLiteConnection):
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA mmap_size = 1073741824")


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """One consistent look at the register: in PostgreSQL too, all queries see the same moment."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with explained(name), engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """One transaction: all of it is stored, or nothing."""
    with explained(name), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            # One lock, taken first: writers come one after the other, none waits for another in a ring.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def use_wal(engine: Engine, name: str) -> None:
    """Have SQLite write ahead: readers never wait, and what was committed survives a kill."""
    if engine.dialect.name != "sqlite":
        return
    with explained(name):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()


def scrub(engine: Engine, name: str) -> bool:
    """Leave nothing of removed rows in the database's files; ``False`` where another process keeps an old page in use.

    SQLite copies what is live into a new file and empties the write-ahead file; PostgreSQL rewrites its tables.
    """
    with explained(name), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM FULL")
            return True
        raw = connection.connection.driver_connection
        assert isinstance(raw, SQLiteConnection)
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("VACUUM")
        return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
