"""Bytes to text: the encoding that the bytes declare or show, and a name for bytes that are no text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from legation.sources.unread import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "extract its text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as .txt or .html"),
    (b"PK\x05\x06", "an empty ZIP archive", "pass the files themselves"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first (gunzip)"),
    (b"BZh", "a bzip2 archive", "unpack it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first (unzstd)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "pass the text"),
    (b"\xff\xd8\xff", "a JPEG image", "pass the text"),
    (b"GIF8", "a GIF image", "pass the text"),
    (b"RIFF", "an image, a sound or a video", "pass the text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as .txt or .html"),
    (b"{\\rtf", "an RTF document", "save it as .txt or .html"),
    (b"SQLite format 3", "an SQLite database", "pass the texts"),
    (b"\x7fELF", "a program", "pass the text"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
# What Western European text is written in when it isn't Unicode; Latin-1 pages are Windows-1252 in truth.
_LEGACY = ("cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850", "iso8859-1", "windows-1252", "iso-8859-1")
_WORD_BYTES = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ\s\d.,;:!?'’‘\"“”«»()€–—…°%/-]")


def mark(data: bytes) -> str | None:
    r"""The encoding that a byte order mark declares.

    >>> mark(b"\xff\xfeB\x00"), mark(b"Bamako")
    ('utf-16', None)
    """
    return next((name for magic, name in _MARKS if data.startswith(magic)), None)


def refuse_binary(head: bytes) -> None:
    """Raise for bytes that are no text, naming what they seem to be.

    >>> refuse_binary(b"%PDF-1.7")
    Traceback (most recent call last):
    legation.sources.unread.UnreadableError: is a PDF, not text; extract its text first (pdftotext)
    """
    for magic, name, fix in _MAGIC:
        if head.startswith(magic):
            raise UnreadableError(f"is {name}, not text", fix)
    if b"\x00" in head and mark(head) is None:
        raise UnreadableError("is binary (it has NUL bytes), not text", "pass UTF-8 text, HTML or JSON Lines")


def decode(data: bytes, *, page: bool = False, charset: str | None = None) -> str:
    """Decode text: a byte order mark, UTF-8, what server and page declare, then the legacy encodings of French and English.

    UTF-8 comes before ``charset``, the server's word: what can be read as UTF-8 is UTF-8, and servers declare Latin-1 for it.

    >>> decode("Cédéao".encode("cp1252")), decode("Cédéao".encode("utf-16"))
    ('Cédéao', 'Cédéao')
    """
    refuse_binary(data[:4096])
    marked = mark(data)
    if marked is not None:
        try:
            return data.decode(marked)
        except UnicodeDecodeError as error:
            raise UnreadableError(f"isn't the {marked.upper()} that its byte order mark declares", "save it as UTF-8") from error
    if b"\x00" in data:
        raise UnreadableError("is binary (it has NUL bytes), not text", "pass UTF-8 text, HTML or JSON Lines")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in (*((charset.lower(),) if charset else ()), *_declared(data, page), *_guessed(data)):
        try:
            text = data.decode("cp1252" if name in ("latin-1", "iso-8859-1", "iso8859-1") else name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausible(text):
            return text
    return _mostly_utf8(data)


def _declared(data: bytes, page: bool) -> tuple[str, ...]:
    """The charset of a page's meta; UTF-8 was tried."""
    found = _META_CHARSET.search(data[:4096]) if page else None
    return () if found is None else (found[1].decode("ascii").lower(),)


def _guessed(data: bytes) -> tuple[str, ...]:
    sample = data if len(data) <= 20_000 else data[:10_000] + data[-10_000:]
    best = from_bytes(sample, cp_isolation=list(_LEGACY[:5])).best()
    return ("cp1252",) if best is None else ("cp1252", best.encoding)


def _plausible(text: str) -> bool:
    """Whether nearly all characters beyond ASCII are those of French and English text."""
    foreign = [letter for letter in text if not letter.isascii()]
    odd = sum(1 for letter in foreign if _WORD_BYTES.match(letter) is None) + sum(
        1 for letter in text if letter < " " and letter not in "\t\n\r\f"
    )
    mixed = len(re.findall(r"Ã[©¨ª‰§®´»¢¯]|â€", text))
    return odd + 2 * mixed <= max(1, len(foreign) // 10) and not mixed


def _mostly_utf8(data: bytes) -> str:
    """UTF-8 with a few broken bytes (a text cut in the middle of a letter): read without them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 100 <= len(text):
        return text
    raise UnreadableError("is neither UTF-8 nor a Western European encoding", "save it as UTF-8")
