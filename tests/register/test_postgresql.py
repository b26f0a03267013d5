"""The shared register: several at once, one moment for each look, and no password in any message."""

from __future__ import annotations

import threading
import traceback
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from legation.cli import app
from legation.model import RegisterError, make_dispatch
from legation.register import open_register, timeline
from legation.register.schema import dispatches, links, mentions

if TYPE_CHECKING:
    from tests.register.conftest import Server, Tell

@pytest.fixture
def shared(database: str) -> str:
    """An empty shared register."""
    open_register(database).close()
    return database


def test_two_processes_that_read_the_same_lose_and_double_nothing(database: str, kills: ModuleType) -> None:
    count = 30
    readers = [kills.Worker("read", database, count) for _ in range(2)]
    for reader in readers:
        reader.finish()
    told = [line.split() for reader in readers for line in reader.told]
    assert len(told) == 2 * count
    assert sorted(name for name, state in told if state == "new") == [f"n{number:03}" for number in range(count)]
    with open_register(database) as register:
        with register.look() as connection:
            assert len(connection.execute(select(dispatches.c.id)).all()) == count
            assert len(connection.execute(select(mentions.c.id)).all()) == 2 * count
            linked = connection.execute(select(links.c.mention).distinct()).all()
            assert len(linked) == 2 * count
        alone = kills.content(database)[-1]
        assert len(timeline(register)) == 8
        assert alone == timeline(register)


def test_writers_of_different_texts_end_as_one_writer_would(
    shared: str, tell: Tell
) -> None:
    texts = [make_dispatch(f"n{number}", f"Dépêche {number} : le Mali part.", published="2025-02-01") for number in range(24)]
    told = {
        text.id: [tell(text, "membership.leave", date="2025-01-29", MEMBER="MLI", ORGANIZATION="ECOWAS")] for text in texts
    }
    failed: list[BaseException] = []

    def write(part: int) -> None:
        try:
            with open_register(shared) as mine:
                for text in texts[part::3]:
                    mine.add(text, told[text.id], "0.1")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(part,)) for part in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with open_register(shared) as mine:
        events = timeline(mine)
        assert len(events) == 1, "writers that do not see each other would make an event each"
        assert events[0].sources == 24


def test_a_feed_that_is_read_while_another_writes_sees_one_moment(shared: str, tell: Tell) -> None:
    text_ = make_dispatch("a", "Le Mali part.", published="2025-02-01")
    told = tell(text_, "membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")
    with open_register(shared) as reader, open_register(shared) as writer, reader.look() as connection:
        assert connection.execute(select(dispatches.c.id)).all() == []
        writer.add(text_, [told], "0.1")
        assert connection.execute(select(mentions.c.id)).all() == [], "the same moment as the first query"
        assert len(timeline(reader)) == 1, "another look sees what was stored since"


def test_readers_of_a_growing_register_see_whole_dispatches(shared: str, kills: ModuleType) -> None:
    worker = kills.Worker("read", shared, 25)
    seen = []
    with open_register(shared) as reader:
        worker.line()
        while worker.process.poll() is None:
            with reader.look() as connection:
                number = len(connection.execute(select(dispatches.c.seq)).all())
                held = len(connection.execute(select(mentions.c.seq)).all())
                linked = len(connection.execute(select(links.c.mention).distinct()).all())
            assert held == linked == 2 * number
            seen.append(number)
        worker.finish()
        assert seen == sorted(seen)
        assert len(set(seen)) > 2, "looked while it grew"
        assert reader.counts().dispatches == 25


