"""Dates that a fact takes from elsewhere in its dispatch, and those it must not take."""

from __future__ import annotations

import pytest

from legation.coder import Coder
from legation.model import Mention, make_dispatch

LEAD = "La Turquie a signé mardi un accord avec le Niger."


def code(coder: Coder, text: str, title: str = "", published: str | None = "2025-04-10") -> tuple[Mention, ...]:
    return coder.code(make_dispatch("essai", text, title=title, language="fr", published=published))


def dates(told: tuple[Mention, ...], kind: str) -> list[str | None]:
    return [mention.date and mention.date.edtf for mention in told if mention.kind == kind]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Le Ghana a dénoncé l'attitude du Niger.", "accuse"),
        ("Le ministre turc s'est ensuite rendu à Bamako.", "meeting.visit"),
        ("Le ministre turc a rencontré son homologue malien.", "meeting.talks"),
        ("Le ministre turc recevait à Ankara son homologue malien.", "meeting.visit"),
        ("Les ministres turc et malien, réunis à Ankara, se taisent.", "meeting.talks"),
        ("Le Mali a quitté la Cédéao.", "membership.leave"),
        ("Le Ghana a réagi, qui a accusé le Niger de trahison.", "accuse"),
    ],
)
def test_acts_of_the_story_are_of_the_day_of_the_lead(coder: Coder, sentence: str, kind: str) -> None:
    told = dates(code(coder, f"{LEAD} {sentence}"), kind)
    assert told == ["2025-04-08"]


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("Le Mali avait quitté la Cédéao.", "membership.leave", None),
        ("Le Mali, qui a quitté la Cédéao, s'en réjouit.", "membership.leave", None),
        ("Le Mali quittera la Cédéao.", "membership.leave", None),
        ("Le Mali a quitté la Cédéao en janvier.", "membership.leave", "2025-01"),
        ("Depuis 2019, le Mali accuse la Cédéao de complot.", "accuse", "2019/.."),
        ('"Le Ghana accuse le Niger de trahison", a dit un passant.', "accuse", None),
        ("Le Mali a signé un accord avec le Ghana, valable jusqu'en 2047.", "agreement.sign", None),
        ("À l'époque, le Ghana a accusé le Niger de trahison.", "accuse", None),
        ("Le Ghana a jusqu'ici rejeté les demandes du Niger.", "reject", None),
        ("Depuis le retrait du Mali de la Cédéao, le Ghana se tait.", "membership.leave", None),
    ],
)
def test_what_was_before_or_is_to_come_is_not(coder: Coder, sentence: str, kind: str, expected: str | None) -> None:
    lead = LEAD if kind != "agreement.sign" else "Le Togo s'est réjoui mardi."
    assert dates(code(coder, f"{lead} {sentence}"), kind) == [expected]


def test_the_day_of_the_lead_may_stand_in_another_clause(coder: Coder) -> None:
    text = "Devant des milliers de personnes rassemblées mardi à Accra, le Ghana a accusé le Niger de trahison."
    assert dates(code(coder, text), "accuse") == ["2025-04-08"]


@pytest.mark.parametrize("day", ["lundi 24 mars", "le 3 avril"])
def test_a_day_long_before_publication_is_no_lead(coder: Coder, day: str) -> None:
    text = f"La Turquie a signé {day} un accord avec le Niger. Le Ghana a dénoncé l'attitude du Niger."
    assert dates(code(coder, text), "accuse") == [None]


def test_the_day_that_opens_the_sentence_before_wins_over_the_lead(coder: Coder) -> None:
    text = f"{LEAD}\nLe 2 avril, le ministre turc a pris la parole. Il a accusé le Ghana de trahison."
    told = dates(code(coder, text), "accuse")
    assert told == ["2025-04-02"]


def test_a_label_dates_facts_in_the_present(coder: Coder) -> None:
    text = "26 juillet 2023 – Le Mali quitte la Cédéao.\n\n30 juillet 2023 – La France rappelle son ambassadeur au Niger."
    told = code(coder, text)
    assert [mention.date and mention.date.edtf for mention in told] == ["2023-07-26", "2023-07-30"]


# headlines


def test_a_headline_in_the_present_is_of_the_day_of_the_lead(coder: Coder) -> None:
    told = code(coder, "La Turquie s'est réjouie mardi.", title="Le Mali quitte la Cédéao")
    assert dates(told, "membership.leave") == ["2025-04-08"]


def test_a_headline_prefers_the_telling_of_the_text(coder: Coder) -> None:
    text = "La Turquie s'est réjouie mardi. Le Mali a quitté la Cédéao le 3 avril."
    assert dates(code(coder, text, title="Le Mali quitte la Cédéao"), "membership.leave") == ["2025-04-03", "2025-04-03"]


# where nobody knows when the text was published


def test_a_lead_with_its_year_needs_no_publication(coder: Coder) -> None:
    text = "La Turquie a signé le 8 avril 2025 un accord avec le Niger. Le Mali a quitté la Cédéao."
    assert dates(code(coder, text, published=None), "membership.leave") == ["2025-04-08"]


def test_a_headline_takes_no_day_long_past(coder: Coder) -> None:
    text = "Le Mali a quitté la Cédéao le 29 janvier."
    title = "Le Mali a quitté la Cédéao"
    assert dates(code(coder, text, title=title, published="2025-02-03"), "membership.leave") == ["2025-01-29", "2025-01-29"]
    assert dates(code(coder, text, title=title, published="2025-04-10"), "membership.leave") == [None, "2025-01-29"]


def test_no_telling_takes_one_of_two_days(coder: Coder) -> None:
    once = "Le Ghana a accusé le Niger le 3 mars 2025. Le porte-parole s'est tu. Le Ghana a accusé le Niger de trahison."
    twice = "Le Ghana a accusé le Niger le 5 mars 2025. " + once
    assert dates(code(coder, once), "accuse")[-1] == "2025-03-03"
    assert dates(code(coder, twice), "accuse") == ["2025-03-05", "2025-03-03", None]
