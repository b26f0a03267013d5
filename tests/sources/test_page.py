import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from legation.sources.page import Page, read_page, without_site


def read(head: str, body: str = "", url: str | None = None) -> Page:
    return read_page(lxml_html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Le Mali s’en va - Le Courrier", "Le Mali s’en va"),
        ("Le Mali s’en va | ASP", "Le Mali s’en va"),
        ("Le Mali s’en va – Le Courrier – Afrique", "Le Mali s’en va"),
        ("ASP : Le Mali s’en va demain", "Le Mali s’en va demain"),
        ("Mali-ASP", "Mali-ASP"),
        ("Le Courrier", "Le Courrier"),
        ("Mali – un départ sans retour", "Mali – un départ sans retour"),
    ],
)
def test_without_site(title: str, bare: str) -> None:
    assert without_site(title, ["Le Courrier", "ASP"]) == bare


def test_the_heading_goes_before_the_title_of_the_window() -> None:
    head = "<title>Mali : le pays s’en va - X Infos</title>"
    assert read(head, "<h1>X Infos</h1><h1>Mali : le pays s’en va</h1>").title == "Mali : le pays s’en va"
    assert read(head, "<h1>X Infos</h1>").title == "Mali : le pays s’en va - X Infos"
    assert (
        read(head + '<meta property="og:site_name" content="X Infos">', "<h1>X Infos</h1>").title
        == "Mali : le pays s’en va"
    )


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Awa Diallo">', "Awa Diallo"),
        ('<meta name="author" content="admin">', None),
        ('<meta property="article:author" content="https://facebook.example/x">', None),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"}},'
            '{"@type":"Person","@id":"#p","name":"Awa Diallo"}]}</script>',
            "Awa Diallo",
        ),
        (
            '<script type="application/ld+json">{"@type":"Article",'
            '"author":[{"name":"Awa Diallo"},{"name":"Ali Sow"}]}</script>',
            "Awa Diallo, Ali Sow",
        ),
    ],
)
def test_author(head: str, author: str | None) -> None:
    assert read(head).author == author


def test_author_in_the_body() -> None:
    assert read("", '<p>par <a rel="author" href="/awa">Awa Diallo</a></p>').author == "Awa Diallo"


def test_url() -> None:
    assert read('<link rel="canonical" href="/mali">', url="https://x.example/a").url == "https://x.example/mali"
    assert read('<link rel="canonical" href="/mali">').url is None
    assert read('<meta property="og:url" content="https://x.example/b">').url == "https://x.example/b"


def test_language() -> None:
    assert read('<meta property="og:locale" content="fr_FR">').language == "fr"
    assert read("").other_language is False
