"""Actors under the names of the interface's language, and what an event says in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from legation.atlas import load_atlas
from legation.messages import Interface, label, text
from legation.model import Event
from legation.ontology import kinds


def name(actor: str, language: Interface, written: Mapping[str, str] | None = None) -> str:
    """The atlas's name, else the one that was written, else what the id says.

    >>> name("person:Awa Ndiaye Essai", "fr")
    'Awa Ndiaye Essai'
    """
    known = load_atlas().name(actor, language)
    if known != actor or actor in load_atlas().organizations:  # ECOWAS is called ECOWAS
        return known
    if actor.startswith(("person:", "source:")):
        return actor.partition(":")[2]
    base, colon, part = actor.partition(":")
    if colon and (of := load_atlas().name(base, language)) != base:
        return f"{of} ({part})"
    return (written or {}).get(actor) or actor


def names(actors: Iterable[str], language: Interface, written: Mapping[str, str] | None = None) -> str:
    """Names in the order given, separated by commas."""
    return ", ".join(name(actor, language, written) for actor in actors)


def who(event: Event, language: Interface) -> str:
    """The actors of an event: the principal ones, then the others and values under their roles."""
    kind = kinds().get(event.kind)
    required = [role for role in (kind.required if kind else ()) if role in event.roles]
    values = kind.scalar if kind else ()
    main = " → ".join(names(event.roles[role], language, event.names) for role in required)
    others = [
        label("role", role, language)
        + text("view.colon", language)
        + (", ".join(fillers) if role in values else names(fillers, language, event.names))
        for role, fillers in event.roles.items()
        if role not in required
    ]
    return f"{main} ({'; '.join(others)})" if others else main
