"""Whether another text under a known id is a later version of that article, or another article under its name."""

from __future__ import annotations

from legation.register.facts import plain

_SHARED = 0.25
_CONTAINED = 0.6


def same_article(old: str, new: str, old_url: str | None = None, new_url: str | None = None) -> bool:
    """By address where both have one, else by their words: a rewritten article keeps most, another ``index.html`` few.

    >>> same_article("Le Togo envisage de rejoindre l'AES.", "Le Togo a rejoint l'AES.")
    True
    >>> same_article("Le Togo envisage de rejoindre l'AES.", "Douze personnes ont été arrêtées à Lima.")
    False
    """
    if old_url and new_url:
        return old_url == new_url
    one, other = set(plain(old).split()), set(plain(new).split())
    if not one or not other:
        return True
    shared = len(one & other)
    return shared / len(one | other) >= _SHARED or shared / min(len(one), len(other)) >= _CONTAINED
