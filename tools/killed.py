"""What ``kills.py`` kills: reads, judges or migrates a register, telling of each step when it is stored.

Usage: killed.py read|review|migrate REGISTER COUNT
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

from legation.model import Actor, Dispatch, EventDate, Mention, make_dispatch
from legation.register import Register, open_register
from legation.register import review as judge
from legation.register.judgements import judgements
from legation.register.schema import mentions as table


def dispatch(number: int) -> Dispatch:
    """A dispatch; every fifth is a copy of the one before under another id."""
    told = number - 1 if number % 5 == 4 else number
    return make_dispatch(f"n{number:03}", f"Dépêche {told} : le Mali quitte une organisation.", published="2025-04-01")


def mentions(number: int) -> list[Mention]:
    """Two mentions of it, spread over a few events."""
    text = dispatch(number)
    made = []
    for organization in ("ECOWAS", f"ORG{number % 7}"):
        made.append(
            Mention(
                dispatch=text.id, kind="membership.leave", status="occurred", claimed_by=(),
                roles={
                    "MEMBER": (Actor(id="MLI", name="Mali", start=0, end=7),),
                    "ORGANIZATION": (Actor(id=organization, name="une organisation", start=0, end=7),),
                },
                date=EventDate(edtf="2025-01-29", text="Dépêche", start=0, end=7) if number % 3 else None, place=None,
                domain=(), part="text", quote=text.text, start=0, end=len(text.text), rule="fr.essai", confidence=0.9,
                trigger_start=0, trigger_end=7,
            )
        )  # fmt: skip
    return made


Say = Callable[[str], None]


def tell(step: str) -> None:
    """One line a step, out before the next one begins."""
    print(step, flush=True)  # noqa: T201


def silent(step: str) -> None:
    """For who works in a process of their own and is not killed."""


def read(register: Register, count: int, tell: Say = tell) -> None:
    """Read all dispatches."""
    for number in range(count):
        added = register.add(dispatch(number), mentions(number), "0.1")
        tell(f"n{number:03} {'new' if added.new else 'known'}")


def review(register: Register, count: int, tell: Say = tell) -> None:
    """Judge up to a number of judgements, each sort in turn; a second run goes on after the last that is stored."""
    with register.look() as connection:
        done = len(judgements(connection))
        ids = list(connection.execute(table.select().where(table.c.edited_from.is_(None)).order_by(table.c.seq)).scalars(1))
    tell("start 0")
    for step in range(done, count):
        _judge(register, ids, step)
        tell(f"{step} new")


def _judge(register: Register, ids: list[str], step: int) -> None:
    """Judgement number ``step``: always the same one, on the mentions that the steps before it left."""
    here = ids[4 + step * 7 % (len(ids) // 2 - 2) * 2]
    said = {"author": "essai", "why": f"étape {step}"}
    match step % 8:
        case 0:
            judge.edit(register, here, "date", (date(2020, 1, 1) + timedelta(days=step)).isoformat(), **said)
        case 1:
            judge.edit(register, here, "MEMBER", f"person:Essai {step}", **said)
        case 2:
            judge.reject(register, here, **said)
        case 3:
            judge.undo(register, **said)
        case 4:
            judge.merge(register, ids[0], ids[1 + 2 * (step // 8 % 6)], **said)
        case 5:
            judge.undo(register, **said)
        case 6:
            judge.split(register, ids[2], **said)
        case _:
            judge.undo(register, **said)


def do(work: str, address: str, count: int, tell: Say = tell) -> None:
    """Read, review or migrate the register at an address."""
    if work == "migrate":
        tell("start 0")
    with open_register(address) as register:
        if work == "migrate":
            tell("migrated new")
        elif work == "review":
            review(register, count, tell)
        else:
            read(register, count, tell)


if __name__ == "__main__":
    do(sys.argv[1], sys.argv[2], int(sys.argv[3]))
