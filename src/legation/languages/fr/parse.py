"""The French pipeline: one sentence in, one parse out, with offsets in the dispatch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from legation.atlas import NameHit
from legation.languages.fr.repair import repaired
from legation.languages.fr.simplify import OfficeHit, Simple, simplify

MODEL = "fr_core_news_md"


class Raw(NamedTuple):
    """A sentence to parse: its text, where it starts in its part, and the names found in it (offsets in the sentence)."""

    text: str
    start: int
    hits: list[NameHit]


@Language.component("legation_one_sentence")
def _one_sentence(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded once a process: tagger, morphology, parser, lemmas; no named entities."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    nlp = spacy.load(MODEL, exclude=["ner", "senter"])
    nlp.add_pipe("legation_one_sentence", first=True)
    # The lemmatizer looks its forms up in lists of up to a hundred thousand words: as sets they answer at once.
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part_of_speech, forms in list(index.items()):
        index[part_of_speech] = frozenset(forms)
    return nlp


class Parsed:
    """A parsed sentence. Token offsets are translated to the part of the dispatch by ``span``."""

    def __init__(self, raw: Raw, simple: Simple, doc: Doc) -> None:
        self.raw = raw
        self.simple = simple
        self.doc = doc
        self.by_token: dict[int, NameHit] = {}
        self.tokens_of: dict[int, list[int]] = {}
        self.offices: dict[int, OfficeHit] = {}
        starts = simple.offsets
        for token in doc:
            begin = starts[token.idx]
            for number, hit in enumerate(raw.hits):
                if hit.start <= begin < hit.end:
                    self.by_token[token.i] = hit
                    self.tokens_of.setdefault(number, []).append(token.i)
            for office in simple.offices:
                if office.start == begin:
                    self.offices[token.i] = office

    def span(self, first: Token, last: Token | None = None) -> tuple[int, int]:
        """Half-open offsets, in the part, of the tokens from ``first`` to ``last``."""
        final = last or first
        begin = self.simple.offsets[first.idx]
        end = self.simple.offsets[final.idx + len(final.text) - 1] + 1
        return self.raw.start + begin, self.raw.start + end

    def name_heads(self) -> Iterator[tuple[NameHit, Token]]:
        """Each known name with the token that carries it in the tree."""
        for number, indexes in sorted(self.tokens_of.items()):
            inside = set(indexes)
            heads = [self.doc[i] for i in indexes if self.doc[i].head.i not in inside or self.doc[i].head.i == i]
            if heads:
                yield self.raw.hits[number], heads[0]


def mended(raw: Raw, simple: Simple, doc: Doc, finite: frozenset[str]) -> Parsed:
    """A sentence as parsed, the verbs found that the parser missed; ``finite`` are forms of finite verbs."""
    parsed = Parsed(raw, simple, doc)
    better = repaired(doc, frozenset(parsed.by_token), finite)
    return parsed if better is doc else Parsed(raw, simple, better)


def parse(sentences: Iterable[Raw], batch_size: int = 64, finite: frozenset[str] = frozenset()) -> Iterator[Parsed]:
    """Parse sentences in order, simplified first; ``finite`` are forms that are finite verbs if they are verbs.

    >>> parsed = next(parse([Raw("Le Togo envisage de partir.", 10, [])]))
    >>> parsed.doc[2].text, parsed.span(parsed.doc[1])
    ('envisage', (13, 17))
    """

    def pairs() -> Iterator[tuple[str, tuple[Raw, Simple]]]:
        for raw in sentences:
            simple = simplify(raw.text, raw.hits)
            yield simple.text, (raw, simple)

    for doc, (raw, simple) in pipeline().pipe(pairs(), as_tuples=True, batch_size=batch_size):
        yield mended(raw, simple, doc, finite)
