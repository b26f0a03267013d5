"""Every sentence of ``match``, ``no_match`` and ``known_miss`` of every rule, coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from legation.coder import Coder
from legation.coder.examples import check_examples, marked_spans
from legation.coder.rules import Rule
from legation.model import Actor, Dispatch, Mention

RULE = Rule(
    id="fr.essai", kind="accuse", verb=("accuser",), roles={"ACCUSER": "sujet", "ACCUSED": "objet"},
    match=("[Le Mali](ACCUSER) accuse [la France](ACCUSED).",),
)


def test_every_example_of_every_rule_comes_out_as_written(coder: Coder) -> None:
    rules = coder.rules.rules.values()
    sentences = [written for rule in rules for written in (*rule.match, *rule.no_match, *rule.known_miss)]
    assert len(rules) >= 100
    assert len(sentences) >= 250
    failures = [str(failure) for failure in check_examples(coder, rules)]
    assert not failures, f"{len(failures)} of {len(sentences)} examples fail:\n" + "\n".join(failures)


@dataclass
class Finds:
    """A coder that says of every dispatch that its first and last words accuse each other, or finds nothing."""

    accused: str | None

    def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
        for dispatch in dispatches:
            yield dispatch, (self.mention(dispatch, self.accused),) if self.accused else ()

    def mention(self, dispatch: Dispatch, accused: str) -> Mention:
        def actor(id: str, name: str) -> tuple[Actor, ...]:
            start = dispatch.text.index(name)
            return (Actor(id=id, name=name, start=start, end=start + len(name)),)

        return Mention(
            dispatch=dispatch.id, kind="accuse", status="occurred", claimed_by=(), date=None, place=None, domain=(),
            roles={"ACCUSER": actor("MLI", "Mali"), "ACCUSED": actor("FRA", accused)}, part="text", quote=dispatch.text,
            start=0, end=len(dispatch.text), rule="fr.essai", confidence=1.0, trigger_start=0, trigger_end=1,
        )


def reasons(coder: Finds, **lists: tuple[str, ...]) -> list[tuple[str, str]]:
    rule = msgspec.structs.replace(RULE, **lists)
    return [(failure.list, failure.reason) for failure in check_examples(coder, [rule])]  # type: ignore[arg-type]


def test_a_match_must_be_found_with_its_words_in_their_roles() -> None:
    assert reasons(Finds("France")) == []
    assert reasons(Finds(None)) == [("match", "no accuse found")]
    (listed, reason), = reasons(Finds("accuse"))
    assert listed == "match"
    assert reason.startswith("ACCUSED not filled by the marked words, got ")


def test_a_no_match_must_not_be_found() -> None:
    lists = {"match": (), "no_match": ("Le Mali salue la France.",)}
    assert reasons(Finds(None), **lists) == []
    (listed, reason), = reasons(Finds("France"), **lists)
    assert listed == "no_match"
    assert reason.startswith("coded as accuse by fr.essai")


def test_a_known_miss_that_is_found_is_to_be_moved() -> None:
    lists = {"match": (), "known_miss": RULE.match}
    assert reasons(Finds(None), **lists) == []
    assert reasons(Finds("France"), **lists) == [("known_miss", "is coded now; move it to match")]


def test_marks_are_counted_in_the_plain_sentence() -> None:
    written = "[Le Mali](MEMBER) quitte [la Cédéao](ORGANIZATION)."
    spans = marked_spans(written)
    assert len(spans) == 2
    assert ["Le Mali quitte la Cédéao."[start:end] for _, start, end in spans] == ["Le Mali", "la Cédéao"]
