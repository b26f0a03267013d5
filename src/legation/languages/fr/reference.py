"""What pronouns and collectives refer to: "les trois pays", "eux", "ces trois pays sahéliens", "l'organisation"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Token

from legation.atlas import Atlas, NameHit, fold
from legation.languages.fr.clitics import in_relative, neutral, speaker, subject_actors, the_one
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import Phrase, dative
from legation.languages.fr.words import words
from legation.model import Actor

_GENERIC = ("armed:jihadists", "armed:terrorists")
_NOT_IN_OFFICE = {"ancien", "ancienne", "ex", "futur", "future", "nouveau", "nouvelle"}
_TOP = ("head of state", "head of government", "foreign minister")


@dataclass
class Antecedent:
    """Actors that a phrase named, and what matters for referring to them."""

    actors: tuple[Actor, ...]
    plural: bool
    gender: str
    subject: bool
    sentence: int
    sort: str


@dataclass
class Discourse:
    """What one dispatch has named so far; references are resolved against it, nearest first."""

    atlas: Atlas
    antecedents: list[Antecedent] = field(default_factory=list)
    aliases: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    main: str | None = None
    present: frozenset[str] = frozenset()

    def read(self, sentence: int, parsed: Parsed, phrases: list[Phrase]) -> None:
        """Resolve the references among the phrases of a sentence, left to right, and remember what it names."""
        seen: set[int] = set()
        others = self._other_subjects(sentence, parsed, phrases)
        for phrase in phrases:
            token = parsed.doc[phrase.head]
            while others and others[0][0] < phrase.head:
                self.antecedents.append(others.pop(0)[1])
            if phrase.sort == "clitic":
                self._refer(parsed, phrase, self._clitic(sentence, phrase, token, phrases))
                continue
            if phrase.sort in ("pronoun", "collective") and not phrase.actors:
                self._refer(parsed, phrase, self._resolve(sentence, phrase, token, parsed))
            if id(phrase) in seen:
                continue
            seen.update(id(companion) for companion in phrase.companions)
            actors = phrase.listed
            if actors:
                self.antecedents.append(
                    Antecedent(
                        actors,
                        phrase.plural or len(actors) > 1,
                        self._gender(phrase, actors),
                        token.dep_ in ("nsubj", "nsubj:pass", "ROOT"),
                        sentence,
                        phrase.sort,
                    )
                )
        for phrase in phrases:
            if phrase.sort == "speaker":
                self._refer(parsed, phrase, speaker(parsed, phrases))
        self.antecedents += [antecedent for _, antecedent in others]

    @staticmethod
    def _refer(parsed: Parsed, phrase: Phrase, found: tuple[Actor, ...]) -> None:
        """Give a phrase the actors that it refers to, located at its own words."""
        token = parsed.doc[phrase.head]
        start, end = parsed.span(parsed.doc[phrase.left], parsed.doc[phrase.right])
        of_persons = phrase.sort != "collective" or "persons" in words().collectives.get(fold(token.text), ())
        phrase.actors = tuple(
            Actor(
                id=a.id,
                name=a.name,
                start=start,
                end=end,
                office=a.office if of_persons else None,
                person=a.person if of_persons else None,
                via="reference" if phrase.sort == "collective" else "pronoun",
            )
            for a in found
        )

    def _clitic(self, sentence: int, phrase: Phrase, token: Token, phrases: list[Phrase]) -> tuple[Actor, ...]:
        """Whom a pronoun before its verb stands for, where that is plain."""
        if neutral(token):
            return ()
        subject = subject_actors(token, phrases)
        place, relative = token.lower_ in ("y", "en"), in_relative(token)

        def fits(antecedent: Antecedent) -> bool:
            if not antecedent.actors:
                return not dative(token) and not place
            if subject & {a.id for a in antecedent.actors}:
                return False
            if place:
                return not antecedent.subject
            if phrase.gender and antecedent.gender and antecedent.gender[:1] != phrase.gender:
                return False
            return antecedent.plural == phrase.plural

        levels = [
            [(a.actors, a.subject and not relative) for a in self.antecedents if sentence - a.sentence == back and fits(a)]
            for back in (0, 1)
        ]
        found = the_one(levels)
        if not found and phrase.plural and not any(levels):
            found = self.pair_before(sentence - 1)
            found = () if subject & {a.id for a in found} else found
        return found

    def _other_subjects(self, sentence: int, parsed: Parsed, phrases: list[Phrase]) -> list[tuple[int, Antecedent]]:
        """Subjects that are no actors ("le navigateur"): a pronoun may mean them, so they stand between it and an actor."""
        inside = {i for phrase in phrases for i in range(phrase.left, phrase.right + 1)}
        return [
            (
                token.i,
                Antecedent(
                    (),
                    "Plur" in token.morph.get("Number", []),
                    "f" if "Fem" in token.morph.get("Gender", []) else "m",
                    True,
                    sentence,
                    "other",
                ),
            )
            for token in parsed.doc
            if token.dep_ in ("nsubj", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN") and token.i not in inside
        ]

    def subject_before(self, sentence: int, plural: bool) -> tuple[Actor, ...]:
        """The latest subject of the sentences before, for a possessive; "leur" asks for a plural one."""
        near = [a for a in self.antecedents if a.actors and 0 < sentence - a.sentence <= 2 and a.plural == plural]
        subjects = [a for a in near if a.subject]
        return (subjects or near)[-1].actors if near else ()

    def pair_before(self, sentence: int) -> tuple[Actor, ...]:
        """The two actors of the latest sentence that names exactly two, none where there is no such sentence near."""
        return self._exactly(2, sentence, lambda actor: True)

    def _resolve(self, sentence: int, phrase: Phrase, token: Token, parsed: Parsed) -> tuple[Actor, ...]:
        if phrase.sort == "pronoun":
            return self._pronoun(sentence, phrase)
        folded = fold(token.text)
        kinds = words().collectives.get(folded, frozenset())
        if "armed" in kinds and self._bare(token):
            return self._fighters(sentence)
        if folded in words().own and phrase.number is None and self._bare(token):
            return self._own(sentence, words().own[folded], token)
        if "persons" in kinds and not phrase.plural and phrase.number is None:
            return self._holder(sentence, office_at(parsed, token), token)
        adjectives = [fold(child.text) for child in token.children if child.dep_ in ("amod", "acl", "nmod") and child.i > token.i]
        adjectives += [fold(right.text) for right in token.doc[token.i + 1 : token.i + 2]]
        regions = words().regions
        region = phrase.region or next((regions[a] for a in adjectives if a in regions), None)
        if "organizations" in kinds and not phrase.plural:
            return self._organization(sentence, fold(token.text))
        if phrase.number and ("states" in kinds or "parties" in kinds or "persons" in kinds):
            state_only = "states" in kinds and "parties" not in kinds
            found = self._numbered(phrase.number, sentence, state_only, reach=1 if "parties" in kinds else 12)
            if found and region:
                self.aliases[region] = found
            return found
        if "parties" in kinds and phrase.plural and phrase.number is None and self._bare(token):
            return self._exactly(2, sentence, lambda actor: True)
        if region and phrase.plural:
            if region in self.aliases:
                return self.aliases[region]
            return (Actor(id=region, name=token.text, start=0, end=0),)
        if "states" in kinds and fold(token.text) in ("pays", "etat", "nation", "etats") and self._bare(token):
            if phrase.plural:
                return self._last(sentence, lambda a: len(a.actors) > 1 and self._all_states(a))
            return self._last(sentence, lambda a: len(a.actors) == 1 and self._all_states(a))
        return ()

    @staticmethod
    def _bare(token: Token) -> bool:
        """Whether nothing narrows the noun ("le pays", not "le pays hôte", "les pays voisins")."""
        return not any(child.dep_ in ("amod", "nmod", "acl", "acl:relcl") and child.i > token.i for child in token.children)

    def _fighters(self, sentence: int) -> tuple[Actor, ...]:
        """The armed group that "les insurgés" are: the last one named, or the only one of the dispatch."""

        def armed(antecedent: Antecedent) -> bool:
            return len(antecedent.actors) == 1 and self.atlas.type_of(antecedent.actors[0].id) == "armed_group"

        found = self._last(sentence, armed, reach=8)
        if found:
            return found
        groups = [id for id in self.present if self.atlas.type_of(id) == "armed_group" and id not in _GENERIC]
        return (Actor(id=groups[0], name=self.atlas.name(groups[0]), start=0, end=0),) if len(groups) == 1 else ()

    def _own(self, sentence: int, part: str, token: Token) -> tuple[Actor, ...]:
        """The state that the dispatch is about, for "le gouvernement"; none where others were named since."""
        if self.main is None:
            return ()
        near = [a for a in self.antecedents if sentence - a.sentence <= 1 and a.actors and self._all_states(a)]
        if near and not any(actor.id == self.main for a in near for actor in a.actors):
            return ()
        id = self.main if part == "government" else f"{self.main}:{part}"
        return (Actor(id=id, name=token.text, start=0, end=0),)

    def _holder(self, sentence: int, office: str | None, token: Token) -> tuple[Actor, ...]:
        """Whoever holds the office that is named without a state: the last one who was named with it."""
        before = {fold(child.text) for child in token.children if child.i < token.i}
        if office is None or not self._bare(token) or before & _NOT_IN_OFFICE:
            return ()
        found = self._last(sentence, lambda a: len(a.actors) == 1 and a.actors[0].office == office, reach=8)
        if found or office not in _TOP:
            return found
        return tuple(msgspec.structs.replace(a, office=office) for a in self._own(sentence, "government", token))

    def _pronoun(self, sentence: int, phrase: Phrase) -> tuple[Actor, ...]:
        wanted = phrase.gender[:1]

        def fits(antecedent: Antecedent) -> bool:
            if antecedent.plural != phrase.plural:
                return False
            return not antecedent.gender or antecedent.gender[:1] == wanted or phrase.plural

        near = [a for a in self.antecedents if sentence - a.sentence <= 1 and fits(a)]
        subjects = [a for a in near if a.subject]
        chosen = (subjects or near)[-1:]
        return chosen[0].actors if chosen else ()

    def _organization(self, sentence: int, noun: str) -> tuple[Actor, ...]:
        def fits(antecedent: Antecedent) -> bool:
            if len(antecedent.actors) != 1:
                return False
            actor = antecedent.actors[0]
            organization = self.atlas.organizations.get(actor.id)
            if organization is not None:
                if noun in ("organisation", "bloc", "institution", "organisme", "regroupement"):
                    return True
                return noun in fold(organization.name_fr)
            return False

        return self._last(sentence, fits, reach=6)

    def _numbered(self, number: int, sentence: int, states_only: bool, reach: int) -> tuple[Actor, ...]:
        for antecedent in reversed(self.antecedents):
            if sentence - antecedent.sentence > reach:
                break
            if len(antecedent.actors) == number and (not states_only or self._all_states(antecedent)):
                return antecedent.actors
        return self._exactly(
            number,
            sentence,
            (lambda actor: self.atlas.type_of(actor.id) == "state") if states_only else (lambda actor: True),
        )

    def _exactly(self, number: int, sentence: int, keep: Callable[[Actor], bool]) -> tuple[Actor, ...]:
        for back in range(0, 4):
            found: dict[str, Actor] = {}
            for antecedent in self.antecedents:
                if antecedent.sentence == sentence - back:
                    for actor in antecedent.actors:
                        if keep(actor):
                            found.setdefault(actor.id, actor)
            if len(found) == number:
                return tuple(found.values())
            if len(found) > number:
                return ()
        return ()

    def _last(self, sentence: int, fits: Callable[[Antecedent], bool], reach: int = 3) -> tuple[Actor, ...]:
        near = [a for a in self.antecedents if sentence - a.sentence <= reach and fits(a)]
        if not near:
            return ()
        latest = near[-1].sentence
        same = [a for a in near if a.sentence == latest]
        subjects = [a for a in same if a.subject]
        return (subjects or same)[-1].actors

    def _all_states(self, antecedent: Antecedent) -> bool:
        return all(self.atlas.type_of(actor.id) == "state" for actor in antecedent.actors)

    def _gender(self, phrase: Phrase, actors: tuple[Actor, ...]) -> str:
        if phrase.sort == "pronoun":
            return phrase.gender
        if len(actors) != 1:
            return "m"
        state = self.atlas.states.get(actors[0].id)
        if actors[0].person:
            person = self.atlas.persons.get(f"person:{actors[0].person}")
            return person.gender if person else ""
        if state is not None and phrase.sort == "name" and actors[0].via == "name":
            return {"la": "f", "le": "m"}.get(state.article_fr, "")
        return ""


def office_at(parsed: Parsed, token: Token) -> str | None:
    """The office that a title names, None for titles of no certain office ("responsable")."""
    office = parsed.offices[token.i].office if token.i in parsed.offices else words().titles.get(fold(token.text))
    return None if office in ("official", "minister", "military", "lawmaker") else office


def main_state(hits: list[NameHit], atlas: Atlas, known: dict[str, Actor]) -> str | None:
    """The state that a dispatch is about: named three times or more, and twice as often as any other."""
    counts = Counter(id for hit in hits for id in hit.ids()[:1] if atlas.type_of(id) == "state")
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_) = ranked[0], ranked[1]
    return first if most >= 3 and most >= 2 * next_ else None
