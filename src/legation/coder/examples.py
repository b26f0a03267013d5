"""The examples of rules, run: every ``match`` must be coded as marked, every ``no_match`` must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from legation.coder.coder import Coder
from legation.coder.rules import Rule, parse_example
from legation.model import Dispatch, Mention, make_dispatch

_MARK = re.compile(r"\[([^\]]+)\]\(([A-Za-z_]+)\)")


class Failure(Struct, frozen=True):
    """An example that does not come out as its rule says."""

    rule: str
    list: str
    example: str
    reason: str

    def __str__(self) -> str:
        return f'{self.rule}, {self.list}: "{self.example}": {self.reason}'


def marked_spans(written: str) -> list[tuple[str, int, int]]:
    """(role, start, end) of the marked words in the plain sentence.

    >>> marked_spans("[Le Mali](MEMBER) quitte [la Cédéao](ORGANIZATION).")
    [('MEMBER', 0, 7), ('ORGANIZATION', 15, 24)]
    """
    spans: list[tuple[str, int, int]] = []
    shift = 0
    for mark in _MARK.finditer(written):
        start = mark.start() - shift
        spans.append((mark.group(2), start, start + len(mark.group(1))))
        shift += len(mark.group()) - len(mark.group(1))
    return spans


def _dispatch(rule: Rule, number: int, written: str) -> Dispatch:
    return make_dispatch(f"{rule.id}#{number}", parse_example(written).text, language="fr", published="2025-04-01")


def _wrong(rule: Rule, written: str, mentions: Iterable[Mention]) -> str | None:
    """Why an example fails, None where a mention of the kind has every marked role filled by the marked words."""
    reasons = [f"no {rule.kind} found"]
    for mention in mentions:
        if mention.kind != rule.kind:
            continue
        missing = [
            role
            for role, start, end in marked_spans(written)
            if not any(actor.start < end and start < actor.end for actor in mention.actors(role))
        ]
        if not missing:
            return None
        got = {role: mention.ids(role) for role in mention.roles}
        reasons.append(f"{', '.join(sorted(set(missing)))} not filled by the marked words, got {got}")
    return reasons[-1]


def check_examples(coder: Coder, rules: Iterable[Rule]) -> Iterator[Failure]:
    """Run the examples of rules and yield those that fail; a ``known_miss`` that passes fails too, so that it is moved."""
    jobs: list[tuple[Rule, str, str]] = []
    for rule in rules:
        jobs += [(rule, "match", written) for written in rule.match]
        jobs += [(rule, "no_match", written) for written in rule.no_match]
        jobs += [(rule, "known_miss", written) for written in rule.known_miss]
    dispatches = [_dispatch(rule, number, written) for number, (rule, _, written) in enumerate(jobs)]
    for (rule, listed, written), (_, mentions) in zip(jobs, coder.code_many(dispatches), strict=True):
        wrong = _wrong(rule, written, mentions)
        if listed == "match" and wrong:
            yield Failure(rule.id, listed, written, wrong)
        elif listed == "no_match" and any(mention.kind == rule.kind for mention in mentions):
            found = next(mention for mention in mentions if mention.kind == rule.kind)
            yield Failure(
                rule.id,
                listed,
                written,
                f"coded as {found.kind} by {found.rule} { {r: found.ids(r) for r in found.roles} }",
            )
        elif listed == "known_miss" and wrong is None:
            yield Failure(rule.id, listed, written, "is coded now; move it to match")
