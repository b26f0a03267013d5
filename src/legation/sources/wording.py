"""The wordings of ``languages/*/debris.toml``: how one is written, and the patterns made of them.

A page in French carries English buttons, so the wordings of all languages are read together; the file's head says how a
wording is written. A wording always means a whole line.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from legation.model import Language, RuleError

_LETTERS = {
    "a": "aàâäáã",
    "c": "cç",
    "e": "eéèêë",
    "i": "iîïí",
    "n": "nñ",
    "o": "oôöóõ",
    "u": "uùûüú",
    "y": "yÿ",
    "'": "'’ʼ`",
    "-": "-‐‑",
}
_BASE = {variant: letters for letters in _LETTERS.values() for variant in letters}
_BETWEEN = r"[\s,:;!.·•|/()«»\"“”–—©-]+"
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞŒ0-9])[\w’'.]*(?:-[\w’'.]+)*"
_PARTICLE = r"(?:de|du|des|d’|el|al|ag|ould|ben|bin|van|von|et|and|la|le)"
PERSON = rf"{_CAPITAL}(?: (?:{_PARTICLE} )*{_CAPITAL}){{0,5}}"
NAMES = rf"{_CAPITAL}(?:[ /&,–-]+(?:{_PARTICLE} )*{_CAPITAL}){{0,7}}"
_TOKEN = re.compile(r"\s*(?:(?P<mark>[\[\](|)])|(?P<word>[^\s\[\](|)]+))")


class Wordings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language's file."""

    related: tuple[str, ...]
    related_heading: tuple[str, ...]
    elsewhere: tuple[str, ...]
    comments_start: tuple[str, ...]
    comments_invite: tuple[str, ...]
    comments_mark: tuple[str, ...]
    networks: tuple[str, ...]
    share: tuple[str, ...]
    cookies: tuple[str, ...]
    accept: tuple[str, ...]
    newsletter: tuple[str, ...]
    reading_time: tuple[str, ...]
    ads: tuple[str, ...]
    navigation: tuple[str, ...]
    tip: tuple[str, ...]
    credit: tuple[str, ...]
    copyright: tuple[str, ...]
    byline: tuple[str, ...]
    byline_bare: tuple[str, ...]
    not_author: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    on: tuple[str, ...]
    at: tuple[str, ...]
    by: tuple[str, ...]
    with_: tuple[str, ...] = msgspec.field(name="with")
    closing: tuple[str, ...]
    published_loose: tuple[str, ...]
    months: dict[str, int]
    weekdays: tuple[str, ...]
    ordinal: tuple[str, ...]
    day_first: bool
    agencies: tuple[str, ...]
    not_agency: tuple[str, ...]
    sentence_starts: tuple[str, ...]
    labels: tuple[str, ...]
    no_article: tuple[str, ...]
    common: tuple[str, ...]


@cache
def wordings() -> dict[Language, Wordings]:
    """The wordings by language.

    >>> wordings()["fr"].months["avril"]
    4
    """
    root = files("legation.languages")
    return {language: _read(root / language / "debris.toml", language) for language in ("fr", "en")}


def _read(path: Traversable, language: str) -> Wordings:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Wordings)
    except (OSError, msgspec.DecodeError) as error:
        raise RuleError(f"{language}/debris.toml: {error}") from error


@cache
def words(group: str) -> tuple[str, ...]:
    """One group of the files, all languages together.

    >>> "published" in words("published"), "publié" in words("published")
    (True, True)
    """
    found: list[str] = []
    for file in wordings().values():
        found.extend(getattr(file, group))
    return tuple(found)


def literal(word: str) -> str:
    """A pattern for a word in any case, with or without accents, with any apostrophe.

    >>> bool(re.fullmatch(literal("à lire"), "A LIRE", re.I))
    True
    """
    made = []
    for letter in word:
        variants = _BASE.get(letter)
        made.append(f"[{variants}]" if variants else r"\s+" if letter == " " else re.escape(letter))
    return "".join(made)


def any_of(found: tuple[str, ...] | list[str] | dict[str, int]) -> str:
    """A pattern for one of the words, the longest first."""
    return "(?:" + "|".join(literal(word) for word in sorted(found, key=len, reverse=True)) + ")"


