import pytest

from legation.sources.characters import clean_characters, clean_line, same


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ce\u0301de\u0301ao", "Cédéao"),
        ("le 3\xa0avril, 25\u202f% et\u2009plus", "le 3 avril, 25 % et plus"),
        ("Mo\xadscou\u200b et Ki\u2060ev\ufeff", "Moscou et Kiev"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
        ("Niger &amp;amp; Mali&amp;nbsp;: l&#8217;AES", "Niger & Mali : l’AES"),
        ("l\x92accord \x93signé\x94", "l’accord “signé”"),
        ("R&D et AT&T", "R&D et AT&T"),
        ("« L’Otan »", "« L’Otan »"),
        ("le prÃ©sident du SÃ©nÃ©gal", "le président du Sénégal"),
        ("a\ud800b\x00c", "abc"),
    ],
)
def test_clean_characters(raw: str, clean: str) -> None:
    assert clean_characters(raw) == clean


def test_a_text_that_speaks_of_a_tilde_is_left_alone() -> None:
    assert clean_characters("São Tomé, Ã seul") == "São Tomé, Ã seul"


def test_clean_line_is_one_line() -> None:
    assert clean_line(" Le Mali\n\n quitte\tla  Cédéao ") == "Le Mali quitte la Cédéao"


def test_same_ignores_case_accents_and_signs() -> None:
    assert same("L’ÉTAT du Mali !", "l'Etat du Mali")
    assert not same("", "")
    assert not same("Mali", "Niger")
