"""What many tests share: one coder a session, because loading the pipeline takes seconds."""

from __future__ import annotations

import pytest

from legation.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with its default threshold."""
    return Coder()
