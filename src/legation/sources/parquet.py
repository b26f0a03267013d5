"""Rows of Parquet files to the fields of a dispatch: the columns are those of JSON Lines, all others are ignored."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from legation.sources.jsonl import Line
from legation.sources.unread import UnreadableError

_BATCH = 256
_MISSING = UnreadableError("Parquet can't be read here: pyarrow is missing", 'install it with: pip install "legation[parquet]"')


def parquet_lines(stream: BinaryIO, progress: Callable[[int], None]) -> Iterator[tuple[int, Line | UnreadableError]]:
    """Numbered rows of an open file, from 1; a row whose fields aren't text comes out as its refusal.

    ``published`` may be text, a date or an instant; ``id`` text or a number.

    >>> import io
    >>> next(parquet_lines(io.BytesIO(b"PAR1 and no more"), print))
    Traceback (most recent call last):
    legation.sources.unread.UnreadableError: is no Parquet file, or is cut short; fetch it again
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise _MISSING from None
    try:
        file = pq.ParquetFile(stream)
        columns = [name for name in file.schema_arrow.names if name in Line.__struct_fields__]
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError("is no Parquet file, or is cut short", "fetch it again") from error
    if not {"text", "html"} & set(columns):
        fix = f"the columns are {', '.join(Line.__struct_fields__)}"
        raise UnreadableError('has no column "text" or "html"', fix)
    number = done = 0
    sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups)]
    for group, size in enumerate(sizes):
        try:
            for batch in file.iter_batches(batch_size=_BATCH, row_groups=[group], columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield number, _line(row)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableError(f"is damaged after row {number} ({str(error)[:80]})", "fetch it again") from error
        done += size
        progress(min(done, stream.tell()))


def _line(row: dict[str, object]) -> Line | UnreadableError:
    told = row.get("published")
    if isinstance(told, datetime.date):  # an instant is one too
        row["published"] = told.isoformat().replace("+00:00", "Z")
    try:
        return msgspec.convert(row, Line)
    except msgspec.ValidationError as error:
        return UnreadableError(f"has a column of another type ({error})", "the columns are text; published may be a date")
