import pytest

from legation.sources import UnreadableError, html_dispatch

PARAGRAPHS = [
    "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé à ses voisins.",
    "Le Niger a salué cette décision et promis de suivre son voisin avant la fin de l’année, selon son porte-parole.",
    "La Commission, à Abuja, regrette un départ qui pénalisera d’abord les commerçants et les éleveurs des trois pays.",
    "Une rencontre est prévue à Lomé le mois prochain pour régler le sort des fonctionnaires de l’organisation.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)


def page(body: str, head: str = "", lang: str = "fr") -> str:
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def article(before: str = "", after: str = "", head: str = "") -> str:
    return page(f"<main><article><h1>Le Mali s’en va</h1>{before}{BODY}{after}</article></main>", head)


def test_the_paragraphs_of_the_article() -> None:
    read = html_dispatch(article(), "a.html")
    assert (read.id, read.title, read.language) == ("a.html", "Le Mali s’en va", "fr")
    assert read.text == TEXT
    assert (read.published, read.author, read.publisher, read.url) == (None, None, None, None)


def test_headings_and_items_are_paragraphs_and_tables_go() -> None:
    after = (
        "<h2>Et maintenant ?</h2><ul><li>Le Mali négocie un accord de passage.</li>"
        "<li>Le Niger attend.</li></ul>"
        "<table><tr><td>1975</td><td>fondation</td></tr></table><p>La suite dépendra de la rencontre de Lomé.</p>"
    )
    paragraphs = html_dispatch(article(after=after), "a.html").text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[4:7] == ["Et maintenant ?", "Le Mali négocie un accord de passage.", "Le Niger attend."]
    assert "1975" not in " ".join(paragraphs)


def test_line_breaks_part_sentences_and_join_pieces() -> None:
    broken = "<p>Le Togo<br>hésite encore à rejoindre ses voisins.<br><br>Le Ghana, lui, a dit non à cette offre.</p>"
    paragraphs = html_dispatch(article(after=broken), "a.html").text.split("\n\n")
    assert paragraphs[4:] == [
        "Le Togo hésite encore à rejoindre ses voisins.",
        "Le Ghana, lui, a dit non à cette offre.",
    ]


def test_a_short_article_keeps_its_paragraphs() -> None:
    body = f"<article><h1>Retrait</h1><p>{PARAGRAPHS[0]}</p><p>Le Niger suivra.</p></article>"
    read = html_dispatch(page(body), "a.html")
    assert read.text == f"{PARAGRAPHS[0]}\n\nLe Niger suivra."


def test_sidebars_captions_and_forms_stay_out() -> None:
    noise = (
        "<aside><h2>Les plus lus</h2><ul><li><a href='/1'>Le Burkina Faso expulse trois diplomates français</a></li>"
        "<li><a href='/2'>La Russie livre deux hélicoptères au Niger</a></li></ul></aside>"
        "<div class='sidebar'><p><a href='/3'>L’Algérie rappelle son ambassadeur à Bamako</a></p></div>"
        "<section class='comments'><h2>Commentaires (2)</h2><p>Moussa : bravo !</p></section>"
        "<footer>© 2024 Le Courrier</footer>"
    )
    caption = "<figure><img src='x.jpg'><figcaption>Le siège de l’organisation, en 2019.</figcaption></figure>"
    read = html_dispatch(page(f"<article><h1>Le Mali s’en va</h1>{caption}{BODY}</article>{noise}"), "a.html")
    assert read.text == TEXT
    assert read.related == ()
    assert read.published is None


def test_related_links_keep_their_address() -> None:
    inline = '<p><strong>Lire aussi :</strong> <a href="/afrique/togo">Le Togo hésite encore</a></p>'
    box = (
        '<div class="box"><h4>À lire aussi</h4><ul>'
        '<li><a href="https://x.example/benin">Le Bénin ferme sa frontière nord</a></li>'
        "<li><a href='#'>Le Ghana nomme un nouvel émissaire</a></li></ul></div>"
    )
    read = html_dispatch(article(before=inline, after=box), "a.html", url="https://x.example/mali")
    assert read.text == TEXT
    assert {link.title: link.url for link in read.related} == {
        "Le Togo hésite encore": "https://x.example/afrique/togo",
        "Le Bénin ferme sa frontière nord": "https://x.example/benin",
        "Le Ghana nomme un nouvel émissaire": None,
    }


def test_metadata() -> None:
    head = (
        "<title>Le Mali s’en va | Le Courrier du Sahel</title>"
        '<meta property="og:title" content="Le Mali s’en va - Le Courrier du Sahel">'
        '<meta property="og:site_name" content="Le Courrier du Sahel"><meta name="author" content="Par Awa Diallo">'
        '<link rel="canonical" href="https://courrier.example/mali">'
        '<meta property="article:published_time" content="2025-04-03T14:12:00+00:00">'
    )
    read = html_dispatch(page(f"<div class='txt'>{BODY}</div>", head), "a.html")
    assert read.title == "Le Mali s’en va"
    assert (read.publisher, read.author, read.url) == (
        "Le Courrier du Sahel",
        "Awa Diallo",
        "https://courrier.example/mali",
    )
    assert read.published == "2025-04-03T14:12:00+00:00"


def test_what_is_given_goes_first() -> None:
    head = (
        '<meta property="article:published_time" content="2025-04-03"><link rel="canonical" href="https://x.example/1">'
    )
    read = html_dispatch(
        article(head=head), "n", published="2025-04-04", url="https://y.example/2", language="en", title="Départ"
    )
    assert (read.published, read.url, read.language, read.title) == (
        "2025-04-04",
        "https://y.example/2",
        "en",
        "Départ",
    )


def test_the_words_tell_the_language_before_the_template() -> None:
    assert html_dispatch(page(f"<article>{BODY}</article>", lang="en-US"), "a").language == "fr"
    assert html_dispatch(page(f"<article>{BODY}</article>", lang=""), "a").language == "fr"
    assert html_dispatch(page(f"<article>{BODY}</article>", lang="pt"), "a").language is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_bytes_in_any_encoding(encoding: str) -> None:
    raw = article().replace('charset="utf-8"', f'charset="{encoding}"').encode(encoding)
    assert html_dispatch(raw, "a.html").text == TEXT


@pytest.mark.parametrize(
    "raw",
    [
        page("<nav><a href='/a'>Politique</a> <a href='/b'>Sport</a></nav>"),
        page("<p>Ok</p>"),
        page("<script>var a = 'Le Mali a quitté hier l’organisation régionale.';</script>"),
        page("<div><h1>Accueil</h1><button>Partager</button><p>Tout accepter</p></div>"),
        "<p></p>",
        "<!-- rien -->",
    ],
)
def test_a_page_without_article(raw: str) -> None:
    with pytest.raises(UnreadableError, match=r"no article found|holds no HTML"):
        html_dispatch(raw, "a.html")


@pytest.mark.parametrize("title", ["Page introuvable - Le Courrier", "404 Not Found", "Just a moment..."])
def test_a_notice_is_no_article(title: str) -> None:
    body = "<p>La page que vous recherchez n’existe pas ou a été déplacée par notre rédaction.</p>"
    with pytest.raises(UnreadableError, match="notice"):
        html_dispatch(page(body, f"<title>{title}</title>"), "a.html")


def test_a_feed_is_named() -> None:
    with pytest.raises(UnreadableError, match="is a feed"):
        html_dispatch('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "a.xml")


def test_a_page_beyond_the_limits() -> None:
    with pytest.raises(UnreadableError, match="50 MB"):
        html_dispatch("<p>" + "a" * 50_000_000, "a.html")
    with pytest.raises(UnreadableError, match="elements"):
        html_dispatch(page("<p>a</p>" * 40_000), "a.html")


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li"])
def test_deep_nesting_is_refused_or_read(tag: str) -> None:
    try:
        read = html_dispatch(page(f"<{tag}>" * 50_000 + BODY), "a.html")
    except UnreadableError:
        return
    assert read.text


def test_entity_bombs_and_giant_tags_do_no_harm() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'
    bomb = f"{head}<html><body><article>{BODY}<p>&l9;</p></article></body></html>"
    assert PARAGRAPHS[0] in html_dispatch(bomb, "a.html").text
    attributes = " ".join(f'a{n}="{n}"' for n in range(100_000))
    assert html_dispatch(page(f"<div {attributes}></div><article>{BODY}</article>"), "a.html").text == TEXT
