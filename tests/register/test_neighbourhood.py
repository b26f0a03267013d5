"""Linking looks at the neighbourhood alone, and comes to what a look at everything would: whatever the order of reading."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.register.conftest import Add

from legation.model import Actor, Dispatch, EventDate, Mention, Place, RoleFiller, Scalar, Status, make_dispatch
from legation.register import Register, neighbourhood, open_register, timeline, upkeep
from legation.register.facts import tolerance
from legation.register.linking import group
from legation.register.rows import mention_id
from legation.register.schema import spots

FIRST = date(2024, 1, 1)
CASTS: dict[str, tuple[dict[str, str], ...]] = {
    "accuse": tuple({"ACCUSER": who, "ACCUSED": "UKR"} for who in ("RUS", "RUS", "RUS BLR", "RUS BLR PRK", "RUS PRK")),
    "meeting.visit": tuple(
        {"VISITOR": who, "host": host} for who in ("MLI", "MLI NER", "MLI NER BFA") for host in ("RUS", "RUS", "CHN")
    ),
    "meeting.talks": tuple({"PARTICIPANT": who} for who in ("MLI RUS", "MLI RUS", "MLI NER RUS", "MLI NER BFA RUS")),
    "membership.leave": tuple({"MEMBER": who, "ORGANIZATION": "ECOWAS"} for who in ("MLI", "MLI NER", "MLI NER BFA")),
}
STATUSES: tuple[Status, ...] = ("occurred",) * 6 + ("scheduled",) * 3 + ("denied", "considered")
PLACES = (None, None, ("Moscou", "RUS"), ("Kazan", "RUS"), ("Pékin", "CHN"))

Read = tuple[Dispatch, Mention]


def telling(number: int, dice: random.Random, kind: str, span: int) -> Read:
    """A telling with as many doubts as a real one may have."""
    published = FIRST + timedelta(dice.randrange(span))
    day = published - timedelta(dice.choice((0, 0, 1, 1, 2, 3, 9, -5, -20)))
    dates = (None, None, None, str(day), str(day), str(day), f"{day}"[:7], f"{day}~", f"{day}/{day + timedelta(2)}")
    edtf = dice.choice(dates)
    text = f"Texte commun {dice.randrange(6)}." if dice.random() < 0.1 else f"Dépêche {number}."
    dispatch = make_dispatch(f"d{number}", text, published=str(published) if dice.random() > 0.04 else None)
    roles: dict[str, RoleFiller] = {
        role: tuple(Actor(id=who, name=who, start=0, end=1) for who in actors.split())
        for role, actors in dice.choice(CASTS[kind]).items()
    }
    if kind == "meeting.talks" and dice.random() < 0.2:
        roles["ordinal"] = Scalar(value=str(dice.randint(1, 3)))
    place = dice.choice(PLACES)
    return dispatch, Mention(
        dispatch=dispatch.id, kind=kind, status=dice.choice(STATUSES), claimed_by=(), roles=roles,
        date=EventDate(edtf=edtf, text="", start=0, end=0) if edtf else None,
        place=Place(name=place[0], country=place[1], id=place[0], start=0, end=0) if place else None, domain=(),
        part="text", quote=text, start=0, end=len(text), rule="essai", confidence=1.0, trigger_start=0, trigger_end=3,
    )


def press(seed: int, count: int, span: int) -> tuple[str, list[Read]]:
    dice = random.Random(seed)
    kind = dice.choice(list(CASTS))
    return kind, [telling(number, dice, kind, span) for number in range(count)]


def read(register: Register, items: Sequence[Read]) -> list[list[str]]:
    """The events, as the names of the dispatches that tell them."""
    names = {}
    for dispatch, mention in items:
        names[mention_id(dispatch, mention)] = dispatch.id
        register.add(dispatch, [mention], "essai")
    return sorted(sorted(names[mention] for mention in event.mentions) for event in timeline(register))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([20, 200, 1500]), st.randoms(use_true_random=False))
def test_reading_in_any_order_makes_the_same_events(seed: int, span: int, order: random.Random) -> None:
    _, items = press(seed, 30, span)
    with open_register("sqlite://") as register:
        expected = read(register, items)
    assert sorted(name for event in expected for name in event) == sorted(dispatch.id for dispatch, _ in items)
    order.shuffle(items)
    with open_register("sqlite://") as register:
        assert read(register, items) == expected


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_comes_to_what_grouping_all_at_once_does(seed: int) -> None:
    """A year and more of a hot dyad: every step saw a part of it."""
    _, items = press(seed, 120, 900)
    with open_register("sqlite://") as register:
        found = read(register, items)
        names = {mention_id(dispatch, mention): dispatch.id for dispatch, mention in items}
        with register.look() as connection:
            rows = neighbourhood.named(connection, set(names))
            moved = connection.execute(select(spots.c.mention)).all()
    assert len(rows) == 120
    assert len(moved) > 120, "some were linked among those that name more actors"
    by_home: dict[str, list[neighbourhood.Near]] = {}
    for row in rows:
        by_home.setdefault(row.home, []).append(row)
    at_once = [
        sorted(names[mention] for mention, _ in event)
        for some in by_home.values()
        for event in group(row.fact for row in some)
    ]
    assert found == sorted(at_once)


def test_what_is_far_in_time_is_not_looked_at(register: Register, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counting(*arguments: object) -> list[neighbourhood.Near]:
        rows = neighbourhood.of_bucket(*arguments)  # type: ignore[arg-type]
        looked.append(len(rows))
        return rows

    reach = tolerance("accuse").reach
    for number in range(60):
        day = str(FIRST + timedelta(number * reach // 4))
        add(f"n{number}", day, "accuse", date=day, ACCUSER="RUS", ACCUSED="UKR")
    monkeypatch.setattr(upkeep, "of_bucket", counting)
    add("late", str(FIRST), "accuse", date=str(FIRST), ACCUSER="RUS", ACCUSED="UKR")
    assert looked == [10], "of 61 those within twice the reach"
