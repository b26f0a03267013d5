import json

import pytest

from legation.sources import UnreadableError, json_dispatch

TEXT = "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé."


def test_all_fields() -> None:
    line = json.dumps(
        {
            "id": "x-1",
            "title": "Le Mali s’en va",
            "text": f"BAMAKO (ASP) – {TEXT}\n\nPartager",
            "url": "https://x.example/1",
            "published": "2025-04-03T14:12:00+02:00",
            "language": "fr",
            "publisher": "ASP",
            "author": "Awa Diallo",
            "tags": [1],
        }
    )
    read = json_dispatch(line, "a.jsonl:1")
    assert (read.id, read.title, read.text) == ("x-1", "Le Mali s’en va", TEXT)
    assert (read.published, read.url) == ("2025-04-03T14:12:00+02:00", "https://x.example/1")
    assert (read.language, read.publisher, read.author) == ("fr", "ASP", "Awa Diallo")
    assert read.dateline is not None


@pytest.mark.parametrize(("id_", "expected"), [(7, "7"), ("", "a.jsonl:1"), (None, "a.jsonl:1"), (" n-1 ", "n-1")])
def test_id(id_: object, expected: str) -> None:
    assert json_dispatch(json.dumps({"id": id_, "text": TEXT}), "a.jsonl:1").id == expected


def test_no_title_is_looked_for_in_the_text() -> None:
    read = json_dispatch(json.dumps({"text": f"Le Mali s’en va\n\n{TEXT}"}), "a.jsonl:1")
    assert (read.title, read.text) == ("", f"Le Mali s’en va\n\n{TEXT}")


def test_html_and_its_metadata() -> None:
    head = '<meta property="article:published_time" content="2025-04-03">'
    page = f"<html><head>{head}</head><body><article><h1>Départ du Mali</h1><p>{TEXT}</p></article></body></html>"
    read = json_dispatch(json.dumps({"id": "x", "html": page}), "a.jsonl:1")
    assert (read.title, read.text, read.published) == ("Départ du Mali", TEXT, "2025-04-03")


def test_text_with_markup_is_read_as_html() -> None:
    read = json_dispatch(
        json.dumps({"title": "Départ", "text": f"<p>{TEXT}</p><p>Lire aussi : Le Togo hésite</p>"}), "a.jsonl:1"
    )
    assert (read.title, read.text) == ("Départ", TEXT)
    assert len(read.related) == 1


def test_a_title_alone_is_a_dispatch() -> None:
    read = json_dispatch('{"title": "Le Mali quitte la Cédéao", "text": ""}', "a.jsonl:1")
    assert (read.title, read.text) == ("Le Mali quitte la Cédéao", "")


def test_language() -> None:
    assert json_dispatch(json.dumps({"text": TEXT, "language": "fr-ML"}), "x").language == "fr"
    assert json_dispatch(json.dumps({"text": TEXT}), "x").language == "fr"
    assert json_dispatch(json.dumps({"text": TEXT, "language": "de"}), "x").language is None
    assert json_dispatch(json.dumps({"text": TEXT, "language": "fr"}), "x", language="en").language == "en"


def test_a_line_in_a_legacy_encoding() -> None:
    assert json_dispatch(json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1252"), "x").text == TEXT


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ', "isn't valid JSON"),
        ("bonjour", "isn't valid JSON"),
        ("[1, 2]", "Expected `object`"),
        ('{"title": "Sans texte"}', 'has neither "text" nor "html"'),
        ('{"text": null, "html": null}', 'has neither "text" nor "html"'),
        ('{"text": "  "}', '"text" and "title" are empty'),
        ('{"text": 3}', r"\$\.text"),
        ('{"text": "a", "published": "32 avril"}', '"published" is "32 avril", not a day'),
        ('{"text": "a", "published": "2025-13-01"}', '"published" is "2025-13-01", not a day'),
        ('{"text": "a", "published": 20250403}', r"\$\.published"),
        ('{"html": "<p></p>"}', "no article found"),
        ('{"text": ' + "[" * 100_000, r"\$\.text|nested"),
    ],
)
def test_bad_lines(line: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        json_dispatch(line, "a.jsonl:1")


def test_an_empty_published_is_unknown() -> None:
    assert json_dispatch(json.dumps({"text": TEXT, "published": ""}), "x").published is None
