"""Debris: what a page puts among the paragraphs of an article, taken out.

Precision first. A line is debris as a whole line or not at all: "Partager" goes, "Partager le pouvoir, dit-il" stays.
Pointers to other articles go to the related links, bylines to the author; the words are in ``languages/*/debris.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from legation.model import RelatedLink
from legation.sources.byline import take_edges
from legation.sources.days import published_line
from legation.sources.wording import template, whole_line, words

_LINES = (
    "share", "cookies", "accept", "newsletter", "reading_time", "ads", "navigation", "tip", "credit", "copyright",
    "published_loose", "comments_start", "comments_invite",
)  # fmt: skip
_SEGMENT = re.compile(r"\s*[|•·:]\s*|\s+[–—-]\s+|\s{2,}")
_BULLET = re.compile(r"^[•▪●◦‣■□➢➤✓*-]\s+")
_SENTENCE_END = re.compile(r"[.!?…]\W{0,3}$")
_LONG, _HEADLINE, _HEADING, _SUBHEADING = 150, 200, 60, 30


class Cleaned(msgspec.Struct, frozen=True):
    """The paragraphs of the article, and what was found among them."""

    paragraphs: tuple[str, ...]
    related: tuple[RelatedLink, ...] = ()
    author: str | None = None
    published: str | None = None


def strip_debris(paragraphs: Sequence[str], *, author: str | None = None) -> Cleaned:
    """Take the debris out of an article's paragraphs; ``author`` is one known already, whose lone name is a byline.

    >>> found = strip_debris(["Le Mali quitte la Cédéao.", "Lire aussi : Le Niger réagit", "Pin it on Pinterest"])
    >>> found.paragraphs, found.related[0].title
    (('Le Mali quitte la Cédéao.',), 'Le Niger réagit')
    """
    lines = _without_comments([line for line in paragraphs if line.strip()])
    kept, titles = _without_related([line for line in lines if not is_debris(line)])
    edges = take_edges([_plain(line) for line in kept], author)
    related = tuple(RelatedLink(title=title) for title in dict.fromkeys(titles))
    return Cleaned(tuple(edges.paragraphs), related, edges.author, edges.published)


def _plain(line: str) -> str:
    """A paragraph without the mark of a list, a heading without the dashes around it ("- Ligne rouge -")."""
    line = _BULLET.sub("", line)
    return line.removesuffix(" -") if len(line) <= _HEADING else line


def is_debris(line: str) -> bool:
    """Whether a whole line is debris, other than a pointer, a byline or a date.

    >>> is_debris("Partagez cet article sur Facebook"), is_debris("Ils veulent partager le pouvoir")
    (True, False)
    """
    if len(line) > 400:
        return False
    bare_line = line.strip()
    if bare_line.startswith(("©", "(c)", "(C)", "Ⓒ")) and len(bare_line) <= 120:
        return True
    if not any(sign.isalnum() for sign in line) or _networks().search(line) or whole_line(*_LINES).search(line):
        return True
    parts = [part for part in _SEGMENT.split(line) if part.strip()]  # "Partager | Imprimer | Retour"
    return len(parts) > 1 and all(_networks().search(part) or whole_line(*_LINES).search(part) for part in parts)


def is_prose(line: str, least: int = _LONG) -> bool:
    """A paragraph of an article: long enough, and it ends a sentence."""
    return len(line) >= least and _SENTENCE_END.search(line) is not None


@cache
def _networks() -> re.Pattern[str]:
    """A line of names of networks and nothing else: "Facebook Twitter WhatsApp"."""
    name = template(f"({'|'.join(words('networks'))})")
    return re.compile(rf"^\W*{name}(?:\W+{name})*\W*$", re.IGNORECASE)


def _without_comments(lines: list[str]) -> list[str]:
    """Cut from the comments on, unless the article goes on after the line (a button in the middle of the page)."""
    section, invite = whole_line("comments_start"), whole_line("comments_invite")
    for at, line in enumerate(lines):
        begins = section.search(line) is not None
        if not begins and invite.search(line) is None:
            continue
        before, after = lines[:at], lines[at + 1 :]
        article_after = [index for index, other in enumerate(after) if is_prose(other)]
        if not article_after:
            if any(is_prose(other, 40) for other in before):
                return before
        elif _readers_speak(after[: article_after[0]]) or (begins and len(article_after) == 1 and any(map(is_prose, before))):
            return before
    return lines


def _readers_speak(lines: list[str]) -> bool:
    """Whether lines after a comments heading, up to a long paragraph, are those of a form or of a comment's head."""
    marks = whole_line("comments_mark", "comments_start", "published_loose")
    return any(marks.search(line) is not None or published_line(line) is not None for line in lines)


