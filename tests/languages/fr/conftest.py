"""What the tests of French share: the atlas, a reader, and sentences read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.atlas import Atlas, load_atlas
from legation.coder import Coder
from legation.languages.fr import FrenchReader
from legation.languages.fr.reading import FrenchReading
from legation.model import make_dispatch

Read = Callable[..., list[FrenchReading]]


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas, loaded once."""
    return load_atlas()


@pytest.fixture(scope="session")
def reader(coder: Coder) -> FrenchReader:
    """A reader of dispatches, with the triggers of the rules."""
    return coder.reader


@pytest.fixture(scope="session")
def read(reader: FrenchReader) -> Read:
    """Text, title and publication to the readings of the sentences, those of the title last."""

    def readings(text: str, title: str = "", published: str | None = "2025-04-01") -> list[FrenchReading]:
        dispatch = make_dispatch("essai", text, title=title, published=published, language="fr")
        return next(iter(reader.read([dispatch])))[1]

    return readings
