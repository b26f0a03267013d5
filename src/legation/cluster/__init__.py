"""Reading an archive in shards, on one machine or on many: the same steps as everywhere, on an engine that exists.

A shard goes through one idempotent function to Parquet files of its own, renamed into place when they are whole. So whatever is
killed, the same command goes on with the shards that are left, and one process or a hundred give the same files.
"""

from __future__ import annotations

from collections.abc import Callable

from legation.cluster.engines import run_here, run_on_ray
from legation.cluster.lake import UnreadRow, read_coded, read_unread
from legation.cluster.shards import Shard, plan
from legation.cluster.work import Done, Job, code_shard

ENGINES: dict[str, Callable[..., object]] = {"local": run_here, "ray": run_on_ray}

__all__ = [
    "ENGINES", "Done", "Job", "Shard", "UnreadRow", "code_shard", "plan", "read_coded", "read_unread", "run_here", "run_on_ray",
]  # fmt: skip
