"""Finds the formats: every module of ``formats/`` that has a ``FORMAT``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from legation.exports import formats as folder
from legation.exports.format import Format
from legation.model import RegisterError, suggest


@cache
def formats() -> tuple[Format, ...]:
    """All formats, by id."""
    names = (found.name for found in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."))
    made = [getattr(import_module(name), "FORMAT", None) for name in sorted(names)]
    return tuple(sorted((one for one in made if isinstance(one, Format)), key=lambda one: one.id))


def find_format(id: str) -> Format:
    """The format of that id; an error that names the others where there is none.

    >>> find_format("csv").suffix
    '.csv'
    """
    known = {one.id: one for one in formats()}
    if id not in known:
        raise RegisterError(f'unknown format "{id}"{suggest(id, known) or "; one of " + ", ".join(known)}')
    return known[id]
