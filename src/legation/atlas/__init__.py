"""Who and where: states, organizations, armed groups, persons and their offices, places, and the lookup over their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from legation.atlas.fold import fold
from legation.atlas.lookup import Lookup, NameHit
from legation.atlas.tables import (
    ArmedGroup,
    EntityType,
    Form,
    Group,
    Membership,
    Office,
    Organization,
    Person,
    PlaceRow,
    State,
    read_table,
)

_FORM_TABLES = ("state_forms", "organization_forms", "armed_group_forms", "group_forms", "person_forms", "place_forms")


class Atlas:
    """All tables in memory, with lookups by id and by written form. Read-only after loading."""

    def __init__(self) -> None:
        self.states = {row.id: row for row in read_table("states", State)}
        self.organizations = {row.id: row for row in read_table("organizations", Organization)}
        self.armed_groups = {row.id: row for row in read_table("armed_groups", ArmedGroup)}
        self.groups = {row.id: row for row in read_table("groups", Group)}
        self.persons = {row.id: row for row in read_table("persons", Person)}
        self.places = {row.id: row for row in read_table("places", PlaceRow)}
        self._memberships: dict[str, list[Membership]] = defaultdict(list)
        for membership in read_table("memberships", Membership):
            self._memberships[membership.organization].append(membership)
        self._offices: dict[str, list[Office]] = defaultdict(list)
        for office in read_table("offices", Office):
            self._offices[office.person].append(office)
        self.lookup = Lookup(self.forms())
        self._by_form: dict[str, tuple[str, ...]] = {}

    def forms(self) -> Iterator[Form]:
        """Every written form: names and acronyms of the main tables, then the tables of forms."""

        def form(id: str, language: str, type: str, words: str) -> Form:
            return Form(id=id, language="en" if language == "en" else "fr", type=type, form=words, source="")

        everything: list[State | Organization | ArmedGroup | Group] = [
            *self.states.values(),
            *self.organizations.values(),
            *self.armed_groups.values(),
            *self.groups.values(),
        ]
        for named in everything:
            yield form(named.id, "fr", "name", named.name_fr)
            yield form(named.id, "en", "name", named.name_en)
        for organization in self.organizations.values():
            for acronym in {organization.acronym_fr, organization.acronym_en} - {""}:
                yield form(organization.id, "fr", "acronym", acronym)
        for person in self.persons.values():
            yield form(person.id, "fr", "person", person.name)
        for place in self.places.values():
            yield form(place.id, "fr", "place", place.name_fr)
            yield form(place.id, "en", "place", place.name_en)
        for table in _FORM_TABLES:
            for row in read_table(table, Form):
                if table == "place_forms":
                    yield form(row.id, row.language, "place", row.form)
                elif table == "person_forms" and row.type == "name":
                    yield form(row.id, row.language, "person", row.form)
                else:
                    yield row

    def type_of(self, id: str) -> EntityType | None:
        """What sort of entity an id names; ``PSE:population``-like ids count as what stands before the colon."""
        for type, table in (
            ("state", self.states),
            ("organization", self.organizations),
            ("armed_group", self.armed_groups),
            ("group", self.groups),
            ("person", self.persons),
            ("place", self.places),
        ):
            if id in table:
                return type  # type: ignore[return-value]
        if id.startswith("armed:"):
            return "armed_group"
        if id.startswith("person:"):
            return "person"
        if id.startswith("group:"):
            return "group"
        return None

    def name(self, id: str, language: str = "fr") -> str:
        """The name to show for an id, the id itself where it is unknown.

        >>> load_atlas().name("MLI", "en")
        'Mali'
        """
        row = self.states.get(id) or self.armed_groups.get(id) or self.groups.get(id) or self.places.get(id)
        if row is not None:
            return (row.name_fr if language == "fr" else row.name_en) or id
        organization = self.organizations.get(id)
        if organization is not None:
            if language == "fr":
                return organization.acronym_fr or organization.name_fr or id
            return organization.acronym_en or organization.name_en or id
        person = self.persons.get(id)
        return person.name if person else id

    def find(self, name: str) -> tuple[str, ...]:
        """Ids of the entities that a written name, acronym or id may mean, places left out.

        >>> load_atlas().find("cedeao")
        ('ECOWAS',)
        """
        if self.type_of(name):
            return (name,)
        if not self._by_form:
            found: dict[str, dict[str, None]] = defaultdict(dict)
            for form in self.forms():
                if form.id not in self.places:
                    found[fold(form.form)][form.id] = None
            self._by_form = {key: tuple(ids) for key, ids in found.items()}
        return self._by_form.get(fold(name), ())

    def memberships(self, organization: str) -> tuple[Membership, ...]:
        """All spells of membership of an organization, by member and begin."""
        return tuple(self._memberships.get(organization, ()))

    def offices(self, person: str) -> tuple[Office, ...]:
        """All spells in office of a person."""
        return tuple(self._offices.get(person, ()))

    def office_on(self, person: str, day: str | None) -> Office | None:
        """The office that a person held on a day (ISO date), else the latest known one.

        >>> load_atlas().office_on("person:Sergueï Lavrov", "2025-04-01").entity
        'RUS'
        """
        spells = self.offices(person)
        if day:
            held = [spell for spell in spells if spell.begin <= day and (not spell.end or day <= spell.end + "~")]
            if held:
                return held[-1]
        return spells[-1] if spells else None


@cache
def load_atlas() -> Atlas:
    """The atlas, loaded once a process."""
    return Atlas()


__all__ = [
    "Atlas",
    "Form",
    "Lookup",
    "Membership",
    "NameHit",
    "Office",
    "Organization",
    "PlaceRow",
    "State",
    "fold",
    "load_atlas",
]
