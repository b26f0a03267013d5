"""Who is let in, what a browser is told, and that forms come from here."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from legation.web.guard import COOKIE

TOKEN = "a-token-for-tests-only"
PAGES = ["/fr/", "/en/timeline.json", "/fr/nulle-part", "/static/style.css", "/openapi.json", "/fr/session"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_forbids_what_no_page_of_ours_does(browser: TestClient, page: str) -> None:
    headers = browser.get(page).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "192.0.2.7"])
def test_a_name_that_is_not_ours_gets_nothing(browser: TestClient, host: str) -> None:
    answer = browser.get("/fr/", headers={"host": host})
    assert answer.status_code == 421
    assert "Togo" not in answer.text
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:1"])
def test_this_machine_s_names_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/fr/", headers={"host": host}).status_code == 200


def test_beyond_this_machine_nothing_is_shown_without_the_token(stranger: TestClient) -> None:
    page = stranger.get("/fr/")
    assert (page.status_code, page.headers["location"]) == (303, "/fr/session")
    data = stranger.get("/fr/timeline.json")
    assert data.status_code == 401
    assert "Basic" in data.headers["www-authenticate"]
    assert stranger.get("/fr/agenda.ics", auth=("", "wrong")).status_code == 401
    assert stranger.get("/fr/agenda.ics", auth=("", TOKEN)).status_code == 200
    assert stranger.get("/fr/timeline.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_token_opens_a_session_that_can_be_left(stranger: TestClient) -> None:
    assert stranger.post("/fr/session", data={"token": "wrong"}).status_code == 403
    entered = stranger.post("/fr/session", data={"token": TOKEN})
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie
    assert stranger.get("/fr/").status_code == 200
    csrf = re.search(r'name="csrf" value="(\w+)"', stranger.get("/fr/session").text)
    assert csrf is not None
    stranger.post("/fr/session", data={"leave": "1", "csrf": "wrong"})
    assert stranger.get("/fr/").status_code == 200
    stranger.post("/fr/session", data={"leave": "1", "csrf": csrf[1]})
    assert stranger.get("/fr/").status_code == 303


@pytest.mark.parametrize("forged", ["", "9999999999.aa.bb", "x", "é.é.é", "9999999999"])
def test_a_forged_session_is_none(stranger: TestClient, forged: str) -> None:
    answer = stranger.get("/fr/", headers={"cookie": f"{COOKIE}={forged}".encode()})
    assert answer.status_code == 303
