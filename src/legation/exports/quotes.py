"""Words of the press on their way out: short, on one line, and nothing that a terminal, a table or XML would obey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from legation.exports.escape import printable
from legation.register.events import Told
from legation.register.walk import Source, Walked

CUT = " […]"


def quoted(words: str, limit: int) -> str:
    """A quote on one line, cut between words where it is longer than ``limit`` characters.

    >>> quoted("Le Mali quitte la Cédéao.", 14), quoted("Le Mali.", 14)
    ('Le Mali […]', 'Le Mali.')
    """
    shown = printable(words)
    return shown if len(shown) <= limit else cut(shown, max(limit - len(CUT), 1)) + CUT


def cut(words: str, limit: int) -> str:
    """The beginning of words, so many characters at most, no word broken unless it is the first."""
    if len(words) <= limit:
        return words
    kept = words[: limit + 1].rpartition(" ")[0]
    return (kept or words[:limit]).rstrip()


def web_address(url: str | None) -> str | None:
    """An address that may be followed: http or https, without blanks or controls; ``None`` for anything else.

    >>> web_address("javascript:alert(1)") is None, web_address("https://example.org/a")
    (True, 'https://example.org/a')
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return url if printable(url) == url and not set(url) & set(' "<>\\^`{|}') else None


class Quote(Struct, frozen=True, kw_only=True):
    """One telling as an export shows it."""

    text: str
    source: Source
    told: Told

    @property
    def by(self) -> str:
        """Who printed it, as far as known."""
        return printable(self.source.publisher or self.source.dispatch)

    @property
    def day(self) -> str:
        """The day of publication, "" where unknown."""
        return (self.source.published or "")[:10]

    @property
    def url(self) -> str | None:
        """Where it can be read."""
        return web_address(self.source.url)


def quotes(walked: Walked, limit: int, most: int | None = None) -> Iterator[Quote]:
    """The tellings of an event, of each text once; those that say what the event is shown as come first.

    ``most``: no more than so many.
    """
    told: Sequence[Told] = sorted(walked.told, key=lambda item: item.mention.status != walked.event.status)
    seen: set[str] = set()
    for item in told:
        if item.text in seen:
            continue
        seen.add(item.text)
        if most is not None and len(seen) > most:
            return
        yield Quote(text=quoted(item.mention.quote, limit), source=walked.sources[item.key], told=item)
