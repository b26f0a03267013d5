import pytest

from legation.sources.tongue import declared_language, vote


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le président du Togo est arrivé à Bamako pour une visite de deux jours avec ses ministres.", "fr"),
        ("The president of Togo has arrived in Bamako for a two-day visit with his ministers.", "en"),
        ("El presidente de Togo ha llegado a Bamako para una visita de dos días con sus ministros.", None),
        ("Il presidente del Togo è arrivato a Bamako per una visita di due giorni con la sua delegazione.", None),
        ("Bamako, Lomé, Moscou", None),
        ("", None),
    ],
)
def test_vote(text: str, language: str | None) -> None:
    assert vote(text) == language


def test_declared_language() -> None:
    assert [declared_language(tag) for tag in ("fr", "fr-FR", "FR_ca", "en-US", "eng", "de", "", None)] == [
        "fr", "fr", "fr", "en", "en", None, None, None,
    ]  # fmt: skip
