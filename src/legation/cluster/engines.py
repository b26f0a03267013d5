"""Who runs the shards: this process, or Ray, here or on a cluster. Both yield them in the order given."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence

from legation.cluster.shards import Shard
from legation.cluster.work import Done, Job, code_shard
from legation.model import LegationError

TRIES = 20
"""How often a shard may lose its worker or node before it is given up: a shard that itself kills workers must end."""


class EngineError(LegationError):
    """The engine is missing, can't be reached, or gave a shard up."""


def run_here(shards: Sequence[Shard], job: Job) -> Iterator[Done]:
    """One after the other, in this process."""
    for shard in shards:
        yield code_shard(shard, job)


def run_on_ray(shards: Sequence[Shard], job: Job, ahead: int = 0) -> Iterator[Done]:
    """As tasks of Ray: of the cluster that ``RAY_ADDRESS`` names, or of one that is started here for this run.

    At most ``ahead`` shards (four a core by default) are given out at once, so that a million shards wait here and not in Ray.
    Raises ``EngineError`` where Ray is missing, or where a shard lost its worker ``TRIES`` times.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError:
        raise EngineError('the engine ray is missing; install it with: pip install "legation[cluster]"') from None
    mine = not ray.is_initialized()
    if mine:
        if os.environ.get("RAY_ADDRESS"):
            ray.init(logging_level=logging.WARNING, log_to_driver=False)
        else:
            ray.init(
                address="local", _node_ip_address="127.0.0.1", include_dashboard=False, logging_level=logging.WARNING,
                log_to_driver=False,
            )  # fmt: skip
    try:
        task = ray.remote(num_cpus=1, max_retries=TRIES, scheduling_strategy="SPREAD")(code_shard)
        most = ahead or 4 * max(int(ray.cluster_resources().get("CPU", 1)), 1)  # type: ignore[no-untyped-call]
        waiting: list[ray.ObjectRef[Done] | None] = [task.remote(shard, job) for shard in shards[:most]]
        for number, shard in enumerate(shards):
            try:
                done: Done = ray.get(waiting[number])  # type: ignore[arg-type]
            except ray.exceptions.RayTaskError as error:
                raise EngineError(f"{shard.paths[0]}: {error.cause}") from error
            except ray.exceptions.RayError as error:
                raise EngineError(f"{shard.paths[0]}: given up ({type(error).__name__}); run the same command again") from error
            waiting[number] = None
            if len(waiting) < len(shards):
                waiting.append(task.remote(shards[len(waiting)], job))
            yield done
    finally:
        if mine:
            ray.shutdown()
