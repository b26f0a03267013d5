"""Events as CSV, the columns of ``legation timeline --csv``, cells made safe for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from legation.exports.escape import csv_line
from legation.exports.event_rows import CSV_HEADER, csv_row
from legation.exports.format import Asked, Format, Report
from legation.register import Register
from legation.register.walk import walk


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The header, then a line an event."""
    yield csv_line(CSV_HEADER).encode()
    for walked in walk(register, asked.which):
        report.written += 1
        yield csv_line(csv_row(walked.event, asked.language)).encode()


FORMAT = Format(
    id="csv",
    title="Events as CSV",
    suffix=".csv",
    media_type="text/csv",
    lossy="one row an event: quotes, sources and how dates were worded are left out",
    write=write,
)
