"""One JSON object to a dispatch: a line of JSON Lines, or an item of a JSON list."""

from __future__ import annotations

import re

import msgspec

from legation.model import Dispatch, Language
from legation.sources.characters import clean_line
from legation.sources.days import EXPECTED, iso_published
from legation.sources.encoding import decode
from legation.sources.html import html_dispatch
from legation.sources.text import text_dispatch
from legation.sources.tongue import declared_language
from legation.sources.unread import LIMIT, UnreadableError, too_large

_MARKUP = re.compile(r"</(?:p|div|span|strong|em|h[1-6]|li|blockquote|article|a)\s*>|<br\s*/?>", re.IGNORECASE)
_FIELDS = "id, title, text or html, published, url, language"


class Line(msgspec.Struct):
    """The fields that are read; all others are ignored."""

    id: str | int | None = None
    title: str | None = None
    text: str | None = None
    html: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    author: str | None = None


_DECODER = msgspec.json.Decoder(Line)


def json_dispatch(
    line: str | bytes,
    id: str,
    *,
    published: str | None = None,
    url: str | None = None,
    language: Language | None = None,
) -> Dispatch:
    """Read one JSON object; ``id`` is used where it has none, and what is given goes before what it says.

    >>> json_dispatch('{"id": 7, "text": "Le Mali a quitté la Cédéao."}', "a.jsonl:1").id
    '7'
    >>> json_dispatch('{"text": "Le Mali.", "published": "32 avril"}', "a.jsonl:1")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    legation.sources.unread.UnreadableError: "published" is "32 avril", not a day (2025-04-03) or an instant...
    """
    if len(line) > LIMIT:
        raise too_large(len(line))
    return line_dispatch(_decode(line), id, published=published, url=url, language=language)


def line_dispatch(
    read: Line,
    id: str,
    *,
    published: str | None = None,
    url: str | None = None,
    language: Language | None = None,
) -> Dispatch:
    """The same for the fields of a line, wherever they stood: a row of a table has them too.

    >>> line_dispatch(Line(text="Le Mali a quitté la Cédéao."), "a.parquet:1").id
    'a.parquet:1'
    """
    name = clean_line(str(read.id)) if read.id is not None else ""
    told = (read.published or "").strip()
    day = iso_published(told) if told else None
    if told and day is None:
        raise UnreadableError(f'"published" is "{clean_line(told)[:40]}", not {EXPECTED}', "correct it or leave it out")
    tongue = language or declared_language(read.language)
    text, page, title = (read.text or "").strip(), (read.html or "").strip(), clean_line(read.title or "")
    if text and _MARKUP.search(text):
        text, page = "", f"<html><body><article>{text}</article></body></html>"
    if not text and not page and read.text is None:
        raise UnreadableError('has neither "text" nor "html"', f"the fields are {_FIELDS}")
    if not text and not page and not title:
        raise UnreadableError('"text" and "title" are empty')
    if page and not text:
        return html_dispatch(
            page, name or id, title=title or None, published=published or day, url=url or _word(read.url),
            publisher=_word(read.publisher), author=_word(read.author), language=tongue,
        )  # fmt: skip
    return text_dispatch(
        text, name or id, title=title, published=published or day, url=url or _word(read.url),
        publisher=_word(read.publisher), author=_word(read.author), language=tongue,
        other_language=tongue is None and bool(read.language),
    )  # fmt: skip


def _decode(line: str | bytes) -> Line:
    try:
        return _DECODER.decode(line if isinstance(line, str) else decode(line))
    except msgspec.ValidationError as error:
        raise UnreadableError(_said(error), f"the fields are {_FIELDS}") from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise UnreadableError(f"isn't valid JSON ({_said(error)})", "put one whole object on each line") from error
    except RecursionError as error:
        raise UnreadableError("isn't valid JSON (nested too deeply)", "put one whole object on each line") from error


def _said(error: Exception) -> str:
    """The decoder's words on one line, without the part that says what it is about."""
    return clean_line(str(error)).removeprefix("JSON is malformed: ")


def _word(value: str | None) -> str | None:
    return clean_line(value or "") or None
