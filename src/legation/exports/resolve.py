"""From the name that somebody types to ids: the atlas's, else the register's own."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from legation.atlas import load_atlas
from legation.exports.names import name
from legation.messages import INTERFACES, Interface, text
from legation.model import RegisterError
from legation.register import Register, known_actors


def find_actors(store: Register, written: str, language: Interface) -> tuple[str, ...]:
    """All ids that a name may mean; an error with a suggestion where there is none."""
    found = {*load_atlas().find(written.strip()), *_same(written, known_actors(store))}
    if not found:
        raise RegisterError(_unknown("error.actor", written, known_actors(store), language))
    return tuple(sorted(found))


def find_organization(store: Register, written: str, language: Interface) -> str:
    """The one organization that a name means."""
    atlas = load_atlas()
    told = known_actors(store, "ORGANIZATION")
    found = [id_ for id_ in atlas.find(written.strip()) if atlas.type_of(id_) == "organization"] or _same(written, told)
    if len(found) > 1:
        choices = ", ".join(f"{id_} ({name(id_, language)})" for id_ in found)
        raise RegisterError(text("error.organization_many", language, name=written, choices=choices))
    if not found:
        raise RegisterError(_unknown("error.organization", written, {*told, *atlas.organizations}, language))
    return found[0]


def _same(written: str, ids: Iterable[str]) -> list[str]:
    """Ids of the register that read so, whatever the case, with or without what stands before the colon."""
    wanted = written.strip().casefold()
    return [id_ for id_ in ids if wanted in (id_.casefold(), id_.partition(":")[2].casefold())]


def _unknown(key: str, written: str, ids: Iterable[str], language: Interface) -> str:
    """The error, with the nearest id or name in either language."""
    known: dict[str, str] = {}
    for id_ in ids:
        for shown in (id_, *(name(id_, tongue) for tongue in INTERFACES)):
            known.setdefault(shown.casefold(), shown)
    close = difflib.get_close_matches(written.strip().casefold(), known, n=1)
    hint = text("error.hint", language, close=known[close[0]]) if close else ""
    return text(key, language, name=written, hint=hint)
