"""Lines of tab-separated tables: no cell breaks a line, a column or a list of values, none is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.exports.escape import cell, printable
from legation.exports.quotes import web_address
from legation.register.walk import Walked

SEPARATOR = ";"


def tsv_line(values: Sequence[str | int | float | None], encoding: str = "utf-8") -> bytes:
    r"""One line. Numbers stay as they are, words are made safe, what is unknown is an empty cell.

    >>> tsv_line(["=1+1", -4.5, None, "a\tb"])
    b"'=1+1\t-4.5\t\ta b\n"
    """
    line = "\t".join(cell(value) if isinstance(value, str) else "" if value is None else _number(value) for value in values)
    return (line + "\n").encode(encoding, errors="replace")


def _number(value: float) -> str:
    return str(value)


def listed(values: Iterable[str]) -> str:
    """Several values of one cell, none of which has a separator of its own.

    >>> listed(["Mali", "A; B | C"])
    'Mali;A, B / C'
    """
    return SEPARATOR.join(printable(value).replace(";", ",").replace("|", "/") for value in values)


def first_source(walked: Walked) -> tuple[str, str, str]:
    """Publisher, day and address of the telling that came out first."""
    source = walked.sources[walked.told[0].key]
    return source.publisher or "", (source.published or "")[:10], web_address(source.url) or ""
