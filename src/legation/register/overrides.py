"""Judgements over rules: which mentions are out, which carry an edit, and in which event a judged one belongs.

The rules group mentions as if nobody had judged; what was judged is laid over their result whenever they run, so that
it outlasts whatever is read later, and an undo leaves the rules' own result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct
from sqlalchemy import Connection, select

from legation.register import schema
from legation.register.editing import edited_mention
from legation.register.judgements import RECODED, Judgement, judgements, steps_of, successor
from legation.register.rows import decode, edited_id


class Link(Struct, frozen=True):
    """The event that a judgement gives a mention, none where it is ""; by whom and why."""

    event: str
    author: str
    reason: str


class Overrides:
    """The judgements that stand (by then), under the ids of the mentions that tell the judged facts now."""

    def __init__(self, connection: Connection, known_at: str | None = None) -> None:
        self._connection = connection
        self.all = judgements(connection, known_at)
        standing = [each for each in self.all if each.undone is None]
        self.steps = steps_of(connection, (id for each in standing for id in _mentions(each)))
        self.verdicts: dict[str, Judgement] = {}
        self.edits: dict[str, list[Judgement]] = {}
        self.retracted: dict[str, Judgement] = {}
        self.orphans: list[Judgement] = []
        self._placed: dict[str, Link] = {}
        self._split: set[str] = set()
        self._aliases: dict[str, Link] = {}
        self._forms: dict[str, str] = {}
        for each in standing:
            self._take(each)

    def _take(self, made: Judgement) -> None:
        now = {id: successor(id, made.number, self.steps) for id in _mentions(made)}
        if now and not any(now.values()):
            self.orphans.append(made)
        if made.verdict == "retract":
            self.retracted[made.subject] = made
        elif made.verdict in ("accept", "reject", "edit"):
            mention = now[made.subject]
            if mention and made.verdict == "edit":
                self.edits.setdefault(mention, []).append(made)
            elif mention:
                self.verdicts[mention] = made
        elif made.object:
            if made.verdict == "merge" and self._follow(made.object).event != made.subject:
                self._aliases[made.subject] = Link(made.object, made.author, _why(made))
            # A merge pins both sides where they are; the alias then leads from one to the other, and an undo back.
            sides = ((made.kept, made.object), (made.moved, made.subject if made.verdict == "merge" else made.object))
            for side, event in sides:
                for mention in filter(None, (now[id] for id in side)):
                    self._placed[mention] = Link(event, made.author, _why(made))
                    if made.verdict == "split":
                        self._split.add(mention)

    def _follow(self, event: str, link: Link | None = None) -> Link:
        """The event that this one was merged into, and into which that."""
        link = link or Link(event, "", "")
        while link.event in self._aliases:
            link = self._aliases[link.event]
        return link

    def is_split(self, root: str) -> bool:
        """Whether the rules have no say in where it belongs."""
        return root in self._split

    def base(self, root: str, event: str) -> str:
        """Where a mention is that the rules put into ``event``, before any merge leads on from there."""
        return self._placed[root].event if root in self._placed else event

    def link(self, root: str, event: str) -> Link | None:
        """The event that a judgement gives a mention which the rules put into ``event``; ``None``: as the rules say."""
        found = self._follow(event, self._placed.get(root))
        return None if found.event == event else found

    def placed(self, root: str) -> Link:
        """Where a split mention belongs."""
        return self._follow("", self._placed[root])

    def form(self, root: str) -> str | None:
        """The id of the mention with the edits of this one; ``None`` where none stands."""
        if root not in self.edits:
            return None
        if root not in self._forms:
            table = schema.mentions
            record = self._connection.execute(select(table.c.record).where(table.c.id == root)).scalar_one()
            self._forms[root] = edited_id(root, edited_mention(decode(record), self.changes(root)))
        return self._forms[root]

    def changes(self, root: str) -> list[tuple[str, str]]:
        """The edits of a mention in order: field and value."""
        return [(each.field or "", each.value or "") for each in self.edits.get(root, ())]

    @cached_property
    def recodes(self) -> bool:
        """Whether any text was coded again."""
        return self._connection.execute(select(schema.codings.c.seq).limit(1)).first() is not None

    def recoded(self, bucket: str) -> dict[str, Link]:
        """The mentions of a bucket that a newer coder does not tell."""
        if not self.recodes:
            return {}
        table, mentions = schema.judgements, schema.mentions
        rows = self._connection.execute(
            select(table.c.subject, table.c.verdict, table.c.author, table.c.reason)
            .join(mentions, mentions.c.id == table.c.subject)
            .where(mentions.c.bucket == bucket, table.c.verdict.in_(RECODED))
            .order_by(table.c.seq)
        )
        last = {row.subject: row for row in rows}
        return {id: Link("", row.author, row.reason) for id, row in last.items() if row.verdict == "recode"}

    def out(self, id: str, root: str, key: str, recoded: Mapping[str, Link]) -> Link | None:
        """Why a mention is in no event, ``None`` where nothing was judged against it."""
        verdict = self.verdicts.get(root)
        against = self.retracted.get(key) or (verdict if verdict and verdict.verdict == "reject" else None)
        if against:
            return Link("", against.author, _why(against))
        if id != root or root in self.edits:
            form = self.form(root)
            if form is not None and id != form:
                last = self.edits[root][-1]
                return Link("", last.author, _why(last))
            if form is None and id != root:
                return Link("", "undo", "the edit was undone")
        return recoded.get(id)


def _mentions(made: Judgement) -> Iterable[str]:
    return (made.subject,) if made.verdict in ("accept", "reject", "edit") else (*made.kept, *made.moved)


def _why(made: Judgement) -> str:
    return f"{made.verdict} {made.number}" + (f": {made.reason}" if made.reason else "")
