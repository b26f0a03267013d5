"""A fetch stays outside, within its time and within its size, whatever names, redirects and servers do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from legation.watch.addresses import FetchError, is_public
from legation.watch.fetch import Fetcher
from legation.watch.guarded import Guard

if TYPE_CHECKING:
    from tools.press_server import Press, PressServer

LOOPBACK = (ip_network("127.0.0.0/8"),)
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1",
     "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
     "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:0a00:0001::", "2002:7f00:1::", "", "localhost", "1"],
)  # fmt: skip
def test_what_is_not_of_the_open_net_is_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_what_is_of_the_open_net_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://0x7f.1:{port}/",
     "http://127.1:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://0:{port}/"],
)  # fmt: skip
def test_loopback_is_not_reached_in_any_writing(server: PressServer, press: Press, url: str) -> None:
    press.put("/", "secret")
    with pytest.raises(FetchError) as refused:
        Fetcher("essai").get(url.format(port=server.port))
    assert refused.value.reason in ("private address", "unknown host")
    assert sum(press.asked.values()) == 0


def test_a_redirect_does_not_lead_inside(server: PressServer, press: Press) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return {"press.example": ["127.0.0.2"], "inside.example": ["127.0.0.1"]}[host]

    press.redirect("/a", server.url("/secret", "inside.example"), 301)
    press.put("/secret", "secret")
    fetcher = Fetcher("essai", allowed=[ip_network("127.0.0.2/32")], resolve=resolve)
    with pytest.raises(FetchError) as refused:
        fetcher.get(server.url("/a", "press.example"))
    # 127.0.0.2 answers nothing here unless the server listens there; either way the inside is never asked.
    assert refused.value.reason in ("private address", "no connection")
    assert press.asked["/secret"] == 0


def test_every_redirect_is_checked(server: PressServer, press: Press) -> None:
    names = {"press.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    press.redirect("/a", server.url("/b", "press.example"))
    press.redirect("/b", server.url("/secret", "inside.example"))
    fetcher = Fetcher("essai", allowed=LOOPBACK, resolve=lambda host, port: names[host])
    with pytest.raises(FetchError, match=r"inside.example is at 10.0.0.1, a private address"):
        fetcher.get(server.url("/a", "press.example"))
    assert press.asked == {"/a": 1, "/b": 1}
    for target in ("ftp://press.example/x", "file:///etc/passwd", "http://user:s3cret@press.example/", "http://[", "gopher://x"):
        press.redirect("/c", target)
        with pytest.raises(FetchError) as refused:
            fetcher.get(server.url("/c", "press.example"))
        assert refused.value.reason == "address"
        assert "s3cret" not in str(refused.value)


def test_a_name_that_changes_its_address_is_looked_up_once(server: PressServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the first answer is public, the second private; the connection goes to the first."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError("essai")

    monkeypatch.setattr("legation.watch.guarded.socket.create_connection", connect)
    with pytest.raises(FetchError) as refused:
        Fetcher("essai", resolve=lambda host, port: next(answers)).get(server.url("/", "press.example"))
    assert refused.value.reason == "no connection"
    assert connected == [(PUBLIC, server.port)]


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with Guard((), 1, lambda host, port: [PUBLIC, "127.0.0.1"]) as guard, pytest.raises(FetchError, match="private address"):
        guard.connect("press.example", 80)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/endless/fast", "too large"),
        ("/endless/bomb", "too large"),
        ("/endless/drip", "too slow"),
        ("/endless/head", "too slow"),
    ],
)
def test_what_has_no_end_is_ended(server: PressServer, path: str, reason: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchError) as refused:
        Fetcher("essai", allowed=LOOPBACK, seconds=1.5 if reason == "too slow" else 20).get(server.url(path), limit=2_000_000)
    assert refused.value.reason == reason
    assert time.monotonic() - begun < 10


@pytest.fixture
def raw() -> Iterator[tuple[socket.socket, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening, listening.getsockname()[1]


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x00\xff" * 50, b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip", b"HTTP/1.1 999999 OK\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
     b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 70_000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"],
)  # fmt: skip
def test_an_answer_that_is_none_is_told_in_words(raw: tuple[socket.socket, int], answer: bytes) -> None:
    listening, port = raw

    def serve() -> None:
        made, _ = listening.accept()
        with made:
            made.recv(4096)
            made.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    with pytest.raises(FetchError) as refused:
        Fetcher("essai", allowed=LOOPBACK, seconds=5).get(f"http://127.0.0.1:{port}/a?token=s3cret")
    assert refused.value.reason in ("no answer", "encoding")
    assert "s3cret" not in str(refused.value)
