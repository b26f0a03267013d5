"""Where the fact of a trigger happened, as far as its own sentence says."""

from __future__ import annotations

from legation.atlas import Atlas
from legation.languages.base import Trigger
from legation.languages.fr.clauses import Clauses
from legation.languages.fr.phrase import preposition
from legation.model import Part, Place

_LOCATIVE = {"à", "en", "dans", "depuis", "près de", "à l'ouest de"}


class Where:
    """The places of one sentence, each given to the triggers that it belongs to."""

    def __init__(self, part: Part, clauses: Clauses, atlas: Atlas) -> None:
        self.part = part
        self.parsed = clauses.parsed
        self.clauses = clauses
        self.atlas = atlas

    def place(self, trigger: Trigger) -> Place | None:
        """The place in a locative phrase of the trigger's clause, a city before a country."""
        best: tuple[float, Place] | None = None
        for hit, token in self.parsed.name_heads():
            if preposition(token) not in _LOCATIVE:
                continue
            found = self._place(hit.start, hit.end, hit.readings)
            distance = self.clauses.distance(trigger, hit.start)
            if found is None or distance is None:
                continue
            score = distance + (2 if found.lat is None else 0)
            if best is None or score < best[0]:
                best = (score, found)
        return best[1] if best else None

    def _place(self, start: int, end: int, readings: tuple[tuple[str, str], ...]) -> Place | None:
        words_ = self.parsed.raw.text[start:end]
        offset = self.parsed.raw.start
        for id, type in readings:
            if type == "place":
                row = self.atlas.places[id]
                return Place(
                    name=row.name_fr,
                    start=offset + start,
                    end=offset + end,
                    country=row.country or None,
                    lat=row.lat,
                    lon=row.lon,
                    id=id,
                    part=self.part,
                )
        for id, type in readings:
            if self.atlas.type_of(id) == "state" and type in ("name", "official", "acronym", "capital"):
                name = words_ if type == "capital" else self.atlas.name(id, "fr")
                return Place(name=name, start=offset + start, end=offset + end, country=id, part=self.part)
        return None
