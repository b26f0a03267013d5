import io
import json
import sys
from pathlib import Path

import pytest

from legation.model import Dispatch, SourceError
from legation.sources import SourceCount, Unread, count_sources, files, read_sources

TEXT = "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé à ses voisins."
PAGE = (
    f"<html lang='fr'><body><article><h1>Le Mali s’en va</h1><p>{TEXT}</p><p>{TEXT[:-1]} !</p></article></body></html>"
)


def line(id_: str) -> str:
    return json.dumps({"id": id_, "text": TEXT}, ensure_ascii=False)


def names(*paths: Path | str) -> list[str]:
    found = read_sources([str(path) for path in paths])
    return [item.id if isinstance(item, Dispatch) else str(item) for item in found]


@pytest.fixture
def press(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(f"Le Mali s’en va\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "b" / "c.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b" / "d.jsonl").write_text(f"{line('d1')}\n\n{{oups\n{line('d2')}\n", encoding="utf-8")
    (tmp_path / "e.md").write_text(f"# Le Mali s’en va\n\n{TEXT}\n\n## Suites\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "f.json").write_text(
        json.dumps([{"id": "f1", "text": TEXT}, {"text": TEXT}, 3], indent=1), encoding="utf-8"
    )
    (tmp_path / ".caché.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "image.png").write_bytes(b"\x89PNG....")
    return tmp_path


def test_a_folder_is_read_in_order_and_nothing_stops_it(press: Path) -> None:
    found = names(press)
    assert len(found) == 9
    assert found[:3] == ["a.txt", "c.html", "d1"]
    assert found[3].startswith(f"{press / 'b' / 'd.jsonl'}:3: isn't valid JSON")
    assert found[4:8] == ["d2", "e.md", "f1", "f.json:2"]
    assert found[8].startswith(f"{press / 'f.json'}: item 3 Expected `object`")


def test_markdown_headings_lose_their_marks(press: Path) -> None:
    [read] = read_sources([str(press / "e.md")])
    assert isinstance(read, Dispatch)
    assert (read.title, read.text.split("\n\n")[1]) == ("Le Mali s’en va", "Suites")


def test_patterns(press: Path) -> None:
    assert names(f"{press}/**/*.html") == ["c.html"]
    assert names(f"{press}/*.t?t", press / "b" / "c.html") == ["a.txt", "c.html"]
    assert names(f"{press}/b*")[0] == "c.html"
    assert names(f"{press}/*.xyz") == [f"{press}/*.xyz: no file matches the pattern; check it"]


def test_what_is_given_goes_to_every_dispatch(press: Path) -> None:
    found = list(read_sources([str(press / "a.txt"), str(press / "f.json")], published="2025-04-03", language="en"))
    read = [item for item in found if isinstance(item, Dispatch)]
    assert len(read) == 3
    assert {(item.published, item.language) for item in read} == {("2025-04-03", "en")}


def test_a_wrong_given_day_is_the_callers_error() -> None:
    with pytest.raises(SourceError, match="32 avril"):
        read_sources(["x"], published="32 avril")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "is empty"),
        ("a.html", b"\n", "is empty"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.json", b"", "is empty"),
        ("a.json", b"{\n", "isn't valid JSON"),
        ("a.html", b"<html><body><nav>Menu</nav></body></html>", "no article found in the page; pass the text as .txt"),
        ("a.txt", b"%PDF-1.4 ...", "is a PDF, not text"),
        ("a.html", b"PK\x03\x04....", "is a ZIP archive or an office document, not text"),
        ("a.jsonl", b"\x1f\x8b\x08...", "is a gzip archive, not text"),
        ("a", b"\x00\x01\x02", "is binary (it has NUL bytes), not text"),
        ("a.xml", b'<?xml version="1.0"?>\n<rss><channel/></rss>', "is a feed"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_sources([str(path)]))
    assert len(found) == 1
    assert isinstance(found[0], Unread)
    assert str(found[0]).startswith(f"{path}: {reason}")
    assert "\n" not in str(found[0])


def test_missing_and_empty_places(tmp_path: Path) -> None:
    assert names(tmp_path / "rien.txt") == [f"{tmp_path / 'rien.txt'}: no such file; check the path"]
    assert names(tmp_path)[0].startswith(f"{tmp_path}: no file to read in the folder")


def test_the_form_is_seen_where_the_name_says_nothing(tmp_path: Path) -> None:
    for name, data in (
        ("page", PAGE),
        ("raw.txt", f"<!DOCTYPE html>\n{PAGE}"),
        ("lignes", f"{line('x')}\n{line('y')}"),
        ("texte", TEXT),
    ):
        (tmp_path / name).write_text(data, encoding="utf-8")
    assert names(*(tmp_path / name for name in ("page", "raw.txt", "lignes", "texte"))) == [
        "page",
        "raw.txt",
        "x",
        "y",
        "texte",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"{line('x')}\n{line('y')}\n".encode(encoding))
    found = list(read_sources([str(path)]))
    assert len(found) == 2
    assert [item.text for item in found if isinstance(item, Dispatch)] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PAGE, ["stdin"]),
        (TEXT, ["stdin"]),
        (f"{line('x')}\n{{\n", ["x", "stdin:2: isn't valid JSON"]),
        ("", ["stdin: is empty"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, expected: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode()))))
    found = names("-")
    assert len(found) == len(expected)
    assert all(got.startswith(want) for got, want in zip(found, expected, strict=True))


def test_a_line_beyond_the_limit_is_one_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line('x')}\n{line('y' * 5000)}\n{line('z')}\n", encoding="utf-8")
    found = names(path)
    assert len(found) == 3
    assert (found[0], found[2]) == ("x", "z")
    assert found[1].startswith(f"{path}:2: has 0 MB")


def test_a_large_page_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b" " * 50_000_000)
    found = names(path)
    assert found == [f"{path}: has 50 MB, more than the 20 MB an article may have; split it, or pass JSON Lines"]


def test_an_unforeseen_error_is_one_unread(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> Dispatch:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(files, "html_dispatch", fails)
    found = names(press / "b" / "c.html", press / "a.txt")
    assert len(found) == 2
    assert "RecursionError" in found[0]
    assert found[1] == "a.txt"


def test_a_file_that_may_not_be_read(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert names(press / "a.txt") == [
        f"{press / 'a.txt'}: can't be read (Permission denied); check the file and its permissions"
    ]


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(line(str(number)) for number in range(500)), encoding="utf-8")
    reading = read_sources([str(path)])
    first = next(reading)
    assert isinstance(first, Dispatch)
    assert first.id == "0"
    assert sum(1 for _ in reading) == 499


def test_progress_and_count_agree(press: Path) -> None:
    paths = [str(press), str(press / "rien"), "-"][:2]
    count = count_sources(paths)
    assert count == SourceCount(
        5,
        sum(
            path.stat().st_size
            for path in press.rglob("*")
            if path.suffix in (".html", ".jsonl", ".md", ".json") or path.name == "a.txt"
        ),
    )
    told: list[int] = []
    assert len(list(read_sources(paths, progress=told.append))) == 10
    assert told == sorted(told)
    assert told[-1] == count.bytes
