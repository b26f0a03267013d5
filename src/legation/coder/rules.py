"""The rule language: what a rule file may say, checked when it is loaded.

A rule names the words that trigger a kind of fact, the grammatical function of each role, and the examples that test it. See
``docs/rules.md``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import get_args

import msgspec
from msgspec import Struct

from legation.atlas.tables import EntityType
from legation.model import STATUSES, RuleError, suggest
from legation.ontology import domains, kinds

RoleSpec = str | tuple[str, ...]

PREPOSITIONS = (
    "en faveur de",
    "au profit de",
    "à l'encontre de",
    "à l'égard de",
    "de la part de",
    "au nom de",
    "aux côtés de",
    "lors de",
    "en direction de",
    "auprès de",
    "vis-à-vis de",
    "au sein de",
    "face à",
    "hors de",
    "de",
    "à",
    "avec",
    "en",
    "dans",
    "contre",
    "sur",
    "par",
    "pour",
    "entre",
    "chez",
    "vers",
    "envers",
    "depuis",
    "devant",
)
FUNCTIONS = (
    "sujet",
    "objet",
    "complément",
    "agent",
    "possessif",
    "épithète",
    "attribut",
    "lieu",
    *PREPOSITIONS,
)


class Example(Struct, frozen=True):
    """An example sentence without its marks, and the words that each role must be filled by."""

    text: str
    roles: dict[str, tuple[str, ...]]


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as written. ``match`` and ``no_match`` test it; ``known_miss`` says what it does not do yet."""

    id: str
    kind: str
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    roles: dict[str, RoleSpec]
    verb_roles: dict[str, RoleSpec] = {}
    noun_roles: dict[str, RoleSpec] = {}
    optional: dict[str, RoleSpec] = {}
    status: str | None = None
    domain: tuple[str, ...] = ()
    least: dict[str, int] = {}
    need: tuple[str, ...] = ()
    types: dict[str, tuple[str, ...]] = {}
    not_before_infinitive: bool = False
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    weight: float = 0.9
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    known_miss: tuple[str, ...] = ()


