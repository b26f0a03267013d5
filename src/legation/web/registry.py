"""Finds the views: every module of ``views/`` that has a ``VIEW``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from legation.web import views as folder
from legation.web.view import View


@cache
def views() -> tuple[View, ...]:
    """All views, by name."""
    names = (found.name for found in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."))
    made = [getattr(import_module(name), "VIEW", None) for name in sorted(names)]
    return tuple(sorted((one for one in made if isinstance(one, View)), key=lambda one: one.name))


def menu() -> tuple[View, ...]:
    """The views of the menu, in its order."""
    return tuple(sorted((view for view in views() if view.place), key=lambda view: view.place))
