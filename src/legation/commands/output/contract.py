"""A mention as ``legation code`` prints it: the keys and their order that other programs rely on."""

from __future__ import annotations

import msgspec

from legation.exports.escape import json_printable
from legation.model import Mention

_INNER = ("trigger_start", "trigger_end")
_PLACE = ("name", "country", "lat", "lon", "start", "end")


def contract_line(mention: Mention) -> bytes:
    """One line of JSON, UTF-8, without its end; offsets are those of the dispatch's cleaned text.

    >>> import json
    >>> line = contract_line(Mention(
    ...     dispatch="n1", kind="support", status="occurred", claimed_by=(), roles={}, date=None, place=None, domain=(),
    ...     part="text", quote="Togo", start=0, end=4, rule="fr.x", confidence=1, trigger_start=0, trigger_end=4))
    >>> list(json.loads(line))[-3:]
    ['end', 'rule', 'confidence']
    """
    record = msgspec.convert(msgspec.to_builtins(mention), dict[str, object])
    for key in _INNER:
        del record[key]
    if mention.place is not None:
        place = msgspec.convert(msgspec.to_builtins(mention.place), dict[str, object])
        record["place"] = {key: place[key] for key in (*_PLACE, *(key for key in place if key not in _PLACE))}
    return json_printable(msgspec.json.encode(record).decode()).encode()
