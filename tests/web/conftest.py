"""A register of hostile dispatches behind the pages, and a browser without a face."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legation.model import Actor, EventDate, Mention, RoleFiller, Status, make_dispatch
from legation.register import Register, open_register
from legation.web import Gate, make_app

TOKEN = "a-token-for-tests-only"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def _add(
    register: Register,
    id: str,
    published: str | None,
    kind: str,
    roles: dict[str, str],
    *,
    status: Status = "occurred",
    edtf: str | None = None,
    title: str = "",
    publisher: str | None = None,
    url: str | None = None,
    domain: tuple[str, ...] = (),
) -> None:
    quote = f"La dépêche {id} {HOSTILE} rapporte un fait."
    text = f"Avant {HOSTILE}. {quote} Après."
    start = text.index(quote)
    end = start + len(quote)
    fillers: dict[str, RoleFiller] = {
        role: tuple(Actor(id=each, name=each, start=start, end=end) for each in ids.split()) for role, ids in roles.items()
    }
    dispatch = make_dispatch(id, text, title=title, published=published, publisher=publisher, url=url, language="fr")
    mention = Mention(
        dispatch=id, kind=kind, status=status, claimed_by=(), roles=fillers,
        date=EventDate(edtf=edtf, text=quote, start=start, end=end) if edtf else None,
        place=None, domain=domain, part="text", quote=quote, start=start, end=end, rule=f"fr.{kind}.essai", confidence=0.87,
        trigger_start=start, trigger_end=start + 2,
    )
    register.add(dispatch, [mention], "0", read_at=datetime(2025, 6, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Six dispatches of three outlets on four events."""
    path: Path = tmp_path_factory.mktemp("web") / "pages.db"
    with open_register(path) as made:
        visit = {"VISITOR": "MLI", "host": "RUS"}
        _add(made, "n1", "2025-03-30", "meeting.visit", visit, status="scheduled", edtf="2025-04-03",
             title=f"Titre {HOSTILE}", publisher=f"Gazette {HOSTILE}", url="javascript:alert(1)")
        _add(made, "n2", "2025-04-04", "meeting.visit", visit, edtf="2025-04-03", publisher="Courrier",
             url="https://courrier.example/n2")
        _add(made, "n3", "2025-04-05", "meeting.visit", visit, edtf="2025-04-04", publisher="Dépêche du Soir")
        _add(made, "n4", "2025-01-20", "membership.join", {"MEMBER": "TGO", "ORGANIZATION": "AES"}, status="considered",
             publisher="Courrier", title="Lomé hésite")
        _add(made, "n5", "2025-05-20", "meeting.talks", {"PARTICIPANT": "USA CHN"}, status="scheduled", edtf="2025-07",
             publisher="Courrier", domain=("trade",))
        _add(made, "n6", "2025-05-21", "aid", {"DONOR": "FRA", "RECIPIENT": "SEN"}, publisher=None, domain=("health",))
        yield made


@pytest.fixture(scope="module")
def browser(register: Register) -> TestClient:
    """A visitor on the same machine, on 1 June 2025."""
    app = make_app(register, Gate(TOKEN, open_reading=True), today=lambda: date(2025, 6, 1))
    return TestClient(app, base_url="http://localhost:8765", follow_redirects=False)


@pytest.fixture
def stranger(register: Register) -> TestClient:
    """A visitor of a server that can be reached from elsewhere."""
    app = make_app(register, Gate(TOKEN, open_reading=False, names=["desk.example"]), today=lambda: date(2025, 6, 1))
    return TestClient(app, base_url="http://desk.example", follow_redirects=False)
