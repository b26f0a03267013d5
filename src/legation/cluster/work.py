"""What every engine does with a shard: read it, code it, write it; done once, it is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from legation.cluster.lake import LakeWriter, UnreadRow, is_done
from legation.cluster.shards import SHARD_BYTES, Shard
from legation.coder import CODER_VERSION, Coder
from legation.model import Dispatch, Language
from legation.sources import Unread, read_sources


class Job(Struct, frozen=True):
    """What is the same for all shards: where their files go, and what is said of every dispatch."""

    folder: str
    published: str | None = None
    language: Language | None = None
    shard_bytes: int = SHARD_BYTES

    def salt(self) -> str:
        """What the result depends on beside the files."""
        return f"{CODER_VERSION} {self.published} {self.language}"


class Done(Struct, frozen=True):
    """A shard whose files are in place; ``anew`` is false where they were before."""

    shard: Shard
    anew: bool


@cache
def _coder() -> Coder:
    """One a process: loading takes seconds."""
    return Coder()


def code_shard(shard: Shard, job: Job) -> Done:
    """Code a shard into its Parquet files, whatever was tried before.

    Called twice, or in two places at once, it leaves the same files: they are renamed into place when they are whole.
    """
    folder = Path(job.folder)
    if is_done(folder, shard.name):
        return Done(shard, anew=False)
    with LakeWriter(folder, shard.name) as writer:
        for dispatch, mentions in _coder().code_many(_dispatches(shard, job, writer)):
            writer.add(dispatch, mentions)
    return Done(shard, anew=True)


def _dispatches(shard: Shard, job: Job, writer: LakeWriter) -> Iterator[Dispatch]:
    for item in read_sources(shard.paths, published=job.published, language=job.language):
        if isinstance(item, Unread):
            writer.unread(UnreadRow(item.path, item.line, item.reason, item.fix))
        else:
            yield item
