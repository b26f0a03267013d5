"""CSV, Atom, JSON Feed and iCalendar, each read by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import feedparser
from icalendar import Calendar

from legation.exports import Report
from legation.register import Register, timeline

Exporter = Callable[..., tuple[bytes, Report]]


def test_csv_has_a_line_an_event_and_no_formula(export: Exporter, register: Register, ids: dict[str, str]) -> None:
    data, report = export("csv")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(rows) == report.written == len(timeline(register))
    assert {row["id"] for row in rows} == {event.id for event in timeline(register)}
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]
    only = list(csv.DictReader(io.StringIO(export("csv", kind="accuse")[0].decode())))
    assert {row["kind"] for row in only} == {"accuse"}
    assert ids["claimed"] in {row["id"] for row in only}


def test_atom_is_read_by_feedparser(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("atom")
    found = feedparser.parse(data)
    assert not found.bozo
    assert found.version == "atom10"
    assert len(found.entries) == report.written > 30
    assert found.feed.updated == max(entry.updated for entry in found.entries)
    by_id = {entry.id.rpartition("/")[2]: entry for entry in found.entries}
    hostile = by_id[ids["hostile"]]
    assert "<script>" not in data.decode()
    assert "\x1b" not in hostile.content[0].value
    assert hostile.content[0].type == "text/plain"
    assert "\\x1b[31m" in hostile.content[0].value
    assert not hostile.get("links")
    assert b"javascript:" not in data
    assert by_id[ids["considered"]].title.endswith("(no date, considered)")
    assert by_id[ids["claimed"]].title.endswith("according to Ukraine)")
    assert by_id[ids["scheduled"]].link == "https://journal.example/" + by_id[ids["scheduled"]].link.rpartition("/")[2]


def test_a_feed_is_as_long_as_asked_the_latest_first_and_links_home(export: Exporter) -> None:
    data, report = export("atom", limit=4, base="https://desk.example/")
    found = feedparser.parse(data)
    assert len(found.entries) == report.written == 4
    assert [entry.updated for entry in found.entries] == sorted((entry.updated for entry in found.entries), reverse=True)
    assert all(entry.link.startswith("https://desk.example/event/") for entry in found.entries)


def test_json_feed_has_what_the_standard_requires(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("jsonfeed")
    found = json.loads(data)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert len(found["items"]) == report.written > 30
    for item in found["items"]:
        assert item["id"]
        assert item["content_text"]
        assert item["date_published"].endswith("Z")
    hostile = next(item for item in found["items"] if item["id"].endswith(ids["hostile"]))
    assert "url" not in hostile
    assert hostile["_legation"]["sources"][0]["url"] is None


def test_the_agenda_is_a_calendar(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("ical")
    calendar = Calendar.from_ical(data)
    found = {str(entry["uid"]).partition("@")[0]: entry for entry in calendar.walk("VEVENT")}
    assert set(found) == {ids["scheduled"], ids["coarse"]}
    assert report.written == 2
    visit = found[ids["scheduled"]]
    assert (visit["dtstart"].dt, visit["dtend"].dt) == (date(2025, 4, 20), date(2025, 4, 21))
    assert (visit["status"], visit["location"], visit["geo"].to_ical()) == ("TENTATIVE", "Moscou", "55.75;37.62")
    assert "La dépêche" in visit["description"]
    month = found[ids["coarse"]]
    assert (month["dtstart"].dt, month["dtend"].dt) == (date(2025, 9, 1), date(2025, 10, 1))
    assert month["x-legation-edtf"] == "2025-09"
    assert "day not settled: 2025-09" in month["summary"]
    assert all(len(line.encode()) <= 75 for line in data.decode().split("\r\n"))


def test_what_was_cancelled_is_told_as_cancelled(export: Exporter, ids: dict[str, str]) -> None:
    data, _ = export("ical", begin=date(2025, 3, 1))
    found = {str(entry["uid"]).partition("@")[0]: entry for entry in Calendar.from_ical(data).walk("VEVENT")}
    assert found[ids["planned"]]["status"] == "CANCELLED"


def test_the_same_register_gives_the_same_bytes(export: Exporter) -> None:
    for format in ("csv", "atom", "jsonfeed", "ical"):
        assert export(format)[0] == export(format)[0]


def test_nothing_asked_for_is_an_empty_feed(export: Exporter) -> None:
    data, report = export("atom", kind="protest", status="denied")
    assert not feedparser.parse(data).bozo
    assert report == Report()
