"""How the actors of a sentence stand to a trigger: grammar functions, tree, and surface, as numbers for a learned model.

The functions say what the parser believes; the tree path, the distance and the order still speak where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.base import RELATED, Group, Relation, Trigger
from legation.languages.fr.complements import CLAUSE_EDGES
from legation.languages.fr.phrase import Phrase, preposition
from legation.languages.fr.syntax import Grammar

OF_COMPLEMENT = ("possessif", "épithète", "de", "à", "avec", "contre", "pour", "entre", "envers", "sujet")
_SLOTS = {"s": "sujet", "o": "objet", "c": "complément", "g": "agent"}
_PREPOSITIONS = (
    None,
    "de",
    "à",
    "avec",
    "contre",
    "pour",
    "entre",
    "en",
    "dans",
    "par",
    "sur",
    "vers",
    "auprès de",
    "envers",
    "depuis",
    "chez",
)
_SORTS = ("name", "office", "body", "people", "pronoun", "collective")
_VIAS = ("name", "office", "body", "metonym", "demonym", "pronoun", "reference", "people")
_EDGES = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl:arg",
    "obl:mod",
    "obl:agent",
    "nmod",
    "amod",
    "appos",
    "conj",
    "iobj",
    "ROOT",
    "dep",
    "acl",
    "xcomp",
    "advcl",
    "parataxis",
)
_TAGS = ("VERB", "AUX", "NOUN", "PROPN", "ADJ")
_TENSES = ("", "pres", "past", "ppast", "inf", "ppres", "fut", "impf", "cond")
_VERBS = ("VERB", "AUX")
_DEMONSTRATIVES = ("ce", "cet", "cette", "ces")
_INSIDE = ("en", "dans", "à")
_INDEFINITES = ("un", "une", "des")
_FAR = 9


def _place(value: object, known: Sequence[object]) -> float:
    return float(known.index(value)) if value in known else -1.0


def group_phrases(phrases: Iterable[Phrase]) -> list[tuple[Group, list[Phrase]]]:
    """The actor phrases of a sentence as coordinated lists, in the order of their first members."""
    grouped: list[tuple[Group, list[Phrase]]] = []
    seen: set[int] = set()
    for phrase in phrases:
        if id(phrase) in seen:
            continue
        members = sorted([phrase, *phrase.companions], key=lambda member: member.head)
        seen |= {id(member) for member in members}
        actors = {actor.id: actor for member in reversed(members) for actor in reversed(member.actors)}
        if actors:
            first = members[0]
            grouped.append((Group(first.head, tuple(reversed(actors.values())), first.sort), members))
    return grouped


class Relations:
    """The relations of one trigger to every group of actors in its sentence."""

    def __init__(self, grammar: Grammar, grouped: Sequence[tuple[Group, list[Phrase]]], title: bool) -> None:
        self.grammar = grammar
        self.doc = grammar.doc
        self.grouped = grouped
        self.title = title

    def of(self, trigger: Trigger, frame: str | None, complement: Token | None) -> list[Relation]:
        """One relation a group, in order; ``complement`` is the noun of a light verb ("apporter son [soutien]")."""
        own = self._functions(trigger, RELATED, frame)
        noun = Trigger(complement, fold(complement.text), False, "") if complement is not None else None
        others = self._functions(noun, OF_COMPLEMENT, None) if noun is not None else {}
        above = self._subjects_above(trigger.token)
        slots = {name: self._strangers(trigger, function, frame) for name, function in _SLOTS.items()}
        common = {
            "tdep": _place(trigger.token.dep_, _EDGES),
            "tverb": float(trigger.verb),
            "ttense": _place(trigger.tense, _TENSES),
            "tpos": _place(trigger.token.pos_, _TAGS),
            "passive": float(trigger.verb and self.grammar.passive(trigger.token, trigger.lemma)),
            "comp": float(complement is not None),
            "title": float(self.title),
            "ng": float(len(self.grouped)),
        }
        return [
            self._relation(position, trigger.token, members, own, others, above, slots, common)
            for position, (_, members) in enumerate(self.grouped)
        ]

    def _functions(self, trigger: Trigger, functions: Sequence[str], frame: str | None) -> dict[int, tuple[str, float]]:
        """The first function in which each phrase stands to the trigger, with its weight."""
        found: dict[int, tuple[str, float]] = {}
        for function in functions:
            for argument in self.grammar.arguments(trigger, function, frame):
                phrase = self.grammar.phrase_at(argument.token)
                if phrase is not None:
                    found.setdefault(id(phrase), (function, argument.weight))
        return found

    def _strangers(self, trigger: Trigger, function: str, frame: str | None) -> list[Token]:
        """Tokens in a function that are no actors: a slot that is taken by something else."""
        return [
            argument.token
            for argument in self.grammar.arguments(trigger, function, frame)[:3]
            if self.grammar.phrase_at(argument.token) is None
            and not any(self.grammar.phrase_at(other) for other in argument.token.conjuncts)
        ]

    def _subjects_above(self, token: Token) -> dict[int, int]:
        """The subjects of the verbs above a token, with how many verbs up they are."""
        found: dict[int, int] = {}
        height = 0
        while height < 4 and token.head.i != token.i:
            token = token.head
            if token.pos_ in _VERBS:
                height += 1
                for argument in self.grammar.grammatical_subject(token):
                    phrase = self.grammar.phrase_at(argument.token)
                    if phrase is not None:
                        found.setdefault(id(phrase), height)
        return found

    def _relation(
        self,
        position: int,
        trigger: Token,
        members: list[Phrase],
        own: dict[int, tuple[str, float]],
        others: dict[int, tuple[str, float]],
        above: dict[int, int],
        slots: dict[str, list[Token]],
        common: dict[str, float],
    ) -> Relation:
        group = self.grouped[position][0]
        head, first = self.doc[group.head], members[0]
        function = next((own[id(member)] for member in members if id(member) in own), None)
        other = next((others[id(member)] for member in members if id(member) in others), None)
        up, down, meeting = _path(trigger, head)
        begin, end = sorted((trigger.i, head.i))
        between = self.doc[begin + 1 : end]
        lineage = {head.i, *(ancestor.i for ancestor in head.ancestors)}
        numbers = {
            **common,
            "rel": _place(function[0] if function else None, RELATED),
            "relw": function[1] if function else 0.0,
            "relc": _place(other[0] if other else None, RELATED),
            "prep": _place(first.prep, _PREPOSITIONS),
            "sort": _place(first.sort, _SORTS),
            "via": _place("body" if group.actors[0].via == "members" else group.actors[0].via, _VIAS),
            "n": float(len(group.actors)),
            "dep": _place(head.dep_, _EDGES),
            "hpos": _place(head.head.pos_, _TAGS),
            "up": float(len(up) if meeting else _FAR),
            "down": float(len(down) if meeting else _FAR),
            "edges_up": float(sum(map(_edge, up))),
            "edges_down": float(sum(map(_edge, down))),
            "top_up": _place(up[-1].dep_, _EDGES) if up else -1.0,
            "top_down": _place(down[-1].dep_, _EDGES) if down else -1.0,
            "lpos": _place((meeting or trigger).pos_, _TAGS),
            "after": float(head.i > trigger.i),
            "dist": float(end - begin),
            "verbs": float(sum(token.pos_ in _VERBS for token in between)),
            "commas": float(sum(token.text == "," for token in between)),
            "punct": float(sum(token.text in ';:«»"()' for token in between)),
            "relpron": float(any(token.lower_ in ("qui", "que", "dont") for token in between)),
            "nbetween": float(sum(begin < g.head < end for g, _ in self.grouped if g is not group)),
            "anc": float(next((above[id(member)] for member in members if id(member) in above), 0)),
            "first": float(position == 0),
            "last": float(position == len(self.grouped) - 1),
            "pos": head.i / len(self.doc),
            "hdet": float(any(child.dep_ == "det" for child in head.children)),
        }
        for name, tokens in slots.items():
            numbers[f"slot_{name}"] = float(bool(tokens))
            numbers[f"in_{name}"] = float(any(token.i in lineage for token in tokens))
        preposition_ = first.prep or preposition(head)
        via = group.actors[0].via
        locative = via in ("name", "metonym") and preposition_ in _INSIDE
        return Relation(function[0] if function else None, other[0] if other else None, preposition_, numbers, locative)


def _edge(token: Token) -> bool:
    return token.dep_ in CLAUSE_EDGES or (token.dep_ == "conj" and token.pos_ in _VERBS)


def _path(start: Token, end: Token) -> tuple[list[Token], list[Token], Token | None]:
    """The tokens below the lowest common ancestor on both sides, and that ancestor."""
    first, second = [start, *start.ancestors], [end, *end.ancestors]
    places = {token.i: place for place, token in enumerate(second)}
    for place, token in enumerate(first):
        if token.i in places:
            return first[:place], second[: places[token.i]], token
    return [], [], None


def surroundings(grammar: Grammar, trigger: Trigger, dated: bool, off_topic: bool, hidden: bool) -> dict[str, float]:
    """Where a trigger stands in its sentence, and what the sentence is like."""
    token, doc = trigger.token, grammar.doc
    before = doc[: token.i].text
    determiners = {child.lower_ for child in token.lefts if child.pos_ == "DET"} if not trigger.verb else set()
    return {
        "tdem": float(not determiners.isdisjoint(_DEMONSTRATIVES)),
        "tindef": float(not determiners.isdisjoint(_INDEFINITES)),
        "tbare": float(not determiners and not trigger.verb),
        "tverb": float(trigger.verb),
        "ttense": _place(trigger.tense, _TENSES),
        "tpos": _place(token.pos_, _TAGS),
        "tdep": _place(token.dep_, _EDGES),
        "ntok": float(len(doc)),
        "toff": token.i / len(doc),
        "quoted": float((before.count('"') % 2) + before.count("«") - before.count("»")),
        "dated": float(dated),
        "off": float(off_topic),
        "hidden": float(hidden),
    }
