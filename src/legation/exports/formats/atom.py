"""Atom (RFC 4287): a feed of what the register learnt last."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from legation.exports.changes import Entry, feed
from legation.exports.escape import printable
from legation.exports.format import Asked, Format, Report
from legation.register import Register

_ATOM = "http://www.w3.org/2005/Atom"


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The whole feed."""
    made = feed(register, asked, report)
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", asked.language)
    _add(root, "id", made.id)
    _add(root, "title", made.title)
    _add(root, "updated", made.updated)
    _add(_add(root, "author"), "name", "Legation")
    _add(root, "generator", "Legation")
    if made.home:
        _add(root, "link", rel="alternate", href=made.home)
    for entry in made.entries:
        _entry(root, entry)
    ElementTree.indent(root)
    yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(root: ElementTree.Element, entry: Entry) -> None:
    node = _add(root, "entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    _add(node, "published", entry.first)
    _add(node, "updated", entry.last)
    if entry.link:
        _add(node, "link", rel="alternate", href=entry.link)
    for quote in entry.quotes:
        if quote.url and quote.url != entry.link:
            _add(node, "link", rel="related", href=quote.url, title=quote.by)
    _add(node, "category", term=entry.kind, scheme="kind")
    _add(node, "category", term=entry.status, scheme="status")
    # Plain text: nothing that the press wrote is ever markup for a reader.
    lines = [*entry.lines, *(f"« {quote.text} » {quote.by}, {quote.day or '?'}" for quote in entry.quotes)]
    _add(node, "content", "\n".join(map(printable, lines)), type="text")


def _add(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        node.set(key, printable(value))
    if words is not None:
        node.text = words if name == "content" else printable(words)
    return node


FORMAT = Format(
    id="atom",
    title="Atom feed of changes",
    suffix=".atom",
    media_type="application/atom+xml",
    lossy="the events that changed last, with five quotes each at most; roles and dates are in words",
    write=write,
)
