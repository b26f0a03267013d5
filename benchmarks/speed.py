"""Where the time of coding goes: the parser, and our own steps around it, against the bare parser on the whole text.

    python benchmarks/speed.py FOLDER --pages 500

FOLDER holds N.json files with the text of a page under "article"; only even numbers are read. Times are of the
processor. The baseline of the ratios (1.0) is the parser's model as it loads by default, on all of the text.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

from legation.coder import Coder
from legation.languages.fr import parse
from legation.model import make_dispatch


def main() -> None:
    """Code the pages, then parse them bare, and print both."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--pages", type=int, default=500)
    given = asked.parse_args()
    files = sorted((f for f in given.folder.glob("*.json") if int(f.stem) % 2 == 0), key=lambda f: int(f.stem))
    texts = [(f.stem, json.loads(f.read_text())["article"]) for f in files[: given.pages]]
    pages = [make_dispatch(name, text) for name, text in texts if text.strip()]
    coder = Coder()
    model = parse.pipeline()
    spent, sentences, pipe = 0.0, 0, model.pipe

    def timed(pairs: Any, **options: Any) -> Iterator[Any]:
        nonlocal spent, sentences
        if not options.get("as_tuples"):  # spaCy calls itself here for the tuples: that time is counted already
            yield from pipe(pairs, **options)
            return
        ready = list(pairs)
        parsed = pipe(ready, **options)
        for _ in ready:
            began = time.process_time()
            item = next(parsed)
            spent += time.process_time() - began
            sentences += 1
            yield item

    list(coder.code_many(pages[:2]))  # to warm up
    model.pipe = timed  # type: ignore[assignment,method-assign]
    began = time.process_time()
    facts = sum(len(mentions) for _, mentions in coder.code_many(pages))
    whole = time.process_time() - began
    bare = spacy.load(parse.MODEL)
    began = time.process_time()
    cut = sum(len(list(doc.sents)) for doc in bare.pipe(text for _, text in texts))
    base = time.process_time() - began
    print(f"{len(pages)} pages, {facts} facts; {sentences} sentences parsed by Legation, {cut} by the bare parser")
    for name, took in (("bare parser, all text", base), ("Legation", whole), ("  parser", spent), ("  our steps", whole - spent)):
        print(f"{took:8.2f} s  x{took / base:5.2f}  {len(pages) / took:8.1f} pages/s  {name}")


if __name__ == "__main__":
    main()