def _without_related(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines without pointers to other articles, and the titles pointed to."""
    kept: list[str] = []
    titles: list[str] = []
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if whole_line("related", "related_heading").search(line) is not None:
            taken = _headlines(lines[at:])
            titles.extend(_tidy(title) for title in taken)
            at += len(taken)
        elif whole_line("elsewhere").search(line) is not None:
            at += len(_headlines(lines[at:]))
        elif (title := _pointer(line)) is not None:
            titles.append(title)
        else:
            rest, found = _inline(line)
            titles.extend(found)
            if rest:
                kept.append(rest)
    return kept, [title for title in titles if title]


def _headlines(following: list[str]) -> list[str]:
    """The headlines listed under a lone "Lire aussi": a bulleted list, or a run of titles."""
    bulleted = 0
    while bulleted < len(following) and _BULLET.match(following[bulleted]):
        bulleted += 1
    if bulleted:
        return following[:bulleted]
    run = 0
    while run < len(following) and _is_headline(following[run]):
        run += 1
    if 1 < run < len(following) and len(following[run - 1]) <= _SUBHEADING:
        run -= 1  # a few words before a paragraph of the article are its heading; a foreign headline does more harm
    return following[:run]


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADLINE and len(line.split()) >= 3 and line.rstrip()[-1] not in ".;,:"


def _pointer(line: str) -> str | None:
    """The title that a whole line points to."""
    if len(line) > _HEADLINE + 100:
        return None
    sure, weak, bare_form = _pointers()
    found = sure.match(line) or (None if line.rstrip().endswith(".") else weak.match(line) or bare_form.match(line))
    return None if found is None else _tidy(found["title"])


@cache
def _pointers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    colon = r"\s*(?:[:>|»→–—]|-\s|\.\s)[\s:>|»→–—-]*"
    sure, weak = (f"(?:{'|'.join(template(wording) for wording in words(group))})" for group in ("related", "related_heading"))
    return (
        re.compile(rf"^\W*{sure}{colon}(?P<title>\S.*)$", re.IGNORECASE),
        re.compile(rf"^\W*{weak}\s*[:>|→]\s*(?P<title>\S.*)$", re.IGNORECASE),
        re.compile(rf"^\W*{sure}\s+(?P<title>\S.*)$", re.IGNORECASE),
    )


@cache
def _inlines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    sure = f"(?:{'|'.join(template(wording) for wording in words('related'))})"
    return (
        re.compile(rf"\s*[(\[]\s*{sure}(?:\s*:\s*(?P<title>[^()\[\]]+)|\s[^()\[\]]*)?[)\]]", re.IGNORECASE),
        re.compile(
            rf"(?<=\S)[\s►▶→>|*•–—-]+(?-i:(?=[A-ZÀÉ])){sure}\s*[:>]\s*(?P<title>(?:(?![.!?]\s+[A-ZÀÉ]).){{5,{_HEADLINE}}})$",
            re.IGNORECASE,
        ),
    )


def _inline(line: str) -> tuple[str, list[str]]:
    """A paragraph without the pointers in brackets or at its end, and their titles."""
    brackets, ending = _inlines()
    titles: list[str] = []
    for pattern in (brackets, ending):
        for found in pattern.finditer(line):
            titles.append(_tidy(found["title"] or ""))
        line = pattern.sub("", line)
    return line.strip(), titles


def _tidy(title: str) -> str:
    return title.strip(' \t"“”|>→•*-–—').removesuffix(".").strip()
