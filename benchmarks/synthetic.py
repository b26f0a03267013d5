"""Synthetic dispatches with their mentions, as a press review of years would have them: varied, skewed, reproducible.

A stream in order of publication, so many a day. Few dyads make most of the news (Zipf), the hottest every day; an event
is told by few texts or by very many; tellings lack dates, places and actors, name bodies instead of organizations, come
before the event, deny it; agency copy is reprinted retitled, cut, with other tails.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from legation.model import Actor, Dispatch, EventDate, Mention, Place, RoleFiller, Scalar, Status, make_dispatch
from legation.ontology import kinds

FIRST = date(2015, 1, 5)
_CODES = (
    "USA RUS CHN UKR FRA ISR IRN DEU GBR TUR IND SAU MLI NER BFA DZA MAR COD RWA NGA SEN CIV TCD SDN ETH EGY LBY TUN "
    "SYR IRQ PAK JPN KOR PRK POL ITA ESP BEL NLD SWE FIN GRC SRB HUN ROU BGR ARM AZE GEO KAZ UZB AFG YEM QAT ARE KWT "
    "JOR LBN BRA ARG MEX COL VEN CUB CHL PER BOL CAN AUS NZL IDN MYS THA VNM PHL MMR BGD LKA NPL ZAF AGO MOZ ZMB ZWE "
    "KEN TZA UGA BDI CMR GAB COG CAF GNQ BEN TGO GHA LBR SLE GIN GNB GMB CPV MRT SOM DJI ERI SSD MDG MUS"
)
_STATES = _CODES.split()
_ORGANIZATIONS = ("ECOWAS", "AU", "UN", "EU", "NATO", "AES", "OIF", "BRICS", "ICC", "G5S", "SCO", "ASEAN", "OPEC", "WHO", "IMF")
_BODIES = {"EU": "EC", "AU": "AUC", "ECOWAS": "ECOWASCOM"}
# Kind and how often; those of daily politics first.
_KINDS = {
    "meeting.talks": 20, "accuse": 14, "force.attack": 12, "meeting.visit": 11, "request": 7, "support": 6, "reject": 5,
    "agreement.sign": 5, "cooperation": 4, "threaten": 4, "aid": 4, "meeting.call": 4, "sanction.impose": 2,
    "coerce": 2, "protest": 1.5, "force.deploy": 1, "force.withdraw": 1, "relations.cut": 1, "relations.open": 1,
    "membership.leave": 0.7, "membership.join": 0.7, "membership.suspend": 0.4, "sanction.lift": 0.5, "force.truce": 0.5,
}
_PLACES = {f"geonames:s{number}": state for number, state in enumerate(_STATES * 2)}
_SOUNDS = "ba co di fo gu la me ni po ra se ti vo za chan fron gran plou trai vien"
_SYLLABLES = _SOUNDS.split()


class Stream:
    """An endless stream of dispatches with their mentions; the same seed gives the same stream."""

    def __init__(self, seed: int = 1, a_day: int = 50) -> None:
        self._dice = random.Random(seed)
        self._a_day = a_day
        pairs = [(one, other) for one in range(60) for other in range(60) if one != other]
        self._dice.shuffle(pairs)
        pairs = [(0, 1), (1, 3), (5, 6), (2, 0), *pairs]
        self._pairs = pairs
        self._heat = list(accumulate(1 / (rank + 1) ** 1.1 for rank in range(len(pairs))))
        self._kinds, self._share = list(_KINDS), list(accumulate(_KINDS.values()))
        self._words = ["".join(self._dice.choices(_SYLLABLES, k=self._dice.randint(1, 4))) for _ in range(6000)]
        self._due: dict[date, list[tuple[Dispatch, list[Mention]]]] = {}
        self._count = 0
        self._agency: list[str] = []

    def __iter__(self) -> Iterator[tuple[Dispatch, list[Mention]]]:
        day = FIRST
        while True:
            due = self._due.pop(day, [])
            while len(due) < self._a_day:
                due += self._event(day)
            yield from due[: self._a_day]
            self._due.setdefault(day + timedelta(1), []).extend(due[self._a_day :])
            day += timedelta(1)

    def _event(self, day: date) -> list[tuple[Dispatch, list[Mention]]]:
        """An event that the press begins to tell today: what comes out today; the rest is put where it is due."""
        dice = self._dice
        kind = dice.choices(self._kinds, cum_weights=self._share)[0]
        roles = self._roles(kind)
        planned = kind.startswith(("meeting", "agreement", "force.withdraw")) and dice.random() < 0.3
        held = day + timedelta(dice.randint(1, 20) if planned else -dice.choice((0, 0, 0, 1, 1, 2)))
        place = dice.choice(list(_PLACES))
        times = min(1 + int(dice.paretovariate(1.1)), 150)
        shared = self._prose()
        today: list[tuple[Dispatch, list[Mention]]] = []
        for _ in range(times):
            late = min(int(dice.expovariate(0.8)), 12)
            told = day + timedelta(late)
            status: Status = "scheduled" if planned and told < held else "occurred"
            if dice.random() < 0.03:
                status = "denied"
            edtf: str | None = held.isoformat()
            roll = dice.random()
            if roll < 0.35:
                edtf = None
            elif roll < 0.42:
                edtf = held.isoformat()[:7]
            elif roll < 0.46:
                edtf = (held + timedelta(dice.choice((-1, 1)))).isoformat()
            made = self._dispatch(kind, self._fewer(roles), told, status, edtf, place if dice.random() < 0.5 else None, shared)
            (today if told == day else self._due.setdefault(told, [])).append(made)
        return today

    def _roles(self, kind: str) -> dict[str, list[str]]:
        dice = self._dice
        one, other = (_STATES[at] for at in dice.choices(self._pairs, cum_weights=self._heat)[0])
        if dice.random() < 0.25:
            one = dice.choice(_STATES)
        known = kinds()[kind]
        required = known.required
        if "ORGANIZATION" in required:
            return {required[0]: [one], "ORGANIZATION": [dice.choice(_ORGANIZATIONS)]}
        if len(required) == 1:
            if required[0] in ("VISITOR", "ACTOR"):
                return {required[0]: [one], "host": [other]}
            if required[0] == "PROTESTER":
                return {required[0]: [one]}
            more = dice.sample(_STATES, k=dice.choice((0, 0, 0, 0, 1, 2, 5)))
            return {required[0]: list(dict.fromkeys([one, other, *more]))}
        first = dice.choice(_ORGANIZATIONS) if dice.random() < 0.1 else one
        return {required[0]: [first], required[1]: [other]}

    def _fewer(self, roles: dict[str, list[str]]) -> dict[str, list[str]]:
        """The roles as one outlet gives them: some actors left out, a body instead of its organization."""
        dice = self._dice
        given = {}
        for role, actors in roles.items():
            if role.islower() and dice.random() < 0.3:
                continue
            kept = actors if len(actors) < 3 or dice.random() < 0.7 else dice.sample(actors, k=dice.randint(2, len(actors) - 1))
            given[role] = [_BODIES[one] if one in _BODIES and dice.random() < 0.2 else one for one in kept]
        return given

    def _prose(self) -> str:
        dice = self._dice
        return " ".join(dice.choices(self._words, k=dice.randint(80, 320)))

    def _dispatch(
        self, kind: str, roles: dict[str, list[str]], told: date, status: Status, edtf: str | None, place: str | None, shared: str
    ) -> tuple[Dispatch, list[Mention]]:
        dice = self._dice
        self._count += 1
        name = f"s{self._count}"
        quote = f"{kind} {status} {' '.join(' '.join(actors) for actors in roles.values())} {edtf}."
        roll = dice.random()
        body = self._prose()
        if roll < 0.25:
            body = shared
            words = shared.split()
            if roll < 0.05:
                body = " ".join(words[: max(len(words) // 2, 40)])
            elif roll < 0.12:
                body = f"{shared} {' '.join(dice.choices(self._words, k=12))}"
        dispatch = make_dispatch(
            name, f"{body} {quote}", title=" ".join(dice.choices(self._words, k=7)), published=told.isoformat(), language="fr",
            publisher=f"Outlet {dice.randrange(60)}", url=f"https://outlet.example/{name}",
        )
        mentions = [self._mention(dispatch, kind, roles, status, edtf, place, quote)]
        if dice.random() < 0.3:  # a second fact in the same words
            other = dice.choices(self._kinds, cum_weights=self._share)[0]
            mentions.append(self._mention(dispatch, other, self._roles(other), "occurred", None, None, quote))
        return dispatch, mentions

    def _mention(
        self, dispatch: Dispatch, kind: str, roles: dict[str, list[str]], status: Status, edtf: str | None, place: str | None,
        quote: str,
    ) -> Mention:
        start = dispatch.text.index(quote)
        end = start + len(quote)
        fillers: dict[str, RoleFiller] = {
            role: tuple(Actor(id=actor, name=actor, start=start, end=end) for actor in actors) for role, actors in roles.items()
        }
        if kind == "meeting.talks" and self._dice.random() < 0.05:
            fillers["ordinal"] = Scalar(value=str(self._dice.randint(1, 3)))
        where = Place(name=place, start=start, end=end, country=_PLACES[place], id=place, lat=0.0, lon=0.0) if place else None
        return Mention(
            dispatch=dispatch.id, kind=kind, status=status, claimed_by=(), roles=fillers,
            date=EventDate(edtf=edtf, text=quote, start=start, end=end) if edtf else None, place=where, domain=(),
            part="text", quote=quote, start=start, end=end, rule=f"synthetic.{kind}", confidence=0.8,
            trigger_start=start, trigger_end=start + len(kind),
        )
