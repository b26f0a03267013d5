"""Near-identical copy counts as one source; another text on the same matter does not."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.register.conftest import Tell

from legation.model import Dispatch, make_dispatch
from legation.register import Register, open_register, show, timeline
from legation.register.copies import bands, remember_all
from legation.register.schema import bands as band_table
from legation.register.schema import families as family_table

WORDS = ("visite", "ministre", "accord", "port", "eau", "route", "ville", "armée", "école", "barrage", "marché", "santé")


def prose(seed: int, words: int = 160) -> str:
    """Words without sense, but as many different runs of them as a real article has."""
    dice = random.Random(seed)
    return " ".join(f"{dice.choice(WORDS)}{dice.randrange(40)}" for _ in range(words))


FACT = "Le Mali a reçu jeudi la Russie."
AGENCY = f"{FACT} {prose(1)}"
COPIES = {
    "retitled": AGENCY,
    "cut": " ".join(AGENCY.split()[:70]),
    "tail": f"{AGENCY} {prose(2, 30)}",
    "edited": AGENCY.replace("ministre3", "chef", 2).replace("eau", "onde", 1),
}
OTHERS = {"own": f"{FACT} {prose(3)}", "short": FACT}


def dispatches() -> dict[str, Dispatch]:
    made = {"agency": make_dispatch("agency", AGENCY, title="Visite", published="2025-04-01")}
    for name, text in (COPIES | OTHERS).items():
        made[name] = make_dispatch(name, text, title=f"Titre {name}", published="2025-04-02")
    return made


def read(register: Register, tell: Tell, names: list[str]) -> None:
    every = dispatches()
    for name in names:
        told = tell(every[name], "meeting.visit", FACT, date="2025-04-03", VISITOR="RUS", host="MLI")
        register.add(every[name], [told], "0.1")


@pytest.mark.parametrize("name", COPIES)
def test_a_near_copy_is_the_same_source(register: Register, tell: Tell, name: str) -> None:
    read(register, tell, ["agency", name])
    event = timeline(register)
    assert len(event) == 1
    assert (len(event[0].mentions), event[0].sources, event[0].syndicated) == (2, 1, 1)
    shown = show(register, event[0].id)
    assert [(evidence.dispatch.id, evidence.copy) for evidence in shown.evidence] == [("agency", False), (name, True)]


@pytest.mark.parametrize("name", OTHERS)
def test_another_text_is_another_source(register: Register, tell: Tell, name: str) -> None:
    read(register, tell, ["agency", name])
    events = timeline(register)
    assert [(len(event.mentions), event.sources, event.syndicated) for event in events] == [(2, 2, 0)]


def test_the_order_of_reading_changes_no_count(tmp_path: Path, tell: Tell) -> None:
    orders = list(permutations(["agency", "cut", "tail", "own"]))
    assert len(orders) == 24
    for number, order in enumerate(orders[::5]):
        with open_register(tmp_path / f"{number}.db") as register:
            read(register, tell, list(order))
            events = timeline(register)
            assert [(event.sources, event.syndicated) for event in events] == [(2, 2)]


def test_what_was_computed_is_kept_with_the_register(path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_register(path) as register:
        read(register, tell, ["agency"])
    asked: list[str] = []
    monkeypatch.setattr("legation.register.copies.bands", lambda text: asked.append(text) or bands(text))
    with open_register(path) as register:
        read(register, tell, ["tail"])
        assert asked == [COPIES["tail"]], "nothing is computed anew when a register is opened"
        with register.look() as connection:
            assert len(connection.execute(select(band_table)).all()) == 24
            assert len(connection.execute(select(family_table)).all()) == 2
    assert asked == [COPIES["tail"]]


def test_what_was_read_before_copies_were_looked_for_is_noted_once(register: Register, tell: Tell) -> None:
    read(register, tell, ["agency", "tail"])
    with register.change() as connection:
        for table in (family_table, band_table):
            for action in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_{action}")
            connection.execute(table.delete())
    assert [event.sources for event in timeline(register)] == [2]
    with register.change() as connection:
        remember_all(connection, "2025-05-01T00:00:00Z")
    assert [event.sources for event in timeline(register)] == [1]


def test_signatures_are_those_of_the_registers_that_exist() -> None:
    """An upgrade of the library that changes these needs a migration, or old texts are no longer found."""
    assert bands("La délégation malienne est arrivée jeudi à Moscou. " * 3)[0] == -8941174294501132195
