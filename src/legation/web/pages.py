"""Templates: every value is escaped, and shows what it would have a terminal or a reader's eye obey."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from legation.exports.escape import printable
from legation.exports.names import name, names, who
from legation.exports.quotes import web_address
from legation.exports.values import value_shown
from legation.messages import INTERFACES, Interface, count, label, text
from legation.model import Event
from legation.model.dates import DateError, granularity
from legation.web.parameters import kept
from legation.web.registry import menu

HERE = Path(__file__).parent


def _safe(value: object) -> object:
    """Words from outside on one line, controls shown; what is markup already came from a template."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _shown(value: str, field: str, language: Interface) -> str:
    return value_shown(field, value, language)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["value_shown"] = _shown
    made.globals.update(
        certain=certain, told=told, kept=kept, address=address, web_address=web_address, menu=menu, languages=INTERFACES
    )
    return made


def certain(edtf: str) -> str:
    """How far a date may be trusted: its granularity, or ``about``.

    >>> certain("2025-04-03"), certain("2025-04~"), certain("2025")
    ('day', 'about', 'year')
    """
    try:
        return "about" if "~" in edtf else granularity(edtf)
    except DateError:
        return "unknown_year"


def told(event: Event) -> str | None:
    """The day on which an event was first told: not its own."""
    return next((step.told[:10] for step in event.history if step.told), None)


def address(language: str, view: str, query: Mapping[str, str] | None = None, suffix: str = "", subject: str = "") -> str:
    """The address of a page.

    >>> address("fr", "members", {"organization": "ECOWAS"}, "csv"), address("en", "event", subject="a b")
    ('/fr/members.csv?organization=ECOWAS', '/en/event/a%20b')
    """
    path = f"/{language}/{view}" + (f"/{quote(subject, safe='')}" if subject else "") + (f".{suffix}" if suffix else "")
    return f"{path}?{urlencode(query)}" if query else path


def render(template: str, language: Interface, values: Mapping[str, object]) -> str:
    """A page. Templates say ``t(KEY)``, ``label(FAMILY, NAME)``, ``count(KEY, NUMBER)``, ``name(ID)``, ``who(EVENT)``."""
    spoken: dict[str, object] = {
        "language": language,
        "t": lambda key, **given: text(key, language, **given),
        "label": lambda family, each: label(family, each, language),
        "count": lambda key, number: count(key, number, language),
        "name": lambda id_, written=None: name(id_, language, written),
        "names": lambda ids, written=None: names(ids, language, written),
        "value_shown": lambda field, value: value_shown(field, value, language),
        "who": lambda event: who(event, language),
    }
    return _environment().get_template(template).render({**spoken, **values})
