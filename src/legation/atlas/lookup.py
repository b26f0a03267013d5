"""Finding the written forms of the atlas in text, with one compiled automaton."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import ahocorasick_rs
from msgspec import Struct

from legation.atlas.fold import fold
from legation.atlas.tables import Form

# Of two readings of the same words the one higher in this list is offered first.
TYPE_ORDER = (
    "name",
    "official",
    "acronym",
    "person",
    "surname",
    "metonym",
    "periphrasis",
    "capital",
    "demonym",
    "joint",
    "place",
    "prefix",
)
_HYPHENS = "-‐‑–"
_LAST_WORD = re.compile(r"(?<![a-z])[a-z]+$")


class NameHit(Struct, frozen=True):
    """Words of a text that the atlas knows: half-open span and the readings (entity id, type of form), best first."""

    start: int
    end: int
    readings: tuple[tuple[str, str], ...]

    def ids(self, *types: str) -> tuple[str, ...]:
        """Entity ids of the readings of these types, all where none is given."""
        return tuple(id for id, type in self.readings if not types or type in types)

    @property
    def id(self) -> str:
        """The first reading's entity."""
        return self.readings[0][0]

    @property
    def type(self) -> str:
        """The first reading's type of form."""
        return self.readings[0][1]

    @property
    def adjectival(self) -> bool:
        """Whether the form is a demonym, of one state or of several ("russo-américain")."""
        return self.type in ("demonym", "joint")


class Lookup:
    """All forms of the atlas, compiled once; finds the longest known words that do not overlap."""

    def __init__(self, forms: Iterable[Form]) -> None:
        readings: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
        self._prefixes: dict[str, str] = {}
        for form in forms:
            if form.type == "prefix":
                if not form.id.startswith("group:"):  # "afro-américain" is no African and American matter
                    self._prefixes[fold(form.form)] = form.id
            else:
                readings[fold(form.form)][(form.id, form.type, form.form)] = None
        self._patterns = [pattern for pattern in readings if pattern.strip()]
        self._readings = [list(readings[pattern]) for pattern in self._patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str) -> list[NameHit]:
        """Known names in order, longest first where they overlap; a word is never matched in part."""
        folded = fold(text)
        spans: list[tuple[int, int, int]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            spans.append((start - end, start, index))
        spans.sort()
        hits: list[NameHit] = []
        taken: list[tuple[int, int]] = []
        for negative_length, start, index in spans:
            end = start - negative_length
            if any(start < b and a < end for a, b in taken):
                continue
            found = self._valid(text[start:end], self._readings[index])
            if found and found[0][1] == "acronym" and end - start <= 3 and _in_capitals(text, start, end):
                continue
            if found:
                taken.append((start, end))
                hits.append(self._compound(text, folded, NameHit(start, end, found)))
        return sorted(hits, key=lambda hit: hit.start)

    def _compound(self, text: str, folded: str, hit: NameHit) -> NameHit:
        """ "russo-américain": the demonym together with the states whose prefixes are joined to it."""
        ids: list[str] = []
        start = hit.start
        while hit.type == "demonym" and start > 1 and text[start - 1] in _HYPHENS:
            word = _LAST_WORD.search(folded, 0, start - 1)
            if word is None or word.group() not in self._prefixes:
                break
            start = word.start()
            ids.insert(0, self._prefixes[word.group()])
        if not ids:
            return hit
        return NameHit(start, hit.end, tuple((id, "joint") for id in dict.fromkeys([*ids, hit.id])))

    @staticmethod
    def _valid(words: str, readings: list[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
        kept: dict[tuple[str, str], None] = {}
        for id, type, form in readings:
            if _written_right(words, type, form):
                kept[(id, type)] = None
        return tuple(sorted(kept, key=lambda reading: TYPE_ORDER.index(reading[1]) if reading[1] in TYPE_ORDER else 99))


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a whole line is in capitals: AU and UN are no acronyms in "UN SOMMET AU MALI"."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : last if last >= 0 else None]
    return line.isupper() and sum(map(str.isalpha, line)) >= 10


def _written_right(words: str, type: str, form: str) -> bool:
    """Whether the case of the words allows this type of form."""
    if type in ("demonym", "joint", "periphrasis"):
        return True
    if type == "acronym":
        letters = [char for char in words if char.isalpha()]
        if len(letters) <= 3:
            return words == form or all(char.isupper() for char in letters)
        return words[:1].isupper()
    return words[:1].isupper() or words[:1].isdigit() or form[:1].islower()
