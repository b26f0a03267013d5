"""The way from a dispatch to its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from legation.atlas import Atlas, load_atlas
from legation.coder.assemble import Assembler
from legation.coder.candidates import Candidate, Matcher
from legation.coder.fill import RoleFiller
from legation.coder.judge import Judge, load_weights
from legation.coder.rules import Entry, RuleSet, load_rules
from legation.coder.trees import Ensemble
from legation.languages import fr
from legation.languages.base import Reading
from legation.model import Dispatch, Mention

CODER_VERSION = "0.1.0"
DEFAULT_THRESHOLD = 0.5


class Coder:
    """Codes dispatches in the languages it knows. Loading takes some seconds; keep one a process.

    >>> from legation.model import make_dispatch
    >>> facts = Coder().code(make_dispatch("n1", "Le Togo envisage de rejoindre l'AES."))
    >>> [(fact.kind, fact.status, fact.ids("MEMBER"), fact.ids("ORGANIZATION")) for fact in facts]
    [('membership.join', 'considered', ('TGO',), ('AES',))]
    """

    def __init__(
        self,
        threshold: float | None = None,
        rules: RuleSet | None = None,
        atlas: Atlas | None = None,
        judged: bool = True,
    ) -> None:
        self.atlas = atlas or load_atlas()
        self.rules = rules or load_rules("fr")
        index: dict[str, dict[tuple[int, str], tuple[Entry, str]]] = {}
        for number, entry in enumerate(self.rules.entries):
            for form, tense in fr.trigger_forms(entry.lemma, entry.verb):
                index.setdefault(form, {})[(number, tense)] = (entry, tense)
        compiled = {form: tuple(found.values()) for form, found in index.items()}
        listed = {word for rule in self.rules.rules.values() for word in (*rule.object, *rule.unless, *rule.only)}
        self.matcher = Matcher(self.atlas, compiled, {word: frozenset(fr.inflect(word)) for word in listed})
        self.assembler = Assembler(self.atlas, self.rules.modifiers)
        verbs = {entry.lemma for entry in self.rules.entries if entry.verb}
        self.reader = fr.FrenchReader(self.atlas, frozenset(compiled), verbs)
        weights = load_weights("fr") if judged else None
        learned = weights.threshold if weights else DEFAULT_THRESHOLD
        self.threshold = learned if threshold is None else threshold
        self.filler = RoleFiller(self.atlas, self.matcher, Ensemble(weights.fill)) if weights else None
        self.judge = Judge(weights, self.matcher.type_of) if weights else None

    def code(self, dispatch: Dispatch) -> tuple[Mention, ...]:
        """The mentions of one dispatch, in the order of the text, the title's first."""
        return next(self.code_many([dispatch]))[1]

    def code_many(self, dispatches: Iterable[Dispatch]) -> Iterator[tuple[Dispatch, tuple[Mention, ...]]]:
        """Yield each dispatch with its mentions, in the order given."""
        for dispatch, readings in self.reader.read(dispatches):
            found = self.assembler.assemble(dispatch, self._candidates(dispatch, readings))
            kept = [mention for mention in found if mention.confidence >= self.threshold]
            kept.sort(key=lambda mention: (mention.part != "title", mention.start, mention.trigger_start))
            yield dispatch, tuple(kept)

    def _candidates(self, dispatch: Dispatch, readings: Sequence[Reading]) -> list[tuple[Reading, list[Candidate]]]:
        """The candidates of each sentence: those of the rules alone, or completed and judged."""
        if self.filler is None or self.judge is None:
            return [(reading, list(self.matcher.candidates(reading))) for reading in readings]
        completed = [(r, list(self.filler.complete(r, list(self.matcher.occurrences(r))))) for r in readings]
        self.judge.judge(dispatch, completed)
        pointing = [[c for c in self.matcher.candidates(reading) if c.incomplete] for reading in readings]
        return [(reading, [*found, *back]) for (reading, found), back in zip(completed, pointing, strict=True)]
