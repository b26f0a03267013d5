"""Time as watching sees it: the day's clock, which may be set, one that only runs on, and waiting."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """What tells the time, and waits."""

    def now(self) -> float:
        """Seconds since 1970; may jump, either way."""

    def steady(self) -> float:
        """Seconds that only run forward, from anywhere."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def steady(self) -> float:
        """Seconds that only run forward."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; for nothing, not at all."""
        if seconds > 0:
            time.sleep(seconds)
