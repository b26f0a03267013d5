"""Web pages over a register: one file a view in ``views/``, the same queries as the command line.

>>> [view.name for view in views() if view.name in ("agenda", "timeline")]
['agenda', 'timeline']
"""

from __future__ import annotations

from legation.web.app import make_app
from legation.web.guard import Gate
from legation.web.registry import views

__all__ = ["Gate", "make_app", "views"]
