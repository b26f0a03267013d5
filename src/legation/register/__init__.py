"""The register: every dispatch, mention and link ever read, append-only, and the questions one can put to it."""

from __future__ import annotations

from legation.register.collectives import Collective, members_on
from legation.register.contradictions import Contradiction, Teller, Value, contradictions
from legation.register.differences import Difference, EventChange, TieChange, diff
from legation.register.dyads import Dyad, dyad
from legation.register.histories import Step, history
from legation.register.judgements import Judgement
from legation.register.plans import Planned, agenda, overdue
from legation.register.queries import Evidence, Shown, known_actors, show, timeline, undated
from legation.register.recoding import Recoded, recode, stale
from legation.register.related import Related
from legation.register.reviewed import Doubt, Edit, Entry, Reviewed, doubts, meant
from legation.register.reviewed import log as review_log
from legation.register.store import Added, Counts, QuoteError, Register, check_spans, open_register
from legation.register.ties import agreements, members, relations

__all__ = [
    "Added",
    "Collective",
    "Contradiction",
    "Counts",
    "Difference",
    "Doubt",
    "Dyad",
    "Edit",
    "Entry",
    "EventChange",
    "Evidence",
    "Judgement",
    "Planned",
    "QuoteError",
    "Recoded",
    "Register",
    "Related",
    "Reviewed",
    "Shown",
    "Step",
    "Teller",
    "TieChange",
    "Value",
    "agenda",
    "agreements",
    "check_spans",
    "contradictions",
    "diff",
    "doubts",
    "dyad",
    "history",
    "known_actors",
    "meant",
    "members",
    "members_on",
    "open_register",
    "overdue",
    "recode",
    "relations",
    "review_log",
    "show",
    "stale",
    "timeline",
    "undated",
]