class Modifier(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phrase that adds a role to a fact found by a rule."""

    id: str
    phrase: str
    role: str
    kinds: tuple[str, ...]
    also: tuple[str, ...] = ()
    match: tuple[str, ...]


class RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One TOML file of rules."""

    rule: tuple[Rule, ...] = ()
    modifier: tuple[Modifier, ...] = ()


class Entry(Struct, frozen=True):
    """One trigger of a rule: ``se retirer de`` is the reflexive verb ``retirer`` with the frame ``de``."""

    rule: Rule
    lemma: str
    verb: bool
    reflexive: bool = False
    clitic: str | None = None
    extra: tuple[str, ...] = ()
    frame: str | None = None


class RuleSet(Struct, frozen=True):
    """All rules of a language, by id, and their triggers."""

    rules: dict[str, Rule]
    modifiers: tuple[Modifier, ...]
    entries: tuple[Entry, ...]


def parse_entry(rule: Rule, written: str, verb: bool) -> Entry:
    """Split an entry into verb or noun, fixed words and preposition.

    >>> rule = Rule(id="x", kind="agreement.end", verb=("mettre fin à",), roles={"PARTY": "sujet"}, match=())
    >>> entry = parse_entry(rule, "mettre fin à", True)
    >>> entry.lemma, entry.extra, entry.frame
    ('mettre', ('fin',), 'à')
    """
    rest, frame = written, None
    for preposition in PREPOSITIONS:
        if written.endswith(" " + preposition):
            rest, frame = written[: -len(preposition) - 1], preposition
            break
    reflexive = rest.startswith(("se ", "s'"))
    if reflexive:
        rest = re.sub(r"^(?:se |s')", "", rest)
    clitic = None
    if verb and rest.startswith(("en ", "y ")):
        clitic, rest = rest.split(" ", 1)
    lemma, *extra = rest.split(" ")
    return Entry(rule=rule, lemma=lemma, verb=verb, reflexive=reflexive, clitic=clitic, extra=tuple(extra), frame=frame)


_MARK = re.compile(r"\[([^\]]+)\]\(([A-Za-z_]+)\)")


def parse_example(written: str) -> Example:
    """Read an example: ``[words](ROLE)`` marks the words that fill a role.

    >>> parse_example("[Le Mali](MEMBER) quitte [la Cédéao](ORGANIZATION).")
    Example(text='Le Mali quitte la Cédéao.', roles={'MEMBER': ('Le Mali',), 'ORGANIZATION': ('la Cédéao',)})
    """
    roles: dict[str, tuple[str, ...]] = {}
    for words, role in _MARK.findall(written):
        roles[role] = (*roles.get(role, ()), words)
    return Example(_MARK.sub(r"\1", written), roles)


def check_rule(rule: Rule, file: str) -> None:
    """Raise ``RuleError`` with file, id and a suggestion where a rule is wrong."""
    where = f"{file}, {rule.id}"
    known = kinds().get(rule.kind)
    if known is None:
        raise RuleError(f'{where}: unknown kind "{rule.kind}"{suggest(rule.kind, kinds())}')
    if not rule.verb and not rule.noun:
        raise RuleError(f"{where}: no trigger; give verb or noun")
    if not rule.match:
        raise RuleError(f"{where}: no example; give at least one sentence in match")
    allowed = (*known.roles, *known.scalar)
    for table in (rule.roles, rule.verb_roles, rule.noun_roles, rule.optional):
        for role, spec in table.items():
            if role not in allowed:
                raise RuleError(f'{where}: unknown role "{role}"{suggest(role, allowed)}')
            for function in (spec,) if isinstance(spec, str) else spec:
                for alternative in function.split(" | "):
                    if alternative not in FUNCTIONS:
                        raise RuleError(f'{where}: unknown function "{alternative}"{suggest(alternative, FUNCTIONS)}')
    for role in (*rule.need, *rule.types, *rule.least):
        if role not in allowed:
            raise RuleError(f'{where}: unknown role "{role}"{suggest(role, allowed)}')
    if rule.status is not None and rule.status not in STATUSES:
        raise RuleError(f'{where}: unknown status "{rule.status}"{suggest(rule.status, STATUSES)}')
    for type in (type for types in rule.types.values() for type in types):
        if type not in get_args(EntityType):
            raise RuleError(f'{where}: unknown type "{type}"{suggest(type, get_args(EntityType))}')
    for domain in rule.domain:
        if domain not in domains():
            raise RuleError(f'{where}: unknown domain "{domain}"{suggest(domain, domains())}')
    for role in known.required:
        if not any(role in table for table in (rule.roles, rule.verb_roles, rule.noun_roles)):
            raise RuleError(f'{where}: the required role "{role}" of {rule.kind} has no function')
    for written in (*rule.match, *rule.no_match, *rule.known_miss):
        for role in parse_example(written).roles:
            if role not in allowed:
                raise RuleError(f'{where}: unknown role "{role}" in an example{suggest(role, allowed)}')


def _located(file: str, content: bytes, error: str) -> str:
    """What the decoder says, with the id of the rule, and for an unknown key the one that was meant."""
    table, key = re.search(r"\$\.(rule|modifier)\[(\d+)\]", error), re.search(r"unknown field `([^`]+)`", error)
    where, known = file, RuleFile.__struct_fields__
    if table:
        entry = msgspec.toml.decode(content)[table[1]][int(table[2])]
        where += f", {entry.get('id', f'{table[1]} {int(table[2]) + 1} of the file')}"
        known = (Rule if table[1] == "rule" else Modifier).__struct_fields__
    return f'{where}: unknown key "{key[1]}"{suggest(key[1], known)}' if key else f"{where}: {error}"


def load_file(resource: Traversable) -> RuleFile:
    """Read and check one rule file."""
    content = resource.read_bytes()
    try:
        loaded = msgspec.toml.decode(content, type=RuleFile)
    except msgspec.ValidationError as error:
        raise RuleError(_located(resource.name, content, str(error))) from error
    except (msgspec.DecodeError, ValueError) as error:
        raise RuleError(f"{resource.name}: {error}") from error
    for rule in loaded.rule:
        check_rule(rule, resource.name)
    return loaded


@cache
def load_rules(language: str) -> RuleSet:
    """All rules of ``languages/<language>/rules``; ``RuleError`` where one is wrong or an id is used twice."""
    folder = files(f"legation.languages.{language}") / "rules"
    rules: dict[str, Rule] = {}
    modifiers: list[Modifier] = []
    entries: list[Entry] = []
    for resource in sorted(folder.iterdir(), key=lambda item: item.name):
        if not resource.name.endswith(".toml"):
            continue
        loaded = load_file(resource)
        modifiers += loaded.modifier
        for rule in loaded.rule:
            if rule.id in rules:
                raise RuleError(f"{resource.name}, {rule.id}: the id is used twice")
            rules[rule.id] = rule
            entries += [parse_entry(rule, written, True) for written in rule.verb]
            entries += [parse_entry(rule, written, False) for written in rule.noun]
    return RuleSet(rules, tuple(modifiers), tuple(entries))
