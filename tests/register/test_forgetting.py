"""Forgetting reaches every table, every page of the files and whatever is read later; the rest stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, select, text

from legation.model import RegisterError, RelatedLink, make_dispatch
from legation.register import Register, open_register, review, schema, timeline
from legation.register import watched as memory
from legation.register.forgetting import forget, found
from legation.register.forgotten import ForgottenError

if TYPE_CHECKING:
    from tests.register.conftest import Tell

NAME = "Awa Ndiaye-Essai"
URL = "https://press.example/afrique/awa-1.html"
OTHER = "https://press.example/afrique/2.html"


@pytest.fixture
def register(address: str, tell: Tell) -> Iterator[Register]:
    """Three dispatches: one names her, one has her as an actor by a review, one only points to the first."""
    made = open_register(address)
    said = (
        ("n1", URL, f"Le Mali soutient le Niger, dit {NAME.upper()}.", "MLI"),
        ("n2", OTHER, "Le Mali soutient le Niger, selon Bamako.", "MLI"),
        ("n3", None, "Le Togo soutient le Niger.", "TGO"),
    )
    for id_, url, words, actor in said:
        related = (RelatedLink(title="Lire", url=URL),) if id_ == "n3" else ()
        dispatch = make_dispatch(id_, words, published="2025-04-01", url=url, related=related)
        made.add(dispatch, [tell(dispatch, "support", date="2025-03-31", SUPPORTER=actor, SUPPORTED="NER")], "0.1")
    memory.prepare(made)
    with made.change() as connection:
        memory.remember(connection, memory.entries, URL, feed="https://press.example/rss", title=f"{NAME} parle", state="read")
        memory.remember(connection, memory.entries, OTHER, feed="https://press.example/rss", state="read")
        alert = {"id": "a", "change": "scheduled", "event": "e", "value": "", "dispatch": "k", "record": f'{{"quote": "{NAME}"}}'}
        memory.add_alert(connection, {**alert, "made_at": "2025-04-01T00:00:00Z"}, ["m"])
    yield made
    made.close()


def everything(register: Register) -> str:
    with register.look() as connection:
        names = inspect(connection).get_table_names()
        return "\n".join(str(tuple(row)) for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"')))


def files(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def test_a_person_is_nowhere_any_more(register: Register, address: str) -> None:
    event = next(each for each in timeline(register) if each.roles["SUPPORTER"] == ("MLI",))
    assert event.sources == 2
    review.accept(register, next(iter(event.mentions)), author=NAME, why=f"{NAME} le dit")
    assert NAME in everything(register)
    assert found(register, "awa ndiaye essai") == (1, 1)
    done = forget(register, "AWA NDIAYE ESSAÏ", author="Moussa", why="elle l'a demandé")
    assert (done.what, done.scrubbed) == ("person", True)
    assert (done.dispatches, done.mentions, done.judgements, done.alerts) == (1, 1, 1, 1)
    left = everything(register).casefold()
    assert "ndiaye" not in left
    after = {each.roles["SUPPORTER"]: each.sources for each in timeline(register)}
    assert after == {("MLI",): 1, ("TGO",): 1}, "what others told stays"
    register.close()
    if "://" not in address:
        assert b"ndiaye" not in files(Path(address)).lower()


def test_an_address_is_nowhere_any_more(register: Register, address: str) -> None:
    done = forget(register, f"{URL}#haut", author="Moussa", why="demandé par l'éditeur")
    assert (done.what, done.dispatches, done.mentions) == ("url", 1, 1)
    assert "awa-1.html" not in everything(register)
    assert OTHER in everything(register)
    with register.look() as connection:
        row = connection.execute(select(schema.forgotten)).one()
        assert (row.what, row.dispatches, row.mentions) == ("url", 1, 1)
        assert (row.author, row.reason) == ("Moussa", "demandé par l'éditeur")
    register.close()
    if "://" not in address:
        assert b"awa-1.html" not in files(Path(address))


def test_what_was_forgotten_is_not_stored_again(register: Register) -> None:
    forget(register, URL, author="Moussa", why="x")
    forget(register, NAME, author="Moussa", why="x")
    for dispatch in (
        make_dispatch("n9", "Autre texte.", url=URL),
        make_dispatch(URL, "Autre texte."),
        make_dispatch("n9", f"Selon {NAME.lower()}, il pleut."),
        make_dispatch("n9", "Il pleut.", author=NAME),
    ):
        with pytest.raises(ForgottenError) as refused:
            register.add(dispatch, [], "0.1")
        assert "ndiaye" not in str(refused.value).lower()
        assert "press.example" not in str(refused.value)
    assert register.add(make_dispatch("n9", "Awa Ndiaye parle.", url=OTHER), [], "0.1").new


def test_the_register_stays_append_only_and_whole(register: Register) -> None:
    forget(register, NAME, author="Moussa", why="x")
    tables = [table.name for table in schema.metadata.sorted_tables]
    for name in tables:
        with pytest.raises(RegisterError, match="append-only"), register.change() as connection:
            if not connection.execute(text(f"SELECT 1 FROM {name}")).first() and connection.dialect.name == "sqlite":
                raise RegisterError("append-only: an empty table has no row to guard")
            connection.execute(text(f"DELETE FROM {name}"))
    with register.look() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_copy_elsewhere_stands_on_its_own(register: Register, tell: Tell) -> None:
    words = "Le Bénin soutient le Togo."
    for id_, url in (("a", "https://a.example/1"), ("b", "https://b.example/1"), ("c", "https://c.example/1")):
        copy = make_dispatch(id_, words, url=url)
        register.add(copy, [tell(copy, "support", SUPPORTER="BEN", SUPPORTED="TGO")], "0.1")
    done = forget(register, "https://a.example/1", author="Moussa", why="x")
    assert done.copies == 2
    event = next(each for each in timeline(register) if each.roles["SUPPORTER"] == ("BEN",))
    assert (event.sources, event.syndicated) == (1, 1)
    with register.look() as connection:
        table = schema.dispatches
        rows = connection.execute(select(table.c.id, table.c.copy_of).where(table.c.text == words))
        copies = {row.id: row.copy_of for row in rows}
    assert set(copies) == {"b", "c"}
    assert copies["b"] is None
    assert copies["c"] is not None


def test_a_table_that_nobody_thought_of_is_not_passed_over(register: Register) -> None:
    with register.change() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
        connection.execute(text(f"INSERT INTO notes VALUES ('Parlé à {NAME}')"))
    before = everything(register)
    with pytest.raises(RegisterError, match=r"notes.words still tells it; nothing was forgotten"):
        forget(register, NAME, author="Moussa", why="x")
    assert everything(register) == before


@pytest.mark.parametrize(
    ("said", "why", "told"),
    [
        ("Mali", "x", "by first and last name"), ("Burkina Faso", "x", "is BFA, no person"), (NAME, "", "an author and a reason"),
        (NAME, f"{NAME} l'a demandé", "may not hold what is to be forgotten"),
    ],
)  # fmt: skip
def test_what_would_forget_too_much_or_say_too_much_is_refused(register: Register, said: str, why: str, told: str) -> None:
    with pytest.raises(RegisterError, match=told):
        forget(register, said, author="Moussa", why=why)
