"""Near-identical copy: agency text printed under another title, cut, or with a tail of the outlet's own, is one source.

Two signatures a text, of the whole and of its beginning (what is cut is cut from the end), are kept as bands in the
register: another text that shares a band is compared word by word. So nothing is computed anew when a register is
opened, and what two processes read meets. Which texts are one family does not depend on the order of reading, except
where a text resembles more than ``_CANDIDATES`` others.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator

from rensa import RMinHash
from sqlalchemy import Connection, bindparam, func, insert, select

from legation.model import Dispatch
from legation.register import schema
from legation.register.neighbourhood import chunks

COPIED = 0.8
"""Share of the shorter text's runs of words that the other must have."""

_WORD = re.compile(r"\w+")

_FEWEST = 20
"""Words below which only the same text is a copy: short sentences are alike by chance."""

_LEAD = 60
_BANDS, _ROWS = 6, 4
_SEED = 42
_CANDIDATES = 24


_LIKELY = (
    select(schema.bands.c.dispatch, func.count().label("shared"))
    .where(schema.bands.c.band.in_(bindparam("own", expanding=True)))
    .group_by(schema.bands.c.dispatch)
    .order_by(func.count().desc(), schema.bands.c.dispatch)
    .limit(_CANDIDATES)
    .subquery()
)
_ALIKE = select(schema.dispatches.c.hash, schema.dispatches.c.text).join(
    _LIKELY, _LIKELY.c.dispatch == schema.dispatches.c.seq
)
_BAND = insert(schema.bands)


def runs(text: str) -> frozenset[str]:
    """The runs of three words of a text, without case and punctuation.

    >>> sorted(runs("Le Togo, enfin, doute."))
    ['le togo enfin', 'togo enfin doute']
    """
    return frozenset(_runs(_WORD.findall(text.lower())))


def _runs(words: list[str]) -> list[str]:
    return [f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)]


def shared(one: Collection[str], other: Collection[str]) -> float:
    """Of the shorter text's runs of words, the share that the other has too.

    >>> shared({"a", "b"}, {"a", "b", "c", "d"})
    1.0
    """
    fewest = min(len(one), len(other))
    return len(set(one) & set(other)) / fewest if fewest else 0.0


def bands(text: str) -> tuple[int, ...]:
    """What two near-identical texts share at least one of; none for a short text.

    >>> len(bands("La délégation malienne est arrivée jeudi à Moscou. " * 3)), bands("Le Togo doute.")
    (12, ())
    """
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST:
        return ()
    found: list[int] = []
    whole = _runs(words)
    for part, some in (("whole", whole), ("lead", whole[:_LEAD])):
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update(some)
        digest = sketch.digest()
        for band in range(_BANDS):
            values = digest[band * _ROWS : (band + 1) * _ROWS]
            hashed = hashlib.blake2b(f"{part} {band} {values}".encode(), digest_size=8).digest()
            found.append(int.from_bytes(hashed, "big", signed=True))
    return tuple(found)


def remember(connection: Connection, dispatch: Dispatch, key: str, now: str) -> bool:
    """Note a text that was just stored for the first time; say whether it is a near copy of one known."""
    own = bands(dispatch.text)
    if not own:
        return False
    seq = connection.execute(select(schema.dispatches.c.seq).where(schema.dispatches.c.key == key)).scalar_one()
    near = list(_candidates(connection, own))
    words = runs(dispatch.text) if near else frozenset()
    like = {hash for hash, text in near if shared(words, runs(text)) >= COPIED}
    connection.execute(_BAND, [{"band": band, "dispatch": seq} for band in own])
    if like:
        _join(connection, {dispatch.hash, *like}, now)
    return bool(like)


def remember_all(connection: Connection, now: str) -> None:
    """Note every text that was stored before copies were looked for."""
    table = schema.dispatches
    query = select(table).where(table.c.copy_of.is_(None)).order_by(table.c.seq)
    for row in connection.execute(query).all():
        made = Dispatch(id=row.id, title=row.title, text=row.text, hash=row.hash)
        remember(connection, made, row.key, now)


def _candidates(connection: Connection, own: Collection[int]) -> Iterator[tuple[str, str]]:
    """Hash and text of those that share most bands."""
    for row in connection.execute(_ALIKE, {"own": list(own)}).all():
        yield row.hash, row.text


def _join(connection: Connection, texts: Collection[str], now: str) -> None:
    """Make one family of these texts and of those that they were in a family with."""
    table = schema.families
    known = families(connection, texts)
    of = Counter(known.values())
    # The largest family keeps its name; a row is added for each text that comes to it.
    name = min(of, key=lambda family: (-of[family], family)) if of else min(texts)
    later = table.alias("later")
    current = ~select(later.c.seq).where(later.c.text == table.c.text, later.c.seq > table.c.seq).exists()
    moved = set(texts)
    if others := set(of) - {name}:
        moved |= set(connection.execute(select(table.c.text).where(table.c.family.in_(others), current)).scalars())
    rows = [{"text": text, "family": name, "made_at": now} for text in sorted(moved) if known.get(text) != name]
    if rows:
        connection.execute(insert(table), rows)


def families(connection: Connection, texts: Collection[str], known_at: str | None = None) -> dict[str, str]:
    """The family of each of these texts that has near copies (by then)."""
    table = schema.families
    query = select(table.c.text, table.c.family).order_by(table.c.seq)
    if known_at:
        query = query.where(table.c.made_at <= known_at)
    return {
        row.text: row.family for some in chunks(texts) for row in connection.execute(query.where(table.c.text.in_(some)))
    }