def test_a_writer_waits_no_longer_than_told(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_register(shared) as one, open_register(shared) as other, one.change():
        monkeypatch.setattr("legation.register.connection.BUSY_SECONDS", "0.05")
        with pytest.raises(RegisterError, match="another process is writing to it; try again"):
            other.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")


def test_the_server_itself_refuses_to_change_a_row(shared: str) -> None:
    with open_register(shared) as register:
        register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")
        for statement in ("UPDATE dispatches SET id = 'x'", "DELETE FROM dispatches", "TRUNCATE codings", "DELETE FROM links"):
            with pytest.raises(RegisterError, match="append-only"), register.change() as connection:
                connection.execute(text(statement))
        assert register.counts().dispatches == 1


def test_an_account_that_may_only_read_can_look_and_is_told_so(shared: str, postgresql: Server) -> None:
    with open_register(shared) as register:
        register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")
        with register.change() as connection:
            connection.execute(text("CREATE ROLE reader LOGIN PASSWORD 'lecture'"))
            connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
    address = f"postgresql://reader:lecture@127.0.0.1:{postgresql.port}/{shared.rpartition('/')[2]}"
    with open_register(address) as reader:
        assert reader.counts().dispatches == 1
        with pytest.raises(RegisterError, match="this account has no right to it"):
            reader.add(make_dispatch("n2", "Le Togo hésite."), [], "0.1")


def test_a_server_that_goes_away_is_said_and_what_was_stored_is_there(kills: ModuleType) -> None:
    with kills.postgres_server.running() as server:
        address = server.create("register")
        with open_register(address) as register:
            register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1")
            with pytest.raises(RegisterError, match="the server went away"), register.change() as connection:
                server.stop()
                connection.execute(text("SELECT 1"))
            with pytest.raises(RegisterError, match="no PostgreSQL server answers"):
                register.counts()
            server.start()
            assert register.counts().dispatches == 1
            assert not register.add(make_dispatch("n1", "Le Togo doute."), [], "0.1").new


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk:s3cret@127.0.0.1:{port}/nowhere",
        "postgresql://desk:s3cret@127.0.0.1:1/register",
        "postgresql://desk:s3cret@127.0.0.1:port/register",
        "postgresql://desk:mots3cret@avec@127.0.0.1:{port}/register",
        "postgresql://desk@127.0.0.1:{port}/register?password=s3cret",
        "postgresql://desk@127.0.0.1:{port}/register?pasword=s3cret",
        "postgresq://desk:s3cret@127.0.0.1:{port}/register",
        "mysql://desk:s3cret@127.0.0.1:{port}/register",
    ],
)
def test_no_password_in_any_message(address: str, postgresql: Server) -> None:
    wrong = address.replace("{port}", str(postgresql.port))
    with pytest.raises(RegisterError) as raised:
        open_register(wrong)
    assert "s3cret" not in "".join(traceback.format_exception(raised.value))
    assert len(str(raised.value)) > 20


def test_every_command_takes_the_address_and_none_shows_its_password(shared: str, tell: Tell) -> None:
    secret = shared.partition("desk:")[2].partition("@")[0]
    assert len(secret) > 5
    dispatch = make_dispatch("n1", "Le Mali a quitté la Cédéao.", published="2025-02-01")
    with open_register(shared) as register:
        register.add(dispatch, [tell(dispatch, "membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")], "0.1")
        event = timeline(register)[0].id
    commands = [
        ["read", "absent.txt"], ["timeline"], ["agenda"], ["members", "ECOWAS"], ["show", event], ["review", "list"],
        ["review", "reject", event, "--why", "relu"], ["review", "log"], ["review", "reject", "ffff", "--why", "relu"],
        ["timeline", "--kind", "accuze"],
    ]
    said = []
    for command in commands:
        done = CliRunner().invoke(app, [*command, "--register", shared], env={"COLUMNS": "200"})
        said.append(done.output)
        assert len(done.output) > 10
        assert secret not in done.output
        assert "mot de passe" not in done.output
        assert done.exit_code == int("absent.txt" in command or "ffff" in command or "accuze" in command)
    assert "desk:***@127.0.0.1" in said[0].replace("\n", "")
    assert "Mali" in said[1]
    assert "rejected" in said[6]
