"""The values that tellings of an event differ on, in words."""

from __future__ import annotations

from legation.exports.names import name
from legation.messages import Interface, label


def value_shown(field: str, value: str, language: Interface) -> str:
    """A value in the words of the interface.

    >>> value_shown("actors", "MLI, NER → ICC", "en"), value_shown("status", "denied", "fr")
    ('Mali, Niger → ICC', 'démenti')
    """
    if field == "status":
        return label("status", value, language)
    if field == "actors":
        return " → ".join(", ".join(name(actor, language) for actor in side.split(", ")) for side in value.split(" → "))
    return value
