"""The phrases of a sentence that may stand for actors: names, officials, bodies of a state, pronouns, collectives.

A phrase is known by its head token. Coordinated phrases are joined into lists by their surface ("du Mali, du Niger et du
Burkina"), because small parsers lose the second and third member.
"""

from __future__ import annotations

import re

import msgspec
from spacy.tokens import Doc, Token

from legation.atlas import Atlas, NameHit, fold
from legation.languages.fr.parse import Parsed
from legation.languages.fr.phrase import FORMS_OF_DE, LOCATIVE, Phrase, Sort, preposition
from legation.languages.fr.referring import referring
from legation.languages.fr.words import FrenchWords, words
from legation.model import Actor

_JOIN = re.compile(r"\s*(?:,|,?\s*(?:et|ou|ainsi que|comme|mais aussi|et aussi|,\s*puis))\s*$")
_ALL = ("les", "aux", "ces")
_THOSE = {"celui", "celle", "ceux", "celles"}
_FINAL_JOIN = re.compile(r"(?:et|ou|ainsi que|mais aussi|et aussi)\s*$")


def _and_between(first: Token, second: Token) -> bool:
    """Whether only a comma or "et" stands between two adjectives ("burkinabè, malien et français")."""
    gap = [t.lower_ for t in first.doc[first.i + 1 : second.i]]
    return 0 < len(gap) <= 2 and all(word in (",", "et", "ou") for word in gap)


