"""What of ``feeds.toml`` the types can't tell: addresses, intervals, networks, kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from ipaddress import ip_network
from urllib.parse import urlsplit

from legation.model import suggest
from legation.ontology import kinds
from legation.watch.settings import Alert, Manners, Settings, Source, seconds

Problem = tuple[str, int, str, str]
"""Table, its number among those of its name, key, and what to write instead."""

_NEEDED = {"atom": ("file",), "email": ("server", "sender", "recipients"), "webhook": ()}
_URL = "url is an address that begins with https:// or http://, without a password"


def problems(settings: Settings) -> Iterator[Problem]:
    """All problems, in the order of the tables.

    >>> list(problems(Settings(Manners(contact="desk@press.example", every="soon"))))
    [('watch', 0, 'every', '"soon" is no interval of a minute or more; write 30 min, 2 h or 1 d')]
    """
    yield from (("watch", 0, *each) for each in _of_manners(settings.watch))
    addresses: dict[str, int] = {}
    for number, source in enumerate(settings.feed):
        yield from (("feed", number, *each) for each in _of_source(source))
        if source.url in addresses:
            yield "feed", number, "url", f"the same address as feed {addresses[source.url] + 1}; remove one"
        addresses.setdefault(source.url, number)
    for number, alert in enumerate(settings.alert):
        yield from (("alert", number, *each) for each in _of_alert(alert))


def _of_manners(manners: Manners) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"(?:https?://)?[!-~]{2,200}[@./][!-~]{2,200}", manners.contact):
        yield "contact", "contact is an e-mail or web address that publishers can write to"
    if not 0 <= manners.delay <= 3600:
        yield "delay", "delay is in seconds, from 0 to 3600"
    if not 1 <= manners.most <= 10_000:
        yield "most", "most is a number of articles, from 1 to 10000"
    for each in manners.allow:
        if not _network(each):
            yield "allow", f'"{each[:60]}" is no network; write 10.1.0.0/16'
    yield from (("every", each) for each in _interval(manners.every))


def _of_source(source: Source) -> Iterator[tuple[str, str]]:
    if not _web(source.url):
        yield "url", _URL
    yield from (("every", each) for each in (_interval(source.every) if source.every else ()))
    if source.since and not _is_day(source.since):
        yield "since", f'"{source.since[:40]}" is no day; write 2025-04-01'


def _of_alert(alert: Alert) -> Iterator[tuple[str, str]]:
    for key in _NEEDED[alert.to]:
        if not getattr(alert, key):
            yield key, f"an alert by {alert.to} needs {key}"
    if alert.to == "webhook" and bool(alert.url) == bool(alert.url_env):
        yield "url", "an alert by webhook needs either url or url_env"
    if alert.url and not _web(alert.url):
        yield "url", _URL
    if alert.server and not re.fullmatch(r"[A-Za-z0-9.-]{1,253}(?::[1-9]\d{0,4})?", alert.server):
        yield "server", "server is HOST or HOST:PORT"
    for key, address in (("sender", alert.sender), *(("recipients", each) for each in alert.recipients)):
        if address and not re.fullmatch(r"[!-?A-~]{1,100}@[!-~]{1,200}", address):
            yield key, f"{key} is an e-mail address"
    for kind in alert.kinds:
        if kind not in kinds() and not any(known.startswith(f"{kind}.") for known in kinds()):
            yield "kinds", f'unknown kind "{kind[:60]}"{suggest(kind[:60], kinds())}'


def _network(written: str) -> bool:
    try:
        ip_network(written, strict=False)
    except ValueError:
        return False
    return True


def _interval(written: str) -> Sequence[str]:
    try:
        seconds(written)
    except ValueError as error:
        return (str(error),)
    return ()


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return bool(
        parts.scheme in ("http", "https") and parts.hostname and not parts.username and port != 0
        and not re.search(r"[\x00-\x20\x7f-\x9f]", url) and len(url) <= 2000
    )  # fmt: skip
