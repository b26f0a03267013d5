"""The gold format: the facts that a careful reader lists from each dispatch, one document a line of JSON.

    {"id": "n1", "records": [{"kind": "membership.leave", "roles": {"MEMBER": ["MLI"], "ORGANIZATION": ["ECOWAS"]},
      "status": "occurred", "date": "2025-01-29", "core": true, "anchor": "Le Mali quitte la Cédéao"}]}

`core` facts are those that any analyst logs; the others are arguable: finding one is no false alarm, missing one
no miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from legation.model import STATUSES, Dispatch, GoldError, Status, suggest
from legation.model.dates import DateError, parse
from legation.ontology import domains, kinds


class GoldFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One listed fact. `anchor` is a few consecutive words of the dispatch where it is said."""

    kind: str
    roles: dict[str, tuple[str, ...]]
    status: Status
    core: bool
    anchor: str
    claimed_by: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    domain: tuple[str, ...] = ()


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The facts of one dispatch. A document without any is useful too: whatever is coded from it is a false alarm."""

    id: str
    records: tuple[GoldFact, ...]
    none: bool | None = None


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and where: printed, it is one line.

    >>> print(Problem("gold.jsonl", 3, "records[0].kind", 'unknown kind "aids"; did you mean "aid"?'))
    gold.jsonl, line 3, records[0].kind: unknown kind "aids"; did you mean "aid"?
    """

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        where = [self.file, f"line {self.line}", *([self.field] if self.field else [])]
        return f"{', '.join(where)}: {self.what}"


class _RawDocument(msgspec.Struct, forbid_unknown_fields=True):
    """A line whose records are not read yet, so that an error can say which record it is in."""

    id: str
    records: list[msgspec.Raw]
    none: bool | None = None


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a gold file; `GoldError` names file, line, field and fix of the first problem, and counts the others."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read as UTF-8 text ({error})") from error
    documents: list[GoldDocument] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        for found in _read_line(path.name, number, line):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.id in seen:
                problems.append(Problem(path.name, number, "id", f'"{found.id}" is on line {seen[found.id]} already'))
            else:
                seen[found.id] = number
                documents.append(found)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise GoldError(f"{problems[0]}{more}")
    if not documents:
        raise GoldError(f"{path}: no documents; a gold file has one JSON object a line")
    return tuple(documents)


def _read_line(file: str, number: int, line: str) -> Iterator[GoldDocument | Problem]:
    try:
        raw = msgspec.json.decode(line, type=_RawDocument)
    except msgspec.DecodeError as error:
        yield _problem(file, number, "", error, _RawDocument)
        return
    facts: list[GoldFact] = []
    broken = False
    for index, record in enumerate(raw.records):
        field = f"records[{index}]"
        try:
            fact = msgspec.json.decode(record, type=GoldFact)
        except msgspec.DecodeError as error:
            yield _problem(file, number, field, error, GoldFact)
            broken = True
            continue
        facts.append(fact)
        for name, what in _breaches(fact):
            yield Problem(file, number, f"{field}.{name}", what)
            broken = True
    if not broken:
        yield GoldDocument(id=raw.id, records=tuple(facts), none=raw.none)


def _problem(
    file: str, number: int, field: str, error: msgspec.DecodeError, type_: type[GoldFact] | type[_RawDocument]
) -> Problem:
    """Turn the decoder's message into ours: the path beside the line, and a suggestion where a word is unknown."""
    what, _, path = str(error).partition(" - at `$")
    where = f"{field}{path.rstrip('`')}".lstrip(".")
    if unknown := re.search(r"unknown field `(.+)`", what):
        what += suggest(unknown[1], type_.__struct_fields__)
    elif bad := re.search(r"Invalid enum value '(.*)'", what):
        what = f'unknown status "{bad[1]}"{suggest(bad[1], STATUSES) or "; one of " + ", ".join(STATUSES)}'
    return Problem(file, number, where, what)


def _breaches(fact: GoldFact) -> Iterator[tuple[str, str]]:
    """What the ontology holds against a fact: field, and what is wrong."""
    kind = kinds().get(fact.kind)
    if kind is None:
        yield "kind", f'unknown kind "{fact.kind}"{suggest(fact.kind, kinds())}'
        return
    roles = (*kind.roles, *kind.scalar)
    for role in fact.roles:
        if role not in roles:
            hint = suggest(role, roles) or f"; {kind.id} has {', '.join(roles)}"
            yield f"roles.{role}", f'unknown role "{role}"{hint}'
    if fact.core:
        for role in kind.required:
            if not fact.roles.get(role):
                yield "roles", f'a core {kind.id} needs "{role}"; add it, or say "core": false'
    for domain in fact.domain:
        if domain not in domains():
            yield "domain", f'unknown domain "{domain}"{suggest(domain, domains())}'
    if not fact.anchor.strip():
        yield "anchor", "empty; copy 3 to 8 consecutive words from the dispatch"


def remarks(gold: tuple[GoldDocument, ...], texts: Mapping[str, Dispatch] | None = None) -> Iterator[str]:
    """What should be looked at, though the gold can be scored: anchors not in the text, dates that can't be stored."""
    for document in gold:
        dispatch = texts.get(document.id) if texts else None
        for index, fact in enumerate(document.records):
            where = f"{document.id}, records[{index}]"
            if fact.date is not None:
                try:
                    parse(fact.date)
                except DateError as error:
                    yield f"{where}.date: {error}"
            if dispatch and not any(_spaced(fact.anchor) in _spaced(part) for part in (dispatch.title, dispatch.text)):
                yield f'{where}.anchor: "{fact.anchor}" is not in the cleaned text'


def _spaced(text: str) -> str:
    return " ".join(text.split())
