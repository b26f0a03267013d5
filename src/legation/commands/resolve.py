"""From the name that somebody types to ids, under the name that the commands know."""

from __future__ import annotations

from legation.exports.resolve import find_actors, find_organization

__all__ = ["find_actors", "find_organization"]
