"""Events by the words of their quotes and of the titles above them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from legation.model import RegisterError
from legation.register import schema
from legation.register.loading import chunks, is_current

MOST_WORDS = 8


def events_saying(connection: Connection, words: str, moment: str | None = None) -> set[str]:
    """The events of which a mention has all of these words in its quote, or all in its title, be they but parts of words.

    Databases fold the case of plain letters only, so a word is looked for as written, in small letters and with a capital.
    More than ``MOST_WORDS`` words are a ``RegisterError``.
    """
    wanted = words.split()
    if len(wanted) > MOST_WORDS:
        raise RegisterError(f"{len(wanted)} words to look for; write {MOST_WORDS} at most")
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    found = set(connection.execute(select(mentions.c.id).where(_all_in(mentions.c.quote, wanted))).scalars())
    titled = connection.execute(select(dispatches.c.key).where(_all_in(dispatches.c.title, wanted))).scalars().all()
    for some in chunks(titled):
        found.update(connection.execute(select(mentions.c.id).where(mentions.c.dispatch.in_(some))).scalars())
    events: set[str] = set()
    for some in chunks(found):
        query = select(links.c.event).where(links.c.mention.in_(some), is_current(moment), links.c.event != "")
        events.update(connection.execute(query).scalars())
    return events


def _all_in(column: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    """Condition for a column that has every word, in one of its forms."""
    return and_(
        *(
            or_(*(column.contains(form, autoescape=True) for form in _forms(word)))
            if not word.isascii()
            else column.icontains(word, autoescape=True)
            for word in words
        )
    )


def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())))
