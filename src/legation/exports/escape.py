"""Words from outside, made safe to show: no control of the terminal, no formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import msgspec

_BLANK = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
# C0, DEL and C1 controls, then what is invisible or turns the direction of text around.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# Those of them that JSON may hold as they are.
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def printable(words: str) -> str:
    r"""One line, with every control character shown rather than obeyed.

    >>> print(printable("Le Mali\nquitte \x1b[31mla Cédéao\u202e"))
    Le Mali quitte \x1b[31mla Cédéao\u202e
    """
    return _CONTROL.sub(_shown, _BLANK.sub(" ", words))


def json_printable(written: str) -> str:
    r"""JSON with what a terminal might obey, or what hides itself, written as escapes: it says the same.

    >>> print(json_printable('"a\u202eb"'))
    "a\u202eb"
    """
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def cell(words: str) -> str:
    """A cell of CSV: a spreadsheet takes it for text even where it begins like a formula.

    >>> cell("=HYPERLINK(1)"), cell("Mali")
    ("'=HYPERLINK(1)", 'Mali')
    """
    shown = printable(words)
    return f"'{shown}" if words.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def csv_line(values: Sequence[str | int]) -> str:
    r"""One line of CSV, words made safe, numbers as they are.

    >>> csv_line(["e1", 'Dit "non", puis oui'])
    'e1,"Dit ""non"", puis oui"\n'
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([cell(value) if isinstance(value, str) else value for value in values])
    return buffer.getvalue()


def csv_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """CSV with a header, a line a row.

    >>> csv_lines(["id", "title"], [["e1", "Mali"]]).splitlines()
    ['id,title', 'e1,Mali']
    """
    return "".join(csv_line(row) for row in (header, *rows))


def json_text(record: object) -> bytes:
    r"""JSON of a record on one line, UTF-8, with what a terminal might obey written as escapes: the values stay the same.

    >>> print(json_text({"name": "Mali\u202e"}).decode().strip())
    {"name":"Mali\u202e"}
    """
    words = msgspec.json.encode(record).decode()
    return (_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", words) + "\n").encode()
