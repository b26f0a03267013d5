"""``legation read`` in shards: into Parquet files, or by way of them into a register, here or on a cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from legation.cluster import Done, Job, Shard, plan, read_coded, read_unread, run_here, run_on_ray
from legation.model import Dispatch, Mention
from legation.sources import Unread

Coded = tuple[Dispatch, tuple[Mention, ...]]


def coded_in_shards(
    sources: list[str], job: Job, engine: str, told: Callable[[Unread], None], step: Callable[[int, int], None]
) -> Iterator[Coded]:
    """The dispatches of the sources with their mentions, in order, each shard as soon as it and those before it are done.

    ``told`` hears what was unread, ``step`` the shards done and their number.
    """
    for done, number, count in _done(sources, job, engine, told):
        for row in read_unread(Path(job.folder), done.shard.name):
            told(Unread(row.path, row.line, row.reason, row.fix))
        yield from read_coded(Path(job.folder), done.shard.name)
        step(number, count)


def into_parquet(
    sources: list[str], job: Job, engine: str, told: Callable[[Unread], None], step: Callable[[int, int], None]
) -> Counter[str]:
    """Code the sources into Parquet files; how many shards, dispatches and mentions they hold."""
    import pyarrow.parquet as pq

    found: Counter[str] = Counter()
    for done, number, count in _done(sources, job, engine, told):
        for row in read_unread(Path(job.folder), done.shard.name):
            told(Unread(row.path, row.line, row.reason, row.fix))
        found["shards"] += 1
        for table in ("dispatches", "mentions"):
            found[table] += pq.read_metadata(Path(job.folder) / table / f"{done.shard.name}.parquet").num_rows
        step(number, count)
    return found


def _done(sources: list[str], job: Job, engine: str, told: Callable[[Unread], None]) -> Iterator[tuple[Done, int, int]]:
    shards, lost = plan(sources, job.salt(), job.shard_bytes)
    for each in lost:
        told(each)
    run: Callable[[list[Shard], Job], Iterator[Done]] = run_on_ray if engine == "ray" else run_here
    for number, done in enumerate(run(shards, job), 1):
        yield done, number, len(shards)
