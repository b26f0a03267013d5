"""FollowTheMoney, GraphML, member-years and Web Annotations, read by the tools of their fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import networkx
import pytest
from followthemoney import model
from followthemoney.statement.serialize import read_csv_statements
from followthemoney.types import registry

from legation.atlas import load_atlas
from legation.exports import Report
from legation.register import Register, timeline

Exporter = Callable[..., tuple[bytes, Report]]


def test_every_ftm_entity_is_valid_and_points_to_one_that_is_there(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("ftm")
    lines = [json.loads(line) for line in data.decode().splitlines()]
    assert report.written > 30
    found = {}
    for line in lines:
        entity = model.get_proxy(line, cleaned=False)
        for prop, values in line["properties"].items():
            assert entity.schema.get(prop) is not None, (line["schema"], prop)
            assert sorted(entity.get(prop)) == sorted(set(values)), (line["id"], prop, values)
        entity.schema.validate(line)
        found[entity.id] = entity
    assert len(found) == len(lines)
    for entity in found.values():
        for prop, value in entity.itervalues():
            if prop.type == registry.entity:
                assert value in found, (entity.id, prop.name, value)
                assert found[value].schema.is_a(prop.range), (entity.id, prop.name, found[value].schema)
    visit = found[f"legation-event-{ids['meeting.visit']}"]
    assert (visit.schema.name, visit.get("date"), visit.get("organizer")) == ("Event", ["2025-03-19"], ["legation-RUS"])
    assert set(visit.get("involved")) == {"legation-MLI", "legation-NER", "legation-RUS"}
    assert {entity.schema.name for entity in found.values()} >= {
        "PublicBody", "Organization", "Article", "Event", "Membership", "Sanction", "UnknownLink"
    }  # fmt: skip
    plans = [each for each in found.values() if each.schema.name == "Membership" and each.get("member") == ["legation-TGO"]]
    assert {status for each in plans for status in each.get("status")} >= {"member", "considered"}
    assert "only according to Ukraine" in json.dumps(
        [each.get("description") for each in found.values() if each.schema.name == "UnknownLink"]
    )


def test_states_and_atlas_dates_are_those_of_ftm() -> None:
    bad = [state.id for state in load_atlas().states.values() if state.iso2 and not registry.country.clean(state.iso2.lower())]
    assert bad == []


def test_statements_are_read_back_with_their_own_ids(export: Exporter) -> None:
    data, _ = export("ftm-statements")
    found = list(read_csv_statements(io.BytesIO(data)))
    assert len(found) > 300
    for statement in found:
        assert statement.id == statement.generate_key()
        assert statement.prop_type == model.get(statement.schema).get(statement.prop).type.name  # type: ignore[union-attr]
    rows = list(csv.DictReader(io.StringIO(data.decode()), dialect=csv.unix_dialect))
    assert {row["origin"].partition(":")[0] for row in rows} == {"press", "atlas", "events"}
    assert not [row for row in rows if row["value"].startswith(("=", "+", "-", "@"))]
    assert all(row["prop_type"] == model.get(row["schema"]).get(row["prop"]).type.name for row in rows)  # type: ignore[union-attr]


def test_graphml_is_read_by_networkx(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("graphml")
    graph = networkx.parse_graphml(data.decode(), force_multigraph=True)
    assert graph.is_directed()
    assert graph.number_of_edges() == report.written > 20
    edges = {(one, other, values["kind"]): values for one, other, values in graph.edges(data=True)}
    visit = edges["MLI", "RUS", "meeting.visit"]
    assert (visit["done"], visit["to_come"], visit["quad"], visit["first"], visit["score"]) == (1, 0, 1, "2025-03-19", 4.0)
    assert edges["TGO", "CHN", "meeting.visit"]["to_come"] == 1
    assert edges["TGO", "CHN", "meeting.visit"]["score"] == 0
    assert edges["RWA", "COD", "force.attack"]["denied"] == 1
    assert graph.nodes["ECOWAS"]["sort"] == "IGO"
    assert graph.nodes["MLI"]["cow"] == "432"


def test_member_years_have_cows_values_and_ours(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("member-years", begin=date(2000, 1, 1))
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(rows) == report.written > 5000
    assert {row["membership"] for row in rows} <= {"0", "1", "2", "3", "-9", "-1"}
    keys = [(row["iso3"], row["igo"], row["year"]) for row in rows]
    assert len(set(keys)) == len(keys)
    of = dict(zip(keys, rows, strict=True))
    burkina = of["BFA", "ECOWAS", "2022"]
    assert (burkina["ccode"], burkina["stateabb"], burkina["membership"], burkina["standing"]) == ("439", "BFO", "1", "suspended")
    assert of["BFA", "ECOWAS", "2025"]["membership"] == "0"
    assert of["TGO", "ECOWAS", "2025"]["also"] == "membership.leave considered"
    assert of["FIN", "NATO", "2022"]["membership"] == "0"
    assert of["FIN", "NATO", "2023"]["membership"] == "1"
    assert of["MLI", "AES", "2022"]["membership"] == "-1"


def test_annotations_follow_the_w3c_model(export: Exporter, register: Register, ids: dict[str, str]) -> None:
    data, report = export("annotations", quotes=60)
    page = json.loads(data)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == report.written == sum(len(event.mentions) for event in timeline(register))
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]["source"].startswith(("https://journal.example/", "tag:legation.invalid,2026:dispatch/"))
        assert item["target"]["selector"]["type"] == "TextQuoteSelector"
        assert 0 < len(item["target"]["selector"]["exact"]) <= 60
    long = next(item for item in page["items"] if item["body"][2]["legation:event"] == ids["long"])
    assert long["target"]["selector"]["legation:cut"]
    assert long["target"]["selector"]["exact"].startswith("Le Ghana demande encore")
    hostile = next(item for item in page["items"] if item["body"][2]["legation:event"] == ids["hostile"])
    assert "\x1b" in json.loads(json.dumps(hostile))["target"]["selector"]["exact"]
    assert b"\\u001b" in data
    assert b"\x1b" not in data
    assert json.loads(export("annotations", quotes=0)[0])["items"] == []


STREAMED = ("annotations", "atom", "csv", "ftm", "ftm-statements", "gdelt", "graphml", "ical", "jsonfeed", "plover", "polecat")


@pytest.mark.parametrize("format", STREAMED)
def test_no_text_leaves_but_quotes_and_the_same_bytes_come_twice(export: Exporter, format: str) -> None:
    data, _ = export(format, quotes=40)
    assert data == export(format, quotes=40)[0]
    assert "ne doit jamais sortir" not in data.decode("utf-8", "replace")
    assert "encore " * 10 not in data.decode("utf-8", "replace")
    assert not [byte for byte in data if byte < 32 and byte not in (9, 10, 13)]
