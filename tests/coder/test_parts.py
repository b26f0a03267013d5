from __future__ import annotations

import msgspec

from legation.coder import Coder
from legation.coder.parts import without_parts
from legation.model import Mention, make_dispatch

TEXT = "Le Kenya, l'Ouganda et la Tanzanie ont signé un accord.\n\nLe Kenya et l'Ouganda ont signé un accord."


def told(coder: Coder, text: str) -> list[tuple[tuple[str, ...], str | None]]:
    mentions = coder.code(make_dispatch("d", text, published="2025-04-02"))
    return [(m.ids("PARTY"), m.date and m.date.edtf) for m in mentions if m.kind == "agreement.sign"]


def test_a_part_of_the_actors_is_no_second_fact(coder: Coder) -> None:
    assert told(coder, TEXT) == [(("KEN", "UGA", "TZA"), None)]


def test_two_days_are_two_facts(coder: Coder) -> None:
    first, second = TEXT.split("\n\n")
    dated = f"Le 3 mars, l{first[1:]}\n\nLe 20 mars, l{second[1:]}"
    assert [date for _, date in told(coder, dated)] == ["2025-03-03", "2025-03-20"]


def test_the_surer_is_kept_be_it_the_part(coder: Coder) -> None:
    whole = coder.code(make_dispatch("d", TEXT.split("\n\n")[0]))[0]
    part = coder.code(make_dispatch("d", TEXT.split("\n\n")[1]))[0]

    def sure(mention: Mention, confidence: float) -> Mention:
        return msgspec.structs.replace(mention, confidence=confidence)

    assert without_parts([sure(whole, 0.6), sure(part, 0.9)]) == [sure(part, 0.9)]
    assert without_parts([sure(whole, 0.6), sure(whole, 0.9)]) == [sure(whole, 0.6), sure(whole, 0.9)]