class PhraseFinder:
    """Finds the actor phrases of parsed sentences of one dispatch."""

    def __init__(self, atlas: Atlas, published: str | None, known: dict[str, Actor], present: set[str]) -> None:
        self.atlas = atlas
        self.published = published[:10] if published else None
        self.known = known
        self.present = present
        self.words: FrenchWords = words()

    def find(self, parsed: Parsed) -> list[Phrase]:
        """All phrases in the order of the sentence, coordinated ones joined; references are found but not yet resolved."""
        phrases: dict[int, Phrase] = {}
        collective: dict[int, str] = {}
        last: tuple[Token, Token] | None = None
        for hit, token in parsed.name_heads():
            if self.atlas.type_of(hit.id) == "group" and fold(token.text) in self.words.collectives:
                collective[token.i] = hit.id
                continue
            if last is not None and hit.adjectival and token.text[:1].islower() and _and_between(last[0], token):
                carrier: Token | None = last[1]
            else:
                carrier = self._carrier(parsed, hit, token)
            if carrier is None or (self._is_company(hit) and preposition(token) == "sur"):
                continue  # "sur Twitter" says where, not who
            last = (token, carrier) if hit.adjectival and carrier.i != token.i else None
            actors = self._actors(parsed, hit, token, carrier)
            if not actors:
                continue
            phrase = phrases.get(carrier.i)
            if phrase is not None and phrase.actors and self._is_nationality(hit, token):
                continue
            if phrase is None:
                phrase = phrases[carrier.i] = self._phrase(carrier, self._sort(carrier, hit))
            if hit.type in ("name", "acronym") and [h.type for h in phrase.hits] == ["demonym"] and self._is_group(hit):
                phrase.actors = ()  # "la milice russe Wagner" is Wagner
            have = {actor.id for actor in phrase.actors}
            if not (phrase.actors and hit.type in ("person", "surname")):
                phrase.actors += tuple(actor for actor in actors if actor.id not in have)
            else:
                phrase.actors = tuple(self._with_person(actor, actors[0]) for actor in phrase.actors)
            phrase.hits.append(hit)
            if token.i != carrier.i and not hit.adjectival:
                phrase.inner_prep = preposition(token)
            last_of_name = max((i for i, known in parsed.by_token.items() if known is hit), default=token.i)
            phrase.left, phrase.right = min(phrase.left, token.i), max(phrase.right, token.i, last_of_name)
        for token in parsed.doc:
            half = self._half(token)
            if half is not None and token.i not in phrases and token.i not in parsed.by_token:
                begin, end = parsed.span(token)
                phrases[token.i] = self._phrase(token, "name")
                phrases[token.i].actors = (Actor(id=half, name=token.text, start=begin, end=end, via="metonym"),)
        named = list(phrases.values())
        for token in parsed.doc:
            if any(phrase.left <= token.i <= phrase.right for phrase in named):
                continue
            if token.i not in phrases and (token.i in collective or token.i not in parsed.by_token):
                reference = referring(parsed, token, token.i in collective)
                if reference:
                    reference.region = collective.get(token.i)
                    phrases[token.i] = reference
        ordered = sorted(phrases.values(), key=lambda phrase: phrase.head)
        self._share_with_homologue(parsed, ordered)
        for phrase in ordered:
            self._widen(parsed, phrase)
        self._join_lists(parsed, ordered)
        return ordered

    @staticmethod
    def _is_nationality(hit: NameHit, token: Token) -> bool:
        """Whether a noun says only where an official comes from: "le chef de l'ONU, le Portugais António Guterres"."""
        return hit.type == "demonym" and token.text[:1].isupper() and preposition(token) is None

    def _is_group(self, hit: NameHit) -> bool:
        return self.atlas.type_of(hit.id) in ("armed_group", "organization")

    def _is_company(self, hit: NameHit) -> bool:
        organization = self.atlas.organizations.get(hit.id)
        return organization is not None and organization.kind == "company"

    def _half(self, token: Token) -> str | None:
        """The state that "le Nord" or "le Sud" is where the dispatch names both states of a divided country."""
        halves = self.words.halves
        if token.text not in halves or not all(id in self.present for id in halves.values()):
            return None
        before = token.nbor(-1).lower_ if token.i else ""
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        alone = after is None or (after.lower_ not in FORMS_OF_DE and after.pos_ not in ("NOUN", "PROPN"))
        return halves[token.text] if before in ("le", "du") and alone else None

    # -- from a name to the phrase that carries it

    def _carrier(self, parsed: Parsed, hit: NameHit, token: Token) -> Token | None:
        adjective = self._is_adjective(hit, token)
        current = token
        noun = self._noun_before(token, adjective)
        if noun is not None and noun.i not in parsed.by_token:
            return self._climb(noun)
        for _ in range(4):
            head = current.head
            if head.i == current.i or (head.i in parsed.by_token and not adjective):
                break
            folded = fold(head.text)
            carries = (
                folded in self.words.titles
                or folded in self.words.bodies
                or folded in self.words.people
                or head.i in parsed.offices
            )
            if current.dep_.startswith("flat") or (current.dep_ == "conj" and adjective):
                current = head
                if adjective and carries:
                    adjective = False
                    break
            elif (
                current.dep_ in ("amod", "nmod", "appos", "acl")
                and head.pos_ in ("NOUN", "PROPN", "ADJ")
                and (carries or (folded in self.words.collectives and current.dep_ == "amod"))
            ):
                if current.dep_ == "nmod" and preposition(current) not in ("de", None):
                    break
                if current.dep_ == "appos" and abs(current.i - head.i) > 8:
                    break
                current = head
                adjective = False
            else:
                break
        if adjective:
            if self.atlas.type_of(hit.id) in ("armed_group", "group") and current.head.pos_ in ("NOUN", "PROPN"):
                return self._climb(current.head)
            return None
        return current

    def _noun_before(self, token: Token, adjective: bool) -> Token | None:
        """The title or body noun that the name directly completes: "armée malienne", "ministre de la Défense du Mali"."""
        doc, i = token.doc, token.i - 1
        if not adjective:
            if i >= 0 and doc[i].pos_ == "DET":
                i -= 1
            if i >= 0 and doc[i].lower_ in FORMS_OF_DE:
                i -= 1
                if i >= 0 and doc[i].lower_ in _THOSE:
                    return doc[i]
            elif i > 2 and doc[i].lower_ == "au" and [t.lower_ for t in doc[i - 2 : i]] == ["au", "pouvoir"]:
                return doc[i - 3] if self._carries(doc[i - 3]) else None
            else:
                while i >= 0 and token.pos_ == "PROPN" and doc[i].pos_ == "ADJ" and fold(doc[i].text) not in self.words.titles:
                    i -= 1  # "le président français Macron"
                named = i >= 0 and token.pos_ == "PROPN" and doc[i].pos_ in ("NOUN", "ADJ")
                return doc[i] if named and fold(doc[i].text) in self.words.titles else None
        steps = 0
        while i >= 0 and doc[i].pos_ in ("ADJ", "PROPN", "ADV") and steps < 3 and self._passes(doc, i):
            i, steps = i - 1, steps + 1
        if i >= 0 and self._carries(doc[i]) and doc[i].pos_ not in ("VERB", "AUX", "DET"):
            return doc[i]
        return None

    def _passes(self, doc: Doc, i: int) -> bool:
        """Whether the search for the noun goes on over a word: "régime militaire nigérien" is carried by régime."""
        return not self._carries(doc[i]) or (
            i > 0 and doc[i].pos_ == "ADJ" and doc[i - 1].pos_ == "NOUN" and self._carries(doc[i - 1])
        )

    def _carries(self, token: Token) -> bool:
        folded = fold(token.text)
        return folded in self.words.titles or folded in self.words.bodies or folded in self.words.people or folded in _THOSE

    def _climb(self, noun: Token) -> Token:
        """ "le chef de la délégation malienne" is carried by "chef"."""
        current = noun
        for _ in range(3):
            head = current.head
            if (
                current.dep_ in ("nmod", "appos", "flat:name")
                and self._carries(head)
                and head.i < current.i
                and (preposition(current) in ("de", None))
                and not head.doc[head.i].is_punct
            ):
                current = head
            else:
                return current
        return current

    def _is_adjective(self, hit: NameHit, token: Token) -> bool:
        return hit.adjectival and (token.text[:1].islower() or token.dep_ == "amod")

    def _sort(self, carrier: Token, hit: NameHit) -> Sort:
        folded = fold(carrier.text)
        if folded in self.words.titles:
            return "office"
        if folded in self.words.people:
            return "people"
        return "body" if folded in self.words.bodies else "name"

    # -- from a name to actors

    def _actors(self, parsed: Parsed, hit: NameHit, token: Token, carrier: Token) -> tuple[Actor, ...]:
        start, end = parsed.raw.start + hit.start, parsed.raw.start + hit.end
        name = parsed.raw.text[hit.start : hit.end]
        if carrier.i != token.i:
            first, last = sorted((carrier, token), key=lambda t: t.i)
            start = min(start, parsed.span(first)[0])
            end = max(end, parsed.span(last)[1])
        office = parsed.offices[carrier.i].office if carrier.i in parsed.offices else self.words.titles.get(fold(carrier.text))
        person = None
        if hit.type in ("person", "surname"):
            known = self.known.get(fold(name))
            spell = self.atlas.office_on(hit.id, self.published)
            person = self.atlas.name(hit.id)
            if known is not None:
                return (
                    Actor(
                        id=known.id,
                        name=name,
                        start=start,
                        end=end,
                        office=known.office,
                        person=known.person,
                        via="office",
                    ),
                )
            if spell is None:
                return (Actor(id=hit.id, name=name, start=start, end=end, person=person),)
            id = f"{spell.entity}:opposition" if spell.office == "opposition leader" else spell.entity
            return (Actor(id=id, name=name, start=start, end=end, office=office or spell.office, person=person, via="office"),)
        if hit.type == "joint":
            return self._joint(hit, token, carrier, name, start, end)
        id = self._choose(hit)
        if not id:
            return ()
        folded = fold(carrier.text)
        if folded in self.words.people and carrier.i != token.i and self.atlas.type_of(id) == "state":
            return (Actor(id=f"{id}:{self.words.people[folded]}", name=name, start=start, end=end, via="demonym"),)
        via = {"demonym": "demonym", "capital": "metonym", "metonym": "metonym"}.get(hit.type, "name")
        if carrier.i != token.i and folded in self.words.bodies:
            via = "members" if id in self.atlas.organizations and self._all_members(carrier) else "body"
        return (Actor(id=id, name=name, start=start, end=end, office=office, person=person, via="office" if office else via),)

    def _all_members(self, carrier: Token) -> bool:
        """Whether it is "les pays" or "les quinze pays" of an organization, all of them; not "un pays", not "des pays"."""
        if fold(carrier.text) not in self.words.members:
            return False
        before = [child for child in carrier.children if child.i < carrier.i]
        return any(child.lower_ in _ALL or (child.lower_ == "des" and child.dep_ == "case") for child in before)

    def _joint(self, hit: NameHit, token: Token, carrier: Token, name: str, start: int, end: int) -> tuple[Actor, ...]:
        """The states of "les armées franco-britanniques", "les deux Corées"; none where one person has two passports."""
        plural = "Plur" in carrier.morph.get("Number", []) or fold(carrier.text).endswith("s")
        if not plural and (carrier.i == token.i or fold(carrier.text) in self.words.titles):
            return ()
        via = "demonym" if carrier.i == token.i else "body"
        return tuple(Actor(id=id, name=name, start=start, end=end, via=via) for id in hit.ids())

    def _choose(self, hit: NameHit) -> str:
        ids = [id for id, type in hit.readings if type != "place" and self.atlas.type_of(id) != "place"]
        if len(ids) > 1:
            organizations = [id for id in ids if id in self.atlas.organizations]
            if hit.type == "capital" and organizations and not any(id in self.present for id in ids if id not in organizations):
                return organizations[0]
            here = [id for id in ids if id in self.present]
            ids = here or ids
        return self._principal(ids[0]) if ids else ""

    def _principal(self, id: str) -> str:
        """The organization that acts through one of its bodies: the European Union for its Commission; the UN's stand alone."""
        organization = self.atlas.organizations.get(id)
        if organization is not None and organization.kind == "body" and organization.parent not in ("", "UN"):
            return organization.parent
        return id

    @staticmethod
    def _with_person(actor: Actor, person: Actor) -> Actor:
        return Actor(
            id=actor.id,
            name=actor.name,
            start=min(actor.start, person.start),
            end=max(actor.end, person.end),
            office=actor.office or person.office,
            person=person.person,
            via="office",
        )

    # -- extents and lists

    def _phrase(self, carrier: Token, sort: Sort) -> Phrase:
        plural = "Plur" in carrier.morph.get("Number", [])
        return Phrase(carrier.i, carrier.i, carrier.i, sort, preposition(carrier), plural=plural)

    def _widen(self, parsed: Parsed, phrase: Phrase) -> None:
        doc = parsed.doc
        left = min(phrase.left, phrase.head)
        while left > 0 and doc[left - 1].pos_ in ("DET", "ADP", "NUM", "ADJ") and doc[left - 1].dep_ not in ("root", "ROOT"):
            if doc[left - 1].pos_ == "ADJ" and doc[left - 1].i in parsed.by_token:
                break  # the epithet of the noun before: "le bombardement israélien du Liban"
            left -= 1
            if doc[left].pos_ == "ADP":
                break
        phrase.left, phrase.right = left, max(phrase.right, phrase.head)

    @staticmethod
    def _share_office(run: list[Phrase]) -> None:
        """ "les ministres du Mali, du Niger et du Burkina": the office is that of every member."""
        office = run[0].actors[0].office if run[0].actors and run[0].inner_prep is not None else None
        for phrase in run[1:] if office else ():
            if phrase.sort == "name" and phrase.prep == run[0].inner_prep:
                phrase.actors = tuple(msgspec.structs.replace(a, office=a.office or office, via="office") for a in phrase.actors)

    @staticmethod
    def _share_with_homologue(parsed: Parsed, phrases: list[Phrase]) -> None:
        """ "le président malien et son homologue nigérien": both hold the office."""
        office = None
        for phrase in phrases:
            if fold(parsed.doc[phrase.head].text).startswith("homologue"):
                if office is not None:
                    phrase.actors = tuple(msgspec.structs.replace(a, office=office) for a in phrase.actors)
            elif phrase.actors:
                office = phrase.actors[0].office

    def _join_lists(self, parsed: Parsed, phrases: list[Phrase]) -> None:
        run: list[Phrase] = []
        final = False

        def close() -> None:
            if len(run) > 1 and final:
                self._share_office(run)
                for phrase in run:
                    phrase.companions = [other for other in run if other is not phrase]
            run.clear()

        doc = parsed.doc
        for phrase in phrases:
            if run:
                previous = run[-1]
                gap = "".join(token.text_with_ws for token in doc[previous.right + 1 : phrase.left])
                fits = bool(_JOIN.match(gap)) and previous.right < phrase.left
                same = phrase.prep == run[0].prep or (phrase.prep is None and run[0].prep not in LOCATIVE)
                same = same or (phrase.sort == "name" and run[0].inner_prep is not None and phrase.prep == run[0].inner_prep)
                head = doc[phrase.head]
                own_clause = (
                    head.dep_.startswith("nsubj")
                    and head.head.i > head.i
                    and head.head.i != doc[run[0].head].head.i
                    and not (doc[run[0].head].dep_.startswith("nsubj"))
                    and run[0].prep != "entre"
                    and any(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm", []) for t in doc[: run[-1].right])
                )
                joins_sorts = not {phrase.sort, previous.sort} & {"pronoun", "clitic", "speaker"}
                if fits and same and not own_clause and joins_sorts and not final:
                    final = bool(_FINAL_JOIN.search(gap.strip()))
                    run.append(phrase)
                    continue
                close()
                final = False
            run.append(phrase)
        close()
