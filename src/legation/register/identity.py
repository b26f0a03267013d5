"""Event ids that last: an event keeps its id when it grows, splits, or its first text is replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def name_events(
    groups: Iterable[list[tuple[str, str]]],
    current: Mapping[str, str],
    order: Mapping[str, int],
    elsewhere: Collection[str] = (),
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give each group an event id that lasts: the one it has, if that is its own, else its first mention's.

    ``current`` holds the event of each linked mention, ``order`` the mentions in the order they were stored; a mention
    that is linked ``elsewhere`` now has taken its name along.

    >>> name_events([[("b", "")], [("a", ""), ("c", "")]], {"a": "a", "b": "a"}, {"a": 1, "b": 2, "c": 3})
    [('a', [('a', ''), ('c', '')]), ('b', [('b', '')])]
    """
    named: list[tuple[str, list[tuple[str, str]]]] = []
    inherited: set[str] = set()
    for members in sorted(groups, key=lambda members: min(order[mention] for mention, _ in members)):
        ids = sorted((mention for mention, _ in members), key=order.__getitem__)
        had = [current[mention] for mention in ids if mention in current]
        own = next((event for event in had if event in ids), None)
        # Named after a mention whose text was replaced since: the event keeps the name that it is cited by.
        orphan = next((event for event in had if event not in order and event not in {*inherited, *elsewhere}), None)
        event = own or orphan or ids[0]
        inherited.add(event)
        named.append((event, members))
    return named
