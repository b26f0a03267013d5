"""Reads made-up dispatches into a register, one line of output after each; a test kills it at random moments.

Usage: killed_reader.py REGISTER COUNT
"""

from __future__ import annotations

import sys

from legation.model import Actor, Dispatch, EventDate, Mention, make_dispatch
from legation.register import open_register


def dispatch(number: int) -> Dispatch:
    """A dispatch; every fifth is a copy of the one before under another id."""
    told = number - 1 if number % 5 == 4 else number
    return make_dispatch(f"n{number:03}", f"Dépêche {told} : le Mali quitte une organisation.", published="2025-04-01")


def mentions(number: int) -> list[Mention]:
    """Two mentions of it, spread over a few events."""
    text = dispatch(number)
    made = []
    for organization in ("ECOWAS", f"ORG{number % 7}"):
        roles = {
            "MEMBER": (Actor(id="MLI", name="Mali", start=0, end=7),),
            "ORGANIZATION": (Actor(id=organization, name="une organisation", start=0, end=7),),
        }
        made.append(Mention(
            dispatch=text.id, kind="membership.leave", status="occurred", claimed_by=(), roles=roles,
            date=EventDate(edtf="2025-01-29", text="Dépêche", start=0, end=7) if number % 3 else None, place=None,
            domain=(), part="text", quote=text.text, start=0, end=len(text.text), rule="fr.essai", confidence=0.9,
            trigger_start=0, trigger_end=7,
        ))
    return made


def read(path: str, count: int) -> None:
    """Read all dispatches, telling of each when it is stored."""
    with open_register(path) as register:
        for number in range(count):
            added = register.add(dispatch(number), mentions(number), "0.1")
            print(f"n{number:03} {'new' if added.new else 'known'}", flush=True)  # noqa: T201


if __name__ == "__main__":
    read(sys.argv[1], int(sys.argv[2]))
