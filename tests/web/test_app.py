"""Every view in both languages and all its formats; what can't be read is named; what the press wrote is never obeyed."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from starlette.testclient import TestClient

from legation.register import open_register
from legation.web import Gate, make_app, views
from legation.web.registry import menu

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


class Page(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def event_of(browser: TestClient, **query: str) -> str:
    found = browser.get("/en/timeline.json", params=query).json()
    assert len(found) >= 1
    return str(found[0]["id"])


def pages(browser: TestClient) -> list[str]:
    event = event_of(browser, kind="meeting.visit")
    return [f"/{language}/{view.name}{f'/{event}' if view.subject else ''}" for language in ("fr", "en") for view in views()]


def test_every_view_answers_in_every_language_and_format(browser: TestClient) -> None:
    assert len(menu()) >= 4
    found = pages(browser)
    assert len(found) == 2 * len(views()) >= 10
    for page in found:
        view = next(view for view in views() if view.name == page.split("/")[2])
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert f'<html lang="{page[1:3]}">' in answer.text
        for suffix in view.suffixes:
            other = browser.get(f"{page}.{suffix}")
            assert other.status_code == 200, (page, suffix)
            assert "charset=utf-8" in other.headers["content-type"] or suffix == "json"


def test_nothing_of_the_press_becomes_markup_and_no_page_has_script_or_style_of_its_own(browser: TestClient) -> None:
    seen = 0
    for page in pages(browser):
        answer = browser.get(page).text
        seen += "&lt;script&gt;" in answer
        for tag, attributes in Page(answer).tags:
            assert tag not in ("style", "iframe", "object", "embed", "img"), page
            assert tag != "script" or str(attributes.get("src", "")).startswith("/static/"), page
            assert not [name for name in attributes if name.startswith("on") or name == "style"], page
            for name in ("src", "href", "action"):
                value = attributes.get(name)
                outside = tag == "a" and str(attributes.get("rel", "")).startswith("noopener")
                assert value is None or value.startswith(("/", "#")) or outside, (page, tag, value)
                assert value is None or not value.startswith("//")
    assert seen >= 4  # the event and the sources, in two languages: the hostile words are there, as words


def test_an_address_that_a_browser_would_run_is_no_link(browser: TestClient) -> None:
    text = browser.get(f"/en/event/{event_of(browser, kind='meeting.visit')}").text
    assert "javascript:" not in text
    assert 'href="https://courrier.example/n2"' in text


def test_an_event_shows_its_history_sources_contradiction_and_each_quote_in_context(browser: TestClient) -> None:
    text = browser.get(f"/en/event/{event_of(browser, kind='meeting.visit')}").text
    assert text.count("<mark>") == 3
    assert "Avant" in text
    assert "<mark>La dépêche n1" in text
    assert "0.87" in text
    assert "fr.meeting.visit.essai" in text
    assert "Told differently" in text
    assert "2025-04-04" in text
    history = text[text.index("History of status") : text.index("Told differently")]
    assert history.index("scheduled") < history.index("occurred")


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({}, {"meeting.visit", "membership.join", "meeting.talks", "aid"}),
        ({"actor": "Togo"}, {"membership.join"}),
        ({"organization": "AES"}, {"membership.join"}),
        ({"actor": "Mali", "with": "Russie"}, {"meeting.visit"}),
        ({"kind": "meeting"}, {"meeting.visit", "meeting.talks"}),
        ({"status": "considered"}, {"membership.join"}),
        ({"domain": "trade"}, {"meeting.talks"}),
        ({"text": "hésite"}, {"membership.join"}),
        ({"text": "LOMÉ"}, {"membership.join"}),
        ({"text": "100%"}, set()),
        ({"from": "2025-06", "to": "2025-08"}, {"meeting.talks"}),
        ({"known_at": "2025-05-31"}, set()),
    ],
)
def test_the_chronology_is_filtered(browser: TestClient, query: dict[str, str], kinds: set[str]) -> None:
    found = browser.get("/fr/timeline.json", params=query).json()
    assert {event["kind"] for event in found} == kinds
    assert len(found) == len(kinds)

@pytest.mark.parametrize(
    "query",
    [
        {},
        {"actor": "Togo"},
        {"organization": "AES"},
        {"text": "hésite"},
        {"actor": "Mali", "with": "Russie"},
        {"text": "rien de tel"},
    ],
)
def test_the_feed_has_what_the_page_has(browser: TestClient, query: dict[str, str]) -> None:
    shown = {row["id"] for row in browser.get("/en/timeline.json", params=query).json()}
    feed = ElementTree.fromstring(browser.get("/en/timeline.atom", params=query).content)
    ids = {str(each.text).rpartition("/")[2] for each in feed.iterfind("{*}entry/{*}id")}
    assert ids == shown
    assert bool(ids) == ("rien de tel" not in query.values())



def test_pages_follow_one_another_without_gap(browser: TestClient) -> None:
    whole = [event["id"] for event in browser.get("/fr/timeline.json").json()]
    parts = [
        event["id"] for page in (1, 2) for event in browser.get(f"/fr/timeline.json?limit=2&page={page}").json()
    ]
    assert len(whole) == 4
    assert parts == whole
    first = browser.get("/fr/timeline?limit=2").text
    assert "limit=2&amp;page=2" in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in browser.get("/fr/timeline?limit=2&page=2").text


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        ("/en/timeline?kidn=aid", 400, "did you mean &#34;kind&#34;"),
        ("/en/timeline?kind=aids", 400, "did you mean &#34;aid&#34;"),
        ("/en/timeline?from=yesterday", 400, "from: &#34;yesterday&#34; is not a day"),
        ("/en/timeline?page=0", 400, "page: "),
        ("/en/timeline?page=1&page=2", 400, "given twice"),
        ("/en/timeline?actor=" + "x" * 300, 400, "more than 200"),
        ("/en/timeline?actor=<b>Atlantide</b>", 400, "no actor called &#34;&lt;b&gt;Atlantide"),
        ("/en/members?organization=Nulle", 400, "no organization called"),
        ("/en/timeline?text=a+b+c+d+e+f+g+h+i", 400, "9 words to look for; write 8 at most"),
        ("/en/event/ffff", 404, "no event &#34;ffff&#34;"),
        ("/en/event/<script>", 404, "no event &#34;&lt;script&gt;&#34;"),
        ("/en/nowhere", 404, "no page"),
        ("/de/timeline", 404, "no page"),
        ("/fr/nulle-part", 404, "pas de page"),
    ],
)
def test_what_cannot_be_answered_is_named(browser: TestClient, page: str, status: int, words: str) -> None:
    answer = browser.get(page)
    assert answer.status_code == status
    assert words in answer.text
    assert "<b>Atlantide" not in answer.text


def test_errors_of_data_are_data(browser: TestClient) -> None:
    answer = browser.get("/en/timeline.json?kind=aids")
    assert answer.status_code == 400
    assert answer.json() == {"error": 'kind: "aids" is none of those known; did you mean "aid"?'}


def test_the_agenda_can_be_subscribed(browser: TestClient) -> None:
    calendar = icalendar.Calendar.from_ical(browser.get("/en/agenda.ics").content)
    entries = calendar.walk("VEVENT")
    assert len(entries) == 1
    assert str(entries[0]["dtstart"].dt) == "2025-07-01"
    assert str(entries[0]["url"]).startswith("http://localhost:8765/en/event/")
    assert browser.get(str(entries[0]["url"]).removeprefix("http://localhost:8765")).status_code == 200


def test_a_table_for_a_spreadsheet(browser: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/en/timeline.csv").text)))
    assert len(rows) == 4
    assert {row["kind"] for row in rows} == {"meeting.visit", "membership.join", "meeting.talks", "aid"}


def test_members_on_a_day_and_the_slider_that_needs_no_script(browser: TestClient) -> None:
    def standing(day: str) -> set[str]:
        rows = browser.get("/en/members.json", params={"organization": "ECOWAS", "as_of": day}).json()
        return {row["holder"] for row in rows if row["status"] == "member"}

    before, after = standing("2024-06-01"), standing("2025-06-01")
    assert {"MLI", "BFA", "NER"} & after == set()
    assert {"GHA", "NGA", "TGO"} <= before & after
    month = 2024 * 12 + 5
    moved = browser.get(f"/en/members?organization=ECOWAS&month={month}")
    assert moved.status_code == 303
    assert moved.headers["location"] == "/en/members?organization=ECOWAS&as_of=2024-06-01"
    page = browser.get(moved.headers["location"]).text
    assert f'value="{month}"' in page
    assert "as_of=2025-06-01" in page


def test_sources_say_who_was_first_alone_or_otherwise(browser: TestClient) -> None:
    found = {each["publisher"]: each for each in browser.get("/en/sources.json").json()}
    assert len(found) == 4
    gazette = found[f"Gazette {HOSTILE}"]
    assert len(gazette["first"]) == 1
    assert gazette["alone"] == []
    assert len(found["Courrier"]["alone"]) == 2
    assert found["Courrier"]["first"] == []
    assert [(each["field"], each["told"], each["others"]) for each in found["Dépêche du Soir"]["differing"]] == [
        ("date", ["2025-04-04"], ["2025-04-03"])
    ]
    assert len(found[None]["events"]) == 1
    assert found[None]["alone"] == found[None]["first"] == []


def test_the_first_address_leads_to_the_language_of_the_browser(browser: TestClient) -> None:
    assert browser.get("/", headers={"accept-language": "de, fr-SN;q=0.8"}).headers["location"] == "/fr/"
    assert browser.get("/", headers={"accept-language": "xx"}).headers["location"] == "/en/"


def test_openapi_describes_every_address_of_data(browser: TestClient) -> None:
    described = browser.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    wanted = {
        f"/{{language}}/{view.name}{'/{subject}' if view.subject else ''}.{suffix}"
        for view in views()
        for suffix in view.suffixes
    }
    assert set(described["paths"]) == wanted
    assert {view.record.__name__ for view in views()} <= set(described["components"]["schemas"])
    text = browser.get("/openapi.json").text
    for reference in {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}:
        assert reference in described["components"]["schemas"]


def test_a_register_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    with open_register(path) as register:
        browser = TestClient(make_app(register, Gate("t", open_reading=True)), base_url="http://localhost")
        assert browser.get("/en/timeline.json").json() == []
        register.close()
        for file in tmp_path.glob("broken.db*"):
            file.unlink()
        path.write_bytes(b"no database at all, but words" * 99)
        answer = browser.get("/en/timeline")
    assert answer.status_code == 503
    assert "not a Legation register" in answer.text


def test_the_chronology_draws_every_event_that_has_a_year(browser: TestClient) -> None:
    dated = [each for each in browser.get("/fr/timeline.json").json() if each["date"] and not each["date"].startswith("XXXX")]
    assert len(dated) >= 1
    drawn = [given for tag, given in Page(browser.get("/fr/timeline").text).tags if tag == "rect"]
    assert len(drawn) == len(dated)
