"""FollowTheMoney statements as CSV: every value of every entity a line, with where it is from and when it was read."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator

from legation import __version__
from legation.exports.escape import cell
from legation.exports.format import Asked, Format, Report
from legation.exports.ftm import DATASET, FtmEntity, entities
from legation.register import Register

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_TYPES = {
    "name": "name", "abbreviation": "name", "country": "country", "topics": "topic", "language": "language",
    "sourceUrl": "url", "date": "date", "startDate": "date", "endDate": "date", "publishedAt": "date",
    "location": "address", "wikidataId": "identifier", "summary": "text", "description": "text", "reason": "text",
    **dict.fromkeys(
        ("member", "organization", "organizer", "involved", "proof", "subject", "object", "entity", "holder", "post"), "entity"
    ),
}  # fmt: skip


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The header, then a line a value."""
    yield _line(COLUMNS)
    for one in entities(register, asked, report):
        yield from _lines(one)


def _lines(one: FtmEntity) -> Iterator[bytes]:
    origin = f"{one.origin}:legation-{__version__}"
    for prop, values in one.properties.items():
        for value in map(cell, values):
            key = hashlib.sha1(f"{DATASET}.{one.id}.{prop}.{value}".encode()).hexdigest()
            yield _line((
                one.id, one.id, prop, _TYPES.get(prop, "string"), one.schema, value, DATASET, origin, "", "", "false",
                *one.seen, key,
            ))  # fmt: skip


def _line(values: tuple[str, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, dialect=csv.unix_dialect).writerow(values)
    return buffer.getvalue().encode()


FORMAT = Format(
    id="ftm-statements",
    title="FollowTheMoney statements (CSV)",
    suffix=".statements.csv",
    media_type="text/csv",
    lossy="as the entities; a value that a spreadsheet would take for a formula has an apostrophe before it",
    write=write,
)
