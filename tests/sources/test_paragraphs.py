from legation.sources.paragraphs import blocks, join, split_title

LONG = "Le Mali a annoncé mardi qu’il quittait l’organisation régionale, un an après l’avoir menacée de le faire."


def title_of(raw: str) -> str:
    return split_title(blocks(raw))[0]


def test_a_first_line_alone_is_the_title() -> None:
    assert title_of(f"Le Mali s’en va\n\n{LONG}") == "Le Mali s’en va"
    assert title_of(f"« Nous partons »\r\n\r\n{LONG}") == "« Nous partons »"
    assert title_of(f"Pourquoi partir ?\n\n\n{LONG}") == "Pourquoi partir ?"


def test_what_is_no_title() -> None:
    assert title_of(f"Le Mali s’en va.\n\n{LONG}") == ""
    assert title_of(f"{'Le Mali s’en va ' * 20}\n\n{LONG * 5}") == ""
    assert title_of("Le Mali s’en va de l’organisation\n\nFin") == ""
    assert title_of(LONG) == ""
    assert title_of(f"Le communiqué :\n\n{LONG}") == ""


def test_a_text_without_blank_lines_has_a_title_too() -> None:
    assert title_of(f"Le Mali s’en va\n{LONG}\n{LONG}") == "Le Mali s’en va"


def test_a_wrapped_text_is_joined_and_its_first_line_is_no_title() -> None:
    raw = (
        "Le Mali a annoncé mardi, par la voix de son porte-parole, qu’il\n"
        "quittait l’organisation régionale. Le Niger, son voisin, a pris\n"
        "la même décision le lendemain.\n\n"
        "La Cédéao regrette.\n"
    )
    groups = blocks(raw)
    assert split_title(groups)[0] == ""
    paragraphs = join(groups)
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith(
        "qu’il quittait l’organisation régionale. Le Niger, son voisin, a pris la même décision le lendemain."
    )


def test_a_line_is_a_paragraph_where_lines_are_whole() -> None:
    assert join(blocks(f"{LONG}\n{LONG}")) == [LONG, LONG]


def test_items_stay_apart_and_rules_go() -> None:
    assert join(blocks("Le texte prévoit :\n- un cessez-le-feu ;\n- un retrait.\n-----\nFin.")) == [
        "Le texte prévoit :", "- un cessez-le-feu ;", "- un retrait.", "Fin.",
    ]  # fmt: skip
