"""The register: every dispatch, mention and link ever read, append-only, and the questions one can put to it."""

from __future__ import annotations

from legation.register.contradictions import Contradiction, Teller, Value, contradictions
from legation.register.judgements import Judgement
from legation.register.queries import Evidence, Shown, agenda, known_actors, show, timeline
from legation.register.recoding import Recoded, recode, stale
from legation.register.related import Related
from legation.register.reviewed import Doubt, Edit, Entry, Reviewed, doubts, meant
from legation.register.reviewed import log as review_log
from legation.register.store import Added, Counts, QuoteError, Register, check_spans, open_register
from legation.register.ties import members

__all__ = [
    "Added",
    "Contradiction",
    "Counts",
    "Doubt",
    "Edit",
    "Entry",
    "Evidence",
    "Judgement",
    "QuoteError",
    "Recoded",
    "Register",
    "Related",
    "Reviewed",
    "Shown",
    "Teller",
    "Value",
    "agenda",
    "check_spans",
    "contradictions",
    "doubts",
    "known_actors",
    "meant",
    "members",
    "open_register",
    "recode",
    "review_log",
    "show",
    "stale",
    "timeline",
]
