"""Facts of pages that can't be published with us: document numbers, offsets and hashes in place of words.

``gold/orange`` lists facts of pages of OrangeSum (github.com/Tixierae/OrangeSum, CC BY-SA 4.0). Whoever has that repository
rebuilds the texts: each is made of pieces of the heading and the article of ``data/docs/parsed/<number>.json``, and its hash says
whether it came out right.

    python -m legation.evaluation.learning.orange hide TEXTS FACTS --pages DIR --out gold/orange/train.jsonl
    python -m legation.evaluation.learning.orange rebuild gold/orange/train.jsonl --pages DIR --out FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from legation.evaluation.gold import GoldFact, read_gold


class Page(msgspec.Struct):
    """A parsed page of OrangeSum, as far as it is needed."""

    heading: str
    article: str
    title: str
    date: str | None = None

    @property
    def words(self) -> str:
        """What the pieces are cut from."""
        return f"{self.heading}\n{self.article}"


class HiddenFact(msgspec.Struct, omit_defaults=True):
    """A listed fact with its place in the dispatch (``part``, offsets in characters) for its anchor."""

    kind: str
    roles: dict[str, tuple[str, ...]]
    status: str
    core: bool
    part: str
    start: int
    end: int
    claimed_by: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    domain: tuple[str, ...] = ()


class HiddenDispatch(msgspec.Struct):
    """A dispatch without its words: the pieces to cut from its page, and the hashes of title and text."""

    id: str
    published: str | None
    pieces: list[tuple[int, int] | str]
    text_hash: str
    title_hash: str
    records: list[HiddenFact]


class Text(msgspec.Struct):
    """A dispatch as the gold's texts have it."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None


def digest(words: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a text in UTF-8.

    >>> digest("Le Togo")
    'd3ff22ee43c7e1e8'
    """
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def pieces_of(text: str, page: str) -> list[tuple[int, int] | str] | None:
    r"""The pieces of a page that make up a text, with the white space between them; None where the page does not hold the words.

    >>> pieces_of("Un mot.\nDeux.", "Titre Un  mot.Deux.")
    [(6, 9), (10, 14), '\n', (14, 19)]
    """
    places = [i for i, character in enumerate(page) if not character.isspace()]
    squeezed = "".join(page[i] for i in places)
    found: list[tuple[int, int] | str] = []
    after = 0
    for number, line in enumerate(text.split("\n")):
        words = "".join(line.split())
        at = squeezed.find(words, after)
        at = at if at >= 0 else squeezed.find(words)
        if at < 0:
            return None
        after = at + len(words)
        if number:
            found.append("\n")
        next_ = at
        for character in line:
            if character.isspace():
                found.append(character)
                continue
            place = places[next_]
            next_ += 1
            last = found[-1] if found else ""
            if isinstance(last, tuple) and last[1] == place:
                found[-1] = (last[0], place + 1)
            else:
                found.append((place, place + 1))
    return _merged(found, page)


def _merged(pieces: Sequence[tuple[int, int] | str], page: str) -> list[tuple[int, int] | str]:
    """White space that the page has at that place too belongs to the piece before."""
    found: list[tuple[int, int] | str] = []
    for piece in pieces:
        last = found[-1] if found else ""
        if isinstance(last, tuple) and isinstance(piece, str) and page[last[1] : last[1] + 1] == piece:
            found[-1] = (last[0], last[1] + 1)
        elif isinstance(last, tuple) and isinstance(piece, tuple) and last[1] == piece[0]:
            found[-1] = (last[0], piece[1])
        else:
            found.append(piece)
    return found


def joined(pieces: Sequence[tuple[int, int] | str], page: str) -> str:
    """The text that pieces of a page make up.

    >>> joined([(6, 8), " ", (10, 14)], "Titre Un  mot.")
    'Un mot.'
    """
    return "".join(piece if isinstance(piece, str) else page[piece[0] : piece[1]] for piece in pieces)


def read_page(pages: Path, id: str) -> Page | None:
    """The page of a dispatch, None where the folder lacks it."""
    path = pages / f"{id.removeprefix('orange:')}.json"
    return msgspec.json.decode(path.read_bytes(), type=Page) if path.exists() else None


def hide(text: Text, facts: Sequence[GoldFact], page: Page) -> HiddenDispatch | None:
    """A dispatch and its facts without their words, None where the page does not hold the text."""
    pieces = pieces_of(text.text, page.words)
    title = text.title or ""
    if pieces is None or title.strip() != page.title.strip():
        return None
    hidden: list[HiddenFact] = []
    for fact in facts:
        part, words = ("text", text.text) if fact.anchor in text.text else ("title", title)
        start = words.find(fact.anchor)
        if start < 0:
            continue
        known = {f: getattr(fact, f) for f in ("kind", "roles", "status", "core", "claimed_by", "date", "place", "domain")}
        hidden.append(HiddenFact(**known, part=part, start=start, end=start + len(fact.anchor)))
    return HiddenDispatch(text.id, text.published, pieces, digest(text.text), digest(title), hidden)


def rebuild(hidden: HiddenDispatch, page: Page) -> tuple[Text, dict[str, object]] | None:
    """The dispatch and its facts with their words, None where the page is not the one they were listed on."""
    text = joined(hidden.pieces, page.words)
    title = next((t for t in (page.title, page.title.strip()) if digest(t) == hidden.title_hash), None)
    if title is None or digest(text) != hidden.text_hash:
        return None
    records = []
    for fact in hidden.records:
        told = title if fact.part == "title" else text
        plain = {key: value for key, value in msgspec.to_builtins(fact).items() if key not in ("part", "start", "end")}
        records.append({**plain, "anchor": told[fact.start : fact.end]})
    return Text(hidden.id, text, title, hidden.published), {"id": hidden.id, "records": records, "none": not records}


def main() -> None:
    """Hide or rebuild; says on stderr how many dispatches came out, and which did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("hide", "rebuild"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=Path, required=True, help="data/docs/parsed of OrangeSum")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    lost: list[str] = []
    if arguments.what == "hide":
        texts, facts = arguments.files
        listed = {document.id: document.records for document in read_gold(facts)}
        lines: list[bytes] = []
        for line in texts.read_bytes().splitlines():
            text = msgspec.json.decode(line, type=Text)
            page = read_page(arguments.pages, text.id) if text.id.startswith("orange:") else None
            hidden = hide(text, listed[text.id], page) if page else None
            if hidden is None:
                lost.append(text.id)
            else:
                lines.append(msgspec.json.encode(hidden))
        arguments.out.write_bytes(b"\n".join(lines) + b"\n")
    else:
        lines = []
        facts_out: list[bytes] = []
        for file in arguments.files:
            for line in file.read_bytes().splitlines():
                hidden = msgspec.json.decode(line, type=HiddenDispatch)
                page = read_page(arguments.pages, hidden.id)
                rebuilt = rebuild(hidden, page) if page else None
                if rebuilt is None:
                    lost.append(hidden.id)
                else:
                    lines.append(msgspec.json.encode(rebuilt[0]))
                    facts_out.append(msgspec.json.encode(rebuilt[1]))
        arguments.out.mkdir(parents=True, exist_ok=True)
        (arguments.out / "orange.texts.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        (arguments.out / "orange.facts.jsonl").write_bytes(b"\n".join(facts_out) + b"\n")
    print(f"{len(lines)} dispatches; {len(lost)} not in these pages: {', '.join(lost[:8])}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
