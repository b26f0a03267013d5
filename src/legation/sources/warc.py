"""Crawls (WARC, plain, gzip or zstd) to dispatches: each page as if it were a file, with address and day of its record.

What is no page (pictures, errors, redirections) and what is damaged is told with its byte in the file, and the rest is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from legation.model import Dispatch, Language
from legation.sources.encoding import decode
from legation.sources.html import html_dispatch
from legation.sources.text import text_dispatch
from legation.sources.unread import LIMIT, Unread, UnreadableError, too_large

if TYPE_CHECKING:
    from fastwarc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_MISSING = UnreadableError("a crawl can't be read here: fastwarc is missing", 'install it with: pip install "legation[warc]"')
_DAMAGED = UnreadableError("damaged or cut short; what follows it is read", "fetch the file again if it matters")
# How a record begins: a compressed crawl compresses each by itself.
_STARTS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.")
_BLOCK = 1 << 20


def warc_dispatches(
    stream: BinaryIO,
    where: str,
    *,
    published: str | None = None,
    language: Language | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Dispatch | Unread]:
    """The pages of a crawl in the order of the file; ids are the addresses of the pages, so that a page crawled again is known.

    The day is the page's own. That of the crawl is never borrowed for it, but a page "published" after it was crawled tells a
    clock and no day of publication: then the day is unknown.

    >>> import io
    >>> [str(unread) for unread in warc_dispatches(io.BytesIO(b"no crawl"), "a.warc")]
    ['a.warc@0: damaged or cut short; what follows it is read; fetch the file again if it matters']
    """
    try:
        from fastwarc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise _MISSING from None
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    start: int | None = 0
    told = False
    while start is not None:
        at = start
        try:
            if start:
                stream.seek(start)
            for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
                at = record.stream_pos
                found = _one(record, where, at, published, language)
                yield found
                told = isinstance(found, Unread) and found.reason == _DAMAGED.reason
                progress(stream.tell() if stream.seekable() else 0)
            return
        except (OSError, ValueError, EOFError):
            if not told:  # a stretch of damage is told once
                yield _at(_DAMAGED, where, at)
            told = True
            start = _next_start(stream, at + 1) if stream.seekable() else None


def _at(error: UnreadableError, where: str, byte: int) -> Unread:
    """With the record's place; the reason is that of every such record, to be counted by."""
    return error.at(f"{where}@{byte}")


def _one(record: WarcRecord, where: str, at: int, published: str | None, language: Language | None) -> Dispatch | Unread:
    """One record as a dispatch, or why it is none."""
    headers = record.headers
    url = (headers.get("WARC-Target-URI") or "").strip("<> ") or None
    try:
        if url is None:
            raise _DAMAGED
        if record.content_length > LIMIT:
            raise too_large(record.content_length)
        length, data = record.content_length, record.reader.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise too_large(len(data))
        if len(data) < length and not _is_packed(record):
            raise _DAMAGED
        kind, charset = _kind(record)
        if not data.strip():
            raise UnreadableError("is empty")
        if kind == "text/plain":
            dispatch = text_dispatch(decode(data, charset=charset), url, published=published, url=url, language=language)
        else:
            dispatch = html_dispatch(data, url, published=published, url=url, language=language, charset=charset)
        crawled = (headers.get("WARC-Date") or "")[:10]
        if published is None and dispatch.published and crawled and dispatch.published[:10] > crawled:
            return replace(dispatch, published=None)
        return dispatch
    except UnreadableError as error:
        return _at(error, where, at)
    except OSError:
        raise
    except Exception as error:
        return Unread(f"{where}@{at}", None, f"can't be read ({type(error).__name__}: {str(error)[:120]})")


def _is_packed(record: WarcRecord) -> bool:
    """Whether the body had other bytes on its way: then their number says nothing of what was read."""
    if not record.is_http_parsed:
        return False
    headers = record.http_headers
    return bool(headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))


def _kind(record: WarcRecord) -> tuple[str, str | None]:
    """The type and charset of what a record holds, as its server said; raise where that is no page."""
    if record.is_http:
        if not record.is_http_parsed:
            raise _DAMAGED
        status = record.http_headers.status_code
        if status != 200:
            raise UnreadableError(f"is the answer {status} of a server, not a page")
        kind, charset = record.http_content_type, record.http_charset
    else:
        kind, _, rest = (record.headers.get("Content-Type") or "").partition(";")
        charset = rest.partition("charset=")[2].strip(" \"'") or None
    kind = (kind or "").strip().lower()
    if kind in _PAGES or (kind == "text/plain" and not record.is_http):
        return kind, charset
    raise UnreadableError(f"is {kind or 'of no declared type'}, not a page")


def _next_start(stream: BinaryIO, begin: int) -> int | None:
    """Where the next record may begin, searched from a byte on."""
    stream.seek(0)
    head = stream.read(8)
    signs = [sign for sign in _STARTS if head.startswith(sign)] or list(_STARTS)
    longest = max(map(len, signs)) - 1
    stream.seek(begin)
    position, block = begin, b""
    while fresh := stream.read(_BLOCK):
        block += fresh
        found = [place for sign in signs if (place := block.find(sign)) >= 0]
        if found:
            return position + min(found)
        position += len(block) - longest
        block = block[-longest:]
    return None
