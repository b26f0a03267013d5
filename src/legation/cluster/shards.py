"""Sources to shards: what one task reads. A large file is a shard; small ones go together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from legation.model import SourceError
from legation.sources import Unread
from legation.sources.paths import STANDARD_INPUT, expand

SHARD_BYTES = 4_000_000
"""Small files are gathered up to this size: some minutes of work, so that loading the coder and a kill cost little beside."""


class Shard(Struct, frozen=True):
    """Files that are read together, in this order; ``name`` changes when one of them does."""

    name: str
    paths: tuple[str, ...]
    bytes: int


def plan(sources: Sequence[str], salt: str = "", most: int = SHARD_BYTES) -> tuple[list[Shard], list[Unread]]:
    """The shards of the sources, in order, and the paths that lead nowhere; ``salt`` is what else the result depends on.

    >>> plan(["missing.jsonl"])[1][0].reason
    'no such file'
    """
    shards: list[Shard] = []
    lost: list[Unread] = []
    for files in _gathered(sources, lost, most):
        told = [(str(path), path.stat()) for path in files]
        marks = "\n".join(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in told)
        key = hashlib.sha256(f"{salt}\n{marks}".encode()).hexdigest()[:12]
        name = f"{len(shards):06}-{key}"
        shards.append(Shard(name, tuple(path for path, _ in told), sum(stat.st_size for _, stat in told)))
    return shards, lost


def _gathered(sources: Sequence[str], lost: list[Unread], most: int) -> Iterator[list[Path]]:
    some: list[Path] = []
    size = 0
    for found in expand(sources):
        if isinstance(found, Unread):
            lost.append(found)
            continue
        if found is STANDARD_INPUT:
            raise SourceError("standard input can't be read in shards; save it as a file")
        here = found.absolute()
        bytes = here.stat().st_size
        if some and size + bytes > most:
            yield some
            some, size = [], 0
        some.append(here)
        size += bytes
    if some:
        yield some
