"""What many tests share: one coder a session, because loading the pipeline takes seconds."""

from __future__ import annotations

import pytest

from legation.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with its rules alone: what grammar and rules find does not hang on learned weights."""
    return Coder(judged=False)


@pytest.fixture(scope="session")
def judged() -> Coder:
    """The coder as it comes: learned models fill roles and set the confidence."""
    return Coder()
