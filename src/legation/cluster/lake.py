"""Dispatches, mentions and what was unread as Parquet files: three a shard, in a folder each, whole or not there at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from legation.model import Dispatch, Mention, Scalar, SourceError

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("mentions", "unread", "dispatches")
"""In the order in which they are put into place: where the last is, all are."""

_ROWS = 500
_DISPATCH = ("id", "title", "text", "hash", "language", "published", "url", "publisher", "author")
_MENTION = ("dispatch", "kind", "status", "part", "quote", "start", "end", "rule", "confidence", "trigger_start", "trigger_end")
_NUMBERS = {"start": "int64", "end": "int64", "trigger_start": "int64", "trigger_end": "int64", "confidence": "float64"}

Row = dict[str, object]


class UnreadRow(msgspec.Struct, frozen=True):
    """What could not be read: where, why, and what to do."""

    path: str
    line: int | None
    reason: str
    fix: str


def is_done(folder: Path, name: str) -> bool:
    """Whether the files of a shard are in their place."""
    return (folder / TABLES[-1] / f"{name}.parquet").exists()


class LakeWriter:
    """Writes the files of one shard, some hundred rows in memory at a time; without an error they are renamed into place.

    Two that write the same shard at once don't disturb each other: each has files of its own, and both have the same content.
    """

    def __init__(self, folder: Path, name: str) -> None:
        try:
            import pyarrow.parquet as pq
        except ImportError:
            raise SourceError('Parquet can\'t be written: install pyarrow with: pip install "legation[parquet]"') from None
        self._folder, self._name = folder, name
        mine = uuid.uuid4().hex
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._files = {table: folder / table / f".{name}.{mine}.tmp" for table in TABLES}
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
        self._writers = {table: pq.ParquetWriter(file, schema(table)) for table, file in self._files.items()}

    def __enter__(self) -> LakeWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        for table, writer in self._writers.items():
            if kind is None:
                self._flush(table)
            writer.close()
        for table, file in self._files.items():
            if kind is None:
                try:
                    with file.open("rb") as written:
                        os.fsync(written.fileno())
                    file.replace(self._folder / table / f"{self._name}.parquet")
                except FileNotFoundError:  # another was faster with the same shard, and cleared up
                    if not is_done(self._folder, self._name):
                        raise
            else:
                file.unlink(missing_ok=True)
        if kind is None:
            for table in TABLES:  # what killed workers left of this shard
                for left in (self._folder / table).glob(f".{self._name}.*.tmp"):
                    left.unlink(missing_ok=True)

    def add(self, dispatch: Dispatch, mentions: Iterable[Mention]) -> int:
        """Write a dispatch with its mentions; their number."""
        self._row("dispatches", dispatch_row(dispatch))
        told = [mention_row(dispatch, mention) for mention in mentions]
        for row in told:
            self._row("mentions", row)
        return len(told)

    def unread(self, row: UnreadRow) -> None:
        """Write what could not be read."""
        self._row("unread", msgspec.structs.asdict(row))

    def _row(self, table: str, row: Row) -> None:
        self._rows[table].append(row)
        if len(self._rows[table]) >= _ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        import pyarrow as pa

        if self._rows[table]:
            self._writers[table].write_table(pa.Table.from_pylist(self._rows[table], schema=schema(table)))
            self._rows[table].clear()


def schema(table: str) -> pa.Schema:
    """The columns of a table; ``record`` is the mention to the letter, the others of it are for queries."""
    import pyarrow as pa

    words = pa.list_(pa.string())
    if table == "unread":
        return pa.schema([("path", pa.string()), ("line", pa.int64()), ("reason", pa.string()), ("fix", pa.string())])
    if table == "dispatches":
        dateline = pa.struct([(name, pa.string()) for name in ("place", "date", "agency")])
        related = pa.list_(pa.struct([("title", pa.string()), ("url", pa.string())]))
        return pa.schema([*((name, pa.string()) for name in _DISPATCH), ("dateline", dateline), ("related", related)])
    role = pa.struct([(name, pa.string()) for name in ("role", "id", "name", "office", "person", "via", "value")])
    plain = [(name, getattr(pa, _NUMBERS.get(name, "string"))()) for name in _MENTION]
    told = [("date", pa.string()), ("place", pa.string()), ("country", pa.string()), ("lat", pa.float64()), ("lon", pa.float64())]
    lists = [("claimed_by", words), ("domain", words), ("roles", pa.list_(role))]
    return pa.schema([("hash", pa.string()), *plain, *told, *lists, ("record", pa.string())])


def dispatch_row(dispatch: Dispatch) -> Row:
    """The columns of a dispatch."""
    return msgspec.convert(msgspec.to_builtins(dispatch), Row)


def mention_row(dispatch: Dispatch, mention: Mention) -> Row:
    """The columns of a mention: one row, all its actors in ``roles``; ``hash`` is that of the text that it quotes."""
    roles: list[Row] = []
    for role, filler in mention.roles.items():
        if isinstance(filler, Scalar):
            roles.append({"role": role, "value": filler.value})
        else:
            roles += [{"role": role, **msgspec.structs.asdict(actor)} for actor in filler]
    place = mention.place
    row: Row = {name: getattr(mention, name) for name in _MENTION}
    return row | {
        "hash": dispatch.hash,
        "date": mention.date.edtf if mention.date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "claimed_by": list(mention.claimed_by),
        "domain": list(mention.domain),
        "roles": [{key: value for key, value in each.items() if key not in ("start", "end")} for each in roles],
        "record": msgspec.json.encode(mention).decode(),
    }


def read_coded(folder: Path, name: str) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
    """The dispatches of a shard with their mentions, in the order written; a few hundred in memory at a time."""
    decoder = msgspec.json.Decoder(Mention)
    rows = _rows(folder, "mentions", name, ["dispatch", "hash", "record"])
    waiting = next(rows, None)
    for row in _rows(folder, "dispatches", name):
        dispatch = msgspec.convert(row | {"related": row["related"] or []}, Dispatch)
        told: list[Mention] = []
        while waiting is not None and (waiting["dispatch"], waiting["hash"]) == (dispatch.id, dispatch.hash):
            told.append(decoder.decode(str(waiting["record"])))
            waiting = next(rows, None)
        yield dispatch, tuple(told)


def read_unread(folder: Path, name: str) -> Iterator[UnreadRow]:
    """What could not be read of a shard."""
    for row in _rows(folder, "unread", name):
        yield msgspec.convert(row, UnreadRow)


def _rows(folder: Path, table: str, name: str, columns: list[str] | None = None) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(folder / table / f"{name}.parquet") as file:
        for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
            yield from batch.to_pylist()
