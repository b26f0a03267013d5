import gzip
import io
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter

from legation.model import Dispatch
from legation.sources import Unread, html_dispatch, read_sources

SENTENCES = (
    "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé à ses voisins.",
    "Le Niger a salué cette décision et promis de suivre son voisin avant la fin de l’année, selon son porte-parole.",
)


def page(number: int, head: str = "") -> str:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return f"<html lang='fr'><head>{head}</head><body><article><h1>Départ numéro {number}</h1>{body}</article></body></html>"


def record(url: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    return raw("response", url, "application/http; msgtype=response", block)


def raw(type: str, url: str, kind: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-03T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\nContent-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [record(f"https://x.example/{number}", page(number).encode()) for number in range(count)]


def zstd(data: bytes) -> bytes:
    made = io.BytesIO()
    writer = ZstdWriter(made)
    writer.write(data)
    writer.finish()
    writer.flush()
    return made.getvalue()


def read(path: Path, data: bytes) -> tuple[list[Dispatch], list[Unread]]:
    path.write_bytes(data)
    found = list(read_sources([str(path)]))
    return [item for item in found if isinstance(item, Dispatch)], [item for item in found if isinstance(item, Unread)]


PACKED: dict[str, Callable[[bytes], bytes]] = {"a.warc": bytes, "a.warc.gz": gzip.compress, "a.warc.zst": zstd}


@pytest.mark.parametrize("name", PACKED)
def test_every_packing_is_read_as_the_pages_themselves(tmp_path: Path, name: str) -> None:
    dispatches, unread = read(tmp_path / name, b"".join(PACKED[name](each) for each in pages(3)))
    assert unread == []
    assert len(dispatches) == 3
    assert dispatches == [
        html_dispatch(page(n), f"https://x.example/{n}", url=f"https://x.example/{n}") for n in range(3)
    ]
    assert dispatches[1].text == "\n\n".join(SENTENCES)


def test_the_charset_of_the_server_counts_where_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    latin = record("https://x.example/l", page(1).replace("’", "'").encode("latin-1"), kind="text/html; charset=ISO-8859-1")
    greek = page(2).replace("Départ", "Αθήνα").replace("’", "'").encode("iso-8859-7", "replace")
    lying = record("https://x.example/u", page(3).encode(), kind="text/html; charset=iso-8859-1")
    dispatches, unread = read(
        tmp_path / "a.warc", latin + record("https://x.example/g", greek, kind="text/html; charset=iso-8859-7") + lying
    )
    assert len(dispatches) + len(unread) == 3
    by_id = {each.id[-1]: each for each in dispatches}
    assert by_id["l"].title == "Départ numéro 1"
    assert by_id["u"].title == "Départ numéro 3"


def test_what_is_no_page_is_told_and_counted_by_reason(tmp_path: Path) -> None:
    data = b"".join([
        record("https://x.example/a", page(1).encode()),
        record("https://x.example/b", b"gone", status="404 Not Found"),
        record("https://x.example/c", b"gone", status="404 Not Found"),
        record("https://x.example/d", b"%PDF-1.7", kind="application/pdf"),
        record("https://x.example/e", b""),
        record("https://x.example/f", b"<html><body><nav>Menu</nav></body></html>"),
        raw("request", "https://x.example/g", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        raw("conversion", "https://x.example/h", "text/plain", "\n\n".join(SENTENCES).encode()),
    ])  # fmt: skip
    dispatches, unread = read(tmp_path / "a.warc", data)
    assert [each.id[-1] for each in dispatches] == ["a", "h"]
    assert Counter(each.reason for each in unread) == {
        "is the answer 404 of a server, not a page": 2,
        "is application/pdf, not a page": 1,
        "is empty": 1,
        "no article found in the page": 1,
    }
    assert str(unread[0]).startswith(f"{tmp_path / 'a.warc'}@{len(record('https://x.example/a', page(1).encode()))}: is the")


@pytest.mark.parametrize("name", PACKED)
def test_damage_is_told_once_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    packed = [PACKED[name](each) for each in pages(6)]
    broken = bytearray(packed[2])
    broken[0 if name == "a.warc" else 60 : 200] = b"\x00" * (200 if name == "a.warc" else 140)
    dispatches, unread = read(tmp_path / name, b"".join([*packed[:2], bytes(broken), *packed[3:]]))
    assert [each.id[-1] for each in dispatches] == ["0", "1", "3", "4", "5"]
    assert len(unread) == 1
    assert unread[0].reason.startswith("damaged or cut short")


def test_a_crawl_cut_short_keeps_what_was_whole(tmp_path: Path) -> None:
    packed = [gzip.compress(each) for each in pages(4)]
    dispatches, unread = read(tmp_path / "a.warc.gz", b"".join(packed)[: -len(packed[3]) // 2])
    assert [each.id[-1] for each in dispatches] == ["0", "1", "2"]
    assert [each.reason for each in unread] == ["damaged or cut short; what follows it is read"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_crawl_of_nothing_but_garbage_ends(tmp_path: Path, name: str) -> None:
    dispatches, unread = read(tmp_path / name, b"\x1f\x8b\x08 garbage " * 300)
    assert dispatches == []
    assert len(unread) == 1


def test_the_day_of_the_crawl_is_no_day_of_publication(tmp_path: Path) -> None:
    def dated(day: str) -> bytes:
        return record(f"https://x.example/{day}", page(1, f'<meta property="article:published_time" content="{day}">').encode())

    dispatches, unread = read(tmp_path / "a.warc", dated("2025-04-01") + dated("2025-04-09") + pages(1)[0])
    assert unread == []
    assert [each.published for each in dispatches] == ["2025-04-01", None, None]


def test_bodies_in_chunks_and_packed_are_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(page(1).encode())
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    extra = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    dispatches, unread = read(tmp_path / "a.warc", record("https://x.example/1", chunked, extra=extra))
    assert unread == []
    assert [each.title for each in dispatches] == ["Départ numéro 1"]


def test_without_fastwarc_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    _, unread = read(tmp_path / "a.warc", pages(1)[0])
    assert [str(each) for each in unread] == [
        f"{tmp_path / 'a.warc'}: a crawl can't be read here: fastwarc is missing; install it with: pip install \"legation[warc]\""
    ]
