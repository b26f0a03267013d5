"""Every event in turn, in either kind of database: what the timeline has, in an order that reading more does not change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from legation.model import make_dispatch
from legation.register import Register, timeline
from legation.register.walk import Filter, last_read, recent, walk, walk_events

if TYPE_CHECKING:
    from tests.register.conftest import Tell


def fill(register: Register, tell: Tell) -> None:
    facts = [
        ("n1", "2025-01-30", "membership.leave", "2025-01-29", {"MEMBER": "MLI", "ORGANIZATION": "ECOWAS"}),
        ("n2", "2025-01-31", "membership.leave", "2025-01-29", {"MEMBER": "MLI", "ORGANIZATION": "ECOWAS"}),
        ("n3", None, "accuse", None, {"ACCUSER": "MLI", "ACCUSED": "UKR"}),
        ("n4", "2024-12-01", "support", "2024-11", {"SUPPORTER": "RUS", "SUPPORTED": "MLI"}),
    ]
    for number, (name, published, kind, day, roles) in enumerate(facts, 1):
        dispatch = make_dispatch(name, f"La dépêche {name} rapporte le fait.", published=published, url=f"https://e.example/{name}")
        read = datetime(2025, 2, number, tzinfo=UTC)
        register.add(dispatch, [tell(dispatch, kind, date=day, **roles)], "essai", read_at=read)


def test_what_is_walked_is_what_the_timeline_has(either: Register, tell: Tell) -> None:
    fill(either, tell)
    walked = list(walk(either))
    assert [each.event.kind for each in walked] == ["support", "membership.leave", "accuse"]
    assert sorted(each.event.id for each in walked) == sorted(event.id for event in timeline(either))
    leave = walked[1]
    assert [leave.sources[item.key].url for item in leave.told] == ["https://e.example/n1", "https://e.example/n2"]
    assert walk_events(either, [leave.event.id])[leave.event.id].event == leave.event


def test_filters_mean_what_they_mean_in_the_timeline(either: Register, tell: Tell) -> None:
    fill(either, tell)

    def kinds(asked: Filter) -> list[str]:
        return [each.event.kind for each in walk(either, asked)]

    assert kinds(Filter(actors=["UKR"])) == ["accuse"]
    assert kinds(Filter(kind="membership")) == ["membership.leave"]
    assert kinds(Filter(status="denied")) == []
    assert kinds(Filter(begin=date(2025, 1, 1))) == ["membership.leave"]
    assert kinds(Filter(end=date(2024, 12, 31))) == ["support"]
    assert kinds(Filter(known_at=date(2025, 2, 2))) == ["membership.leave"]
    assert kinds(Filter(as_of=date(2024, 12, 31))) == ["support", "accuse"]


def test_the_latest_changes_come_first(either: Register, tell: Tell) -> None:
    fill(either, tell)
    found = recent(either, 10)
    assert [(each.walked.event.kind, each.last[:10]) for each in found] == [
        ("support", "2025-02-04"), ("accuse", "2025-02-03"), ("membership.leave", "2025-02-02"),
    ]  # fmt: skip
    assert found[2].first == "2025-02-01T00:00:00Z"
    assert [each.walked.event.kind for each in recent(either, 1)] == ["support"]
    assert len(recent(either, 10, since=date(2025, 2, 3))) == 1
    assert last_read(either) == date(2025, 2, 4)
