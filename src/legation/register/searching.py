"""Events by the words of their quotes and of the titles above them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, or_, select

from legation.model import RegisterError
from legation.register import schema
from legation.register.loading import is_current

MOST_WORDS = 8


def events_saying(connection: Connection, words: str, moment: str | None = None) -> set[str]:
    """The events of which a mention has all of these words in its quote or its title, be they but parts of words.

    Databases fold the case of plain letters only, so a word is looked for as written, in small letters and with a capital.

    """
    wanted = words.split()
    if len(wanted) > MOST_WORDS:
        raise RegisterError(f"{len(wanted)} words to look for; write {MOST_WORDS} at most")
    links, mentions, dispatches = schema.links, schema.mentions, schema.dispatches
    conditions: list[ColumnElement[bool]] = [
        or_(
            *(
                column.contains(form, autoescape=True)
                for column in (mentions.c.quote, dispatches.c.title)
                for form in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
            )
        )
        for word in wanted
    ]
    query = (
        select(links.c.event)
        .join(mentions, mentions.c.id == links.c.mention)
        .join(dispatches, dispatches.c.key == mentions.c.dispatch)
        .where(*conditions, is_current(moment), links.c.event != "")
    )
    return set(connection.execute(query).scalars())
