"""Web Annotations (W3C) of the quotes: an annotation a telling, on the page that it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent

from msgspec import Struct

from legation import __version__
from legation.exports.changes import TAG
from legation.exports.escape import json_text, printable
from legation.exports.format import Asked, Format, Report
from legation.exports.quotes import cut, web_address
from legation.model import Scalar
from legation.register import Register
from legation.register.events import Told
from legation.register.walk import Walked, walk

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"legation": f"{TAG}vocabulary/"})


class Tag(Struct, frozen=True, kw_only=True):
    """A body in plain words."""

    type: str = "TextualBody"
    purpose: str = "tagging"
    format: str = "text/plain"
    value: str


class Fact(
    Struct, frozen=True, kw_only=True, omit_defaults=True, rename=lambda name: name if name == "type" else f"legation:{name}"
):
    """A body with the fact in codes; ``start`` and ``end`` count code points in the text as the register cleaned it."""

    type: str = "legation:Fact"
    kind: str
    status: str
    event: str
    roles: dict[str, tuple[str, ...]]
    claimed_by: tuple[str, ...] = ()
    date: str | None = None
    part: str
    start: int
    end: int
    rule: str
    confidence: float


class Target(Struct, frozen=True, kw_only=True):
    """The page, and the words on it."""

    source: str
    selector: dict[str, str | bool]


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """One AnnotationPage, its items as they come."""
    head = json_text({"@context": CONTEXT, "id": f"{TAG}annotations", "type": "AnnotationPage"}).rstrip(b"}\n")
    yield head + b',"items":['
    between = b"\n"
    if asked.quotes:
        for walked in walk(register, asked.which):
            for told in walked.told:
                report.written += 1
                yield between + json_text(_annotation(walked, told, asked)).rstrip(b"\n")
                between = b",\n"
    yield b"\n]}\n"


def _annotation(walked: Walked, told: Told, asked: Asked) -> dict[str, object]:
    mention, source = told.mention, walked.sources[told.key]
    # Quoted to the letter, cut without a mark: the words must be found on the page.
    exact = cut(mention.quote, asked.quotes)
    selector: dict[str, str | bool] = {"type": "TextQuoteSelector", "exact": exact}
    if exact != mention.quote:
        selector["legation:cut"] = True
    fact = Fact(
        kind=mention.kind,
        status=mention.status,
        event=walked.event.id,
        roles={
            role: (printable(filler.value),) if isinstance(filler, Scalar) else mention.ids(role)
            for role, filler in mention.roles.items()
        },
        claimed_by=mention.claimed_by,
        date=mention.date.edtf if mention.date else None,
        part=mention.part,
        start=mention.start,
        end=mention.end,
        rule=mention.rule,
        confidence=round(mention.confidence, 4),
    )
    return {
        "id": f"{TAG}mention/{told.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generated": source.read_at,
        "generator": {"type": "Software", "name": f"Legation {__version__}"},
        "body": [Tag(value=mention.kind), Tag(value=mention.status), fact],
        "target": Target(
            source=web_address(source.url) or f"{TAG}dispatch/{percent(source.dispatch, safe='')}", selector=selector
        ),
    }


FORMAT = Format(
    id="annotations",
    title="Web Annotations of quotes (JSON-LD)",
    suffix=".jsonld",
    media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    lossy="which tellings are copies; quotes beyond the limit are cut to their beginning and marked legation:cut",
    write=write,
)
