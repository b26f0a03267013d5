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


def evaluate_gold(gold: Path, texts: Sequence[Path] = ()) -> tuple[Result, tuple[str, ...]]:
    """Code the texts of a gold file, or of a folder with `gold.jsonl`: the figures, and remarks on the gold."""
    documents = read_gold(gold_file(gold))
    dispatches, unread = _texts(documents, texts or default_texts(gold))
    result = evaluate(documents, _code(list(dispatches.values())))
    return result, (*unread, *remarks(documents, dispatches))


def gold_file(gold: Path) -> Path:
    """The file that lists the facts."""
    file = gold / GOLD_NAME if gold.is_dir() else gold
    if not file.is_file():
        raise GoldError(f"{gold}: no such gold; give a file of facts, or a folder with {GOLD_NAME} and its dispatches")
    return file


def default_texts(gold: Path) -> tuple[Path, ...]:
    """Where the texts are when nobody says: the folder's other files, or `x.texts.jsonl` beside `x.facts.jsonl`."""
    if gold.is_dir():
        return tuple(
            path
            for path in sorted(gold.rglob("*"))
            if path.is_file() and path.name != GOLD_NAME and not path.name.startswith(".")
        )
    beside = gold.with_name(gold.name.replace(".facts.", ".texts."))
    if beside == gold or not beside.is_file():
        raise GoldError(f"{gold}: where are its texts? Give them with --texts")
    return (beside,)


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
