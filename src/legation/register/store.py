"""The register itself: opening it, and adding a dispatch with its mentions in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from sqlalchemy import Connection, Engine, Table, func, insert, select

from legation.model import Dispatch, Mention, RegisterError, SourceError
from legation.register import schema
from legation.register.connection import engine_for, reading, scrub, use_wal, writing
from legation.register.copies import remember
from legation.register.forgotten import refuse_forgotten
from legation.register.migrate import migrate
from legation.register.rows import dispatch_key, dispatch_row, mention_id, mention_rows, role_rows, stamp
from legation.register.upkeep import relink
from legation.register.versions import same_article


class QuoteError(RegisterError):
    """A mention whose quote is not what stands at its span; it is never stored."""


class Added(Struct, frozen=True, kw_only=True):
    """What adding a dispatch changed; ``new`` is false where it was known already, and then nothing changed at all.

    ``syndicated``: a text, or nearly the same, known under another id; ``replaced``: it supersedes an earlier text under
    its own id; ``events``: id and kind of the events it was the first to tell.
    """

    new: bool
    syndicated: bool = False
    replaced: bool = False
    mentions: int = 0
    events: dict[str, str] = {}


class Counts(Struct, frozen=True, kw_only=True):
    """How much a register holds."""

    dispatches: int
    mentions: int
    events: int


def check_spans(dispatch: Dispatch, mention: Mention) -> None:
    """Refuse a mention that does not quote its dispatch to the letter.

    >>> from legation.model import make_dispatch
    >>> check_spans(make_dispatch("n1", "Le Togo doute."), Mention(
    ...     dispatch="n1", kind="support", status="occurred", claimed_by=(), roles={}, date=None, place=None, domain=(),
    ...     part="text", quote="Togo", start=0, end=4, rule="fr.x", confidence=1, trigger_start=0, trigger_end=4))
    Traceback (most recent call last):
    legation.register.store.QuoteError: n1: fr.x quotes "Togo", but 0 to 4 of its text reads "Le T"
    """
    stands = dispatch.part(mention.part)[mention.start : mention.end]
    if not mention.quote or stands != mention.quote or mention.dispatch != dispatch.id:
        raise QuoteError(
            f'{dispatch.id}: {mention.rule} quotes "{mention.quote}", '
            f'but {mention.start} to {mention.end} of its {mention.part} reads "{stands}"'
        )


class Register(AbstractContextManager["Register"]):
    """An open register; close it, or use it in a ``with`` block."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; SQLite then folds its write-ahead file into the register."""
        self._engine.dispose()

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """One consistent view of the tables, for queries."""
        with reading(self._engine, self.name) as connection:
            yield connection

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """One transaction that adds rows, for reviews and codings: all of it is stored, or nothing."""
        with writing(self._engine, self.name) as connection:
            yield connection

    def scrub(self) -> bool:
        """Write the file anew without what was removed from it, old pages included; ``False`` while others look into it."""
        return scrub(self._engine, self.name)

    def knows(self, dispatch: Dispatch) -> bool:
        """Whether this text was read under this id, so that it need not be coded again."""
        with self.look() as connection:
            return _knows(connection, dispatch)

    def counts(self) -> Counts:
        """How much the register holds, all versions of a text counted."""
        with self.look() as connection:
            return Counts(
                dispatches=_count(connection, schema.dispatches),
                mentions=_count(connection, schema.mentions),
                events=connection.execute(
                    select(func.count(schema.links.c.event.distinct())).where(schema.links.c.event != "")
                ).scalar_one(),
            )

    def add(
        self, dispatch: Dispatch, mentions: Iterable[Mention], coder_version: str, *, read_at: datetime | None = None
    ) -> Added:
        """Store a dispatch, its mentions and their links, all in one transaction; or nothing, if it is known.

        >>> from legation.model import make_dispatch
        >>> with open_register("sqlite://") as register:
        ...     text = make_dispatch("n1", "Le Togo doute.")
        ...     [register.add(text, (), "0").new for _ in range(2)]
        [True, False]
        """
        told = tuple({mention_id(dispatch, mention): mention for mention in mentions}.values())
        _check_storable(dispatch)
        for mention in told:
            check_spans(dispatch, mention)
        if self.knows(dispatch):
            return Added(new=False)
        with writing(self._engine, self.name) as connection:
            if _knows(connection, dispatch):  # another process was faster
                return Added(new=False)
            return _store(connection, dispatch, told, coder_version, stamp(read_at))


