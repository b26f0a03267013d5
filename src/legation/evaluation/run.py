"""From a gold file to its figures: find the texts, code them, score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from legation.coder import Coder
from legation.evaluation.gold import GoldDocument, read_gold, remarks
from legation.evaluation.result import Result, evaluate
from legation.model import Dispatch, GoldError, Mention
from legation.sources import Unread, read_sources

GOLD_NAME = "gold.jsonl"
THEMES = "*.facts.jsonl"


def evaluate_gold(gold: Path, texts: Sequence[Path] = ()) -> tuple[Result, tuple[str, ...]]:
    """Code the texts of a gold file or of a folder: the figures, and remarks on the gold."""
    documents = read_documents(gold)
    dispatches, unread = _texts(documents, texts or default_texts(gold))
    result = evaluate(documents, _code(list(dispatches.values())))
    return result, (*unread, *remarks(documents, dispatches))


def read_documents(gold: Path) -> tuple[GoldDocument, ...]:
    """The documents of a gold file, or of all those in a folder; no id may be in two of them."""
    documents: dict[str, GoldDocument] = {}
    for file in gold_files(gold):
        for document in read_gold(file):
            if document.id in documents:
                raise GoldError(f'{file}: "{document.id}" is in another file of {gold} already')
            documents[document.id] = document
    return tuple(documents.values())


def gold_files(gold: Path) -> tuple[Path, ...]:
    """The files that list the facts: the file itself, a folder's `gold.jsonl`, or its `*.facts.jsonl`."""
    if gold.is_file():
        return (gold,)
    if files := ((gold / GOLD_NAME,) if (gold / GOLD_NAME).is_file() else tuple(sorted(gold.glob(THEMES)))):
        return files
    raise GoldError(
        f"{gold}: no such gold; give a file of facts, or a folder with {GOLD_NAME} and its dispatches or with {THEMES}"
    )


def default_texts(gold: Path) -> tuple[Path, ...]:
    """Where the texts are when nobody says: with `gold.jsonl`, or as `x.texts.jsonl` beside each `x.facts.jsonl`."""
    if (gold / GOLD_NAME).is_file():
        return tuple(
            path
            for path in sorted(gold.rglob("*"))
            if path.is_file() and path.name != GOLD_NAME and not path.name.startswith(".")
        )
    return tuple(_beside(file) for file in gold_files(gold))


def _beside(facts: Path) -> Path:
    texts = facts.with_name(facts.name.replace(".facts.", ".texts."))
    if texts == facts or not texts.is_file():
        raise GoldError(f"{facts}: where are its texts? Give them with --texts")
    return texts


def _texts(documents: tuple[GoldDocument, ...], paths: Sequence[Path]) -> tuple[dict[str, Dispatch], tuple[str, ...]]:
    """The dispatches of a gold by id; `GoldError` where one is missing, since its facts would count as missed."""
    wanted = {document.id for document in documents}
    found: dict[str, Dispatch] = {}
    unread: list[str] = []
    for item in read_sources([str(path) for path in paths]):
        if isinstance(item, Unread):
            unread.append(str(item))
        elif item.id in wanted:
            found[item.id] = item
    if missing := [document.id for document in documents if document.id not in found]:
        why = f" ({'; '.join(unread[:3])})" if unread else ""
        raise GoldError(
            f'{len(missing)} of {len(documents)} documents of the gold have no text, the first is "{missing[0]}"; '
            f"give their files with --texts{why}"
        )
    return {id_: found[id_] for id_ in (document.id for document in documents)}, tuple(unread)


def _code(dispatches: Sequence[Dispatch]) -> Iterator[Mention]:
    for _, mentions in Coder().code_many(dispatches):
        yield from mentions
