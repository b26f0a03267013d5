"""The parameters of an address, read; what can't be is refused by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from legation.exports.resolve import find_actors, find_organization
from legation.messages import Interface, text
from legation.model import STATUSES, LegationError, RegisterError, suggest
from legation.model.dates import DateError, bounds
from legation.ontology import domains, kinds
from legation.register import Register
from legation.web.view import Parameter, Value

LONGEST = 200
"""Characters of one parameter: longer than any name."""


class BadRequestError(LegationError):
    """A parameter that can't be read; the message names it and what to write instead."""


def read(
    register: Register, wanted: Sequence[Parameter], given: Iterable[tuple[str, str]], language: Interface
) -> tuple[dict[str, Value], dict[str, str]]:
    """The parameters as read and as written; an empty one counts as not given."""
    known = {each.name: each for each in wanted}
    written: dict[str, str] = {}
    for name, value in given:
        if name not in known:
            hint = suggest(name, known) or (f"; {', '.join(known)}" if known else "")
            raise BadRequestError(text("web.error.parameter", language, name=name, hint=hint))
        if name in written:
            raise BadRequestError(text("web.error.twice", language, name=name))
        if len(value) > LONGEST or "\x00" in value:
            raise BadRequestError(text("web.error.long", language, name=name, most=LONGEST))
        if value.strip():
            written[name] = value.strip()
    values: dict[str, Value] = {}
    for name, value in written.items():
        try:
            values[name] = _value(register, known[name], value, language)
        except (RegisterError, ValueError) as error:
            raise BadRequestError(f"{name}: {error}") from error
    return values, written


def _value(register: Register, parameter: Parameter, value: str, language: Interface) -> Value:
    match parameter.sort:
        case "day" | "last_day":
            return _day(value, parameter.sort == "last_day", language)
        case "number":
            return _number(value, parameter.most, language)
        case "actors":
            return find_actors(register, value, language)
        case "organization":
            return find_organization(register, value, language)
        case "kind":
            return _one_of(value, (*kinds(), *(name.split(".")[0] for name in kinds())), language)
        case "status":
            return _one_of(value, STATUSES, language)
        case "domain":
            return _one_of(value, domains(), language)
        case "words":
            return value


def _day(value: str, last: bool, language: Interface) -> date:
    try:
        found = bounds(value)[last]
    except DateError:
        found = None
    if found is None:
        raise ValueError(text("error.day", language, value=value))
    return found


def _number(value: str, most: int, language: Interface) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise ValueError(text("web.error.number", language, value=value, most=most))
    return int(value)


def _one_of(value: str, known: Iterable[str], language: Interface) -> str:
    names = tuple(dict.fromkeys(known))
    if value not in names:
        raise ValueError(text("web.error.choice", language, value=value, hint=suggest(value, names) or f"; {', '.join(names)}"))
    return value


def kept(query: Mapping[str, str], **changed: str | int | None) -> dict[str, str]:
    """The parameters of an address with some of them changed, ``None`` to leave one out.

    >>> kept({"kind": "aid", "page": "3"}, page=4), kept({"kind": "aid", "page": "3"}, page=None)
    ({'kind': 'aid', 'page': '4'}, {'kind': 'aid'})
    """
    merged = {**query, **{name: str(value) for name, value in changed.items() if value is not None}}
    return {name: value for name, value in merged.items() if name not in changed or changed[name] is not None}
