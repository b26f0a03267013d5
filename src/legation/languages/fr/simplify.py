"""A sentence made easier to parse, by dropping words only, so that every character keeps its offset.

What is dropped says nothing of who did what: the tail of a long known name ("l'Alliance [des États du Sahel (AES)]"), the
complement of an office ("les ministres [des Affaires étrangères] du Mali"), set asides ("[, quant à elle,]"), quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from legation.atlas import NameHit, fold
from legation.languages.fr.words import words

_QUOTES = re.compile(r"[«»“”\"„]")
_AFTER_NAME = re.compile(r"\s?\(([^()]{2,90})\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]{1,11}$")
_NEVER_ALONE = {"le", "la", "les", "l", "de", "du", "san", "santa", "sao", "saint", "sainte", "port", "el", "al", "en"}
_KEEP_LAST = ("person", "surname")
_TITLE_BEFORE = re.compile(r"\b(?:premiere? )(?=ministres?\b)")


class OfficeHit(Struct, frozen=True):
    """A title with its office: offsets of the title word in the sentence, and the whole expression's end."""

    start: int
    end: int
    office: str


class Simple(Struct, frozen=True):
    """The shortened sentence; ``offsets[i]`` is where its character ``i`` stands in the full one."""

    text: str
    offsets: tuple[int, ...]
    offices: tuple[OfficeHit, ...]


@cache
def _office_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled = []
    for rule in words().actors.office:
        titles = "|".join(sorted({f"{fold(t)}s?" for t in rule.title}, key=len, reverse=True))
        compiled.append(
            (
                rule.office,
                re.compile(rf"\b(?P<title>{titles})(?P<between>(?: [a-z']+){{0,3}}?) (?P<tail>{rule.tail})\b"),
            )
        )
    return tuple(compiled)


def simplify(sentence: str, hits: list[NameHit]) -> Simple:
    """Shorten a sentence, given the known names in it.

    >>> from legation.atlas import load_atlas
    >>> sentence = "Les ministres des Affaires étrangères du Mali et du Niger quittent l'Alliance des Etats du Sahel (AES)."
    >>> simplify(sentence, load_atlas().lookup.find(sentence)).text
    "Les ministres du Mali et du Niger quittent l'Alliance."
    """
    folded = fold(sentence)
    dropped = [False] * len(sentence)

    def drop(start: int, end: int) -> None:
        dropped[start:end] = [True] * (end - start)

    for hit in hits:
        _shorten_name(sentence, hit, hits, drop)
    offices = _offices(folded, hits, drop)
    for aside in words().asides.finditer(folded):
        if not any(hit.start < aside.end() and aside.start() < hit.end for hit in hits):
            drop(aside.start(), aside.end())
    for quote in _QUOTES.finditer(sentence):
        drop(quote.start(), quote.end())
    kept: list[int] = []
    chars: list[str] = []
    for index, char in enumerate(sentence):
        if dropped[index] or (char == " " and chars and chars[-1] == " "):
            continue
        if char in ",.)" and chars and chars[-1] == " " and kept and kept[-1] != index - 1:
            chars.pop()
            kept.pop()
        chars.append("'" if char in "’ʼ" else char)
        kept.append(index)
    return Simple("".join(chars), (*kept, len(sentence)), tuple(offices))


def _shorten_name(sentence: str, hit: NameHit, hits: list[NameHit], drop: Callable[[int, int], None]) -> None:
    name = sentence[hit.start : hit.end]
    if hit.type in _KEEP_LAST:
        cut = name.rfind(" ")
        if cut > 0:
            drop(hit.start, hit.start + cut + 1)
    elif hit.type in ("name", "official", "acronym", "metonym", "periphrasis", "place", "capital"):
        cut = name.find(" ")
        if cut > 0 and fold(name[:cut]) not in _NEVER_ALONE:
            drop(hit.start + cut, hit.end)
    after = _AFTER_NAME.match(sentence, hit.end)
    if after and hit.type != "demonym":
        inside = after.group(1).strip()
        known = any(
            other.start >= after.start(1) and other.end <= after.end(1) and set(other.ids()) & set(hit.ids()) for other in hits
        )
        if known or _ACRONYM.match(inside):
            drop(after.start(), after.end())


def _offices(folded: str, hits: list[NameHit], drop: Callable[[int, int], None]) -> list[OfficeHit]:
    found: list[OfficeHit] = []
    for office, pattern in _office_patterns():
        for match in pattern.finditer(folded):
            start = match.start("title")
            if any(known.start == start for known in found):
                continue
            if any(hit.start < match.end("tail") and match.start("tail") < hit.end and hit.type != "place" for hit in hits):
                continue
            found.append(OfficeHit(start, match.end("title"), office))
            drop(match.start("tail") - 1, match.end("tail"))
    for match in _TITLE_BEFORE.finditer(folded):
        found.append(OfficeHit(match.end(), match.end() + len("ministre"), "head of government"))
        drop(match.start(), match.end())
    return found
