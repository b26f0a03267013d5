"""What a publisher allows: robots.txt, crawl delay, and reservations against text and data mining.

A reservation is any of: ``tdm-reservation: 1`` as a header, as ``<meta>`` or in ``/.well-known/tdmrep.json`` (the TDM
Reservation Protocol), ``noai`` or ``notdm`` in ``X-Robots-Tag`` or in ``<meta name="robots">``.
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from protego import Protego

ROBOTS_LIMIT = 512_000
"""As much of a robots.txt as RFC 9309 asks to be read."""

MOST_DELAY = 300.0
"""Seconds: a crawl delay beyond it is kept as this; more would be a "no" that robots.txt has words for."""

_META = re.compile(r"<meta\s[^>]{1,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_RESERVED = ("noai", "notdm")
_HEAD = 200_000


class Rules(msgspec.Struct, frozen=True):
    """What a host says: the text of its robots.txt, its tdmrep.json; ``closed`` where it could not be asked."""

    robots: str = ""
    tdm: str = ""
    closed: bool = False


class _Location(msgspec.Struct, frozen=True):
    location: str
    reservation: Annotated[int, msgspec.Meta(ge=0, le=1)] = msgspec.field(name="tdm-reservation", default=0)


_LOCATIONS = msgspec.json.Decoder(list[_Location])


def may_fetch(rules: Rules, url: str, agent: str) -> bool:
    r"""Whether robots.txt lets this agent fetch an address; a host that could not be asked lets nothing.

    >>> may_fetch(Rules(robots="User-agent: *\nDisallow: /prive"), "https://p.example/prive/1", "Legation")
    False
    """
    if rules.closed:
        return False
    return bool(_parsed(rules.robots).can_fetch(url, agent)) if rules.robots.strip() else True


def delay(rules: Rules, agent: str) -> float:
    r"""The seconds that a host asks for between two requests, 0 where it does not say.

    >>> delay(Rules(robots="User-agent: *\nCrawl-delay: 20"), "Legation")
    20.0
    """
    if not rules.robots.strip():
        return 0.0
    parsed = _parsed(rules.robots)
    asked = parsed.crawl_delay(agent) or 0.0
    rate = parsed.request_rate(agent)
    if rate is not None and rate.requests:
        asked = max(asked, rate.seconds / rate.requests)
    return min(max(asked, 0.0), MOST_DELAY)


def reserved_by_host(rules: Rules, url: str) -> str:
    """The reservation of a host's tdmrep.json for an address, "" where there is none; the most exact location counts.

    >>> reserved_by_host(Rules(tdm='[{"location": "/", "tdm-reservation": 1}]'), "https://p.example/a")
    'tdmrep.json: /'
    """
    if not rules.tdm.strip():
        return ""
    try:
        locations = _LOCATIONS.decode(rules.tdm)
    except (msgspec.DecodeError, RecursionError):
        return ""
    path = urlsplit(url).path or "/"
    fitting = [each for each in locations[:1000] if _fits(each.location[:1000], path)]
    best = max(fitting, key=lambda each: (len(each.location), each.reservation), default=None)
    return f"tdmrep.json: {best.location[:100]}" if best and best.reservation else ""


def reserved_by_reply(headers: dict[str, str], agent: str) -> str:
    """The reservation that headers make (names in small letters), "" where there is none.

    >>> [reserved_by_reply({"x-robots-tag": said}, "Legation") for said in ("otherbot: noindex, noai", "noindex, noai")]
    ['', 'header X-Robots-Tag: noai']
    """
    if headers.get("tdm-reservation", "").strip() == "1":
        return "header tdm-reservation"
    said = headers.get("x-robots-tag", "").lower()
    name = agent.partition("/")[0].lower()
    words: list[str] = []
    for part in said.split(","):
        to, colon, rest = part.partition(":")
        if colon and not re.fullmatch(r"\s*(?:unavailable_after|max-[a-z-]+)\s*", to):
            words.append(f"@{to.strip()}")
            part = rest
        words.append(part.strip())
    addressed = True
    for word in words:
        if word.startswith("@"):
            addressed = word[1:] == name
        elif addressed and word in _RESERVED:
            return f"header X-Robots-Tag: {word}"
    return ""


def reserved_by_page(page: str) -> str:
    """The reservation in the head of a page, "" where there is none.

    >>> reserved_by_page('<head><meta name="tdm-reservation" content="1"></head>')
    'meta tdm-reservation'
    """
    for found in _META.finditer(page[:_HEAD]):
        said = {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(found[0])}
        name, content = said.get("name", "").strip().lower(), said.get("content", "").lower()
        if name == "tdm-reservation" and content.strip() == "1":
            return "meta tdm-reservation"
        if name in ("robots", "legation"):
            for word in _RESERVED:
                if word in (each.strip() for each in content.split(",")):
                    return f"meta {name}: {word}"
    return ""


def _fits(location: str, path: str) -> bool:
    """Whether a location of tdmrep.json, with ``*`` and a closing ``$``, covers a path.

    Stars are matched from left to right, without going back: a pattern can't be made to take long.
    """
    anchored = location.endswith("$")
    parts = location.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not anchored or at == len(path) or (len(parts) > 1 and path.endswith(parts[-1]))


def _parsed(robots: str) -> Protego:
    return Protego.parse(robots)
