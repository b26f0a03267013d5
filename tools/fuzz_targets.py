"""What is fuzzed: functions that take any bytes and may refuse them only in the words that they promise.

A target calls what reads a source, a rule, a date or a question, lets through the refusals that are documented, and
checks what must hold of every answer. Any other exception is a bug, and so is an answer that takes seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from unicodedata import category

import typer

from legation.atlas import load_atlas
from legation.atlas.fold import fold
from legation.atlas.lookup import Lookup
from legation.coder.rules import RuleFile, load_file, parse_entry, parse_example
from legation.commands.options import first_day, instant, last_day, press_language
from legation.commands.output import json_bytes
from legation.commands.output.table import words
from legation.commands.resolve import find_actors, find_organization
from legation.exports.escape import cell, printable
from legation.languages.fr.dates import find_dates
from legation.model import LegationError, Scalar, make_dispatch
from legation.model.dates import DateError, bounds, granularity, overlap, parse, sort_key
from legation.register import Register, history, members, open_register, show, timeline
from legation.register.review import reject
from legation.sources import html_dispatch, json_dispatch, text_dispatch
from legation.sources.days import iso_published, published_line, spoken_day
from legation.sources.encoding import decode
from legation.sources.feed import read_feed
from legation.sources.unread import UnreadableError
from legation.watch.addresses import FetchError, is_public
from legation.watch.fetch import shown
from legation.watch.hosts import origin, retry_after
from legation.watch.looking import article_id
from legation.watch.packed import unpacked
from legation.watch.permission import MOST_DELAY, Rules, delay, may_fetch, reserved_by_host, reserved_by_page, reserved_by_reply
from legation.watch.settings import WatchError, read_settings

Target = Callable[[bytes], None]

_PUBLISHED = date(2025, 4, 1)
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def written(data: bytes) -> str:
    """Bytes as text: half characters stay, as a file name or a bad source may bring them."""
    return data.decode("utf-8", "surrogateescape")


def edtf(data: bytes) -> None:
    """Dates of the register: what is read is written the same, and compares with any other."""
    one, _, other = written(data).partition(" ")
    try:
        assert str(parse(one)) == one
        bounds(one)
        granularity(one)
        assert overlap(one, other) == overlap(other, one)
        sort_key(one)
    except DateError:
        return


def folding(data: bytes) -> None:
    """Offsets must survive folding."""
    text = written(data)
    assert len(fold(text)) == len(text)


def escaping(data: bytes) -> None:
    """Nothing that a terminal or a spreadsheet obeys is left."""
    text = written(data)
    assert not _OBEYED.search(printable(text))
    assert not _OBEYED.search(words(text).plain)
    assert not cell(text).startswith(("=", "+", "-", "@"))
    told = json_bytes([Scalar(value=text.encode("utf-8", "replace").decode())]).decode()
    assert not _OBEYED.search(told.replace("\n", ""))
    assert not any(category(sign) == "Cs" for sign in told)


def days(data: bytes) -> None:
    """Days of publication as pages write them."""
    text = written(data)
    found = iso_published(text)
    assert found is None or iso_published(found) == found
    published_line(text)
    for day_first in (True, False):
        day = spoken_day(text, day_first=day_first)
        assert day is None or date.fromisoformat(day[:10])


def french_dates(data: bytes) -> None:
    """Dates in French sentences: each is where it says, and one that the register can store."""
    text = written(data)
    for found in find_dates(text, _PUBLISHED):
        assert text[found.start : found.end] == found.text
        if found.edtf is not None:
            parse(found.edtf)


@cache
def _lookup() -> Lookup:
    return Lookup(load_atlas().forms())


def names(data: bytes) -> None:
    """Names of the atlas in any text: spans in order, inside the text."""
    text = written(data)
    end = 0
    for hit in _lookup().find(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


def json_line(data: bytes) -> None:
    """A line of JSON Lines."""
    try:
        json_dispatch(data, "a:1")
    except UnreadableError:
        return


def plain_text(data: bytes) -> None:
    """An article as plain text."""
    try:
        text_dispatch(decode(data), "a")
    except UnreadableError:
        return


def page(data: bytes) -> None:
    """An article as HTML."""
    try:
        html_dispatch(decode(data, page=True), "a", url="https://press.example/a")
    except UnreadableError:
        return


def encodings(data: bytes) -> None:
    """Bytes of any encoding."""
    for as_page in (True, False):
        try:
            decode(data, page=as_page)
        except UnreadableError:
            continue


class _File:
    """A rule file that was never written."""

    name = "fuzz.toml"

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read_bytes(self) -> bytes:
        """The content."""
        return self.content


_RULE = b"""[[rule]]
id = "fr.support.essai"
kind = "support"
verb = [%s]
roles = { SUPPORTER = "sujet", SUPPORTED = "compl\xc3\xa9ment" }
match = [%s]
no_match = ["Il pleut."]
"""


def rules(data: bytes) -> None:
    """A file of rules, whole or with a hole in it."""
    one, _, other = data.partition(b"\n")
    for content in (data, _RULE % (_quoted(one), _quoted(other))):
        try:
            loaded: RuleFile = load_file(_File(content))  # type: ignore[arg-type]
            for rule in loaded.rule:
                for verb in rule.verb:
                    parse_entry(rule, verb, True)
                for example in rule.match:
                    parse_example(example)
        except LegationError:
            continue


def _quoted(data: bytes) -> bytes:
    return b'"' + data.replace(b"\\", b"").replace(b'"', b"") + b'"'


def options(data: bytes) -> None:
    """What stands behind --from, --as-of, --published and --language."""
    text = written(data)
    for read in (first_day, last_day, instant, press_language):
        try:
            read(text)
        except typer.BadParameter:
            continue


@cache
def _register() -> Register:
    register = open_register("sqlite://")
    text = make_dispatch("n1", "Le Togo doute de l'AES.", published="2025-04-01")
    register.add(text, (), "0")
    return register


def queries(data: bytes) -> None:
    """What questions to a register are asked about: names, ids, kinds, fields."""
    text = written(data)
    first, _, second = text.partition("\n")
    register = _register()
    asked: tuple[Callable[[], object], ...] = (
        lambda: show(register, text),
        lambda: history(register, first),
        lambda: timeline(register, kind=first, status=second or None),
        lambda: members(register, first, as_of=_PUBLISHED),
        lambda: reject(register, first, author=second or "a", why="b"),
    )
    for ask in asked:
        try:
            ask()
        except LegationError:
            continue


def actors(data: bytes) -> None:
    """Names of actors, and what is suggested for one that nobody has."""
    text = written(data)
    for find in (find_actors, find_organization):
        try:
            find(_register(), text, "en")
        except LegationError:
            continue


def feeds(data: bytes) -> None:
    """RSS, Atom and sitemaps."""
    try:
        for entry in read_feed(data, "https://press.example/rss").entries:
            assert entry.url.lower().startswith(("http://", "https://"))
            article_id(entry.url)
            assert entry.published is None or iso_published(entry.published)
    except UnreadableError:
        return


def settings(data: bytes) -> None:
    """``feeds.toml``, whole or behind a right beginning; what is wrong in it is told with its line."""
    for content in (data, b'[watch]\ncontact = "desk@press.example"\n' + data):
        try:
            read_settings(content, "feeds.toml")
        except WatchError as error:
            assert str(error).startswith("feeds.toml")
            assert len(str(error)) < 1000


def permissions(data: bytes) -> None:
    """robots.txt, tdmrep.json, headers and pages that say what a publisher allows."""
    text = data.decode("utf-8", "replace").replace("\0", "")
    rules = Rules(robots=text, tdm=text)
    url = "https://press.example/" + "".join(sign for sign in text[:100] if sign.isalnum())
    may_fetch(rules, url, "Legation")
    assert 0 <= delay(rules, "Legation") <= MOST_DELAY
    reserved_by_host(rules, url)
    reserved_by_reply({"x-robots-tag": text, "tdm-reservation": text}, "Legation")
    reserved_by_page(text)


def headers(data: bytes) -> None:
    """Waiting times, packed bodies, addresses as a server may send them."""
    text = written(data)
    wait = retry_after(text, 1_743_500_000.0)
    assert wait is None or 0 <= wait <= 7 * 86400
    shown(text)
    is_public(text)
    for read in (lambda: unpacked([data], "gzip", 100_000), lambda: unpacked([data], "deflate", 100_000), lambda: origin(text)):
        try:
            read()
        except FetchError:
            continue


TARGETS: Mapping[str, Target] = {
    each.__name__: each
    for each in (
        edtf, folding, escaping, days, french_dates, names, json_line, plain_text, page, encodings, rules, options, queries,
        actors, feeds, settings, permissions, headers,
    )
}  # fmt: skip

SHARES: Mapping[str, int] = {
    "edtf": 14, "folding": 8, "escaping": 8, "days": 8, "options": 14, "french_dates": 5, "names": 5, "json_line": 5,
    "plain_text": 2, "page": 1, "encodings": 2, "rules": 3, "queries": 4, "actors": 1,
    "feeds": 4, "settings": 5, "permissions": 4, "headers": 10,
}  # fmt: skip
"""How much of the time each gets."""

