"""States against organizations on a day."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("day", "ecowas", "aes"),
    [("2024-06-01", "suspended", "member"), ("2025-06-01", "left", "member"), ("2018-06-01", "member", None)],
)
def test_a_cell_is_the_standing_on_that_day(browser: TestClient, day: str, ecowas: str, aes: str | None) -> None:
    rows = browser.get("/en/matrix.json", params={"organization": "ECOWAS", "as_of": day}).json()
    standing = {(row["holder"], row["other"]): row["status"] for row in rows}
    assert len(standing) == len(rows), "one standing a cell"
    assert standing["MLI", "ECOWAS"] == ecowas
    assert standing.get(("MLI", "AES")) == aes
    assert standing["SEN", "AU"] == "member"
    assert not any(state == "FRA" for state, _ in standing), "only states of the organization"


def test_every_cell_says_in_words_what_its_sign_and_colour_say(browser: TestClient) -> None:
    page = browser.get("/fr/matrix?organization=CEDEAO&as_of=2025-06-01").text
    assert '<span class="standing left"><span aria-hidden="true">○</span><span class="unseen">retiré</span></span>' in page
    columns = [page.index(f'organization={id}&amp;as_of=2025-06-01">') for id in ("ECOWAS", "AU")]
    assert columns == sorted(columns), "the chosen organization comes first"
    assert 'type="range"' in page


def test_the_slider_leads_to_the_address_of_the_day(browser: TestClient) -> None:
    moved = browser.get(f"/en/matrix?organization=ECOWAS&month={2024 * 12 + 5}", follow_redirects=False)
    assert moved.status_code in (302, 303, 307)
    assert moved.headers["location"] == "/en/matrix?organization=ECOWAS&as_of=2024-06-01"
