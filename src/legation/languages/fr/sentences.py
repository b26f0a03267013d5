"""Sentences of a French text, by punctuation: the parser is never trusted with where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class SentenceSpan(NamedTuple):
    """A sentence as half-open offsets in the text, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|art|av|cf|etc|env|vol|no|p|[A-ZÉ]|J\.-C|Gal|Col|Cap|Lt)\.)$"
)
_END = re.compile(r"[.!?…]+(?:\s?[»”\"'’)\]]+)?(?=\s)")
_GLUED = re.compile(r"(?<=[a-zà-ÿ»”\"])[.!?…][»”\"]?(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ' ’])")  # "partira.Le ministre": the web loses spaces
_START = re.compile(r"\s+(?=[«“\"'(\[–—-]*\s?[A-ZÀ-ÖØ-Þ0-9])")


def split_sentences(text: str) -> Iterator[SentenceSpan]:
    r"""Yield the sentences of a text; a line break ends a sentence.

    >>> text = "M. Diop est à Moscou. Il y restera.\n\nFin"
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['M. Diop est à Moscou.', 'Il y restera.', 'Fin']
    >>> text = "Le ministre est reparti hier soir.La délégation restera."
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['Le ministre est reparti hier soir.', 'La délégation restera.']
    """
    paragraph = 0
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            after = _START.match(text, end.end(), line.end())
            if not after or (
                end.group().startswith(".") and _ABBREVIATION.search(text, max(start, end.start() - 5), end.start() + 1)
            ):
                continue
            yield from _unglued(text, start, end.end(), paragraph)
            start = end.end()
        if text[start : line.end()].strip():
            yield from _unglued(text, start, line.end(), paragraph)
        paragraph += 1


def _unglued(text: str, start: int, end: int, paragraph: int) -> Iterator[SentenceSpan]:
    for glue in _GLUED.finditer(text, start, end):
        if glue.end() - start > 25 and end - glue.end() > 15:
            yield _trimmed(text, start, glue.end(), paragraph)
            start = glue.end()
    yield _trimmed(text, start, end, paragraph)


def _trimmed(text: str, start: int, end: int, paragraph: int) -> SentenceSpan:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return SentenceSpan(start, end, paragraph)
