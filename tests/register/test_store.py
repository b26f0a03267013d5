"""Adding dispatches: once each, all or nothing, every version and every copy kept."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import create_engine, delete, func, select, update

from legation.model import Dispatch, RegisterError, SourceError, make_dispatch
from legation.register import Counts, QuoteError, Register, open_register, show, timeline
from legation.register.connection import explained
from legation.register.schema import dispatches, judgements, links, mentions, metadata, roles

if TYPE_CHECKING:
    from tests.register.conftest import Tell

TEXT = "Le Mali et le Niger ont quitté la Cédéao. Le Togo envisage de rejoindre l'AES."


def rows(register: Register) -> dict[str, int]:
    with register.look() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_a_dispatch_its_mentions_and_links_are_stored(register: Register, tell: Tell) -> None:
    dispatch = make_dispatch("n1", TEXT, published="2025-04-01", title="Sahel", url="https://exemple.org/1")
    left = tell(dispatch, "membership.leave", "Le Mali et le Niger ont quitté la Cédéao", MEMBER="MLI NER",
                ORGANIZATION="ECOWAS")
    joins = tell(dispatch, "membership.join", "Le Togo envisage de rejoindre l'AES", status="considered",
                 MEMBER="TGO", ORGANIZATION="AES")
    added = register.add(dispatch, [left, joins], "0.1")
    assert (added.new, added.syndicated, added.replaced, added.mentions) == (True, False, False, 2)
    assert sorted(added.events.values()) == ["membership.join", "membership.leave"]
    assert register.counts() == Counts(dispatches=1, mentions=2, events=2)
    assert rows(register)["roles"] == 5
    shown = show(register, next(iter(added.events)))
    assert len(shown.evidence) == 1
    assert shown.evidence[0].dispatch == dispatch
    assert shown.evidence[0].mention == left
    assert shown.evidence[0].coder_version == "0.1"


def test_a_second_read_changes_nothing_at_all(path: Path, tell: Tell) -> None:
    dispatch = make_dispatch("n1", TEXT, published="2025-04-01")
    told = tell(dispatch, "membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS")
    with open_register(path) as register:
        assert register.add(dispatch, [told], "0.1").new
        before = rows(register)
    assert before["dispatches"] == before["mentions"] == before["links"] == 1
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_register(path) as register:
        assert register.knows(dispatch)
        again = register.add(dispatch, [told], "0.2")
        assert (again.new, again.mentions, again.events) == (False, 0, {})
        assert rows(register) == before
    assert hashlib.sha256(path.read_bytes()).hexdigest() == content


def test_a_mention_told_twice_in_the_same_words_is_stored_once(register: Register, tell: Tell) -> None:
    dispatch = make_dispatch("n1", TEXT)
    told = tell(dispatch, "membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS")
    assert register.add(dispatch, [told, told], "0.1").mentions == 1
    assert rows(register)["mentions"] == 1


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(register: Register, tell: Tell) -> None:
    first = make_dispatch("n1", "Le Togo a rejoint l'AES, selon une note.", published="2025-04-01")
    second = make_dispatch("n1", "Le Togo envisage de rejoindre l'AES, selon une note.", published="2025-04-01")
    joined = register.add(first, [tell(first, "membership.join", MEMBER="TGO", ORGANIZATION="AES")], "0.1")
    event = next(iter(joined.events))
    told = tell(second, "membership.join", status="considered", MEMBER="TGO", ORGANIZATION="AES")
    added = register.add(second, [told], "0.1")
    assert (added.new, added.replaced) == (True, True)
    stored = rows(register)
    assert (stored["dispatches"], stored["mentions"], stored["judgements"]) == (2, 2, 1)
    events = timeline(register)
    assert len(events) == 1
    assert (events[0].status, events[0].sources) == ("considered", 1)
    assert events[0].id == event, "the event keeps the id that it is cited by"
    assert not register.add(first, [], "0.1").new, "the old version is known: reading it again changes nothing"
    assert timeline(register) == events


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Le Mali et le Niger ont quitté la Cédéao, ce mardi.", "https://exemple.org/2"),
        ("À Lima, douze personnes furent arrêtées durant une grève.", None),
    ],
)
def test_another_article_under_the_same_name_replaces_nothing(
    register: Register, tell: Tell, text: str, url: str | None
) -> None:
    first = make_dispatch("index.html", TEXT, url="https://exemple.org/1")
    register.add(first, [tell(first, "membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS")], "0.1")
    added = register.add(make_dispatch("index.html", text, url=url), [], "0.1")
    assert (added.new, added.replaced) == (True, False)
    assert len(timeline(register)) == 1


def test_the_same_text_under_another_id_is_a_copy(register: Register, tell: Tell) -> None:
    first = make_dispatch("a", TEXT, publisher="Le Courrier")
    second = msgspec.structs.replace(first, id="b", publisher="La Gazette")
    for dispatch, copy in ((first, False), (second, True)):
        told = tell(dispatch, "membership.leave", MEMBER="MLI NER", ORGANIZATION="ECOWAS")
        assert register.add(dispatch, [told], "0.1").syndicated is copy
    events = timeline(register)
    assert len(events) == 1
    assert (events[0].sources, events[0].syndicated, len(events[0].mentions)) == (1, 1, 2)
    assert [evidence.copy for evidence in show(register, events[0].id).evidence] == [False, True]


def test_what_is_not_quoted_is_not_stored(register: Register, tell: Tell) -> None:
    dispatch = make_dispatch("n1", TEXT)
    told = tell(dispatch, "membership.leave", "Le Mali", MEMBER="MLI", ORGANIZATION="ECOWAS")
    for wrong in (
        msgspec.structs.replace(told, start=1), msgspec.structs.replace(told, quote=""),
        msgspec.structs.replace(told, part="title"), msgspec.structs.replace(told, dispatch="n2"),
    ):
        with pytest.raises(QuoteError, match=r"^n1: fr\.membership\.leave\.essai quotes"):
            register.add(dispatch, [told, wrong], "0.1")
    assert rows(register)["dispatches"] == 0


def test_half_a_character_is_refused_by_name(register: Register) -> None:
    with pytest.raises(SourceError, match=r"n1: not valid Unicode"):
        register.add(Dispatch(id="n1", title="", text="\ud800", hash="0" * 64), [], "0.1")
    assert rows(register)["dispatches"] == 0


def test_a_failed_add_leaves_nothing_behind(
    register: Register, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> dict[str, str]:
        raise KeyboardInterrupt

    monkeypatch.setattr("legation.register.store.relink", fail)
    dispatch = make_dispatch("n1", TEXT)
    with pytest.raises(KeyboardInterrupt):
        register.add(dispatch, [tell(dispatch, "membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")], "0.1")
    monkeypatch.undo()
    assert (rows(register)["dispatches"], rows(register)["mentions"]) == (0, 0)
    assert register.add(dispatch, [], "0.1").new


def test_the_database_itself_refuses_to_change_a_row(register: Register, tell: Tell) -> None:
    dispatch = make_dispatch("n1", TEXT)
    register.add(dispatch, [tell(dispatch, "membership.leave", MEMBER="MLI", ORGANIZATION="ECOWAS")], "0.1")
    changes = [delete(table) for table in (dispatches, mentions, links, roles)]
    for statement in (*changes, update(links).values(event="x"), update(mentions).values(kind="x")):
        with pytest.raises(RegisterError, match="append-only"), register.look() as connection:
            connection.execute(statement)
    assert rows(register)["mentions"] == 1


def test_the_tables_suit_postgresql() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in metadata.sorted_tables]
    assert len(made) >= 7
    assert all("TRIGGER" not in statement for statement in made)
    assert sum("SERIAL" in statement for statement in made) >= 5


def test_judgements_name_what_they_replace(register: Register) -> None:
    for text in ("Le Togo a rejoint l'AES.", "Le Togo envisage de rejoindre l'AES."):
        register.add(make_dispatch("n1", text), [], "0.1")
    with register.look() as connection:
        found = connection.execute(select(judgements)).all()
        keys = connection.execute(select(dispatches.c.key).order_by(dispatches.c.seq)).scalars().all()
    assert [(row.verdict, row.subject, row.object) for row in found] == [("supersede", keys[0], keys[1])]


def test_an_engine_of_its_own_is_named_without_its_password() -> None:
    with pytest.raises(RegisterError, match=r"desk:\*\*\*@nowhere.*(driver|no server of that name)") as raised:
        open_register("postgresql+psycopg://desk:secret@nowhere.invalid/legation")
    assert "secret" not in str(raised.value)
    with pytest.raises(RegisterError, match="not the address of a database"):
        open_register("nothing://x")
    with explained("x"):
        create_engine("sqlite://").dispose()
