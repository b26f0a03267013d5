"""Plain text to a dispatch, and the last steps that every source shares."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Dispatch, Language, RelatedLink, make_dispatch
from legation.sources.characters import clean_line, same
from legation.sources.dateline import read_dateline, take_dateline
from legation.sources.days import published_line
from legation.sources.debris import is_debris, strip_debris
from legation.sources.paragraphs import blocks, join, split_title
from legation.sources.tongue import vote
from legation.sources.unread import LIMIT, UnreadableError, too_large


def text_dispatch(
    raw: str,
    id: str,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    language: Language | None = None,
    other_language: bool = False,
) -> Dispatch:
    r"""Read an article as plain text; with ``title`` given (even empty) none is looked for in the text.

    ``other_language``: the source says that it is neither French nor English.

    >>> read = text_dispatch("Le Mali se retire\n\nBAMAKO (ASP) – Le Mali a quitté la Cédéao.\n\nPartager", "n1")
    >>> read.title, read.text, read.dateline.place
    ('Le Mali se retire', 'Le Mali a quitté la Cédéao.', 'BAMAKO')
    """
    if len(raw) > LIMIT:
        raise too_large(len(raw))
    groups = blocks(raw)
    if not groups and not title:
        raise UnreadableError("is empty")
    found = ""
    if title is None:
        groups = _skip_top(groups)
        if not _is_top(groups[0]):
            found, groups = split_title(groups)
    return finish(
        join(groups), id, title=clean_line(title) if title is not None else found, published=published, url=url,
        publisher=publisher, author=author, language=language, vote_language=not other_language,
    )  # fmt: skip


def finish(
    paragraphs: Sequence[str],
    id: str,
    *,
    title: str,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    language: Language | None = None,
    vote_language: bool = True,
    related: tuple[RelatedLink, ...] = (),
    dated_lines: bool = True,
) -> Dispatch:
    """Take out debris, the title said twice and the dateline, and make the dispatch.

    ``dated_lines``: whether a line "Publié le …" may give the day of publication where nothing else does.

    >>> finish(["Titre", "Le Mali quitte la Cédéao."], "n1", title="Titre").text
    'Le Mali quitte la Cédéao.'
    """
    cleaned = strip_debris(paragraphs, author=author)
    lines = list(cleaned.paragraphs)
    while lines and title and same(lines[0], title):
        lines.pop(0)
    dateline, lines = take_dateline(lines)
    if not lines and not title:
        raise UnreadableError("has no article: nothing is left without its buttons, links and signatures")
    text = "\n\n".join(lines)
    if language is None and vote_language:
        language = vote(f"{title}\n{text}")
    if published is None and dated_lines:
        published = cleaned.published
    return make_dispatch(
        id, text, title=title, language=language, published=published, url=url, publisher=publisher,
        author=author or cleaned.author, dateline=dateline, related=_merge(related, cleaned.related, title),
    )  # fmt: skip


def _skip_top(groups: list[list[str]]) -> list[list[str]]:
    """Put the lines above the title (buttons, a date, a dateline) behind it."""
    for at, block in enumerate(groups[:4]):
        if not _is_top(block):
            return [*groups[at : at + 1], *groups[:at], *groups[at + 1 :]]
    return groups


def _is_top(block: list[str]) -> bool:
    """Whether a block is one line that is neither title nor text."""
    line = block[0]
    return len(block) == 1 and (is_debris(line) or published_line(line) is not None or _is_dateline(line))


def _is_dateline(line: str) -> bool:
    dateline, rest = read_dateline(line)
    return dateline is not None and not rest


def _merge(first: tuple[RelatedLink, ...], second: tuple[RelatedLink, ...], title: str) -> tuple[RelatedLink, ...]:
    """Related links once each; those with an address first."""
    merged: list[RelatedLink] = []
    for link in (*first, *second):
        if not same(link.title, title) and not any(same(link.title, other.title) for other in merged):
            merged.append(link)
    return tuple(merged)
