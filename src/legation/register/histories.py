"""All that began, ended, suspended or claimed a tie, each word with its quote and its source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from legation.atlas import load_atlas
from legation.model import RegisterError, Status, suggest
from legation.ontology.ties import tie_kinds
from legation.register import schema
from legation.register.atlas_spells import changes_of
from legation.register.store import Register
from legation.register.tellings import Telling
from legation.register.ties import Known, gather


class Step(Struct, frozen=True, kw_only=True):
    """One word on a tie: what it does (``effect``), how that is known, who says so, and where that stands.

    ``told`` is the day it was published, ``date`` that of the change; a step of the atlas has no dispatch.
    """

    tie: str
    kind: str
    effect: str
    how: str
    date: str | None
    told: str | None
    claimed_by: tuple[str, ...] = ()
    status: Status | None = None
    event: str | None = None
    dispatch: str | None = None
    publisher: str | None = None
    url: str | None = None
    quote: str = ""
    copy: bool = False


def history(
    register: Register,
    tie: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    actors: Sequence[Collection[str]] | None = None,
) -> tuple[Step, ...]:
    """What was told of a tie, in order of publication; what the atlas dates stands at its own date.

    ``tie`` is the id of a tie ("membership/MLI/ECOWAS"), or two actors ("MLI/ECOWAS") for all that holds between them.
    ``as_of`` leaves out what was published later; ``actors`` are the ids that the names in ``tie`` mean, where they are not ids.
    """
    kinds, named, which = parse(tie)
    sides = [list(side) for side in actors] if actors else [[name] for name in named]
    atlas = load_atlas()
    found = [
        known
        for known in gather(register, kinds, sides[0], known_at, atlas, beside=sides[1])
        if all(set(side) & set(known.key.parties) for side in sides) and known.key.which.startswith(which)
    ]
    if len(sides) > 2:
        found = [known for known in found if len(known.key.parties) == len(sides)]
    steps = [step for known in found for step in _steps(known, as_of)]
    keys = {key for _, _, key in steps if key}
    table = schema.dispatches
    with register.look() as connection:
        rows = connection.execute(select(table.c.key, table.c.publisher, table.c.url).where(table.c.key.in_(keys))).all()
    about = {row.key: (row.publisher, row.url) for row in rows}
    made = []
    for _, step, key in sorted(steps, key=lambda step: (step[0], step[1].tie)):
        publisher, url = about.get(key or "", (None, None))
        made.append(_sourced(step, publisher, url))
    return tuple(made)


def parse(tie: str) -> tuple[list[str], list[str], str]:
    """The kinds, names and mark that the id of a tie is made of.

    >>> parse("membership/MLI/ECOWAS"), parse("agreement/FRA/TCD~c3")[2]
    ((['membership'], ['MLI', 'ECOWAS'], ''), 'c3')
    """
    whole, _, which = tie.strip().partition("~")
    parts = [part.strip() for part in whole.split("/")]
    kinds = list(tie_kinds())
    if all(parts) and (len(parts) > 2 or parts[0] in tie_kinds()):
        if parts[0] not in tie_kinds():
            raise RegisterError(f'unknown tie "{parts[0]}"{suggest(parts[0], tie_kinds())}; one of {", ".join(tie_kinds())}')
        kinds, parts = [parts[0]], parts[1:]
    if len(parts) < 2 or not all(parts):
        raise RegisterError(f'"{tie}" is no tie; write KIND/ACTOR/ACTOR, as membership/MLI/ECOWAS, or ACTOR/ACTOR')
    return kinds, parts, which


def _steps(known: Known, as_of: date | None) -> list[tuple[tuple[date, int], Step, str | None]]:
    """The steps of a tie with what orders them, and the key of the dispatch."""
    made: list[tuple[tuple[date, int], Step, str | None]] = []
    for spell in known.spells:
        dated = changes_of(spell, known.spells)
        for change in dated:
            if as_of is None or change.day <= as_of:
                step = Step(
                    tie=known.key.id,
                    kind=known.key.tie,
                    effect=change.effect,
                    how=change.how if change.how == "announced" else "atlas",
                    date=change.edtf,
                    told=None,
                    quote=spell.note if change is dated[-1] else "",
                )
                made.append(((change.day, -1), step, None))
    seen: set[tuple[str, str]] = set()
    words = sorted((word for _, told in known.told for word in told), key=lambda word: word.item.seq)
    for word in words:
        if as_of is not None and (word.item.day or date.min) > as_of:
            continue
        same = (word.item.text, word.item.mention.quote)
        made.append(((word.item.day or word.day, word.item.seq), _step(known, word, copy=same in seen), word.item.key))
        seen.add(same)
    return made


def _step(known: Known, word: Telling, *, copy: bool) -> Step:
    mention = word.item.mention
    return Step(
        tie=known.key.id,
        kind=word.kind,
        effect=word.effect,
        how=word.how,
        date=mention.date.edtf if mention.date else None,
        told=word.item.published,
        claimed_by=word.by,
        status=mention.status,
        event=word.event,
        dispatch=word.item.dispatch,
        quote=mention.quote,
        copy=copy,
    )


def _sourced(step: Step, publisher: str | None, url: str | None) -> Step:
    return replace(step, publisher=publisher, url=url)
