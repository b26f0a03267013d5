"""Alerts by mail: once, under an id that stays, without a header that a headline could add, without a secret in a message."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from email.message import Message
from typing import TYPE_CHECKING

import pytest
from tests.watch.conftest import JOIN, VISIT, Watch, module

from legation.watch.changes import Changed
from legation.watch.channels import Told, atom, message, send_mail
from legation.watch.settings import Alert, WatchError

if TYPE_CHECKING:
    from tools.press_server import Press


class Mail(socketserver.ThreadingTCPServer):
    """As much of a mail server as takes mails."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuse = False
        super().__init__(("127.0.0.1", 0), Session)


class Session(socketserver.StreamRequestHandler):
    server: Mail

    def handle(self) -> None:
        self.wfile.write(b"220 essai\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                data = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    data += part
                self.server.mails.append(email.message_from_bytes(data))
                self.wfile.write(b"250 taken\r\n")
            elif word == b"EHLO":
                self.wfile.write(b"250-essai\r\n250 AUTH PLAIN LOGIN\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            elif word == b"AUTH":
                self.wfile.write(b"535 no\r\n")
            else:
                self.wfile.write(b"550 no\r\n" if self.server.refuse and word == b"MAIL" else b"250 ok\r\n")


@pytest.fixture
def mail() -> Iterator[Mail]:
    with Mail() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def changed(**given: object) -> Changed:
    values: dict[str, object] = {
        "id": "0123456789abcdef", "change": "scheduled", "value": "2025-04-03", "event": "e", "kind": "meeting.visit",
        "status": "scheduled", "date": "2025-04-03", "place": None, "roles": {"VISITOR": ("MLI",), "host": ("RUS",)}, "names": {},
        "quote": VISIT, "claimed_by": (), "dispatch": "n1", "title": "Sahel", "url": "https://press.example/1",
        "publisher": "Agence",
        "published": "2025-04-01",
    }  # fmt: skip
    return Changed(**{**values, **given})  # type: ignore[arg-type]


def test_a_change_is_mailed_once_and_again_where_the_server_refused(
    watch: Watch, press: Press, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getfqdn", lambda *_: "localhost")  # asks the network for the name of the machine
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x")])
    press.put("/a/1.html", module("press_server").article("Sahel", f"{VISIT} {JOIN}"))
    port = mail.server_address[1]
    server = f"127.0.0.1:{port}"
    alert = f'[[alert]]\nto = "email"\nserver = "{server}"\ntls = "none"\nsender = "a@b.example"\nrecipients = ["c@d.example"]\n'
    told: list[str] = []
    watcher = watch("/feed/x.xml", more=alert, language="fr", tell=told.append)
    mail.refuse = True
    assert watcher.cycle().alerts == 0
    assert told == ["127.0.0.1: the mail could not be sent (SMTPSenderRefused)"]
    mail.refuse = False
    assert [watcher.cycle().alerts, watcher.cycle().alerts] == [2, 0]
    subjects = [str(email.header.make_header(email.header.decode_header(each["Subject"]))) for each in mail.mails]
    assert sorted(subjects) == ["Envisagé : adhésion, Togo → AES", "Prévu : visite, Mali (hôte: Russie) (2025-04-03)"]
    assert len({each["Message-ID"] for each in mail.mails}) == 2


def test_words_of_the_press_add_no_header() -> None:
    alert = Alert(to="email", server="x", sender="a@b.example", recipients=("c@d.example",))
    hostile = changed(title="T\r\nBcc: x@y.example\r\n\r\n<script>", names={"x": "y\r\nBcc: z"}, quote="\x1b[31m\u202equote\x00")
    made = message(alert, Told(hostile, "2025-04-01T00:00:00Z"), "en")
    read = email.message_from_bytes(bytes(made))
    assert read["Bcc"] is None
    assert [name for name in read if name in ("Subject", "From", "To")] == ["Subject", "From", "To"]
    again = message(alert, Told(hostile, "2025-04-01T00:00:00Z"), "en")
    assert again["Message-ID"] == made["Message-ID"]
    for written in (bytes(made), atom([Told(hostile, "2025-04-01T00:00:00Z")], "en")):
        assert b"\x1b" not in written
        assert "\u202e".encode() not in written
    assert b"<script>" not in atom([Told(hostile, "2025-04-01T00:00:00Z")], "en")


def test_a_password_is_never_told(mail: Mail) -> None:
    alert = Alert(
        to="email", server=f"127.0.0.1:{mail.server_address[1]}", tls="none", sender="a@b.example", recipients=("c@d.example",),
        user="legation", password_env="MAIL_PASSWORD",
    )  # fmt: skip
    made = message(alert, Told(changed(), "2025-04-01T00:00:00Z"), "en")
    with pytest.raises(WatchError, match="MAIL_PASSWORD, which the alerts of"):
        send_mail(alert, made, {})
    with pytest.raises(WatchError) as refused:
        send_mail(alert, made, {"MAIL_PASSWORD": "s3cret"})
    assert str(refused.value) == "127.0.0.1: the mail server refuses the user or the password"
    assert mail.mails == []
