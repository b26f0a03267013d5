"""Files to dispatches, one at a time; whatever can't be read is told and the batch goes on."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from legation.model import Dispatch, Language, SourceError
from legation.sources.days import EXPECTED, iso_published
from legation.sources.encoding import decode, mark, refuse_binary
from legation.sources.html import html_dispatch
from legation.sources.jsonl import json_dispatch, line_dispatch
from legation.sources.parquet import parquet_lines
from legation.sources.paths import STANDARD_INPUT, expand, form_of_suffix, size
from legation.sources.text import text_dispatch
from legation.sources.unread import LIMIT, Unread, UnreadableError, too_large
from legation.sources.warc import warc_dispatches

Progress = Callable[[int], None]
_PAGE = re.compile(
    r"\s*(?:<\?xml|<!doctype|<!--|<(?:html|head|body|meta|title|article|div|section|p|h1|rss|feed)[\s>])", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_MAGIC_FORMS = ((b"WARC/1.", "warc"), (b"PAR1", "parquet"))
_EMPTY = UnreadableError("is empty", "remove it, or fetch it again")


class _Given(msgspec.Struct, frozen=True):
    """What the caller says of every dispatch."""

    published: str | None
    url: str | None
    language: Language | None


class _Source(msgspec.Struct, frozen=True):
    """An open file: where it is, its name (the dispatch's id), its bytes."""

    where: str
    name: str
    stream: BinaryIO
    size: int


def read_sources(
    paths: Sequence[str],
    *,
    published: str | None = None,
    url: str | None = None,
    language: Language | None = None,
    progress: Progress | None = None,
) -> Iterator[Dispatch | Unread]:
    """Read files, folders, patterns and ``-`` (standard input), in order; what can't be read comes out as ``Unread``.

    A folder is read with its subfolders, in the order of names, by known suffixes. What is given goes before what a
    source says. ``progress`` is told the bytes done so far, out of those of ``count_sources``.

    >>> [str(each) for each in read_sources(["missing.txt"])]
    ['missing.txt: no such file; check the path']
    """
    day = None if published is None else iso_published(published)
    if published is not None and day is None:
        raise SourceError(f'published is "{published}", not {EXPECTED}')
    return _read_all(paths, _Given(day, url, language), progress or (lambda _: None))


def _read_all(paths: Sequence[str], given: _Given, progress: Progress) -> Iterator[Dispatch | Unread]:
    done = 0
    for found in expand(paths):
        if isinstance(found, Unread):
            yield found
        elif found is STANDARD_INPUT:
            yield from _read(_Source("stdin", "stdin", sys.stdin.buffer, 0), given, lambda _: None)
        else:
            total = size(found)
            try:
                with found.open("rb") as stream:
                    source = _Source(str(found), found.name, stream, total)
                    yield from _read(source, given, _Offset(done, progress))
            except OSError as error:
                yield Unread(str(found), None, f"can't be read ({error.strerror or error})", "check the file and its permissions")
            done += total
            progress(done)


class _Offset(msgspec.Struct, frozen=True):
    """Progress inside a file, told as progress through all of them."""

    start: int
    tell: Progress

    def __call__(self, position: int) -> None:
        self.tell(self.start + position)


def _read(source: _Source, given: _Given, progress: Progress) -> Iterator[Dispatch | Unread]:
    """The records of one open file; an error in one of its parts is told with its line."""
    try:
        head = _peek(source.stream)
        form = _form(source.name, head)
        if form == "warc":
            yield from _records(source, given, progress)
            return
        if form == "parquet":
            yield from _rows(source, given, progress)
            return
        refuse_binary(head)
        if form == "lines" or (form == "json" and _is_lines(head)):
            yield from _lines(source, head, given, progress)
        elif form == "json":
            yield from _items(source, given)
        else:
            yield _whole(source, form, given)
    except Exception as error:
        yield _unread(error, source.where, None)


def _unread(error: Exception, where: str, line: int | None) -> Unread:
    """Any error as an ``Unread``: one bad file or line never stops the batch."""
    if isinstance(error, UnreadableError):
        return error.at(where, line)
    if isinstance(error, OSError):
        return Unread(where, line, f"can't be read ({error.strerror or error})", "check the file and its permissions")
    return Unread(where, line, f"can't be read ({type(error).__name__}: {str(error)[:120]})", "pass the text as .txt")


def _peek(stream: BinaryIO) -> bytes:
    """The first bytes, left in the stream."""
    return stream.peek(4096)[:4096] if isinstance(stream, io.BufferedReader) else b""


def _form(name: str, head: bytes) -> str:
    """What a file holds, by its name; by its first bytes where the name doesn't say or says text."""
    named = form_of_suffix(name)
    if named not in (None, "text"):
        return str(named)
    for magic, form in _MAGIC_FORMS:
        if head.startswith(magic):
            return form
    marked = mark(head)
    start = head.decode(marked or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if _PAGE.match(start):
        return "page"
    if named is None and start[:1] in ("{", "["):
        return "json"
    return "text"


def _is_lines(head: bytes) -> bool:
    """Whether a JSON file is JSON Lines: its first line is a whole object (or longer than what can be seen of it)."""
    start = head.decode(mark(head) or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    first, end, _ = start.partition("\n")
    return start.startswith("{") and (first.rstrip().endswith("}") if end else len(head) >= 4096 or first.rstrip().endswith("}"))


def _whole(source: _Source, form: str, given: _Given) -> Dispatch:
    text = decode(_all(source), page=form == "page")
    if not text.strip("\ufeff \t\r\n\f"):
        raise _EMPTY
    read = html_dispatch if form == "page" else text_dispatch
    if source.name.lower().endswith(".md"):
        text = _MARKDOWN.sub("", text)
    return read(text, source.name, published=given.published, url=given.url, language=given.language)


def _all(source: _Source) -> bytes:
    """All bytes of a file, within the limit."""
    if source.size > LIMIT:
        raise too_large(source.size)
    data = source.stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise too_large(len(data))
    return data


def _items(source: _Source, given: _Given) -> Iterator[Dispatch | Unread]:
    """The objects of a JSON list, or one object over several lines."""
    text = decode(_all(source)).lstrip("\ufeff")
    if not text.strip():
        raise _EMPTY
    try:
        items = (
            msgspec.json.decode(text, type=list[msgspec.Raw]) if text.lstrip().startswith("[") else [msgspec.Raw(text.encode())]
        )
    except (msgspec.DecodeError, RecursionError) as error:
        said = str(error).removeprefix("JSON is malformed: ") or "nested too deeply"
        raise UnreadableError(f"isn't valid JSON ({said})", "pass a list of objects, or JSON Lines as .jsonl") from error
    for number, item in enumerate(items, 1):
        try:
            yield json_dispatch(
                bytes(item),
                f"{source.name}:{number}",
                published=given.published,
                url=given.url,
                language=given.language,
            )
        except Exception as error:
            told = _unread(error, source.where, None)
            yield msgspec.structs.replace(told, reason=f"item {number} {told.reason}") if len(items) > 1 else told


def _records(source: _Source, given: _Given, progress: Progress) -> Iterator[Dispatch | Unread]:
    """The pages of a crawl, one record in memory at a time."""
    if not _peek(source.stream):
        raise _EMPTY
    yield from warc_dispatches(
        source.stream, source.where, published=given.published, language=given.language, progress=progress
    )


def _rows(source: _Source, given: _Given, progress: Progress) -> Iterator[Dispatch | Unread]:
    """The rows of a Parquet file, some hundred in memory at a time."""
    for number, line in parquet_lines(source.stream, progress):
        try:
            if isinstance(line, UnreadableError):
                raise line
            name = f"{source.name}:{number}"
            yield line_dispatch(line, name, published=given.published, url=given.url, language=given.language)
        except Exception as error:
            yield _unread(error, source.where, number)


def _lines(source: _Source, head: bytes, given: _Given, progress: Progress) -> Iterator[Dispatch | Unread]:
    """JSON Lines, one line in memory at a time."""
    empty = True
    for number, line in _numbered(source.stream, mark(head), progress):
        if isinstance(line, UnreadableError):
            empty = False
            yield line.at(source.where, number)
        elif line.strip():
            empty = False
            try:
                yield json_dispatch(
                    line, f"{source.name}:{number}", published=given.published, url=given.url, language=given.language
                )
            except Exception as error:
                yield _unread(error, source.where, number)
    if empty:
        yield _EMPTY.at(source.where)


def _numbered(stream: BinaryIO, marked: str | None, progress: Progress) -> Iterator[tuple[int, bytes | UnreadableError]]:
    """Numbered lines; of a line beyond the limit only its refusal."""
    if marked is None or marked == "utf-8-sig":
        yield from _bounded(stream.readline, progress)
        return
    wide = io.TextIOWrapper(stream, encoding=marked, newline="\n")
    try:
        yield from _bounded(lambda limit: wide.readline(limit).encode("utf-8", "surrogatepass"), lambda _: None)
    finally:
        wide.detach()  # the file is its opener's to close


def _bounded(readline: Callable[[int], bytes], progress: Progress) -> Iterator[tuple[int, bytes | UnreadableError]]:
    number = position = 0
    while line := readline(LIMIT + 1):
        number += 1
        position += len(line)
        if len(line) > LIMIT and not line.endswith(b"\n"):
            length = len(line)
            while not line.endswith(b"\n") and (line := readline(LIMIT)):
                length += len(line)
            position += length - LIMIT - 1
            yield number, too_large(length)
        else:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        progress(position)
