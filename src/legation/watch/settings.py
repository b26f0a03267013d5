"""``feeds.toml``: what to watch, how gently, and whom to alert; what is wrong in it is told with its line."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct, field

from legation.model import LegationError, suggest
from legation.watch.addresses import Network

Change = Literal["scheduled", "moved", "considered", "cancelled", "occurred", "contradiction"]
CHANGES: tuple[Change, ...] = get_args(Change)

LIMIT = 1_000_000
_UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_EVERY = re.compile(r"(\d{1,6})\s*(s|min|h|d)")
_LEAST_EVERY = 60


class WatchError(LegationError):
    """What to watch can't be understood, or not be watched."""


class Manners(Struct, frozen=True, forbid_unknown_fields=True):
    """How to ask. ``contact``: an address that publishers can write to; ``delay``: seconds between requests to a host.

    ``most``: articles of one feed in one cycle, the others wait for the next; ``allow``: private networks that may be
    connected to, as ``127.0.0.0/8``: none by default.
    """

    contact: str
    every: str = "30 min"
    delay: float = 5.0
    most: int = 50
    allow: tuple[str, ...] = ()


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """One feed or sitemap. ``take``: the article's own page, or the text that the feed holds.

    ``since`` leaves out what the feed dates earlier (a day).
    """

    url: str
    name: str = ""
    every: str = ""
    language: Literal["fr", "en"] | None = None
    publisher: str | None = None
    take: Literal["page", "feed"] = "page"
    since: str = ""

    @property
    def called(self) -> str:
        """Its name, else its host and path."""
        if self.name:
            return self.name
        parts = urlsplit(self.url)
        return f"{parts.hostname}{parts.path}"


class Alert(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to tell of which changes; secrets are named by the environment variables that hold them.

    ``to``: ``atom`` with ``file``; ``email`` with ``server`` (HOST or HOST:PORT), ``sender`` and ``recipients``, and where
    the server wants it ``user`` and ``password_env``; ``webhook`` with ``url`` or, where the address is itself a secret,
    ``url_env``, and ``token_env`` for a bearer token.
    """

    to: Literal["atom", "email", "webhook"]
    on: tuple[Change, ...] = CHANGES
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    file: str = ""
    server: str = ""
    tls: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = ""
    recipients: tuple[str, ...] = ()
    user: str = ""
    password_env: str = ""
    url: str = ""
    url_env: str = ""
    token_env: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """All of ``feeds.toml``."""

    watch: Manners
    feed: tuple[Source, ...] = field(default_factory=tuple)
    alert: tuple[Alert, ...] = field(default_factory=tuple)

    @property
    def networks(self) -> tuple[Network, ...]:
        """The private networks that may be connected to."""
        return tuple(ip_network(each, strict=False) for each in self.watch.allow)

    def every(self, source: Source) -> int:
        """The seconds between two looks at a feed."""
        return seconds(source.every or self.watch.every)


_CHOICES: dict[str, tuple[str, ...]] = {
    "on": CHANGES,
    "to": ("atom", "email", "webhook"),
    "take": ("page", "feed"),
    "language": ("fr", "en"),
    "tls": ("starttls", "tls", "none"),
}
_STRUCTS: dict[str, type[Struct]] = {"watch": Manners, "feed": Source, "alert": Alert}


def seconds(every: str) -> int:
    """An interval in seconds.

    >>> seconds("30 min"), seconds("2h")
    (1800, 7200)
    """
    found = _EVERY.fullmatch(every.strip())
    if found is None or int(found[1]) * _UNITS[found[2]] < _LEAST_EVERY:
        raise ValueError(f'"{every[:40]}" is no interval of a minute or more; write 30 min, 2 h or 1 d')
    return int(found[1]) * _UNITS[found[2]]


def load_settings(path: Path) -> Settings:
    """Read ``feeds.toml``."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as error:
        raise WatchError(f"{path}: can't be read ({error.strerror or error}); name a file of feeds, see docs/watch.md") from error
    return read_settings(content, str(path))


def read_settings(content: bytes, name: str) -> Settings:
    r"""Read the settings from the bytes of a file.

    >>> read_settings(b'[watch]\ncontact = "desk@press.example"\n[[feed]]\nulr = "https://press.example/rss"', "feeds.toml")
    Traceback (most recent call last):
    legation.watch.settings.WatchError: feeds.toml, line 4: unknown key "ulr"; did you mean "url"?
    """
    if len(content) > LIMIT:
        raise WatchError(f"{name}: more than {LIMIT / 1e6:.0f} MB; that is no file of feeds")
    try:
        settings = msgspec.toml.decode(content, type=Settings)
    except msgspec.ValidationError as error:
        raise WatchError(_located(content, name, str(error))) from None
    except (msgspec.DecodeError, UnicodeError, ValueError, RecursionError) as error:
        raise WatchError(f"{name}: {_plain(str(error)) or 'nested too deeply'}") from None
    from legation.watch.settings_check import problems

    for table, number, key, problem in problems(settings):
        raise WatchError(f"{name}, line {_line(content, table, number, key)}: {problem}")
    return settings


def _plain(words: str) -> str:
    return " ".join(words.split())[:200]


def _located(content: bytes, name: str, said: str) -> str:
    """What the decoder says, with the line, and for an unknown key the one that was meant."""
    path = re.search(r"\$(?:\.(?P<table>[a-z]+)(?:\[(?P<number>\d+)\])?(?:\.(?P<key>[a-z_]+))?)?", said.rpartition(" - at `")[2])
    table = (path and path["table"]) or ""
    key = re.search(r"(unknown|required) field `([^`]*)`", said)
    found = key[2] if key else (path and path["key"]) or ""
    line = _line(content, table, int((path and path["number"]) or 0), found if key is None or key[1] == "unknown" else "")
    fields = _STRUCTS[table].__struct_fields__ if table in _STRUCTS else Settings.__struct_fields__
    if key and key[1] == "unknown":
        return f'{name}, line {line}: unknown key "{_plain(found)[:60]}"{suggest(found[:60], fields)}'
    if key:
        return f'{name}, line {line}: "{found}" is missing in [{table or found}]'
    wrong = re.match(r"Invalid enum value '(.*)'", said)
    if wrong and found in _CHOICES:
        choices, written = _CHOICES[found], _plain(wrong[1])[:60]
        hint = f'{suggest(written, choices)}; one of {", ".join(choices)}'
        return f'{name}, line {line}: {found} has no "{written}"{hint}'
    return f"{name}, line {line}: {found or table}: {_plain(said.rpartition(' - at `')[0])}"


def _line(content: bytes, table: str, number: int, key: str) -> int:
    """The line of a key in the table of this number; that of the table, or 1, where the key has none of its own."""
    seen = -1
    at = 1
    for line, words in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        header = re.match(r"\s*\[{1,2}\s*\"?([^\]\"]*?)\"?\s*\]", words)
        if header:
            seen = seen + 1 if header[1] == table else seen if seen < number else number + 1
            at = line if header[1] == table and seen == number else at
            if not table and header[1] == key:
                return line
        elif key and (seen == number if table else seen == -1) and re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]", words):
            return line
    return at
