"""A small register in our own words that has every kind of fact, every status, and what an enemy would write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from legation.exports import Asked, Filter, Report, find_format
from legation.model import Actor, EventDate, Mention, Place, RoleFiller, Scalar, Status, make_dispatch
from legation.ontology import kinds
from legation.register import Register, open_register

DAY = date(2025, 4, 1)
SECRET = "Cette phrase ne dit aucun fait et ne doit jamais sortir."
MOSCOW = Place(name="Moscou", start=0, end=1, country="RUS", lat=55.75, lon=37.62, id="geonames:524901")


class Teller:
    """Adds one dispatch of one fact at a time, read on the day it was published."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.number = 0

    def __call__(
        self,
        kind: str,
        published: str | None = "2025-03-20",
        *,
        day: str | None = "2025-03-19",
        status: Status = "occurred",
        quote: str | None = None,
        place: Place | None = None,
        claimed_by: tuple[str, ...] = (),
        title: str = "Titre de la dépêche",
        publisher: str | None = "Le Journal d'essai",
        url: str | None = "",
        domain: tuple[str, ...] = (),
        scalars: dict[str, str] | None = None,
        **roles: str,
    ) -> str:
        self.number += 1
        name = f"d{self.number:03}"
        words = quote or f"La dépêche {name} rapporte le fait."
        text = f"{SECRET}\n\n{words}\n\n{SECRET}"
        start = text.index(words)
        dispatch = make_dispatch(
            name, text, title=title, published=published, language="fr", publisher=publisher,
            url=f"https://journal.example/{name}" if url == "" else url,
        )
        fillers: dict[str, RoleFiller] = {
            role: tuple(Actor(id=id_, name=id_, start=start, end=start + 2) for id_ in ids.split()) for role, ids in roles.items()
        }
        fillers |= {role: Scalar(value=value) for role, value in (scalars or {}).items()}
        mention = Mention(
            dispatch=name, kind=kind, status=status, claimed_by=claimed_by, roles=fillers,
            date=EventDate(edtf=day, text=words, start=start, end=start + 2) if day else None,
            place=place, domain=domain, part="text", quote=words, start=start, end=start + len(words),
            rule=f"fr.{kind}.essai", confidence=0.9, trigger_start=start, trigger_end=start + 2,
        )
        read = datetime.fromisoformat((published or "2025-03-31")[:10]).replace(hour=12, tzinfo=UTC)
        added = self.register.add(dispatch, [mention], "essai", read_at=read)
        return next(iter(added.events), "")


def fill(register: Register) -> dict[str, str]:
    """Tell one fact of each kind and more; the ids of the events by what they are here for."""
    tell = Teller(register)
    ids = {}
    for kind in kinds().values():
        roles = dict(zip(kind.required, ("MLI", "ECOWAS" if "ORGANIZATION" in kind.roles else "RUS"), strict=False))
        if len(kind.required) == 1:
            roles = {kind.required[0]: "MLI RUS"}
        if kind.id == "meeting.visit":
            roles = {"VISITOR": "MLI NER", "host": "RUS"}
        if "office" in kind.scalar:
            roles = {"HOLDER": "person:Awa Essai", "BODY": "MLI"}
        ids[kind.id] = tell(kind.id, place=MOSCOW if kind.id.startswith("meeting") else None, domain=kind.domain, **roles)
    ids["scheduled"] = tell("meeting.visit", day="2025-04-20", status="scheduled", place=MOSCOW, VISITOR="TGO", host="CHN")
    ids["coarse"] = tell("meeting.talks", day="2025-09", status="scheduled", PARTICIPANT="FRA DZA")
    ids["undated"] = tell("meeting.talks", day=None, PARTICIPANT="JPN KOR")
    ids["considered"] = tell("membership.leave", day=None, status="considered", MEMBER="TGO", ORGANIZATION="ECOWAS")
    ids["denied"] = tell("force.attack", status="denied", ATTACKER="RWA", TARGET="COD")
    ids["planned"] = tell("meeting.call", "2025-03-10", day="2025-03-15", status="scheduled", PARTICIPANT="USA CHN")
    tell("meeting.call", "2025-03-14", day="2025-03-15", status="denied", PARTICIPANT="USA CHN")
    ids["claimed"] = tell("accuse", claimed_by=("UKR",), ACCUSER="UKR", ACCUSED="IRN")
    ids["hostile"] = tell(
        "support", quote='=cmd|" /C calc"!A1 \x1b[31m<script>alert(1)</script>\u202e Le Bénin soutient le Togo; | & tout.',
        title="=HYPERLINK(1)\x07", publisher="@SUM(1)\tx", url="javascript:alert(1)", SUPPORTER="BEN", SUPPORTED="TGO",
    )
    long = f"Le Ghana demande {'encore ' * 120}une chose au Nigeria."
    ids["long"] = tell("request", quote=long, REQUESTER="GHA", REQUESTEE="NGA")
    ids["armed"] = tell("force.attack", ATTACKER="armed:JNIM", TARGET="BFA:population")
    return ids


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, dict[str, str]]]:
    """The register with the ids of what is in it."""
    with open_register(tmp_path_factory.mktemp("exports") / "legation.db") as register:
        yield register, fill(register)


@pytest.fixture
def register(told: tuple[Register, dict[str, str]]) -> Register:
    """The register, which no test may change."""
    return told[0]


@pytest.fixture
def ids(told: tuple[Register, dict[str, str]]) -> dict[str, str]:
    """The ids of its events."""
    return told[1]


Exporter = Callable[..., tuple[bytes, Report]]


@pytest.fixture
def export(register: Register) -> Exporter:
    """Writes a format: ``export("gdelt", quotes=80, kind="support")`` gives its bytes and the report."""

    def write(
        format: str, *, quotes: int = 300, base: str | None = None, limit: int = 100, **which: object
    ) -> tuple[bytes, Report]:
        report = Report()
        asked = Asked(which=Filter(**which), day=DAY, quotes=quotes, base=base, limit=limit)  # type: ignore[arg-type]
        found = find_format(format)
        assert found.write is not None
        return b"".join(found.write(register, asked, report)), report

    return write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where to write."""
    return tmp_path / "out"


@pytest.fixture
def again(tmp_path: Path) -> Iterator[Register]:
    """Another register of the same dispatches."""
    with open_register(tmp_path / "again.db") as opened:
        fill(opened)
        yield opened
