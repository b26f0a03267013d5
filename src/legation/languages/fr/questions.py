"""How French asks: the question as a statement that the coder can read, with an actor in the place of the unknown one."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

Open = Literal["who", "when", "where", "count", "whether"]


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that begin a question; ``subject`` or ``object`` is what stands in for the unknown, and where."""

    open: Open
    pattern: str
    subject: str = ""
    object: str = ""


class _Statement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rewrite: tuple[tuple[str, str], ...]
    subject_inverted: str
    time: str
    inversion: str
    beyond: str


class _Questions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    opening: tuple[Opening, ...]
    statement: _Statement


class Stated(Struct, frozen=True, kw_only=True):
    """A question as a statement, and what it asks for."""

    open: Open
    text: str


@cache
def _questions() -> _Questions:
    return msgspec.toml.decode((files(__package__) / "questions.toml").read_bytes(), type=_Questions)


def state(question: str, one: str, many: str, organization: str) -> Stated | None:
    """The question as a statement with names that it does not have itself; ``None`` where it begins like no question.

    >>> state("Qui a quitté la Cédéao en 2025 ?", "le Vanuatu", "le Vanuatu et les Tonga", "l'Asean").text
    'Le Vanuatu a quitté la Cédéao en 2025.'
    >>> state("Avec qui le Mali a-t-il signé un accord ?", "le Vanuatu", "", "").text
    'Le Mali a signé un accord avec le Vanuatu.'
    """
    words = " ".join(question.replace("’", "'").replace("\u00a0", " ").split()).rstrip(" ?.!")
    lower = words[:1].lower() + words[1:]
    for pattern, meant in _questions().statement.rewrite[:1]:
        lower = re.sub(pattern, meant, lower, flags=re.IGNORECASE)
    if re.match(_questions().statement.beyond, lower):
        return None
    names = {"one": one, "many": many, "organization": organization}
    for opening in _questions().opening:
        found = re.match(rf"{opening.pattern}(?![\w-])", lower, re.IGNORECASE) if not opening.pattern.endswith("'") else None
        if found is None:
            continue
        asked = lower[found.end() :].strip()
        rest = _declared(asked)
        if opening.subject and re.search(_questions().statement.inversion, asked):  # "quel pays l'Union a-t-elle suspendu"
            rest = _with_object(rest, opening.subject.format(**names))
        elif opening.subject:
            rest = f"{opening.subject.format(**names)} {rest}"
        elif opening.object:
            rest = _with_object(rest, found.expand(opening.object).format(**names))
        return Stated(open=opening.open, text=f"{rest[:1].upper()}{rest[1:]}.") if rest else None
    declared = _declared(lower)
    if declared == lower or "?" not in question:  # a statement is no question
        return None
    return Stated(open="whether", text=f"{declared[:1].upper()}{declared[1:]}.")


def _declared(rest: str) -> str:
    for pattern, meant in _questions().statement.rewrite[1:]:
        rest = re.sub(pattern, meant, rest, flags=re.IGNORECASE)
    inverted = re.match(_questions().statement.subject_inverted, rest, re.IGNORECASE)
    return f"{inverted[2]} {inverted[1]} {inverted[3]}" if inverted else rest


def _with_object(rest: str, unknown: str) -> str:
    """The unknown after the verb, before "en 2025" and the like."""
    found = re.search(_questions().statement.time, rest)
    return f"{rest[: found.start()]} {unknown}{rest[found.start() :]}" if found else f"{rest} {unknown}"
