"""The model dispatch said otherwise: three dispatches in other words, other countries and other organizations.

Every expected fact must be found with its status, required actors, date and domain; and nothing else may be coded of the kinds
that the expected facts are of, unless it repeats one of them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from legation.coder import Coder
from legation.model import Mention, make_dispatch
from legation.ontology import kinds


class Expected(msgspec.Struct):
    kind: str
    roles: dict[str, list[str]]
    status: str
    date: str | None = None
    domain: list[str] = []


class Reworded(msgspec.Struct):
    id: str
    published: str
    title: str
    text: str
    expected: list[Expected]


LINES = (Path(__file__).parent / "rewordings.jsonl").read_bytes().splitlines()
DISPATCHES = [msgspec.json.decode(line, type=Reworded) for line in LINES]


def answers(want: Expected, got: Mention) -> bool:
    if (want.kind, want.status) != (got.kind, got.status):
        return False
    for role, ids in want.roles.items():
        found = set(got.ids(role))
        if not set(ids) <= found or (role.isupper() and set(ids) != found):
            return False
    if want.date and (got.date is None or got.date.edtf != want.date):
        return False
    return set(want.domain) <= set(got.domain)


def overlaps(want: Expected, got: Mention) -> bool:
    ids = {id for role in want.roles.values() for id in role}
    found = {id for role in got.roles for id in got.ids(role)}
    return want.kind.split(".")[0] == got.kind.split(".")[0] and len(ids & found) / len(ids | found) >= 0.5


def test_there_are_three_rewordings_of_every_sentence() -> None:
    assert len(DISPATCHES) == 3
    assert sum(len(dispatch.expected) for dispatch in DISPATCHES) == 32


@pytest.mark.parametrize("reworded", DISPATCHES, ids=lambda reworded: reworded.id)
def test_every_fact_is_found_and_nothing_else(reworded: Reworded, judged: Coder) -> None:
    dispatch = make_dispatch(
        reworded.id, reworded.text, title=reworded.title, published=reworded.published, language="fr"
    )
    coded = judged.code(dispatch)
    told = [
        f"{m.kind} {m.status} { {r: m.ids(r) for r in m.roles} } {m.date and m.date.edtf} {m.domain} «{m.quote}»"
        for m in coded
    ]
    missing = [want for want in reworded.expected if not any(answers(want, got) for got in coded)]
    assert not missing, "\n".join(["missing:", *map(str, missing), "coded:", *told])
    false = [
        line
        for line, got in zip(told, coded, strict=True)
        if not any(overlaps(want, got) for want in reworded.expected)
    ]
    assert not false, "\n".join(false)
    assert all(kinds()[got.kind] and dispatch.part(got.part)[got.start : got.end] == got.quote for got in coded)
