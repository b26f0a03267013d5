"""An alert in words: one line that says what changed, and the lines under it that say by whose word."""

from __future__ import annotations

import re

from legation.atlas import load_atlas
from legation.messages import Interface, label, text
from legation.ontology import kinds
from legation.watch.changes import Changed

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+")


def plain(words: str) -> str:
    r"""Words for a mail, a feed or a log: no control character, nothing that turns the direction of text, one line.

    >>> plain("Le Mali\r\nBcc: x\u202e")
    'Le Mali Bcc: x '
    """
    return _CONTROL.sub(" ", words)


def headline(changed: Changed, language: Interface) -> str:
    """What changed in one line: the change, the kind, who, when."""
    kind = kinds()[changed.kind]
    principal = [role for role in kind.required if role in changed.roles]
    who = " → ".join(_names(changed, role, language) for role in principal)
    rest = [role for role in changed.roles if role not in principal]
    others = "; ".join(f"{label('role', role, language)}: {_names(changed, role, language)}" for role in rest)
    date = f" ({changed.date})" if changed.date else ""
    what = f"{label('kind', changed.kind, language)}, {who}{f' ({others})' if others else ''}{date}"
    return plain(text(f"alert.{changed.change}", language, what=what))


def lines(changed: Changed, language: Interface) -> tuple[str, ...]:
    """The values that differ, who says so, the quote, its source."""
    source = ", ".join(each for each in (changed.publisher, changed.published and changed.published[:10]) if each)
    said = [
        changed.value if changed.change in ("contradiction", "moved") else "",
        text("alert.according", language, who=", ".join(_name(each, changed, language) for each in changed.claimed_by))
        if changed.claimed_by
        else "",
        f"« {changed.quote} »" if language == "fr" else f"“{changed.quote}”",
        f"{changed.title} ({source})" if changed.title and source else changed.title or source,
        changed.url or "",
    ]
    return tuple(plain(line) for line in said if line)


def _names(changed: Changed, role: str, language: Interface) -> str:
    return ", ".join(_name(actor, changed, language) for actor in changed.roles[role])


def _name(actor: str, changed: Changed, language: Interface) -> str:
    known = load_atlas().name(actor, language)
    return known if known != actor else changed.names.get(actor) or actor.rpartition(":")[2]
