"""FollowTheMoney entities as JSON Lines, for Aleph, OpenSanctions and their tools."""

from __future__ import annotations

from collections.abc import Iterator

from legation.exports.escape import json_text
from legation.exports.format import Asked, Format, Report
from legation.exports.ftm import DATASET, entities
from legation.register import Register


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """A line an entity."""
    for one in entities(register, asked, report):
        properties = {key: list(values) for key, values in one.properties.items()}
        yield json_text({"id": one.id, "schema": one.schema, "properties": properties, "datasets": [DATASET]})


FORMAT = Format(
    id="ftm",
    title="FollowTheMoney entities (JSON Lines)",
    suffix=".ftm.json",
    media_type="application/x-ndjson",
    lossy="roles but for the two sides; coarse dates as first and last day; which actor a contradiction is about",
    write=write,
)
