"""What was forgotten is not stored again: addresses and names are known by a salted digest, and by nothing else."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, insert, select

from legation.atlas.fold import fold
from legation.model import Dispatch, SourceError
from legation.register import schema

_WORD = re.compile(r"\w+")


class ForgottenError(SourceError):
    """A dispatch that may not be stored: its address, or somebody whom it names, was forgotten."""


def words_of(text: str) -> list[str]:
    """The words of a name or text as they are compared: without case, accents and punctuation.

    >>> words_of("Awa N'Diaye-Essaï")
    ['awa', 'n', 'diaye', 'essai']
    """
    return _WORD.findall(fold(text))


def plain_url(url: str) -> str:
    """An address without its fragment, as it is compared."""
    return url.strip().partition("#")[0]


def digest(salt: str, said: str) -> str:
    """What is kept of an address or a name."""
    return hashlib.sha256(f"{salt}\x1f{said}".encode("utf-8", "replace")).hexdigest()


def note(
    connection: Connection, what: str, said: str, *, dispatches: int, mentions: int, author: str, reason: str, now: str
) -> None:
    """Note that something was forgotten."""
    salt = secrets.token_hex(16)
    row = {
        "what": what, "salt": salt, "digest": digest(salt, said), "words": len(said.split()) if what == "person" else 0,
        "dispatches": dispatches, "mentions": mentions, "author": author, "reason": reason, "made_at": now,
    }  # fmt: skip
    connection.execute(insert(schema.forgotten).values(row))


def is_forgotten(connection: Connection, url: str) -> bool:
    """Whether an address was forgotten."""
    table = schema.forgotten
    rows = connection.execute(select(table.c.salt, table.c.digest).where(table.c.what == "url")).all()
    return any(digest(row.salt, plain_url(url)) == row.digest for row in rows)


def refuse_forgotten(connection: Connection, dispatch: Dispatch) -> None:
    """Raise ``ForgottenError`` for a dispatch of a forgotten address, or that names a forgotten person; name neither."""
    table = schema.forgotten
    rows = connection.execute(select(table.c.what, table.c.salt, table.c.digest, table.c.words)).all()
    if not rows:
        return
    addresses = {plain_url(each) for each in (dispatch.url, dispatch.id) if each}
    if any(row.what == "url" and digest(row.salt, each) == row.digest for row in rows for each in addresses):
        raise ForgottenError("not stored: its address was forgotten (legation forget)")
    told = list(fields(dispatch))
    for row in rows:
        if row.what == "person" and any(digest(row.salt, each) == row.digest for each in _runs(told, row.words)):
            raise ForgottenError("not stored: it names somebody who was forgotten (legation forget)")


def fields(dispatch: Dispatch) -> Iterator[str]:
    """All words of a dispatch that may name somebody."""
    yield from (dispatch.title, dispatch.text, dispatch.author or "", dispatch.publisher or "", dispatch.id, dispatch.url or "")
    if dispatch.dateline:
        yield from (dispatch.dateline.place or "", dispatch.dateline.agency or "")
    yield from (words for link in dispatch.related for words in (link.title, link.url or ""))


def names(texts: Iterable[str], name: Sequence[str]) -> bool:
    """Whether a name, as words, stands in one of the texts.

    >>> names(["Selon AWA Diallo, tout va bien."], ["awa", "diallo"]), names(["Awa, Diallo-Ba"], ["diallo", "awa"])
    (True, False)
    """
    wanted = " ".join(name)
    return any(f" {wanted} " in f" {' '.join(words_of(text))} " for text in texts)


def _runs(texts: Sequence[str], size: int) -> Iterator[str]:
    for text in texts:
        words = words_of(text)
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])
