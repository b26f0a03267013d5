"""The tables of the atlas agree with each other: sources, ids, dates, coverage, and no form that means two things unnoticed."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from legation.atlas import fold, load_atlas
from legation.atlas.lookup import TYPE_ORDER
from legation.model.dates import DateError, bounds

DATA = files("legation.atlas") / "data"
SOURCES = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
TABLES = {
    table.name.removesuffix(".csv"): list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    for table in DATA.iterdir()
    if table.name.endswith(".csv")
}
MAIN = ("states", "organizations", "armed_groups", "groups", "persons", "places")
FORMS = {
    "state_forms": "states", "organization_forms": "organizations", "armed_group_forms": "armed_groups",
    "group_forms": "groups", "person_forms": "persons", "place_forms": "places",
}
IDS = {name: {row["id"] for row in TABLES[name]} for name in MAIN}
REFERENCES = [
    *((forms, "id", (main,)) for forms, main in FORMS.items()),
    ("memberships", "member", ("states", "organizations")),
    ("memberships", "organization", ("organizations",)),
    ("offices", "person", ("persons",)),
    ("offices", "entity", ("states", "organizations", "armed_groups")),
    ("states", "capital", ("places",)),
    ("organizations", "parent", ("organizations",)),
    ("organizations", "seat_country", ("states",)),
    ("armed_groups", "parent", ("armed_groups",)),
    ("armed_groups", "countries", ("states",)),
    ("groups", "members", ("states",)),
    ("places", "country", ("states",)),
]
SPELLS = {
    "memberships": ("begin", "end"), "offices": ("begin", "end"), "organizations": ("founded", "dissolved"),
    "armed_groups": ("founded", "dissolved"), "states": ("un_since", "un_since"),
}
SORTED_BY = {"memberships": ("organization", "member", "begin"), "offices": ("person", "begin")}


class Known(msgspec.Struct, forbid_unknown_fields=True):
    """A form that is known to name several entities."""

    type: str
    written: list[str]
    ids: list[str]
    reason: str


KNOWN = msgspec.toml.decode(
    (Path(__file__).parent / "ambiguous.toml").read_bytes(), type=dict[str, list[Known]]
)["form"]


def test_every_table_is_read() -> None:
    assert len(TABLES) == 14
    assert {name: len(rows) for name, rows in TABLES.items() if len(rows) < 50} == {}
    assert len(SOURCES) >= 7


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_names_known_sources(table: str) -> None:
    rows = TABLES[table]
    assert len(rows) > 50
    assert [row for row in rows if not set(row["source"].split(";")) <= set(SOURCES)] == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_rows_are_whole_clean_and_in_order(table: str) -> None:
    rows = TABLES[table]
    assert [row for row in rows if None in row or None in row.values()] == []
    assert [row for row in rows if any(value != value.strip() for value in row.values())] == []
    key = SORTED_BY.get(table, ("id", "language", "type", "form") if table in FORMS else ("id",))
    keys = [tuple(row[column] for column in key) for row in rows]
    assert [(one, other) for one, other in pairwise(keys) if one > other] == []
    if table not in SORTED_BY:
        assert [one for one, other in pairwise(keys) if one == other] == []


def test_every_source_has_a_licence() -> None:
    assert {key: set(entry) for key, entry in SOURCES.items() if set(entry) != {"title", "licence", "url", "note"}} == {}
    assert [key for key, entry in SOURCES.items() if not entry["licence"]] == []


def test_ids_are_unique_across_the_tables() -> None:
    everything = [row["id"] for name in MAIN for row in TABLES[name]]
    assert len(everything) > 4000
    assert [id for id, number in Counter(everything).items() if number > 1] == []


@pytest.mark.parametrize(("table", "column", "into"), REFERENCES)
def test_every_id_named_exists(table: str, column: str, into: tuple[str, ...]) -> None:
    named = [id for row in TABLES[table] for id in row[column].split(";") if id]
    assert len(named) > 10
    assert sorted(set(named) - {id for name in into for id in IDS[name]}) == []


@pytest.mark.parametrize("table", sorted(SPELLS))
def test_dates_are_edtf_and_in_order(table: str) -> None:
    begin, end = SPELLS[table]
    wrong, dated = [], 0
    for row in TABLES[table]:
        try:
            ends = [bounds(row[column]) if row[column] else None for column in (begin, end)]
        except DateError as error:
            wrong.append(f"{row}: {error}")
            continue
        dated += any(ends)
        first, last = (ends[0] or (None, None))[0], (ends[1] or (None, None))[1]
        if first and last and first > last:
            wrong.append(f"{row}: ends before it begins")
    assert dated > 50
    assert wrong == []


def test_the_193_members_of_the_united_nations_are_complete() -> None:
    members = [row for row in TABLES["states"] if row["status"] == "un_member"]
    assert len(members) == 193
    for column in ("iso2", "qid", "cow_code", "cow_abb", "gw_code", "name_fr", "name_en", "capital", "un_since"):
        assert [row["id"] for row in members if not row[column]] == [], column
    demonyms = defaultdict(set)
    for row in TABLES["state_forms"]:
        if row["type"] == "demonym" and row["language"] == "fr":
            demonyms[row["id"]].add(row["form"])
    assert [row["id"] for row in members if len(demonyms[row["id"]]) < 2] == []


@pytest.mark.parametrize(
    ("column", "shared"),
    [
        ("iso2", set()),
        ("qid", set()),
        # Serbia and the Soviet Union's successor keep the codes of the states before them.
        ("cow_code", {"345", "365"}),
        ("gw_code", {"345", "365"}),
    ],
)
def test_codes_of_states_are_their_own(column: str, shared: set[str]) -> None:
    codes = [row[column] for row in TABLES["states"] if row[column]]
    assert len(codes) > 190
    assert {code for code in codes if codes.count(code) > 1} == shared


def test_wikidata_numbers_are_numbers_and_used_once() -> None:
    numbers = [row["qid"] for name in MAIN if name not in ("groups", "places") for row in TABLES[name] if row["qid"]]
    assert len(numbers) > 400
    assert [number for number in numbers if not (number[:1] == "Q" and number[1:].isdigit())] == []
    assert [number for number in numbers if numbers.count(number) > 1] == []


def test_organizations_and_armed_groups_are_many_and_named() -> None:
    organizations, armed = TABLES["organizations"], TABLES["armed_groups"]
    assert sum(bool(row["name_fr"] and row["name_en"]) for row in organizations) >= 120
    assert [row["id"] for row in (*organizations, *armed) if not (row["name_fr"] and row["name_en"])] == []
    assert len(armed) >= 80
    assert [row["id"] for row in armed if not row["id"].startswith("armed:")] == []


def test_forty_organizations_have_dated_members() -> None:
    spells = defaultdict(list)
    for row in TABLES["memberships"]:
        spells[row["organization"]].append(row)
    dated = {id for id, rows in spells.items() if any(row["begin"] for row in rows)}
    said = {row["id"] for row in TABLES["organizations"] if row["members_dated"] == "yes"}
    assert len(said) >= 40
    assert said - dated == set()
    assert sorted(id for id in said if not all(row["begin"] for row in spells[id] if row["status"] == "member")) == []


def test_spells_of_one_standing_do_not_overlap() -> None:
    spells = defaultdict(list)
    for row in TABLES["memberships"]:
        spells[row["member"], row["organization"], row["status"]].append(row)
    assert len(spells) > 1000
    overlapping = [
        (one, other)
        for rows in spells.values()
        for one, other in pairwise(rows)
        if not one["end"] or not other["begin"] or one["end"] > other["begin"]
    ]
    assert overlapping == []


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("malien", "MLI"), ("maliennes", "MLI"), ("nigérien", "NER"), ("nigériennes", "NER"), ("nigérian", "NGA"),
        ("nigérianes", "NGA"), ("burkinabè", "BFA"), ("burkinabé", "BFA"), ("guinéen", "GIN"), ("guinéennes", "GIN"),
        ("équato-guinéen", "GNQ"), ("équato-guinéenne", "GNQ"), ("bissau-guinéen", "GNB"), ("papouan-néo-guinéen", "PNG"),
        ("centrafricain", "CAF"), ("sud-africain", "ZAF"), ("sud-soudanais", "SSD"), ("soudanais", "SDN"),
        ("nord-coréen", "PRK"), ("dominiquais", "DMA"), ("dominicain", "DOM"),
    ],
)
def test_neighbouring_demonyms_are_told_apart(written: str, id: str) -> None:
    hits = load_atlas().lookup.find(f"le ministre {written} des Affaires étrangères")
    assert len(hits) == 1
    assert hits[0].ids("demonym") == (id,)


def test_coordinates_are_on_earth() -> None:
    places = TABLES["places"]
    assert len(places) >= 1000
    wrong = [
        row for row in places if bool(row["lat"]) != bool(row["lon"])
        or (row["lat"] and not (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180))
    ]
    assert wrong == []
    assert sum(not row["lat"] for row in places) <= len(places) // 20


def test_every_type_of_form_is_known_to_the_lookup() -> None:
    types = {form.type for form in load_atlas().forms()}
    assert len(types) == 12
    assert types == set(TYPE_ORDER)


def test_no_form_of_one_type_names_two_entities_but_those_known() -> None:
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in load_atlas().forms():
        if form.type != "joint":  # which names several by what it is
            named[form.type, fold(form.form)].add(form.id)
    assert len(named) > 10_000
    ambiguous = {key: ids for key, ids in named.items() if len(ids) > 1}
    known = {(each.type, fold(form)): set(each.ids) for each in KNOWN for form in each.written}
    assert len(KNOWN) >= 10
    assert [each for each in KNOWN if not each.reason] == []
    assert {key: ids for key, ids in ambiguous.items() if known.get(key) != ids} == {}
    assert {key: ids for key, ids in known.items() if ambiguous.get(key) != ids} == {}
