"""The register: every dispatch, mention and link ever read, append-only, and the questions one can put to it."""

from __future__ import annotations

from legation.register.queries import Evidence, Shown, agenda, known_actors, show, timeline
from legation.register.store import Added, Counts, QuoteError, Register, check_spans, open_register
from legation.register.ties import members

__all__ = [
    "Added",
    "Counts",
    "Evidence",
    "QuoteError",
    "Register",
    "Shown",
    "agenda",
    "check_spans",
    "known_actors",
    "members",
    "open_register",
    "show",
    "timeline",
]
