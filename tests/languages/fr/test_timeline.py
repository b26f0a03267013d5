"""The day that sentences play on, and the day that "la veille" counts from."""

from __future__ import annotations

from datetime import date

import pytest

from legation.languages.fr.timeline import Timeline

PUBLISHED = date(2025, 4, 10)


def play(*paragraphs: list[str], published: date | None = PUBLISHED) -> list[tuple[str | None, list[str | None]]]:
    """The day of the scene after each sentence, and the dates of the sentence."""
    timeline, start = Timeline("text", published), 0
    told: list[tuple[str | None, list[str | None]]] = []
    for number, paragraph in enumerate(paragraphs):
        for sentence in paragraph:
            dates = timeline.read(sentence, start, number)
            told.append((timeline.scene.date.edtf if timeline.scene else None, [each.edtf for each in dates]))
            start += len(sentence) + 1
    return told


def scenes(*paragraphs: list[str], published: date | None = PUBLISHED) -> list[str | None]:
    return [scene for scene, _ in play(*paragraphs, published=published)]


def test_a_day_that_opens_a_sentence_holds_to_the_end_of_the_paragraph() -> None:
    told = scenes(["Le 3 avril, le ministre est parti.", "Il s'est tu."], ["Il est rentré."])
    assert told == ["2025-04-03", "2025-04-03", None]


def test_the_next_day_that_opens_a_sentence_takes_over() -> None:
    assert scenes(["Lundi, il est parti.", "Le lendemain, il est rentré."]) == ["2025-04-07", "2025-04-08"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le ministre est parti lundi.",
        "Depuis lundi, le ministre est absent.",
        "En mars, le ministre est parti.",
        "Lundi, le ministre partira.",
        "Lundi, le ministre doit partir.",
        "Ces derniers jours, le ministre a voyagé.",
    ],
)
def test_other_dates_make_no_scene(sentence: str) -> None:
    assert scenes([sentence]) == [None]


@pytest.mark.parametrize("label", ["26 juillet 2023 – ", "26 juillet 2023. ", "26 juillet 2023: ", "26 juillet 2023, Niamey – "])
def test_a_label_dates_what_follows_it(label: str) -> None:
    timeline = Timeline("text", None)
    timeline.read(f"{label}Le ministre part.", 0, 0)
    assert timeline.scene is not None
    assert (timeline.scene.date.edtf, timeline.scene.label) == ("2023-07-26", True)


def test_a_label_on_its_own_line_holds_until_the_next() -> None:
    told = scenes(["LUNDI 14 AVRIL"], ["Rome – Le ministre arrive."], ["Oslo – Le roi part."], ["MARDI 15 AVRIL"], ["Fin."])
    assert told == ["2025-04-14"] * 3 + ["2025-04-15"] * 2


@pytest.mark.parametrize(
    ("before", "sentence", "expected"),
    [
        ("Il est parti le 3 avril.", "La veille, il avait dormi.", "2025-04-02"),
        ("Il est parti le 3 avril.", "Le lendemain, il est rentré.", "2025-04-04"),
        ("Il est parti le 3 avril.", "Le même jour, il est rentré.", "2025-04-03"),
        ("Il est parti le 3 avril.", "Deux jours plus tard, il est rentré.", "2025-04-05"),
        ("Il est parti en mars.", "La veille, il avait dormi.", None),
    ],
)
def test_the_day_told_last_is_counted_from(before: str, sentence: str, expected: str | None) -> None:
    assert play([before, sentence])[1][1] == [expected]


def test_nothing_told_before_is_nothing_to_count_from() -> None:
    assert play(["La veille, il avait dormi."]) == [(None, [None])]
