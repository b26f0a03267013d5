"""From a question to a query: the coder reads it as a statement in which a stand-in acts for the unknown."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from legation.atlas import load_atlas
from legation.coder import Coder
from legation.languages.fr.questions import Open, state
from legation.model import Mention, Status, make_dispatch

_STANDS = (("le Vanuatu", "VUT"), ("les Tonga", "TON"), ("les Kiribati", "KIR"), ("les Tuvalu", "TUV"))
_ORGANIZATIONS = (("l'Asean", "ASEAN"), ("la Caricom", "CARICOM"), ("le Mercosur", "MERCOSUR"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Query(Struct, frozen=True, kw_only=True):
    """What is asked: ``open`` of facts of this kind; ``role`` is the open one; ``roles`` what was named; ``date`` in EDTF."""

    open: Open
    kind: str
    status: Status
    role: str | None
    roles: dict[str, tuple[str, ...]]
    date: str | None
    place: str | None
    stated: str


class Unreadable(Struct, frozen=True, kw_only=True):
    """Why a question was not read: ``form`` (not a question that we know), ``fact`` (no fact in it), ``lost`` (words of it)."""

    why: str
    lost: tuple[str, ...] = ()
    stated: str = ""


class Asker:
    """Reads questions. Loading the coder takes some seconds; keep one a process."""

    def __init__(self, coder: Coder | None = None) -> None:
        self.coder = coder or Coder(threshold=0.0, judged=False)

    def read(self, question: str, today: date) -> Query | Unreadable:
        """The query of a question put on a day, to which "cette année" refers.

        States stand in for the unknown first, then organizations: who suspends a state is one.
        """
        named = {id_ for hit in load_atlas().lookup.find(question) for id_ in hit.ids()}
        states = [pair for pair in _STANDS if pair[1] not in named]
        organizations = [pair for pair in _ORGANIZATIONS if pair[1] not in named]
        refused = Unreadable(why="form")
        for stands in (states, organizations):
            found = self._read(question, today, stands, organizations[0])
            if isinstance(found, Query):
                return found
            refused = refused if refused.why == "lost" else found
        return refused

    def _read(
        self, question: str, today: date, stands: list[tuple[str, str]], organization: tuple[str, str]
    ) -> Query | Unreadable:
        stated = state(question, stands[0][0], f"{stands[0][0]} et {stands[1][0]}", organization[0])
        if stated is None:
            return Unreadable(why="form")
        unknown = {stands[0][1], stands[1][1], organization[1]}
        shown = _shown(stated.text, (stands[0][0], stands[1][0], organization[0]))
        dispatch = make_dispatch("question", stated.text, published=today.isoformat(), language="fr")
        mentions = self.coder.code(dispatch)
        wanted = [one for one in mentions if stated.open not in ("who", "count") or _open_role(one, unknown)]
        if not wanted:
            return Unreadable(why="fact", stated=shown)
        best = max(wanted, key=lambda one: (-len(_lost(question, one)), one.confidence, -one.trigger_start))
        if lost := _lost(question, best):
            return Unreadable(why="lost", lost=lost, stated=shown)
        role = _open_role(best, unknown) if stated.open in ("who", "count") else None
        roles = {name: tuple(id_ for id_ in best.ids(name) if id_ not in unknown) for name in best.roles}
        return Query(
            open=stated.open,
            kind=best.kind,
            status=best.status,
            role=role,
            roles={name: ids for name, ids in roles.items() if ids},
            date=best.date.edtf if best.date else None,
            place=best.place.name if best.place else None,
            stated=shown,
        )


def _shown(text: str, stands: tuple[str, ...]) -> str:
    """The statement with letters where somebody stands in for the unknown."""
    for words, letter in zip(stands, "XYX", strict=True):
        text = text.replace(words, letter).replace(f"{words[:1].upper()}{words[1:]}", letter)
    return text


def _open_role(mention: Mention, unknown: set[str]) -> str | None:
    return next((role for role in mention.roles if unknown & set(mention.ids(role))), None)


def _lost(question: str, mention: Mention) -> tuple[str, ...]:
    """Names and years of the question that the reading does not hold: an answer without them would be to another question."""
    held = {id_ for role in mention.roles for id_ in mention.ids(role)} | set(mention.claimed_by)
    held |= {actor.person for role in mention.roles for actor in mention.actors(role) if actor.person}
    if mention.place:
        held |= {each for each in (mention.place.id, mention.place.country) if each}
    lost = [question[hit.start : hit.end] for hit in load_atlas().lookup.find(question) if not held & set(hit.ids())]
    edtf = mention.date.edtf if mention.date else ""
    lost += [year for year in _YEAR.findall(question) if year not in edtf]
    return tuple(dict.fromkeys(lost))
