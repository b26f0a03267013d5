"""When the sentences of a text play: the day that one opens with, and the day that "la veille" counts from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from legation.atlas import fold
from legation.languages.base import Scene
from legation.languages.fr.dates import DateExpression, find_dates, resolve
from legation.model import EventDate, Part

_BEFORE = re.compile(r"[\s«»\"“(–—-]*")
_LABEL = re.compile(r"\s*(?:$|[:–—]|-\s|\.(?:\s|$)|,[^,.;]{1,40}?\s[–—]\s)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FUTURE = re.compile(r"\b[a-z]+(?:[eiou]ra|dra|vra|rra|[a-z]{2}ront)\b")
_COMING = {"doit", "doivent", "devrait", "devraient", "va", "vont"}


class Timeline:
    """Reads the sentences of one part in order. A day that opens a sentence holds to the end of its paragraph.

    A label ("26 juillet 2023 – …") on a line of its own holds until the next.

    >>> timeline = Timeline("text", date(2025, 4, 10))
    >>> [d.edtf for d in timeline.read("Le 3 avril, le ministre est parti.", 0, 0)], timeline.scene.date.edtf
    (['2025-04-03'], '2025-04-03')
    >>> [d.edtf for d in timeline.read("Le lendemain, il est rentré.", 35, 0)], timeline.scene.date.edtf
    (['2025-04-04'], '2025-04-04')
    >>> timeline.read("Il se tait.", 64, 1), timeline.scene
    ([], None)
    """

    def __init__(self, part: Part, published: date | None) -> None:
        self.part = part
        self.published = published
        self.scene: Scene | None = None
        self._paragraph = -1
        self._heading: Scene | None = None
        self._last: date | None = None

    def read(self, sentence: str, start: int, paragraph: int) -> list[DateExpression]:
        """The dates of the next sentence, those that count from another one told before resolved."""
        if paragraph != self._paragraph:
            self._paragraph, self.scene = paragraph, self._heading
        found: list[DateExpression] = []
        for each in find_dates(sentence, self.published):
            told = resolve(each, self.published, "past", self._last)
            if told.basis == "anaphoric":
                each = replace(told, anchor=self._last)
            each = replace(each, start=each.start + start, end=each.end + start)
            found.append(each)
            if told.edtf and _DAY.fullmatch(told.edtf):
                self._last = date.fromisoformat(told.edtf)
        if found:
            self._open(sentence, found[0], found[0].start - start, found[0].end - start)
        return found

    def _open(self, sentence: str, first: DateExpression, start: int, end: int) -> None:
        if not _BEFORE.fullmatch(sentence, 0, start) or first.edge is not None:
            return
        label = _LABEL.match(sentence, end)
        told = resolve(first, self.published, None if label else "past", first.anchor)
        if told.edtf is None or not (label or _DAY.fullmatch(told.edtf)):
            return
        if not label and _is_to_come(sentence):
            return
        day = EventDate(edtf=told.edtf, text=told.text, start=told.start, end=told.end, part=self.part)
        self.scene = Scene(day, label is not None)
        if label and not sentence[label.end() :].strip():
            self._heading = self.scene


def _is_to_come(sentence: str) -> bool:
    """Whether a word of the sentence looks like a verb in the future; a noun that does ("opéra") costs a day, and makes none."""
    return bool(_FUTURE.search(sentence)) or not _COMING.isdisjoint(fold(sentence).split())
