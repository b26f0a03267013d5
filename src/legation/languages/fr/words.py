"""The word lists of French as typed data, and the index of word forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

import msgspec
from msgspec import Struct

from legation.atlas import fold
from legation.languages.fr.conjugation import forms_of, irregular, noun_forms
from legation.languages.fr.qualifiers import QualifierWords, Sense
from legation.model import Status


class OfficeRule(Struct, frozen=True, forbid_unknown_fields=True):
    """An office: a title and the complement that narrows it."""

    office: str
    title: tuple[str, ...]
    tail: str


class _Asides(Struct, frozen=True, forbid_unknown_fields=True):
    patterns: tuple[str, ...]


class ActorWords(Struct, frozen=True, forbid_unknown_fields=True):
    """``actors.toml``: titles, bodies, people, collectives, parts of the own state, regions."""

    office: tuple[OfficeRule, ...]
    titles: dict[str, tuple[str, ...]]
    bodies: dict[str, tuple[str, ...]]
    members: dict[str, tuple[str, ...]]
    people: dict[str, tuple[str, ...]]
    collectives: dict[str, tuple[str, ...]]
    own: dict[str, tuple[str, ...]]
    halves: dict[str, str]
    regions: dict[str, tuple[str, ...]]
    asides: _Asides


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """``times.toml``."""

    elsewhere: tuple[str, ...]


def inflect(word: str) -> tuple[str, ...]:
    """Folded singular, plural and regular feminine forms of a noun or adjective.

    >>> inflect("prévu")
    ('prevu', 'prevus', 'prevue', 'prevues')
    """
    forms = list(noun_forms(word))
    feminine = word + "e"
    if word in irregular().feminine:
        feminine = irregular().feminine[word]
    elif word.endswith("e"):
        feminine = ""
    elif word.endswith("el") or word.endswith("en"):
        feminine = word + word[-1] + "e"
    elif word.endswith("if"):
        feminine = word[:-1] + "ve"
    elif word.endswith("eux"):
        feminine = word[:-1] + "se"
    if feminine:
        forms += [feminine, feminine + "s"]
    return tuple(dict.fromkeys(fold(form) for form in forms))


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject that is none of ours: its words, and how many distinct ones give it away."""

    words: tuple[str, ...]
    distinct: int


