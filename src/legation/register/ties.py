"""What holds between whom on a day: the atlas's dated memberships as the starting state, then what was read.

Only what is settled (told as done by the press, or by whoever decides) changes a standing. What one side claims, and what is
announced, considered, asked for or denied, is listed after it as rows of their own, each with who says so: a state that has
left by its own word and is a member by the organization's has two rows. An exit told without a date is dated
``../<publication>``: an upper bound, never the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from legation.atlas import Membership, load_atlas
from legation.messages import Interface
from legation.model import RegisterError, Tie, suggest
from legation.ontology.ties import TieKind, tie_kinds
from legation.register.agreements import assign
from legation.register.atlas_spells import Memberships, changes_of, holds, known_spells
from legation.register.events import Outline, Told, outline
from legation.register.loading import events_among, instant, load_events
from legation.register.spells import Change, Standing, agree, standing
from legation.register.store import Register
from legation.register.tellings import Telling, TieKey, change, keys_of, names, settled, tellings
from legation.register.tie_rows import apart_rows, standing_row

_RANK = {"holds": 0, "suspended": 1, "ended": 4}


class Known(Struct, frozen=True, kw_only=True):
    """All that is known of one tie: settled changes, claims, plans."""

    key: TieKey
    kind: TieKind
    spells: tuple[Membership, ...] = ()
    told: tuple[tuple[Outline, tuple[Telling, ...]], ...] = ()

    def changes(self, *, claimed: bool = False) -> list[Change]:
        """The changes of what holds; with ``claimed``, those that somebody merely claims."""
        found = [] if claimed else [self._effective(made) for made in self._dated()]
        for event, told in self.told:
            made = change(told, claimed=claimed) if settled(event) else None
            if made:
                found.append(made)
        return found

    def _dated(self) -> list[Change]:
        return [made for spell in self.spells for made in changes_of(spell, self.spells)]

    def _effective(self, made: Change) -> Change:
        """An end that the atlas knows only by its announcement, dated as those who decide have announced its effect."""
        if made.how != "announced" or self.kind.authority != "other":
            return made
        words = [word for _, told in self.told for word in told if word.how == "announced" and word.effect == made.effect]
        dates = [word for word in words if self.key.parties[-1] in word.by and word.edtf and word.day > made.day]
        if not dates:
            return made
        last = max(dates, key=lambda word: (word.item.day or date.min, word.item.seq))
        told = (made.edtf,) if made.edtf else ()
        return replace(made, day=last.day, edtf=last.edtf, how="legal", told=told, events=(last.event,), claimed_by=last.by)

    def standing(self, as_of: date) -> Standing | None:
        """What holds on a day; where nothing is settled, what is claimed, marked as that."""
        settled, claims = self.changes(), self.changes(claimed=True)
        # A claim that says the same, but to the day, dates what the press tells by the month.
        same = [
            claim for claim in claims if any(claim.effect == made.effect and agree(claim.edtf, made.edtf) for made in settled)
        ]
        return standing([*settled, *same], as_of) or standing(claims, as_of)


def members(
    register: Register,
    organization: str,
    *,
    as_of: date,
    known_at: date | None = None,
    atlas: Memberships | None = None,
    language: Interface = "en",
) -> tuple[Tie, ...]:
    """The standing of every member and former member on a day, then what was claimed or told to be coming.

    ``organization`` is an id; ``known_at`` leaves out what was not read by that day; ``language`` is that of the notes.
    """
    source = atlas or load_atlas()
    found = gather(register, ["membership"], [organization], known_at, source)
    known = [tie for tie in found if tie.key.parties[1] == organization]
    return rows_of(known, as_of, source, language)


def agreements(
    register: Register,
    parties: Sequence[Collection[str]] = (),
    *,
    as_of: date,
    known_at: date | None = None,
    language: Interface = "en",
) -> tuple[Tie, ...]:
    """Agreements in force, suspended and ended on a day, of all these parties together, or of anybody.

    A party is given by the ids that its name may mean: ``[["MLI"], ["COD", "COG"]]``.
    """
    atlas = load_atlas()
    known = gather(register, ["agreement"], parties[0] if parties else (), known_at, atlas)
    wanted = [tie for tie in known if all(set(side) & set(tie.key.parties) for side in parties)]
    return rows_of(wanted, as_of, atlas, language)


def relations(
    register: Register,
    one: Collection[str],
    other: Collection[str] = (),
    *,
    as_of: date,
    known_at: date | None = None,
    kinds: Collection[str] = (),
    language: Interface = "en",
) -> tuple[Tie, ...]:
    """What holds of one actor, or between two, on a day: relations, sanctions, presence, offices, and all other ties.

    ``one`` and ``other`` are the ids that a name may mean; without ``other``, memberships and agreements are left out.
    """
    for kind in kinds:
        if kind not in tie_kinds():
            raise RegisterError(f'unknown tie "{kind}"{suggest(kind, tie_kinds())}')
    atlas, sides = load_atlas(), [set(side) for side in (one, other) if side]

    def about(key: TieKey) -> bool:
        return all(side & set(key.parties) for side in sides)

    wanted = list(kinds) or [tie for tie in tie_kinds() if other or tie not in ("membership", "agreement")]
    known = gather(register, wanted, one, known_at, atlas, beside=other, about=about)
    return rows_of([tie for tie in known if about(tie.key)], as_of, atlas, language)


def gather(
    register: Register,
    kinds: Sequence[str],
    actors: Collection[str],
    known_at: date | None,
    atlas: Memberships,
    *,
    beside: Collection[str] = (),
    read: Sequence[tuple[Outline, list[Told]]] | None = None,
    about: Callable[[TieKey], bool] = lambda _: True,
) -> list[Known]:
    """Every tie of these kinds that has one of the actors (and one of those ``beside``), with all that is known of it.

    ``read``: from these events alone, which were loaded before; ``about``: of these ties alone, but that of the agreements all
    are given.
    """
    wanted = [tie_kinds()[kind] for kind in kinds]
    facts = sorted({fact for tie in wanted for fact in tie.effects})
    if read is None:
        with register.look() as connection:
            loaded = load_events(connection, kinds=facts, actors=actors, beside=beside, known_at=known_at)
            joint = [tie for tie in wanted if tie.parties and not tie.apart]
            later = [fact for tie in joint for fact, does in tie.effects.items() if does != "begin"]
            if later and actors:  # one party alone may end what several signed
                signed = [_parties(wanted, told) for told in loaded.values()]
                ending = events_among(connection, signed, later, instant(known_at)) - set(loaded)
                loaded |= load_events(connection, kinds=later, events=ending, known_at=known_at)
        read = [(outline(id_, items), items) for id_, items in loaded.items()]
    spells: dict[TieKey, list[Membership]] = defaultdict(list)
    if "membership" in kinds:
        for organization in dict.fromkeys((*actors, *beside)):
            for spell in known_spells(atlas, organization, known_at):
                spells[TieKey("membership", (spell.member, organization))].append(spell)
    return [
        Known(key=key, kind=kind, spells=tuple(spells.get(key, ())), told=tuple(words))
        for kind in wanted
        for key, words in _by_tie(kind, read, spells if kind.id == "membership" else (), about).items()
    ]


def _parties(kinds: Sequence[TieKind], told: Sequence[Told]) -> frozenset[str]:
    roles = [role for kind in kinds if not kind.apart for role in kind.parties]
    return frozenset(id_ for item in told for role in roles for id_ in item.mention.ids(role))


def _by_tie(
    kind: TieKind, events: Sequence[tuple[Outline, list[Told]]], known: Iterable[TieKey], about: Callable[[TieKey], bool]
) -> dict[TieKey, list[tuple[Outline, tuple[Telling, ...]]]]:
    found: dict[TieKey, list[tuple[Outline, tuple[Telling, ...]]]] = {key: [] for key in known}
    mine = [(event, tuple(tellings(kind, event, items))) for event, items in events if event.kind in kind.effects]
    if kind.parties and not kind.apart:
        for which, group in assign(kind, mine):
            for key in keys_of(kind, group[0][0]):
                found[TieKey(key.tie, key.parties, which)] = list(group)
        return found
    for event, told in mine:
        for key in filter(about, keys_of(kind, event)):
            # An event may gather words on three states that leave with words on one: each is on whom it names.
            found.setdefault(key, []).append((event, tuple(word for word in told if names(kind, key, word.item.mention))))
    return found


def rows_of(known: Sequence[Known], as_of: date, atlas: Memberships, language: Interface) -> tuple[Tie, ...]:
    """Standings first, what stands beside them in the atlas, then what was claimed or told to be coming."""
    standings: list[tuple[int, Tie]] = []
    apart: list[Tie] = []
    for tie in known:
        now = tie.standing(as_of)
        rows, notes = apart_rows(tie.kind, tie.key, tie.told, now, as_of, atlas, language)
        apart += rows
        if now:
            standings.append((_RANK[now.status], standing_row(tie.kind, tie.key, now, tie.told, notes, atlas, language)))
        standings += [
            (2, _beside(tie.key, spell))
            for spell in tie.spells
            if spell.status not in ("member", "suspended") and holds(spell, as_of) and (now is None or now.status == "ended")
        ]
    place = list(tie_kinds()).index
    ordered = sorted(standings, key=lambda row: (place(row[1].kind), row[0], row[1].parties, row[1].begin or ""))
    apart.sort(key=lambda row: (_ORDER.index(row.how), row.parties, row.kind))
    return (*(row for _, row in ordered), *apart)


_ORDER = ("claimed", "announced", "considered", "called_for", "denied")


def _beside(key: TieKey, spell: Membership) -> Tie:
    """An observer, an associate: what the atlas dates and no event changes."""
    return Tie(
        kind="membership",
        holder=spell.member,
        other=spell.organization,
        status=spell.status,
        begin=spell.begin or None,
        end=spell.end or None,
        basis="atlas",
        note=spell.note,
        id=key.id,
        parties=key.parties,
        how="atlas",
    )
