"""What the tests of French share: the atlas, a reader, and sentences read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from legation.atlas import Atlas, load_atlas
from legation.coder import Coder
from legation.languages.base import Trigger
from legation.languages.fr import FrenchReader
from legation.languages.fr.reading import FrenchReading
from legation.model import Actor, make_dispatch

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


Who = Callable[..., tuple[Actor, ...]]


@pytest.fixture(scope="session")
def who(read: Read) -> Who:
    """The actors of a function of the last word of that form: of a verb where its infinitive is given, else of a noun."""

    def actors(text: str, form: str, function: str, infinitive: str | None = None, *, title: str = "") -> tuple[Actor, ...]:
        asked = False
        for reading in reversed(read(text, title=title)):
            for token in reading.tokens:
                if token.text != form:
                    continue
                asked = True
                trigger = Trigger(token, infinitive or form, infinitive is not None, "")
                for argument in reading.arguments(trigger, function, None):
                    found = reading.actors(argument, function)
                    if found:
                        return found
        assert asked, f'no "{form}" was read in "{text}"'
        return ()

    return actors
