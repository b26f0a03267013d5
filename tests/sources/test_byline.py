import pytest

from legation.sources.byline import author_of, is_someone, take_edges

PROSE = "Le Mali a confirmé mardi qu’il quittait l’organisation."


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Par Awa Diallo", "Awa Diallo"),
        ("PAR AWA DIALLO", "AWA DIALLO"),
        ("Par Awa Diallo, à Bamako", "Awa Diallo"),
        ("Par Awa Diallo et Moussa Keïta", "Awa Diallo et Moussa Keïta"),
        ("Par Awa Diallo avec ASP", "Awa Diallo"),
        ("Par Awa Diallo | 3 avril 2025", "Awa Diallo"),
        ("Awa Diallo, à Bamako", "Awa Diallo"),
        ("Awa Diallo, correspondante à Bamako", "Awa Diallo"),
        ("Rédaction avec ASP", "Rédaction avec ASP"),
        ("La rédaction", "La rédaction"),
        ("Propos recueillis par Awa Diallo", "Awa Diallo"),
        ("By Awa Diallo", "Awa Diallo"),
    ],
)
def test_bylines(line: str, author: str) -> None:
    assert author_of(line, bare_names=True) == author


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, Bamako refuse",
        "Par la voix de son porte-parole",
        "Par Awa Diallo, nous savons que la rencontre a eu lieu.",
        "Une rencontre à Bamako",
        "Avec le soutien de Moscou",
        "Le Mali",
    ],
)
def test_no_bylines(line: str) -> None:
    assert author_of(line, bare_names=True) is None


def test_edges_are_taken_and_told() -> None:
    edges = take_edges(["Par Awa Diallo", "Publié le 3 avril 2025 à 14h12", PROSE, PROSE, "(ASP)", "ad/kt/sba"])
    assert edges.paragraphs == [PROSE, PROSE]
    assert (edges.author, edges.published) == ("Awa Diallo", "2025-04-03")


@pytest.mark.parametrize(
    "end",
    [" (AFP)", " ad/kt", " (avec ASP)", "", "\nASP", "\nad/kt/sba", "\n(ASP) ad/kt", "\ntl/", "\nG. L.", "\nSuivra"],
)
def test_signatures_at_the_end_go(end: str) -> None:
    edges = take_edges([PROSE, *(PROSE + end).split("\n")])
    assert edges.paragraphs == [PROSE, PROSE]


def test_initials_within_the_last_sentence_stay() -> None:
    last = "Elle a saisi la Cour pénale internationale (CPI)."
    assert take_edges([PROSE, last]).paragraphs == [PROSE, last]


def test_a_lone_name_goes_only_where_it_is_the_author() -> None:
    assert take_edges(["Awa Diallo", PROSE], "Awa Diallo").paragraphs == [PROSE]
    assert take_edges(["Assimi Goïta", PROSE]).paragraphs == ["Assimi Goïta", PROSE]


def test_bylines_in_the_middle_of_a_long_text_stay() -> None:
    paragraphs = [PROSE] * 6 + ["Par Toutatis"] + [PROSE] * 6
    assert take_edges(paragraphs).paragraphs == paragraphs


def test_a_place_and_a_date_are_no_author() -> None:
    edges = take_edges(["Abuja, le 28 janvier 2024", PROSE])
    assert edges.author is None
    assert edges.paragraphs == ["Abuja, le 28 janvier 2024", PROSE]


def test_is_someone() -> None:
    assert [is_someone(name) for name in ("Awa Diallo", "admin", "a@b.org", "https://x.org/awa")] == [
        True,
        False,
        False,
        False,
    ]
