"""One-to-one folding of text: same length before and after, so that offsets hold."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")
_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–—_"), " ")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t\n\r"), " ")
_TABLE: dict[int, str] = {**_APOSTROPHES, **_HYPHENS, **_SPACES}


class _Folder(dict[int, str]):
    """Translation table filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)  # half a character: no matcher takes it
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded = base if len(base) == 1 else char
        self[code] = folded
        return folded


_FOLDER = _Folder(_TABLE)


def fold(text: str) -> str:
    """Lower case without accents, straight apostrophes, hyphens as spaces; ``len(fold(text)) == len(text)``.

    >>> fold("Cédéao, Guinée-Bissau, l’Élysée")
    "cedeao, guinee bissau, l'elysee"
    """
    return text.translate(_FOLDER)
