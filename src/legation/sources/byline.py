"""The first and last lines of an article: who wrote it, when it was published, an agency's initials."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from legation.sources.characters import bare, same
from legation.sources.dateline import read_dateline
from legation.sources.days import PublishedLine, published_line
from legation.sources.wording import NAMES, PERSON, any_of, author_lines, template, when_pattern, whole_line, words

_INITIALS = re.compile(r"^\W*[A-Za-z]{2,5}(?:[-/][A-Za-z]{2,5})*/(?:[A-Za-z]{2,6}(?:[-/][A-Za-z]{2,6})*)?\W*$")
_PERSON_INITIALS = re.compile(r"^\W*(?:[A-ZÀ-Þ]\.[ -]?){2,4}\W*$")
_INITIALS_END = re.compile(r"(?<=[.!?»”\")])\s+[a-z]{2,4}(?:/[a-z]{2,4}){1,4}\s*$")
_HEAD, _FOOT = 5, 4


class Edges(msgspec.Struct, frozen=True):
    """The paragraphs without these lines, and what the lines told."""

    paragraphs: list[str]
    author: str | None
    published: str | None


def take_edges(paragraphs: list[str], known: str | None = None) -> Edges:
    """Take bylines, lines of publication and closing initials off the head and the foot.

    >>> take_edges(["Par Awa Diallo", "Publié le 3 avril 2025", "Le Mali quitte la Cédéao.", "ad/kt/sba"])
    Edges(paragraphs=['Le Mali quitte la Cédéao.'], author='Awa Diallo', published='2025-04-03')
    """
    author: str | None = None
    published: str | None = None
    kept: list[str] = []
    for at, line in enumerate(paragraphs):
        from_end = len(paragraphs) - 1 - at
        near = at < _HEAD or from_end < _FOOT
        told = published_line(line)
        filing = _is_filing(line, known)
        if told is not None and not filing and (not told.who or _is_writer(told)):
            author = author or author_of(told.who, bare_names=True) or _known_as(told.who) or None
            published = published or (told.day if near else None)
            continue
        name = author_of(line, bare_names=not filing and (at < 2 or from_end < 2)) if near else None
        if name is not None or (known is not None and near and same(line, known)):
            author = author or name
            continue
        kept.append(line)
    return Edges(_close(kept), author, published)


def author_of(line: str, *, bare_names: bool) -> str | None:
    """Who a byline says wrote the article; ``None`` for a line that is no byline.

    >>> author_of("Par Awa Diallo, à Bamako", bare_names=False), author_of("Rédaction avec ASP", bare_names=False)
    ('Awa Diallo', 'Rédaction avec ASP')
    >>> author_of("Par ailleurs, le ministre a reçu Awa Diallo.", bare_names=True) is None
    True
    """
    if len(line) > 120 or line.rstrip().endswith((".", "?", "!")):
        return None
    core = _dated().sub("", line)
    for group in ("byline", "byline_bare") if bare_names else ("byline",):
        for pattern in author_lines(group):
            found = pattern.match(core)
            if found is None:
                continue
            name = found.groupdict().get("author") or found["line"]
            if group == "byline_bare" and " " not in name and not _with_agency(core):
                continue
            return _known_as(name)
    if bare_names and core != line and re.fullmatch(PERSON, core.strip(), re.IGNORECASE) is not None:
        return _known_as(core)
    return None


def _is_filing(line: str, known: str | None) -> bool:
    """Whether a line is a dateline on its own ("Abuja, le 28 janvier 2024"), unless it names the author."""
    dateline, rest = read_dateline(line)
    return dateline is not None and not rest and not (known is not None and same(dateline.place or "", known))


def _is_writer(told: PublishedLine) -> bool:
    """Whether the words before "publié le" are names ("ASP avec Agence Sahel") or a byline, and not a sentence."""
    if told.timed or author_of(told.who, bare_names=True) is not None:
        return True
    names = re.compile(rf"\W*{NAMES}(?:\s+{any_of(words('with_'))}\s+{NAMES})?\W*", re.IGNORECASE)
    return names.fullmatch(told.who) is not None


def _known_as(name: str) -> str:
    """A name as it is kept: on one line, without signs at its ends."""
    return " ".join(name.split()).strip(" ,;:|-–—/")


def is_someone(name: str) -> bool:
    """Whether an author's name is one, and not an account of the publishing system or an address.

    >>> is_someone("Awa Diallo"), is_someone("admin"), is_someone("https://example.org/awa")
    (True, False, False)
    """
    plain = name.strip()
    return (
        bare(plain) not in {bare(word) for word in words("not_author")}
        and "://" not in plain
        and "@" not in plain
        and 2 < len(plain) <= 120
    )


def _with_agency(line: str) -> bool:
    return re.search(rf"\s{template('{agency}')}\W*$", line, re.IGNORECASE) is not None


@cache
def _dated() -> re.Pattern[str]:
    """A date after a byline: "Par Awa Diallo | 3 avril 2025"."""
    return re.compile(rf"[\s,|•·–—(-]+(?:{any_of(words('on'))}\s+)?{when_pattern()}\W*$", re.IGNORECASE)


@cache
def _agency_end() -> re.Pattern[str]:
    agency = template("{agency}")
    return re.compile(
        rf"(?<=[.!?»”\"])\s*\(\s*(?:[\w’' ]{{1,20}}\s)?{agency}(?:\s*(?:,|/|\w+)\s*{agency})?\s*\)\s*\.?\s*$",
        re.IGNORECASE,
    )


@cache
def _agency_line() -> re.Pattern[str]:
    agency = template("{agency}")
    return re.compile(rf"^\W*{agency}(?:\W+{agency})?\W*$", re.IGNORECASE)


def _close(paragraphs: list[str]) -> list[str]:
    """Without the closing lines of an agency's dispatch, and without its initials after the last sentence."""
    kept = list(paragraphs)
    while len(kept) > 1:
        last = _INITIALS_END.sub("", kept[-1])
        signed = _INITIALS.match(last) or _PERSON_INITIALS.match(last)
        if signed or _agency_line().match(last) or whole_line("closing").search(last):
            kept.pop()
        else:
            break
    if kept:
        kept[-1] = _INITIALS_END.sub("", _agency_end().sub("", kept[-1])).strip()
    return [line for line in kept if line]
