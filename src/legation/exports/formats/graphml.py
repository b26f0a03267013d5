"""GraphML of dyads: actors as nodes, and between two an edge for each kind of fact, with how often and when."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from legation.exports.codebook import codebook, plover, sides
from legation.exports.days import span
from legation.exports.entities import entity
from legation.exports.escape import printable
from legation.exports.format import Asked, Format, Report
from legation.exports.formats.gdelt import pairs
from legation.register import Register
from legation.register.walk import Walked, walk


class Edge(Struct, kw_only=True):
    """What is told between two actors of one kind; ``score`` sums those of PLOVER over what was done."""

    done: int = 0
    to_come: int = 0
    denied: int = 0
    score: float = 0.0
    first: str = ""
    last: str = ""
    sources: int = 0

    def add(self, walked: Walked) -> None:
        """Count an event."""
        self.done += walked.happened
        self.denied += walked.event.status == "denied"
        self.to_come += not walked.happened and walked.event.status != "denied"
        coded = plover(walked)
        self.score += coded.score if coded and walked.happened else 0.0
        self.sources += walked.event.sources
        if days := span(walked.event.date):
            self.first = min(filter(None, (self.first, days[0].isoformat())))
            self.last = max(self.last, days[1].isoformat())


_KEYS = {
    "node": {"name": "string", "sort": "string", "country": "string", "cow": "string", "wikidata": "string"},
    "edge": {
        "kind": "string", "quad": "int", "done": "int", "to_come": "int", "denied": "int", "score": "double", "first": "string",
        "last": "string", "sources": "int",
    },
}  # fmt: skip


def write(register: Register, asked: Asked, report: Report) -> Iterator[bytes]:
    """The graph; what is kept meanwhile is the dyads, not the events."""
    edges: dict[tuple[str, str, str], Edge] = {}
    nodes: dict[str, tuple[str, ...]] = {}
    for walked in walk(register, asked.which):
        row = codebook().kinds.get(walked.event.kind)
        if row is None:
            report.left_out["left.no_code"] += 1
            continue
        for one, other in pairs(*sides(walked, row)):
            for id_ in filter(None, (one, other)):
                if id_ not in nodes:
                    found = entity(id_, walked)
                    sort = found.sort or ("state" if found.id == found.country else found.sector)
                    nodes[id_] = (found.name, sort, found.country, found.cow, found.qid)
            if other is not None:
                edges.setdefault((one, other, walked.event.kind), Edge()).add(walked)
    report.written = len(edges)
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for where, keys in _KEYS.items():
        for key, type_ in keys.items():
            yield f'<key id="{where}_{key}" for="{where}" attr.name="{key}" attr.type="{type_}"/>\n'.encode()
    yield b'<graph id="dyads" edgedefault="directed">\n'
    for id_ in sorted(nodes):
        yield _element("node", {"id": id_}, dict(zip(_KEYS["node"], nodes[id_], strict=True)))
    for (one, other, kind), edge in sorted(edges.items(), key=lambda pair: pair[0]):
        quad = plover_quad(kind)
        values: dict[str, str | int | float] = {"kind": kind, "quad": quad, "done": edge.done, "to_come": edge.to_come,
                  "denied": edge.denied, "score": round(edge.score, 2), "first": edge.first, "last": edge.last,
                  "sources": edge.sources}  # fmt: skip
        yield _element("edge", {"id": f"{one}|{other}|{kind}", "source": one, "target": other}, values)
    yield b"</graph>\n</graphml>\n"


def plover_quad(kind: str) -> int:
    """The quad class of a kind when it is done.

    >>> plover_quad("sanction.impose"), plover_quad("meeting.visit")
    (4, 1)
    """
    type_ = codebook().kinds[kind].plover[0]
    return next(number for number, types in codebook().quads.items() if type_ in types)


def _element(tag: str, attributes: dict[str, str], values: dict[str, str] | dict[str, str | int | float]) -> bytes:
    written = "".join(f" {key}={quoteattr(printable(value))}" for key, value in attributes.items())
    data = "".join(
        f'<data key="{tag}_{key}">{escape(printable(str(value)))}</data>' for key, value in values.items() if value != ""
    )
    return f"<{tag}{written}>{data}</{tag}>\n".encode()


FORMAT = Format(
    id="graphml",
    title="GraphML of dyads",
    suffix=".graphml",
    media_type="application/graphml+xml",
    lossy="counts, not events: no quotes, places or claims; acts on equal terms are drawn from the first named to the others",
    write=write,
)
