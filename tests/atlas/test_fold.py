"""Folding: what is written differently becomes one, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.atlas import fold, load_atlas


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Cédéao", "cedeao"),
        ("CEDEAO", "cedeao"),
        ("l’Élysée", "l'elysee"),
        ("l'Elysée", "l'elysee"),
        ("lʼÉlysée", "l'elysee"),
        ("Guinée-Bissau", "guinee bissau"),
        ("Guinée\u2011Bissau", "guinee bissau"),
        ("Guinée\u00a0Bissau", "guinee bissau"),
        ("Burkina\nFaso", "burkina faso"),
        ("Türkiye", "turkiye"),
        ("São Tomé", "sao tome"),
        ("N’Djaména", "n'djamena"),
    ],
)
def test_spellings_of_one_name_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("one", "other"), [("malien", "malienne"), ("Niger", "Nigeria"), ("cote", "cotes"), ("1", "l")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_no_character_is_won_or_lost(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_every_form_of_the_atlas_keeps_its_length() -> None:
    forms = [form.form for form in load_atlas().forms()]
    assert len(forms) > 10_000
    assert [form for form in forms if len(fold(form)) != len(form)] == []
