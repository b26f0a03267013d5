import pytest

from legation.sources import html_dispatch

PARAGRAPH = (
    "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé à ses voisins, et "
    "que rien ne le ferait revenir sur une décision qu’il dit mûrement réfléchie et conforme aux vœux de ses habitants."
)


def day(head: str = "", before: str = "", after: str = "") -> str | None:
    body = f"<article><h1>Le Mali s’en va</h1>{before}<p>{PARAGRAPH}</p><p>{PARAGRAPH[:-1]} !</p></article>{after}"
    return html_dispatch(f'<html lang="fr"><head>{head}</head><body>{body}</body></html>', "a.html").published


def ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    "head",
    [
        ld('{"@type":"NewsArticle","headline":"Le Mali s’en va","datePublished":"2025-04-03"}'),
        ld('{"@graph":[{"@type":"WebSite","name":"X"},{"@type":["Article"],"datePublished":"2025-04-03"}]}'),
        ld('[{"@type":"WebPage","datePublished":"2025-04-03"}]'),
        ld('{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","datePublished":"2025-04-03"}}'),
        '<meta property="article:published_time" content="2025-04-03">',
        '<meta itemprop="datePublished" content="2025-04-03">',
        '<meta name="dcterms.created" content="2025-04-03"><meta name="date" content="2025-04-03">',
    ],
)
def test_the_head_tells(head: str) -> None:
    assert day(head) == "2025-04-03"


@pytest.mark.parametrize(
    "before",
    [
        '<time datetime="2025-04-03">hier</time>',
        '<p>Publié le <time datetime="2025-04-03T10:00:00" itemprop="datePublished">3 avril</time></p>',
        '<time class="entry-date published" datetime="2025-04-03"></time>'
        '<time class="updated" datetime="2025-04-09"></time>',
        '<span>Mis à jour le</span> <time datetime="2025-04-09">9 avril</time>'
        '<time datetime="2025-04-03">3 avril</time>',
        "<p>Mis en ligne le 3 avril 2025</p>",
        '<p class="info-publi">jeudi 3 avril 2025, par S. Traoré</p>',
        "<div>Par Awa Diallo – Publié le 3 avril 2025 à 14h12</div>",
    ],
)
def test_the_head_of_the_article_tells(before: str) -> None:
    assert day(before=before) == "2025-04-03"


@pytest.mark.parametrize(
    ("head", "before", "after"),
    [
        ("", "", "<footer>© 2024 Le Courrier</footer>"),
        ('<link rel="canonical" href="https://x.example/2025/04/mali-s-en-va">', "", ""),
        ('<meta property="article:modified_time" content="2025-04-03">', "", ""),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', "", ""),
        ('<meta property="article:published_time" content="bientôt">', "", ""),
        ("", '<time class="updated" datetime="2025-04-09">9 avril</time>', ""),
        ("", "<p>Mis à jour le 9 avril 2025</p>", ""),
        ("", "<p>Bamako, le 3 avril 2025</p>", ""),
        ("", "<p>Un départ annoncé le 3 avril 2025</p>", ""),
        ("", "", '<aside><time datetime="2025-04-09">9 avril</time></aside>'),
        ("", "", '<div class="related"><p>Publié le 9 avril 2025</p><time datetime="2025-04-09"></time></div>'),
        ("", '<time datetime="2025-04-03"></time><time datetime="2025-04-09"></time>', ""),
        (ld('{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2025-04-09"}]}'), "", ""),
        (
            ld(
                '[{"@type":"NewsArticle","headline":"Autre","datePublished":"2025-04-09"},'
                '{"@type":"NewsArticle","headline":"Encore","datePublished":"2025-04-10"}]'
            ),
            "",
            "",
        ),
    ],
)
def test_no_evidence_no_day(head: str, before: str, after: str) -> None:
    assert day(head, before, after) is None


def test_the_entry_of_this_article_among_others() -> None:
    head = ld('{"@type":"NewsArticle","headline":"Autre","datePublished":"2025-04-09"}') + ld(
        '{"@type":"NewsArticle","headline":"Le Mali s’en va","datePublished":"2025-04-03"}'
    )
    assert day(head) == "2025-04-03"


def test_json_ld_goes_before_the_tags() -> None:
    head = ld('{"@type":"NewsArticle","datePublished":"2025-04-03"}')
    assert day(head + '<meta property="article:published_time" content="2025-04-09">') == "2025-04-03"


@pytest.mark.parametrize("broken", ["{", "[" * 50_000, '{"@type": NewsArticle}', '"texte"', "null", '{"@graph": 3}'])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    assert day(ld(broken) + '<meta property="article:published_time" content="2025-04-03">') == "2025-04-03"
