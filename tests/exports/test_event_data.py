"""POLECAT, PLOVER and GDELT to the letter of their contracts, read back with pandas and a JSON schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pandas
import pytest

from legation.exports import Report
from legation.exports.codebook import REQUIRES_RECIPIENT, codebook, quad
from legation.exports.formats.gdelt import COLUMNS as GDELT
from legation.exports.formats.polecat import COLUMNS as POLECAT
from legation.ontology import kinds

Exporter = Callable[..., tuple[bytes, Report]]
SCHEMA = json.loads((Path(__file__).parent / "plover.schema.json").read_text())


def polecat(data: bytes) -> pandas.DataFrame:
    """As its users read it."""
    return pandas.read_csv(
        io.BytesIO(data), sep="\t", encoding="iso-8859-1", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE
    )


def gdelt(data: bytes) -> pandas.DataFrame:
    """As its users read it: no header, names from the codebook."""
    return pandas.read_csv(
        io.BytesIO(data), sep="\t", header=None, names=GDELT, dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE
    )


def plover(data: bytes) -> dict[str, dict]:  # type: ignore[type-arg]
    return {record["id"]: record for record in map(json.loads, data.decode().splitlines())}


def test_polecat_has_its_forty_columns_in_order(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("polecat")
    assert data.partition(b"\n")[0].decode().split("\t") == list(POLECAT)
    assert len(POLECAT) == 40
    assert {line.count(b"\t") for line in data.splitlines()} == {39}
    table = polecat(data).set_index("Event ID")
    assert len(table) == report.written > 25
    visit = table.loc[ids["meeting.visit"]]
    assert visit["Event Date"] == "2025-03-19"
    assert (visit["Event Type"], visit["Event Mode"], visit["Intensity"], visit["Quad Code"]) == ("CONSULT", "visit", "4.0", "1")
    assert (visit["Actor Name"], visit["Actor Country"], visit["Actor COW"]) == ("Mali;Niger", "MLI;NER", "432;436")
    assert (visit["Recipient Name"], visit["Recipient Country"], visit["Placename"]) == ("Russia", "RUS", "Moscow")
    assert (visit["Latitude"], visit["GeoNames ID"], visit["Raw Placename"]) == ("55.75", "524901", "Moscou")
    assert (visit["Source"], visit["Publication Date"], visit["Language"]) == ("Le Journal d'essai", "2025-03-20", "French")
    assert set(table["Quad Code"]) <= {"1", "2", "3", "4"}
    assert ids["undated"] not in table.index
    assert ids["coarse"] not in table.index
    assert report.left_out["left.no_day"] == 3


def test_polecat_flags_what_it_has_no_code_for(export: Exporter, ids: dict[str, str]) -> None:
    table = polecat(export("polecat")[0]).set_index("Event ID")
    join, leave = table.loc[ids["membership.join"]], table.loc[ids["membership.leave"]]
    assert join["Version"].endswith("mapping=approx")
    assert not leave["Version"].endswith("mapping=approx")
    assert table.loc[ids["claimed"], "Version"].endswith("claimed_by=UKR")
    assert (join["Event Type"], join["Contexts"]) == ("SUPPORT", "political_institutions")
    assert (leave["Event Type"], leave["Event Mode"], leave["Recipient Country"]) == ("SANCTION", "withdraw", "IGO")
    assert leave["Wikipedia Recipient ID"] == "Q193272"


def test_no_cell_of_polecat_is_a_formula_or_a_control(export: Exporter, ids: dict[str, str]) -> None:
    data, _ = export("polecat")
    table = polecat(data).set_index("Event ID")
    assert table.loc[ids["hostile"], "Source"].startswith("'@SUM(1)")
    assert not any(byte < 32 and byte not in (9, 10) for byte in data)
    for column in table.columns:
        if column not in ("Intensity", "Latitude", "Longitude"):
            assert not table[column].str.startswith(("=", "+", "-", "@")).any()


def test_every_plover_record_fits_the_manual(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("plover")
    found = plover(data)
    assert len(found) == report.written > 25
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for record in found.values():
        assert not list(validator.iter_errors(record)), record
        assert record["quad_code"] == quad(record["event"])
        if record["event"] in REQUIRES_RECIPIENT:
            assert record.get("recipient") or "names none" in record["comment"]
    coarse = found[ids["coarse"]]
    assert (coarse["date"], coarse["enddate"], coarse["comment"]) == (
        "2025-09-01", "2025-09-30", "the date told is EDTF 2025-09"
    )
    assert ids["undated"] not in found


@pytest.mark.parametrize(
    ("which", "type", "mode", "context"),
    [
        ("scheduled", "AGREE", [], "future"),
        ("planned", "REJECT", ["meet"], None),
        ("denied", "ASSAULT", [], "negation"),
        ("agreement.sign", "SUPPORT", [], "diplomatic"),
        ("membership.leave", "SANCTION", ["withdraw"], None),
        ("membership.suspend", "SANCTION", ["expel"], None),
        ("meeting.call", "CONSULT", ["phone"], None),
        ("force.truce", "RETREAT", ["ceasefire"], "military"),
    ],
)
def test_plover_types_follow_the_codebook(
    export: Exporter, ids: dict[str, str], which: str, type: str, mode: list[str], context: str | None
) -> None:
    record = plover(export("plover")[0])[ids[which]]
    assert (record["event"], record.get("mode", [])) == (type, mode)
    assert context is None or context in record["context"]


def test_who_acts_on_whom(export: Exporter, ids: dict[str, str]) -> None:
    found = plover(export("plover")[0])

    def sides(which: str) -> tuple[list[str], list[str]]:
        record = found[ids[which]]
        return [one["code"] for one in record["actor"]], [one["code"] for one in record.get("recipient", [])]

    assert sides("meeting.visit") == (["MLI", "NER"], ["RUS"])
    assert sides("meeting.talks") == (["MLI", "RUS"], [])
    assert sides("membership.leave") == (["MLI"], ["IGO"])
    assert sides("membership.suspend") == (["IGO"], ["MLI"])
    assert sides("cooperation") == (["MLI"], ["RUS"])
    assert found[ids["armed"]]["actor"][0]["sector"] == "REB"
    assert found[ids["armed"]]["recipient"][0] == {"code": "BFA", "sector": "CVL", "entity_text": "BFA:population",
                                                    "identifier_text": found[ids["armed"]]["recipient"][0]["identifier_text"]}
    assert "only according to Ukraine" in found[ids["claimed"]]["comment"]


def test_gdelt_has_its_sixty_one_columns_and_no_header(export: Exporter, ids: dict[str, str]) -> None:
    data, report = export("gdelt")
    assert len(GDELT) == 61
    assert {line.count(b"\t") for line in data.splitlines()} == {60}
    table = gdelt(data)
    assert len(table) == report.written > 25
    assert table["GLOBALEVENTID"].is_unique
    assert table["GLOBALEVENTID"].astype("int64").min() > 0
    visits = table[(table["EventCode"] == "042")]
    assert list(visits["Actor1CountryCode"]) == ["MLI", "NER"]
    visit = visits.iloc[0]
    assert [visit[each] for each in GDELT[1:5]] == ["20250319", "202503", "2025", "2025.2164"]
    assert (visit["EventRootCode"], visit["QuadClass"], visit["GoldsteinScale"]) == ("04", "1", "1.9")
    assert (visit["ActionGeo_Type"], visit["ActionGeo_FullName"], visit["ActionGeo_CountryCode"]) == ("4", "Moscow, Russia", "RS")
    leave = table[(table["EventCode"] == "160") & (table["Actor2KnownGroupCode"] == "WAS")].iloc[0]
    assert (leave["Actor2Code"], leave["Actor2KnownGroupCode"], leave["Actor2Type1Code"]) == ("WASIGO", "WAS", "IGO")
    assert list(table[table["Actor1Name"] == "TOGO"]["EventCode"]) == ["036"]
    assert report.left_out == {"left.no_day": 2, "left.denied": 2, "left.not_done": 1, "left.no_code": 4}


def test_the_codebook_knows_every_kind_that_is_an_event() -> None:
    rows = codebook().kinds
    states = {kind.id for kind in kinds().values() if kind.effect == "hold" and kind.id != "cooperation"}
    assert set(kinds()) - set(rows) == states | {"office.take"}
    for name, row in rows.items():
        assert set(row.actor + row.recipient) <= set(kinds()[name].roles)
        assert row.plover[0] == kinds()[name].plover or row.approx
        for type, _ in filter(None, (row.plover, row.to_come, row.considered)):
            assert type in codebook().scores
            assert quad(type)
        for code in filter(None, (row.cameo, row.cameo_to_come)):
            assert code in codebook().goldstein
