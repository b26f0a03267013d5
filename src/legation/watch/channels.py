"""Where alerts go: an Atom file, e-mail, a webhook. Each gives an alert under an id that stays the same if it is sent again."""

from __future__ import annotations

import hashlib
import os
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import msgspec
from lxml import etree  # type: ignore[import-untyped]

from legation.messages import Interface, text
from legation.watch.addresses import FetchError
from legation.watch.changes import Changed
from legation.watch.fetch import Fetcher
from legation.watch.settings import Alert, WatchError
from legation.watch.telling import headline, lines, plain

MOST_ENTRIES = 200
"""Alerts that an Atom file holds."""

_ATOM = "http://www.w3.org/2005/Atom"
_SMTP_SECONDS = 30


class Told(msgspec.Struct, frozen=True):
    """An alert as it is stored: the change, and when it was noticed (UTC)."""

    changed: Changed
    made_at: str


def channel_id(alert: Alert) -> str:
    """What tells one channel from another, whatever its filters are later."""
    address = (alert.to, alert.file, alert.server, *alert.recipients, alert.url, alert.url_env)
    return hashlib.sha256("\x1f".join(address).encode()).hexdigest()[:16]


def channel_name(alert: Alert) -> str:
    """A name for messages, without an address that may be a secret."""
    return {"atom": alert.file, "email": ", ".join(alert.recipients), "webhook": f"webhook {alert.url_env}".strip()}[alert.to]


def wanted(alert: Alert, changed: Changed) -> bool:
    """Whether a channel wants a change, by the change, the kind and the actors."""
    kind = not alert.kinds or any(changed.kind == each or changed.kind.startswith(f"{each}.") for each in alert.kinds)
    named = {actor for ids in changed.roles.values() for actor in ids}
    return changed.change in alert.on and kind and (not alert.actors or bool(named & set(alert.actors)))


def secret(name: str, environment: Mapping[str, str]) -> str:
    """The value of an environment variable that settings name; ``WatchError`` where it is not set."""
    value = environment.get(name, "")
    if not value:
        raise WatchError(f"the environment variable {name}, which the alerts of feeds.toml name, is not set")
    return value


def atom(told: Sequence[Told], language: Interface, *, title: str = "") -> bytes:
    """An Atom feed of alerts, the newest first; nothing in it depends on when it is written.

    >>> b"<feed" in atom([], "en")
    True
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(feed, "title", title or text("alert.title", language))
    _add(feed, "id", "urn:legation:alerts")
    _add(feed, "updated", max((each.made_at for each in told), default="1970-01-01T00:00:00Z"))
    _add(_add(feed, "author", ""), "name", "Legation")
    for each in told:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "title", headline(each.changed, language))
        _add(entry, "id", f"urn:legation:alert:{each.changed.id}")
        _add(entry, "updated", each.made_at)
        if each.changed.url:
            etree.SubElement(entry, f"{{{_ATOM}}}link", href=plain(each.changed.url))
        _add(entry, "content", "\n".join(lines(each.changed, language)), type="text")
    made: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def write_atom(path: Path, told: Sequence[Told], language: Interface) -> None:
    """Put the alerts into a file, all at once: a reader sees the old file or the new one."""
    content = atom(told, language)
    try:
        if path.exists() and path.read_bytes() == content:
            return
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise WatchError(f"{path}: the alerts can't be written ({error.strerror or error})") from error


def message(alert: Alert, told: Told, language: Interface) -> EmailMessage:
    """The mail of an alert; sent again, it has the same Message-ID."""
    made = EmailMessage()
    made["Subject"] = headline(told.changed, language)[:200]
    made["From"] = alert.sender
    made["To"] = ", ".join(alert.recipients)
    made["Date"] = formatdate()
    made["Message-ID"] = f"<{told.changed.id}@legation.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n\n".join((headline(told.changed, language), *lines(told.changed, language))))
    return made


def send_mail(alert: Alert, made: EmailMessage, environment: Mapping[str, str]) -> None:
    """Send a mail by the server that the settings name; what fails is told without user and password."""
    host, _, port = alert.server.partition(":")
    password = secret(alert.password_env, environment) if alert.password_env else ""
    try:
        if alert.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, int(port or 465), timeout=_SMTP_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, int(port or (587 if alert.tls == "starttls" else 25)), timeout=_SMTP_SECONDS)
        with server:
            if alert.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if alert.user:
                server.login(alert.user, password)
            server.send_message(made)
    except smtplib.SMTPAuthenticationError:
        raise WatchError(f"{host}: the mail server refuses the user or the password") from None
    except (OSError, smtplib.SMTPException) as error:
        raise WatchError(f"{host}: the mail could not be sent ({type(error).__name__})") from None


def post(alert: Alert, told: Told, language: Interface, fetcher: Fetcher, environment: Mapping[str, str]) -> None:
    """Post an alert as JSON; sent again, it has the same Idempotency-Key. The address and the token are never told."""
    url = alert.url or secret(alert.url_env, environment)
    headers = {"Content-Type": "application/json", "Idempotency-Key": told.changed.id}
    if alert.token_env:
        headers["Authorization"] = f"Bearer {secret(alert.token_env, environment)}"
    said = {"text": "\n".join((headline(told.changed, language), *lines(told.changed, language)))}
    body = msgspec.json.encode({**said, "made_at": told.made_at, "alert": told.changed})
    try:
        reply = fetcher.post(url, body, headers)
    except FetchError as error:
        raise WatchError(f"{channel_name(alert)}: the alert could not be sent ({error.reason})") from None
    if not 200 <= reply.status < 300:
        raise WatchError(f"{channel_name(alert)}: the alert was answered with {reply.status}")


def _add(parent: etree._Element, name: str, words: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    made.text = "\n".join(plain(line) for line in words.split("\n")) if words else None
    return made
