"""What ``engine_kills.py`` starts and kills: ``legation read --engine ray`` with small shards.

Usage: engine_driver.py local|ray SOURCES SHARDS REGISTER
"""

from __future__ import annotations

import sys

from legation.cluster import Job
from legation.coder import CODER_VERSION
from legation.commands.shards import coded_in_shards
from legation.register import open_register


def main(engine: str, sources: str, folder: str, address: str) -> None:
    """Read, telling of each shard that is stored."""
    with open_register(address) as register:
        def step(done: int, count: int) -> None:
            print(f"{done} of {count}", flush=True)  # noqa: T201

        for dispatch, mentions in coded_in_shards([sources], Job(folder, shard_bytes=1), engine, lambda _: None, step):
            register.add(dispatch, mentions, CODER_VERSION)


if __name__ == "__main__":
    main(*sys.argv[1:])
