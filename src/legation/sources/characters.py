"""Characters: one form for what a reader sees as the same, and nothing that a reader does not see."""

from __future__ import annotations

import html
import re
import unicodedata

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffd\ue000-\uf8ff\ud800-\udfff]"
)
_TWICE_ENCODED = re.compile("[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")


def clean_characters(raw: str) -> str:
    r"""Compose letters, make every blank a space and every line end ``\n``, decode leftover entities, drop the unseen.

    >>> clean_characters("La\xa0Ce\u0301de\u0301ao\u200b, l&amp;rsquo;Otan et l\x92ONU\r\n")
    'La Cédéao, l’Otan et l’ONU\n'
    >>> clean_characters("La CÃ©dÃ©ao et lâ€™Alliance des Ã‰tats")
    'La Cédéao et l’Alliance des États'
    """
    text = _mend(raw)
    for _ in range(3):
        decoded = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        if decoded == text:
            break
        text = decoded
    text = _WINDOWS.sub(_from_windows, text)
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _SPACE.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def clean_line(raw: str) -> str:
    r"""The same on one line: for a title, a name.

    >>> clean_line(" Le Mali\n quitte  la Cédéao ")
    'Le Mali quitte la Cédéao'
    """
    return " ".join(clean_characters(raw).split())


def same(first: str, second: str) -> bool:
    """Whether two lines are the same words.

    >>> same("Le Mali quitte la Cédéao", "LE MALI quitte la Cedeao.")
    True
    """
    return bare(first) == bare(second) != ""


def bare(line: str) -> str:
    """Letters and digits only, small and without accents."""
    plain = unicodedata.normalize("NFKD", line.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _from_windows(found: re.Match[str]) -> str:
    """A C1 control stands for the Windows-1252 character of the same number: nobody writes C1 controls."""
    return bytes([ord(found[0])]).decode("cp1252", "ignore")


def _mend(text: str) -> str:
    """UTF-8 that was read as Windows-1252, undone where the whole text agrees."""
    if _TWICE_ENCODED.search(text) is None:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
