"""Persons that a dispatch introduces: "le ministre malien des Affaires étrangères, Abdoulaye Diop", then "M. Diop", "Diop"."""

from __future__ import annotations

import re

from legation.atlas import Atlas, NameHit, fold
from legation.languages.fr.words import words
from legation.model import Actor

_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+|[A-Z]\.)(?:\s(?:(?:ben|bin|al|el|de|von|van|ould|ag|da|dos|di|le|la|Al|El|Ould|Ag|Ben)\s)?-?[A-ZÀ-ÖØ-Þ][\w'’-]+){1,3}"
)
_BETWEEN = re.compile(r"[\s,]*(?:M\.|Mme|le général|le colonel|le capitaine|le docteur|Dr|Son Excellence|S\.E\.?)?[\s,]*$")
_CLAUSE = re.compile(r"\b(?:a|ont|est|sont|qui|que|et|mais|sera|avait|avec|pour|lors)\b|[.;:!?]")


def find_persons(text: str, hits: list[NameHit], atlas: Atlas, published: str | None = None) -> dict[str, Actor]:
    """Folded full names and surnames of the officials that a text introduces, with the actor they act for.

    >>> from legation.atlas import load_atlas
    >>> text = "Le ministre malien de la Défense, Oumar Sangho, est arrivé."
    >>> found = find_persons(text, load_atlas().lookup.find(text), load_atlas())
    >>> found["sangho"].id, found["sangho"].person
    ('MLI', 'Oumar Sangho')
    """
    found: dict[str, Actor] = {}
    known = [hit for hit in hits if hit.type in ("person",)]
    for hit in known:
        found.update(_surname_of(text, hit, atlas, published))
    for match in _NAME.finditer(text):
        start, end = match.span()
        if any(hit.start < end and start < hit.end for hit in hits if hit.type not in ("surname",)):
            continue
        actor = _title_before(text, start, end, hits, atlas) or _title_after(text, start, end, hits, atlas)
        if actor is None:
            continue
        name = match.group()
        found[fold(name)] = actor
        surname = fold(name.split()[-1])
        if len(surname) > 3 and not any(fold(text[h.start : h.end]).endswith(surname) for h in known):
            found.setdefault(surname, actor)
    return found


def _surname_of(text: str, hit: NameHit, atlas: Atlas, published: str | None) -> dict[str, Actor]:
    """The surname of a known person that the text names in full: "Xi Jinping", then "Xi"."""
    person = atlas.persons.get(hit.id)
    spell = atlas.office_on(hit.id, published[:10] if published else None)
    if person is None or spell is None or len(person.surname) < 2:
        return {}
    id = f"{spell.entity}:opposition" if spell.office == "opposition leader" else spell.entity
    actor = _actor(person.name, id, spell.office, hit.start, hit.end)
    return {fold(person.surname): actor}


def _state_in(start: int, end: int, hits: list[NameHit], atlas: Atlas) -> str | None:
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end and hit.type not in ("person", "surname")]
    for hit in inside:
        for id in hit.ids():
            if atlas.type_of(id) in ("state", "organization", "armed_group"):
                return id
    return None


def _actor(name: str, id: str, office: str | None, start: int, end: int) -> Actor:
    return Actor(id=id, name=name, start=start, end=end, office=office, person=name, via="office")


def _title_before(text: str, start: int, end: int, hits: list[NameHit], atlas: Atlas) -> Actor | None:
    window = text[max(0, start - 110) : start]
    folded = fold(window)
    titles = words().titles
    last = None
    for word in re.finditer(r"[a-z]+", folded):
        if word.group() in titles:
            last = word
    if last is None or _CLAUSE.search(folded[last.end() :]) or folded[last.end() :].count(",") > 1 or not _BETWEEN.search(window):
        return None
    base = max(0, start - 110)
    id = _state_in(base + last.start(), start, hits, atlas)
    if id is None:
        return None
    tail = folded[last.end() :]
    office = _office_of(last.group(), tail)
    return _actor(text[start:end], id, office, start, end)


def _title_after(text: str, start: int, end: int, hits: list[NameHit], atlas: Atlas) -> Actor | None:
    after = re.match(r"\s?[,(]\s?(?:le |la |l['’]|un |une )?([^,.;()]{4,90})[,.)]", text[end:])
    if after is None:
        return None
    folded = fold(after.group(1))
    first = re.match(r"(?:ancien |ancienne |nouveau |nouvelle |vice |premier |actuel )?([a-z]+)", folded)
    if first is None or first.group(1) not in words().titles or _CLAUSE.search(folded):
        return None
    id = _state_in(end + after.start(1), end + after.end(1), hits, atlas)
    if id is None or folded.startswith(("ancien", "ex ")):
        return None
    return _actor(text[start:end], id, _office_of(first.group(1), folded), start, end)


def _office_of(title: str, tail: str) -> str | None:
    for rule in words().actors.office:
        if title.rstrip("s") in {fold(t) for t in rule.title} and re.search(rule.tail, tail):
            return rule.office
    return words().titles.get(title)
