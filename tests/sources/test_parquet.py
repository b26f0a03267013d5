import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from legation.model import Dispatch
from legation.sources import Unread, read_sources

TEXT = "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé à ses voisins."


def read(path: Path, columns: dict[str, list[object]], **options: int) -> list[Dispatch | Unread]:
    pq.write_table(pa.table(columns), path, **options)
    return list(read_sources([str(path)]))


def test_the_columns_are_those_of_json_lines(tmp_path: Path) -> None:
    found = read(
        tmp_path / "a.parquet",
        {
            "id": [7, 8, 9],
            "title": ["Départ", None, ""],
            "text": [TEXT, TEXT, None],
            "html": [None, None, f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"],
            "published": [date(2025, 4, 3), None, date(2025, 4, 4)],
            "embedding": [[0.1], [0.2], [0.3]],
        },
    )
    read_ = [each for each in found if isinstance(each, Dispatch)]
    assert len(read_) == len(found) == 3
    assert [(each.id, each.title, each.published) for each in read_] == [
        ("7", "Départ", "2025-04-03"), ("8", "", None), ("9", "", "2025-04-04"),
    ]  # fmt: skip
    assert read_[0].text == TEXT


def test_instants_and_rows_without_id(tmp_path: Path) -> None:
    moment = datetime(2025, 4, 3, 14, 12, tzinfo=UTC)
    found = read(tmp_path / "a.parquet", {"text": [TEXT], "published": [moment]})
    assert [(each.id, each.published) for each in found if isinstance(each, Dispatch)] == [
        ("a.parquet:1", "2025-04-03T14:12:00Z")
    ]


def test_a_bad_row_is_told_with_its_number(tmp_path: Path) -> None:
    found = read(tmp_path / "a.parquet", {"text": [TEXT, None, TEXT], "published": ["2025-04-03", None, "32 avril"]})
    assert len(found) == 3
    assert isinstance(found[0], Dispatch)
    assert str(found[1]).startswith(f'{tmp_path / "a.parquet"}:2: has neither "text" nor "html"')
    assert str(found[2]).startswith(f'{tmp_path / "a.parquet"}:3: "published" is "32 avril"')


def test_a_file_without_texts_or_cut_short(tmp_path: Path) -> None:
    [told] = read(tmp_path / "a.parquet", {"body": [TEXT]})
    assert 'has no column "text" or "html"; the columns are id, title' in str(told)
    cut = tmp_path / "b.parquet"
    cut.write_bytes((tmp_path / "a.parquet").read_bytes()[:-20])
    assert [str(each) for each in read_sources([str(cut)])] == [f"{cut}: is no Parquet file, or is cut short; fetch it again"]


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"text": [TEXT]}), tmp_path / "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    [told] = read_sources([str(tmp_path / "a.parquet")])
    assert str(told).endswith('pyarrow is missing; install it with: pip install "legation[parquet]"')