class FrenchWords:
    """Everything that the TOML files of this folder say about words, indexed by folded form."""

    def __init__(self) -> None:
        folder = files(__package__)
        self.actors = msgspec.toml.decode((folder / "actors.toml").read_bytes(), type=ActorWords)
        self.qualifiers = msgspec.toml.decode((folder / "qualifiers.toml").read_bytes(), type=QualifierWords)
        self.topics = msgspec.toml.decode((folder / "topics.toml").read_bytes(), type=dict[str, Topic])
        self.times = msgspec.toml.decode((folder / "times.toml").read_bytes(), type=TimeWords)
        self.domains = msgspec.toml.decode((folder / "domains.toml").read_bytes(), type=dict[str, tuple[str, ...]])

    @cached_property
    def elsewhere(self) -> re.Pattern[str]:
        """Words of another time than that of the text, over folded text."""
        return re.compile(r"\b(?:" + "|".join(re.escape(fold(each)) for each in self.times.elsewhere) + r")\b")

    @cached_property
    def titles(self) -> dict[str, str]:
        """Form of a title -> office."""
        found: dict[str, str] = {}
        for office, words in self.actors.titles.items():
            for word in words:
                for form in inflect(word):
                    found.setdefault(form, office)
        return found

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Forms of the bodies of a state."""
        return frozenset(form for word in self.actors.bodies["words"] for form in inflect(word))

    @cached_property
    def members(self) -> frozenset[str]:
        """Forms of the bodies that in the plural are the members of an organization."""
        return frozenset(form for word in self.actors.members["words"] for form in inflect(word))

    @cached_property
    def people(self) -> dict[str, str]:
        """Form -> ``opposition``, ``protesters`` or ``population``."""
        return {form: kind for kind, words in self.actors.people.items() for word in words for form in inflect(word)}

    @cached_property
    def collectives(self) -> dict[str, frozenset[str]]:
        """Form of a collective -> what it may stand for."""
        found: dict[str, set[str]] = {}
        for kind, words in self.actors.collectives.items():
            for word in words:
                for form in inflect(word):
                    found.setdefault(form, set()).add(kind)
        return {form: frozenset(kinds) for form, kinds in found.items()}

    @cached_property
    def own(self) -> dict[str, str]:
        """Form of a word for a part of the state that a dispatch is about -> what stands after the state's id."""
        return {form: part for part, words in self.actors.own.items() for word in words for form in inflect(word)}

    @property
    def halves(self) -> dict[str, str]:
        """Word for one of the states of a divided country -> the state."""
        return self.actors.halves

    @cached_property
    def regions(self) -> dict[str, str]:
        """Form of a regional adjective -> group id."""
        return {form: group for group, words in self.actors.regions.items() for word in words for form in inflect(word)}

    @cached_property
    def verb_forms(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Folded form -> (infinitive, tense) for the verbs of the qualifiers."""
        lists = [q.verb for q in self.qualifiers.qualifier] + [sense.verb for sense in self.qualifiers.sense]
        lists += [
            self.qualifiers.reporting.verb,
            self.qualifiers.object_control.verb,
            self.qualifiers.light.verb,
            self.qualifiers.equating.verb,
        ]
        return index_verbs({bare_verb(verb) for words in lists for verb in words} | {"être", "avoir"})

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Infinitives of the verbs of the qualifiers."""
        return frozenset(infinitive for readings in self.verb_forms.values() for infinitive, _ in readings)

    @cached_property
    def governing_verbs(self) -> dict[str, tuple[Status, ...]]:
        """Infinitive -> statuses that it may set."""
        return _by_word((verb, q.status) for q in self.qualifiers.qualifier for verb in map(bare_verb, q.verb))

    @cached_property
    def senses(self) -> dict[str, tuple[Sense, ...]]:
        """Infinitive -> the ways of using it in which it says something else, the first that fits counting."""
        found: dict[str, list[Sense]] = {}
        for sense in self.qualifiers.sense:
            for verb in sense.verb:
                found.setdefault(verb, []).append(sense)
        return {verb: tuple(senses) for verb, senses in found.items()}

    @cached_property
    def negations(self) -> frozenset[str]:
        """Folded words that complete "ne"."""
        return frozenset(map(fold, self.qualifiers.negation.word))

    @cached_property
    def negative_determiners(self) -> frozenset[str]:
        """Folded determiners that negate their noun ("aucun accord")."""
        return frozenset(map(fold, self.qualifiers.negation.determiner))

    @cached_property
    def limited_negations(self) -> frozenset[str]:
        """Folded adverbs that take a negation back ("pas seulement")."""
        return frozenset(map(fold, self.qualifiers.negation.limited_by))

    @cached_property
    def prepositions(self) -> dict[str, tuple[Status, ...]]:
        """Preposition -> statuses that it may set ("avant le sommet")."""
        return _by_word((word, q.status) for q in self.qualifiers.qualifier for word in q.preposition)

    @cached_property
    def conjunctions(self) -> dict[str, tuple[Status, ...]]:
        """Folded end of a conjunction -> statuses that it may set ("moins que")."""
        return _by_word((fold(word), q.status) for q in self.qualifiers.qualifier for word in q.conjunction)

    @cached_property
    def existing(self) -> frozenset[str]:
        """Infinitives that say of their subject no more than that it is or takes place."""
        return frozenset(map(bare_verb, self.qualifiers.existing.verb))

    @cached_property
    def governing_nouns(self) -> dict[str, tuple[Status, ...]]:
        """Folded noun form -> statuses that it may set."""
        return _by_word((form, q.status) for q in self.qualifiers.qualifier for noun in q.noun for form in inflect(noun))

    @cached_property
    def adjectives(self) -> dict[str, tuple[Status, ...]]:
        """Folded adjective form -> statuses that it may set."""
        return _by_word((form, q.status) for q in self.qualifiers.qualifier for word in q.adjective for form in inflect(word))

    @cached_property
    def adverbs(self) -> dict[str, tuple[Status, ...]]:
        """Folded adverb -> statuses that it may set."""
        return _by_word((fold(word), q.status) for q in self.qualifiers.qualifier for word in q.adverb)

    @cached_property
    def reporting(self) -> frozenset[str]:
        """Infinitives of reporting verbs."""
        return frozenset(map(bare_verb, self.qualifiers.reporting.verb))

    @cached_property
    def announcing(self) -> frozenset[str]:
        """Infinitives of verbs that make known what a noun names."""
        return frozenset(map(bare_verb, self.qualifiers.announcing.verb))

    @cached_property
    def sources(self) -> frozenset[str]:
        """Folded forms of nouns that say something."""
        return frozenset(form for noun in self.qualifiers.sources.noun for form in inflect(noun))

    @cached_property
    def citing(self) -> tuple[str, ...]:
        """Prepositions that introduce who says so, as they are written."""
        return self.qualifiers.reporting.preposition

    @cached_property
    def quantities(self) -> frozenset[str]:
        """Folded forms of nouns that count others."""
        return frozenset(form for noun in self.qualifiers.quantity.noun for form in inflect(noun))

    @cached_property
    def object_control(self) -> frozenset[str]:
        """Infinitives whose object is the subject of the infinitive they govern."""
        return frozenset(map(bare_verb, self.qualifiers.object_control.verb))

    @cached_property
    def light(self) -> frozenset[str]:
        """Infinitives of light verbs."""
        return frozenset(map(bare_verb, self.qualifiers.light.verb))

    @cached_property
    def equating(self) -> frozenset[str]:
        """Infinitives of verbs that say what something is."""
        return frozenset(self.qualifiers.equating.verb)

    @cached_property
    def asides(self) -> re.Pattern[str]:
        """Asides that are dropped before parsing."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.actors.asides.patterns))

    @cached_property
    def topic_forms(self) -> dict[str, dict[str, str]]:
        """Topic -> folded form -> its word."""
        return {name: {form: word for word in topic.words for form in inflect(word)} for name, topic in self.topics.items()}

    def off_topic(self, folded: str) -> bool:
        """Whether a text is about something else altogether.

        >>> words().off_topic("le buteur du mali a marque en finale de la coupe, l'arbitre a siffle la mi temps du match")
        True
        """
        found = set(re.findall(r"[a-z]+(?: (?:de )?[a-z]+)?", folded)) | set(re.findall(r"[a-z]+", folded))
        return any(
            len({forms[form] for form in found & forms.keys()}) >= self.topics[name].distinct
            for name, forms in self.topic_forms.items()
        )

    def domains_of(self, folded: str) -> tuple[str, ...]:
        """The domains whose words begin a word of the folded text, in the order of the ontology file.

        >>> words().domains_of("des accords de defense et d'energie")
        ('military', 'energy')
        """
        return tuple(
            domain
            for domain, stems in self.domains.items()
            if any(re.search(rf"(?<![a-z]){re.escape(stem)}", folded) for stem in stems)
        )


def bare_verb(verb: str) -> str:
    """The infinitive of an entry such as ``se retirer de``, ``s'engager``, ``faire savoir``.

    >>> bare_verb("s'engager à"), bare_verb("se retirer de")
    ('engager', 'retirer')
    """
    return re.sub(r"^(?:se |s')", "", verb).split(" ")[0]


def finite_forms(infinitives: Iterable[str]) -> frozenset[str]:
    """Of the forms of verbs, with their accents, those that no infinitive and no participle shares.

    >>> finite_forms(["menacer", "promettre"]) >= {"menace", "promet"}, "menacé" in finite_forms(["menacer"])
    (True, False)
    """
    found: dict[str, set[str]] = {}
    for infinitive in infinitives:
        for form, tense in forms_of(infinitive):
            found.setdefault(form, set()).add(tense)
    return frozenset(form for form, tenses in found.items() if tenses <= {"pres", "past", "impf", "fut", "cond"})


def index_verbs(infinitives: set[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded form -> the (infinitive, tense) pairs it may be."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for infinitive in sorted(infinitives):
        for form, tense in forms_of(infinitive):
            found.setdefault(fold(form), {})[(infinitive, tense)] = None
    return {form: tuple(readings) for form, readings in found.items()}


def _by_word(pairs: Iterable[tuple[str, Status]]) -> dict[str, tuple[Status, ...]]:
    found: dict[str, dict[Status, None]] = {}
    for word, status in pairs:
        found.setdefault(word, {})[status] = None
    return {word: tuple(statuses) for word, statuses in found.items()}


@cache
def words() -> FrenchWords:
    """The French word lists, loaded once."""
    return FrenchWords()
