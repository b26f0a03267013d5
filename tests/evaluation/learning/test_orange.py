"""Facts without words come back with their words, from the page they were listed on and from no other."""

from __future__ import annotations

import msgspec
import pytest

from legation.evaluation.gold import GoldFact
from legation.evaluation.learning.orange import HiddenDispatch, Page, Text, hide, joined, pieces_of, rebuild

PAGE = Page(
    heading="Le Pérou accuse le Chili de lui cacher ses cartes.",
    article="Lima l'a dit mardi.Santiago  nie.Fin de l'article.",
    title="Pérou: Lima accuse ",
)
TEXT = Text(
    id="orange:2",
    text="Le Pérou accuse le Chili de lui cacher ses cartes.\nLima l'a dit mardi.\nSantiago nie.",
    title="Pérou: Lima accuse",
    published="2020-01-02",
)
FACTS = [
    GoldFact(
        kind="accuse", roles={"ACCUSER": ("PER",), "ACCUSED": ("CHL",)}, status="occurred", core=True, anchor="accuse le Chili"
    ),
    GoldFact(kind="reject", roles={"REJECTER": ("CHL",)}, status="occurred", core=False, anchor="Santiago nie"),
]


@pytest.fixture
def hidden() -> HiddenDispatch:
    found = hide(TEXT, FACTS, PAGE)
    assert found is not None
    return found


def test_no_word_is_left(hidden: HiddenDispatch) -> None:
    written = msgspec.json.encode(hidden).decode()
    assert not any(word in written for word in ("Pérou", "Lima", "Santiago", "accuse le", "mardi"))


def test_the_way_there_and_back(hidden: HiddenDispatch) -> None:
    back = rebuild(msgspec.json.decode(msgspec.json.encode(hidden), type=HiddenDispatch), PAGE)
    assert back is not None
    text, facts = back
    assert text == TEXT
    assert [record["anchor"] for record in facts["records"]] == ["accuse le Chili", "Santiago nie"]  # type: ignore[attr-defined]


def test_another_page_is_refused(hidden: HiddenDispatch) -> None:
    assert rebuild(hidden, msgspec.structs.replace(PAGE, heading=PAGE.heading.replace("Chili", "Brésil"))) is None


def test_a_text_that_the_page_lacks_is_not_hidden() -> None:
    assert hide(msgspec.structs.replace(TEXT, text="La Bolivie aussi."), [], PAGE) is None


@pytest.mark.parametrize("text", ["Un mot.", "mot.\nUn", "Un  mot.\n\nUn"])
def test_pieces_make_up_the_text(text: str) -> None:
    page = "Titre. Un\nmot. Un"
    pieces = pieces_of(text, page)
    assert pieces is not None
    assert joined(pieces, page) == text
