"""What the interface says, in English and in French: one table, ``messages.toml``, a line a message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import msgspec

from legation.model import suggest

Interface = Literal["en", "fr"]
INTERFACES: tuple[Interface, ...] = get_args(Interface)

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@cache
def _table() -> dict[str, tuple[str, str]]:
    return msgspec.toml.decode((files(__package__) / "messages.toml").read_bytes(), type=dict[str, tuple[str, str]])


def keys() -> tuple[str, ...]:
    """All message keys.

    >>> "status.denied" in keys()
    True
    """
    return tuple(_table())


def text(key: str, language: Interface, **values: str | int) -> str:
    """A message in a language; ``KeyError`` with a suggestion for one that the table lacks.

    >>> text("status.scheduled", "fr"), text("note.considered.join", "en", sources="1 source")
    ('prévu', 'considers joining (1 source)')
    """
    pair = _table().get(key)
    if pair is None:
        raise KeyError(f'messages.toml has no "{key}"{suggest(key, _table())}')
    said = pair[INTERFACES.index(language)]
    return said.format(**values) if values else said


def label(family: str, name: str, language: Interface) -> str:
    """The label of a kind, role, status or domain; its own name where the table has none yet.

    >>> label("role", "VISITOR", "fr"), label("role", "newrole", "fr")
    ('visiteur', 'newrole')
    """
    key = f"{family}.{name}"
    return text(key, language) if key in _table() else name


def count(key: str, number: int, language: Interface) -> str:
    """A number with its noun, which in French is singular up to one, in English for one alone.

    >>> count("sources", 0, "fr"), count("sources", 0, "en"), count("sources", 2, "fr")
    ('0 source', '0 sources', '2 sources')
    """
    singular = number < 2 if language == "fr" else number == 1
    return text(f"{key}.{'one' if singular else 'many'}", language, number=number)


def interface(chosen: str | None = None, environment: Mapping[str, str] | None = None) -> Interface:
    """The language to speak: the one asked for, else ``LEGATION_LANG``, else the locale's, else English.

    >>> interface(None, {"LANG": "fr_BF.UTF-8"}), interface("en", {"LANG": "fr_BF.UTF-8"})
    ('fr', 'en')
    """
    variables = os.environ if environment is None else environment
    locale = next((variables[name] for name in _LOCALE_VARIABLES if variables.get(name)), "")
    for wish in (chosen, variables.get("LEGATION_LANG"), locale):
        for language in INTERFACES:
            if wish and wish.lower().replace("-", "_").split("_")[0] == language:
                return language
    return "en"