@cache
def day_pattern(*, year: bool = True) -> str:
    """A pattern for a full date ("jeudi 3 avril 2025", "April 3, 2025", "03/04/2025"), or for one without year."""
    month = any_of([month for file in wordings().values() for month in file.months])
    weekday = rf"(?:{any_of(words('weekdays'))}\.?,?\s+)?"
    number = rf"\d{{1,2}}(?:{any_of(words('ordinal'))})?"
    if not year:
        return rf"{weekday}(?:{number}\s+{month}|{month}\.?\s+{number})"
    written = rf"{number}\s+{month}\.?,?\s+\d{{4}}|{month}\.?\s+{number},?\s+\d{{4}}"
    return rf"{weekday}(?:{written}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|\d{{4}}-\d\d-\d\d)"


@cache
def time_pattern() -> str:
    """A pattern for an hour: "14h12", "14:12", "2:12 p.m.", "14h12 GMT"."""
    zone = r"(?:\s*\(?(?:GMT|UTC|TU|CET|CEST)(?:[+-]\d+)?\)?)?"
    return rf"\d{{1,2}}\s*(?:[h:]\s*\d{{0,2}}(?::\d\d)?)(?:\s*min)?(?:\s*[ap]\.?\s?m\.?)?{zone}"


@cache
def when_pattern() -> str:
    """A pattern for a full date, with or without an hour after it."""
    at = rf"(?:\s*[,|·•–—-]\s*|\s+)(?:{any_of(words('at'))}\s+)?"
    return rf"{day_pattern()}(?:{at}{time_pattern()})?"


def _placeholder(name: str) -> str:
    match name:
        case "{n}":
            return r"\d[\d\s.,]*(?:[kKM]\b)?"
        case "{when}":
            return when_pattern()
        case "{time}":
            return time_pattern()
        case "{network}":
            return any_of(words("networks"))
        case "{name}":
            return NAMES
        case "{agency}":
            return rf"(?:{any_of(words('agencies'))}|(?-i:[A-Z]{{2,6}}(?:[/&-][A-Z]{{2,6}})*))"
        case "{author}":
            return f"(?P<author>{PERSON})"
        case "…":
            return r".+"
        case _ if name[-1] in ",:>":
            return _placeholder(name[:-1]) + rf"\s*{'[>›»/]' if name[-1] == '>' else name[-1]}"
        case _ if name.startswith("{"):
            raise RuleError(f'debris.toml: unknown placeholder "{name}"')
        case _:
            return literal(name)


def template(wording: str) -> str:
    """The pattern of one wording, without anchors.

    >>> bool(re.fullmatch(template("partager [cet article] (sur|via) {network}"), "Partager sur Facebook", re.I))
    True
    """
    pattern, end = _sequence(wording, 0)
    if end != len(wording.rstrip()):
        raise RuleError(f'debris.toml: unbalanced brackets in "{wording}"')
    return pattern


def _sequence(wording: str, at: int) -> tuple[str, int]:
    """Items up to a closing bracket or ``|``; an optional item takes its separator with it."""
    pattern, started = "", False
    while (token := _TOKEN.match(wording, at)) is not None:
        mark = token["mark"]
        if mark is not None and mark in "])|":
            return pattern, token.start("mark")
        if mark is None:
            item, at = _placeholder(token["word"]), token.end()
        else:
            item, at = _choice(wording, token.end(), "]" if mark == "[" else ")")
        if mark == "[":
            pattern += f"(?:{_BETWEEN}{item})?" if started else f"(?:{item}{_BETWEEN})?"
        else:
            pattern += f"{_BETWEEN}{item}" if started else item
            started = True
    return pattern, len(wording.rstrip())


def _choice(wording: str, at: int, closing: str) -> tuple[str, int]:
    alternatives = []
    while True:
        pattern, at = _sequence(wording, at)
        alternatives.append(pattern)
        if at >= len(wording) or wording[at] not in f"|{closing}":
            raise RuleError(f'debris.toml: unbalanced brackets in "{wording}"')
        at += 1
        if wording[at - 1] == closing:
            return f"(?:{'|'.join(alternatives)})", at


@cache
def whole_line(*groups: str) -> re.Pattern[str]:
    """One pattern for a whole line that is any wording of these groups; signs around the words are free.

    >>> [bool(whole_line("share").search(line)) for line in ("» Partager cet article !", "Partager le pouvoir")]
    [True, False]
    """
    wanted = dict.fromkeys(wording for group in groups for wording in words(group))
    return re.compile(rf"^\W*(?:{'|'.join(template(wording) for wording in wanted)})\W*$", re.IGNORECASE)


@cache
def author_lines(group: str) -> tuple[re.Pattern[str], ...]:
    """One pattern a wording, each with its own ``author``."""
    return tuple(re.compile(rf"^\W*(?P<line>{template(wording)})\W*$", re.IGNORECASE) for wording in words(group))
