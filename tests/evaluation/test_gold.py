"""The gold format: what is right is read, what is wrong is named with file, line, field and fix."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legation.evaluation.gold import read_gold, remarks
from legation.model import GoldError, make_dispatch

FACT = {
    "kind": "membership.leave",
    "roles": {"MEMBER": ["MLI"], "ORGANIZATION": ["ECOWAS"]},
    "status": "occurred",
    "date": "2025-01-29",
    "core": True,
    "anchor": "Le Mali quitte la Cédéao",
}


def write(tmp_path: Path, *documents: object) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(document, ensure_ascii=False) for document in documents), encoding="utf-8")
    return path


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in FACT.items() if key != name}


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "a", "records": [FACT], "none": False}, {"id": "b", "records": []})
    gold = read_gold(path)
    assert [(document.id, len(document.records)) for document in gold] == [("a", 1), ("b", 0)]
    assert gold[0].records[0].roles == {"MEMBER": ("MLI",), "ORGANIZATION": ("ECOWAS",)}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            FACT | {"kind": "membership.left"},
            'records[0].kind: unknown kind "membership.left"; did you mean "membership.leave"?',
        ),
        (
            FACT | {"roles": {"MEMBER": ["MLI"], "ORGANIZATION": ["AU"], "ORGANISATION": ["AU"]}},
            'records[0].roles.ORGANISATION: unknown role "ORGANISATION"; did you mean "ORGANIZATION"?',
        ),
        (
            FACT | {"roles": {"MEMBER": ["MLI"], "ORGANIZATION": ["AU"], "x": ["AU"]}},
            'records[0].roles.x: unknown role "x"; membership.leave has MEMBER, ORGANIZATION',
        ),
        (
            FACT | {"roles": {"MEMBER": ["MLI"]}},
            'records[0].roles: a core membership.leave needs "ORGANIZATION"; add it, or say "core": false',
        ),
        (FACT | {"status": "ocurred"}, 'records[0].status: unknown status "ocurred"; did you mean "occurred"?'),
        (FACT | {"domain": ["militry"]}, 'records[0].domain: unknown domain "militry"; did you mean "military"?'),
        (FACT | {"anchor": " "}, "records[0].anchor: empty; copy 3 to 8 consecutive words from the dispatch"),
        (FACT | {"core": "yes"}, "records[0].core: Expected `bool`, got `str`"),
        (without("anchor"), "records[0]: Object missing required field `anchor`"),
        (FACT | {"dat": "2025"}, 'records[0]: Object contains unknown field `dat`; did you mean "date"?'),
    ],
)
def test_an_error_names_file_line_field_and_fix(tmp_path: Path, record: dict[str, object], message: str) -> None:
    path = write(tmp_path, {"id": "good", "records": [FACT]}, {"id": "bad", "records": [record]})
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value) == f"gold.jsonl, line 2, {message}"


def test_a_required_role_may_be_missing_where_the_fact_is_arguable(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "a", "records": [FACT | {"roles": {"MEMBER": ["MLI"]}, "core": False}]})
    assert len(read_gold(path)[0].records) == 1


def test_the_first_problem_is_told_and_the_others_counted(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "a", "records": [FACT | {"kind": "x"}, FACT | {"status": "done"}]}, {"id": "b"})
    with pytest.raises(GoldError, match=r'^gold\.jsonl, line 1, records\[0\]\.kind: unknown kind "x" \(and 2 more\)$'):
        read_gold(path)


def test_a_document_is_listed_once(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "a", "records": []}, {"id": "a", "records": []})
    with pytest.raises(GoldError, match=r'^gold\.jsonl, line 2, id: "a" is on line 1 already$'):
        read_gold(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "no documents"), (b"\xff\xfe", "can't be read as UTF-8"), (b"{", "line 1: Input data was truncated")],
)
def test_what_is_no_gold_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_remarks_name_anchors_that_are_not_in_the_text_and_dates_that_cannot_be_stored(tmp_path: Path) -> None:
    records = [FACT, FACT | {"anchor": "Le Niger quitte"}, FACT | {"date": "2025-13"}]
    gold = read_gold(write(tmp_path, {"id": "a", "records": records}))
    found = list(remarks(gold, {"a": make_dispatch("a", "Hier, Le Mali  quitte\nla Cédéao.")}))
    assert len(found) == 2
    assert found[0] == 'a, records[1].anchor: "Le Niger quitte" is not in the cleaned text'
    assert found[1].startswith('a, records[2].date: date "2025-13"')
    assert len(list(remarks(gold))) == 1, "without texts only the date is told"


def test_a_title_may_hold_the_anchor(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path, {"id": "a", "records": [FACT]}))
    assert not list(remarks(gold, {"a": make_dispatch("a", "Rien.", title="Le Mali quitte la Cédéao")}))
