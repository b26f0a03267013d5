"""Plain text to paragraphs, and its title where it has one."""

from __future__ import annotations

import re

from legation.sources.characters import clean_characters

_SENTENCE_END = re.compile(r"[.!?:»”\"…)\]]\W{0,2}$")
_ITEM = re.compile(r"^(?:[•▪●◦‣■*-]\s|\d{1,2}[.)]\s)")
_RULE = re.compile(r"^[\s_=*~—–#·.-]{3,}$")
_TITLE_LIMIT = 200


def blocks(raw: str) -> list[list[str]]:
    r"""Clean lines, grouped between blank lines.

    >>> blocks("Titre\r\n\r\nUn.\nDeux.")
    [['Titre'], ['Un.', 'Deux.']]
    """
    found: list[list[str]] = [[]]
    for line in clean_characters(raw).split("\n"):
        words = " ".join(line.split())
        if words and not _RULE.match(words):
            found[-1].append(words)
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def join(groups: list[list[str]]) -> list[str]:
    """One paragraph a line, or one a block where the lines are those of a text wrapped at a width.

    >>> join([["Le Mali a quitté la Communauté économique des États de l'Afrique", "de l'Ouest."], ["Fin."]])
    ["Le Mali a quitté la Communauté économique des États de l'Afrique de l'Ouest.", 'Fin.']
    >>> join([["Le Mali quitte la Cédéao.", "Le Niger aussi."]])
    ['Le Mali quitte la Cédéao.', 'Le Niger aussi.']
    """
    if not _wrapped(groups):
        return [line for block in groups for line in block]
    paragraphs: list[str] = []
    for block in groups:
        paragraphs.append(block[0])
        for line in block[1:]:
            if _ITEM.match(line):
                paragraphs.append(line)
            else:
                paragraphs[-1] += f" {line}"
    return paragraphs


def split_title(groups: list[list[str]]) -> tuple[str, list[list[str]]]:
    """The title, if the text begins with one, and the rest.

    A title is a first line alone, under 200 characters, without a full stop, before something longer.

    >>> split_title([["Le Mali quitte la Cédéao"], ["Le Mali a annoncé mardi son retrait de la Cédéao."]])[0]
    'Le Mali quitte la Cédéao'
    >>> split_title([["Le Mali quitte la Cédéao."], ["Le Mali a annoncé mardi son retrait de la Cédéao."]])[0]
    ''
    """
    if not groups:
        return "", groups
    first = groups[0]
    alone = len(first) == 1 or (len(groups) == 1 and not _wrapped(groups))
    rest = groups[1:] if len(first) == 1 else [first[1:], *groups[1:]]
    line = first[0]
    if not alone or len(line) >= _TITLE_LIMIT or (line[-1] in ".,;:" and not line.endswith("...")):
        return "", groups
    if not any(len(" ".join(block)) > len(line) for block in rest):
        return "", groups
    return line, rest


def _wrapped(groups: list[list[str]]) -> bool:
    """Whether most lines that another follows stop at a width and not at the end of a sentence."""
    inner = [line for block in groups for line in block[:-1]]
    if not inner or max(len(line) for block in groups for line in block) > 140:
        return False
    running = [line for line in inner if len(line) >= 40 and _SENTENCE_END.search(line) is None]
    return len(running) * 2 > len(inner)
