"""The answer of any question as a data frame: a row a record, a column a field, roles in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from legation.model import LegationError

if TYPE_CHECKING:
    import pandas
    import polars

Cell = str | int | float | bool | list[str] | None


class FrameError(LegationError):
    """A frame that can't be made: the library is missing."""


def columns(records: Sequence[msgspec.Struct]) -> dict[str, list[Cell]]:
    """Fields to values. A mapping becomes a column a key (``roles.MEMBER``), what is nested deeper JSON.

    >>> from legation.model import StatusChange
    >>> columns([StatusChange(status="occurred", told=None, dispatch="n1")])
    {'status': ['occurred'], 'told': [None], 'dispatch': ['n1']}
    """
    rows = [_flat(msgspec.convert(msgspec.to_builtins(record), dict[str, object])) for record in records]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _flat(record: Mapping[str, object]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for name, value in record.items():
        if isinstance(value, dict) and name in ("roles", "contradictions", "names"):
            found.update({f"{name}.{key}": _cell(each) for key, each in value.items()})
        else:
            found[name] = _cell(value)
    return found


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return [str(each) for each in value]
    return msgspec.json.encode(value).decode()


def to_pandas(records: Sequence[msgspec.Struct]) -> pandas.DataFrame:
    """A pandas frame of records; needs ``pip install 'legation[pandas]'``."""
    try:
        import pandas
    except ImportError as error:
        raise FrameError("pandas is not installed; install it with: pip install 'legation[pandas]'") from error
    return pandas.DataFrame(columns(records))


def to_polars(records: Sequence[msgspec.Struct]) -> polars.DataFrame:
    """A polars frame of records; needs ``pip install 'legation[polars]'``."""
    try:
        import polars
    except ImportError as error:
        raise FrameError("polars is not installed; install it with: pip install 'legation[polars]'") from error
    return polars.DataFrame(columns(records), strict=False)