def _check_storable(dispatch: Dispatch) -> None:
    for field in (dispatch.id, dispatch.title, dispatch.text):
        try:
            field.encode()
        except UnicodeEncodeError as error:
            shown = dispatch.id.encode(errors="backslashreplace").decode()
            raise SourceError(f"{shown}: not valid Unicode, half a character at {error.start}") from error
        if "\0" in field:  # PostgreSQL has no such character, and no article needs it
            shown = dispatch.id.replace("\0", "\\0")
            raise SourceError(f"{shown}: a NUL character at {field.index(chr(0))}; remove it")


def _knows(connection: Connection, dispatch: Dispatch) -> bool:
    key = dispatch_key(dispatch)
    return connection.execute(select(schema.dispatches.c.seq).where(schema.dispatches.c.key == key)).first() is not None


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _store(connection: Connection, dispatch: Dispatch, told: tuple[Mention, ...], version: str, now: str) -> Added:
    refuse_forgotten(connection, dispatch)
    table = schema.dispatches
    key = dispatch_key(dispatch)
    copy_of = connection.execute(select(table.c.key).where(table.c.hash == dispatch.hash).order_by(table.c.seq).limit(1)).scalar()
    under_id = select(table.c.key, table.c.url, table.c.title, table.c.text).where(table.c.id == dispatch.id)
    older = [
        row.key
        for row in connection.execute(under_id)
        if same_article(f"{row.title} {row.text}", f"{dispatch.title} {dispatch.text}", row.url, dispatch.url)
    ]
    connection.execute(insert(table), [dispatch_row(dispatch, copy_of=copy_of, coder_version=version, read_at=now)])
    near_copy = copy_of is None and remember(connection, dispatch, key, now)
    rows = mention_rows(dispatch, told)
    if rows:
        connection.execute(insert(schema.mentions), list(rows.values()))
    actors = [row for mention in told for row in role_rows(mention_id(dispatch, mention), mention)]
    if actors:
        connection.execute(insert(schema.roles), actors)
    replaced = _standing(connection, older)
    for old in replaced:
        connection.execute(
            insert(schema.judgements),
            [
                {
                    "verdict": "supersede",
                    "subject": old,
                    "object": key,
                    "reason": "another text under the same id",
                    "author": "read",
                    "made_at": now,
                }
            ],
        )
    made = relink(connection, {*rows, *_told_by(connection, replaced)}, now)
    return Added(
        new=True,
        syndicated=copy_of is not None or near_copy,
        replaced=bool(replaced),
        mentions=len(rows),
        events=made,
    )


def _standing(connection: Connection, keys: list[str]) -> list[str]:
    """Those of these dispatches that no other text replaced."""
    table = schema.judgements
    query = select(table.c.subject).where(table.c.subject.in_(keys), table.c.verdict == "supersede")
    gone = set(connection.execute(query).scalars()) if keys else set()
    return [key for key in keys if key not in gone]


def _told_by(connection: Connection, keys: list[str]) -> set[str]:
    table = schema.mentions
    return set(connection.execute(select(table.c.id).where(table.c.dispatch.in_(keys))).scalars()) if keys else set()


def open_register(path_or_url: str | Path, *, create: bool = True) -> Register:
    """Open a register: a file of its own by default, or a PostgreSQL database by its URL; an older one is brought up to date.

    ``create=False`` refuses what isn't there, for views; ``create=True`` makes it.

    >>> open_register("/no/such/folder/legation.db")
    Traceback (most recent call last):
    legation.model.errors.RegisterError: /no/such/folder/legation.db: the folder /no/such/folder does not exist
    """
    engine, name = engine_for(str(path_or_url), create=create)
    try:
        with reading(engine, name) as connection:
            empty = schema.is_empty(connection)
            old = not empty and schema.check(connection, name) < schema.SCHEMA
        if empty and not create:
            raise RegisterError(f"{name}: nothing in it yet; fill it with: legation read SOURCES --register {name}")
        if old:
            migrate(engine, name)
        if empty:
            use_wal(engine, name)
            with writing(engine, name) as connection:
                if schema.is_empty(connection):
                    schema.create(connection)
    except BaseException:
        engine.dispose()
        raise
    return Register(engine, name)
