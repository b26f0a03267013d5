"""Train the judge: ``python -m legation.evaluation.learning.train TEXTS FACTS [TEXTS FACTS ...] --out FILE``.

Two models of gradient-boosted trees. The first ranks the actors of a sentence for a role, learned from the facts whose words
stand in it. The second says how probable a completed candidate is, learned from the first model's choices on dispatches it did
not see, so that it meets them as they will be in use. Documents are drawn with a seed: the same data give the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from legation.coder import Coder
from legation.coder.candidates import Candidate
from legation.coder.fill import RoleFiller
from legation.coder.judge import Case, Prior, Weights, confidence, describe, with_priors, words
from legation.coder.topic import PLACES, TopicModel, spread
from legation.coder.trees import Ensemble, Tree, TreeModel
from legation.evaluation.learning.causes import count
from legation.evaluation.learning.examples import Listed, Met, is_right, load, load_drawn, meet
from legation.evaluation.learning.page import page
from legation.evaluation.result import Result, evaluate
from legation.languages.base import Reading
from legation.model import Mention

FOLDS = 5
SHRINK = 6.0
FILL = {"max_iter": 150, "learning_rate": 0.06, "max_leaf_nodes": 12, "min_samples_leaf": 25, "l2_regularization": 3.0}
JUDGE = {"max_iter": 120, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 20, "l2_regularization": 5.0,
         "max_features": 0.5}  # fmt: skip
SEEDS = (0, 1, 2)
# A reader's verdict on a page drawn at random asks for every role, status and date, and such pages are what is read in use;
# a listed fact asks for half of the actors: one of the former counts as much as two of the latter.
READ_COUNTS = 2.0
# The rules were developed on the part that this is asked of: more than the three in four that is wanted.
LEAST_PRECISION = 0.79
LEAST_SILENT = 0.9
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001)

Numbers = Mapping[str, float]


def boost(
    rows: Sequence[Numbers],
    right: Sequence[int],
    settings: Mapping[str, Any],
    seeds: Sequence[int],
    weights: Sequence[float] | None = None,
) -> TreeModel:
    """Gradient-boosted trees over rows, the mean of as many ensembles as there are seeds."""
    names = sorted(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    trees: list[Tree] = []
    baseline = 0.0
    for seed in seeds:
        model = HistGradientBoostingClassifier(**settings, early_stopping=False, random_state=seed)
        model.fit(values, right, sample_weight=weights)
        baseline += float(model._baseline_prediction[0, 0]) / len(seeds)
        trees += [_tree(predictors[0].nodes, 1 / len(seeds)) for predictors in model._predictors]
    return TreeModel(features=names, baseline=baseline, trees=trees)


def _tree(nodes: Any, scale: float) -> Tree:
    leaf = nodes["is_leaf"].astype(bool)
    return Tree(
        feature=[int(f) for f in nodes["feature_idx"]],
        threshold=[0.0 if end else float(t) for t, end in zip(nodes["num_threshold"], leaf, strict=True)],
        left=[-1 if end else int(n) for n, end in zip(nodes["left"], leaf, strict=True)],
        right=[-1 if end else int(n) for n, end in zip(nodes["right"], leaf, strict=True)],
        value=[round(float(v) * scale, 6) if end else 0.0 for v, end in zip(nodes["value"], leaf, strict=True)],
    )


def fill_model(met: Iterable[Met]) -> TreeModel:
    """The model that ranks fillers, from the occurrences that a listed fact tells."""
    rows: list[Numbers] = []
    right: list[int] = []
    for one in met:
        for role, found in one.rows.items():
            for row, verdict in zip(found, one.right[role], strict=True):
                if verdict is not None:
                    rows.append(row.numbers)
                    right.append(verdict)
    return boost(rows, right, FILL, (0,))


def prior_of(cases: Sequence[tuple[Case, int]]) -> Prior:
    """How often candidates of each rule, trigger and kind were right, drawn to the mean."""
    counted: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("rule", "lemma", "kind")}
    for case, right in cases:
        candidate = case.candidate
        for name, key in (("rule", candidate.rule.id), ("lemma", candidate.trigger.lemma), ("kind", candidate.rule.kind)):
            counted[name][key].append(right)
    seen = Counter(case.candidate.rule.kind for case, _ in cases if case.candidate.by_rule)
    everything = [right for rights in counted["kind"].values() for right in rights]
    mean = sum(everything) / len(everything)
    shares = {
        name: {key: round((sum(r) + SHRINK * mean) / (len(r) + SHRINK), 4) for key, r in sorted(found.items())}
        for name, found in counted.items()
    }
    return Prior(mean=round(mean, 4), seen=dict(sorted(seen.items())), **shares)


def topic_model(texts: Sequence[str], tells: Sequence[bool]) -> TopicModel:
    """The line over words that tells texts with a fact from those without."""
    values = np.zeros((len(texts), PLACES))
    for row, text in enumerate(texts):
        for place, value in spread(text).items():
            values[row, place] = value
    line = LogisticRegression(C=10, max_iter=300, class_weight="balanced").fit(values, tells)
    return TopicModel([round(1000 * float(w)) for w in line.coef_[0]], round(float(line.intercept_[0]), 4))


def tells_any(one: Listed) -> bool:
    """Whether a dispatch tells a fact at all: one is listed as central, or a reader found one right."""
    return bool(one.right) if one.right is not None else any(fact.core for fact in one.gold.records)


def candidates_of(coder: Coder, readings: Sequence[Reading], filler: RoleFiller) -> list[tuple[Reading, list[Candidate]]]:
    """The completed candidates of a dispatch."""
    return [(r, list(filler.complete(r, list(coder.matcher.occurrences(r))))) for r in readings]


class Learned(msgspec.Struct):
    """The weights, and the mentions of each dispatch as coded by models that did not see it, however improbable."""

    weights: Weights
    mentions: dict[str, list[Mention]]
    read: list[Sequence[Reading]]


def learn(listed: Sequence[Listed], console: Console) -> Learned:
    """Learn both models; the probabilities of left-out documents calibrate the second."""
    coder = Coder(judged=False)
    read: list[Sequence[Reading]] = [
        next(coder.reader.read([one.dispatch]))[1] for one in track(listed, "reading", console=console)
    ]
    fold: list[int] = (np.random.default_rng(0).permutation(len(listed)) % FOLDS).tolist()
    bare = RoleFiller(coder.atlas, coder.matcher, None)
    met = list(meet(listed, read, coder.matcher, bare))
    console.print(f"{len(listed)} dispatches, {len(met)} occurrences of triggers")
    told, about = [tells_any(one) for one in listed], [words(one.dispatch) for one in listed]
    cases: list[tuple[int, Case, int]] = []
    for k in track(range(FOLDS), "filling", console=console):
        model = Ensemble(fill_model(one for one in met if fold[one.document] != k))
        filler = RoleFiller(coder.atlas, coder.matcher, model)
        topic = topic_model(*zip(*((about[i], told[i]) for i, f in enumerate(fold) if f != k), strict=True))
        for number in (i for i, f in enumerate(fold) if f == k):
            completed = candidates_of(coder, read[number], filler)
            for case in describe(completed, coder.matcher.type_of, topic.of(about[number])):
                verdict = is_right(listed[number], case.reading, case.candidate)
                if verdict is not None:
                    cases.append((number, case, int(verdict)))
    right = [verdict for _, _, verdict in cases]
    folds = [fold[number] for number, _, _ in cases]
    counts = [READ_COUNTS if listed[number].right is not None else 1.0 for number, _, _ in cases]
    rows = _told_with_priors(cases, folds, None)
    left_out = np.zeros(len(cases))
    for k in track(range(FOLDS), "judging", console=console):
        within = _told_with_priors(cases, folds, k)
        inside = [i for i, f in enumerate(folds) if f != k]
        outside = [i for i, f in enumerate(folds) if f == k]
        counted = [counts[i] for i in inside]
        model = Ensemble(boost([within[i] for i in inside], [right[i] for i in inside], JUDGE, SEEDS, counted))
        left_out[outside] = model.probabilities([within[i] for i in outside])
    odds = np.log(left_out / (1 - left_out)).reshape(-1, 1)
    line = LogisticRegression(C=1e6).fit(odds, right)
    slope, intercept = float(line.coef_[0, 0]), float(line.intercept_[0])
    calibrated = line.predict_proba(odds)[:, 1]
    console.print(f"{len(cases)} candidates, {sum(right)} right; AUC of left-out documents {roc_auc_score(right, left_out):.3f}")
    boosted = boost(rows, right, JUDGE, SEEDS, counts)
    judge = msgspec.structs.replace(boosted, slope=round(slope, 4), intercept=round(intercept, 4))
    weights = Weights(
        fill=fill_model(met),
        judge=judge,
        topic=topic_model(about, told),
        prior=prior_of([(case, verdict) for _, case, verdict in cases]),
        threshold=0.5,
        reliability=reliability(calibrated, right),
    )
    prior = prior_of([(case, verdict) for _, case, verdict in cases])
    for (_, case, _), chance in zip(cases, calibrated, strict=True):
        case.candidate.judged = confidence(float(chance), case.candidate, case.numbers["doubt"], prior)
    judged: dict[int, dict[int, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for at, case, _ in cases:
        judged[at][id(case.reading)].append(case.candidate)
    mentions: dict[str, list[Mention]] = {}
    for number, (one, readings) in enumerate(zip(listed, read, strict=True)):
        pointing = {id(r): [c for c in coder.matcher.candidates(r) if c.incomplete] for r in readings}
        found = [(r, [*judged[number][id(r)], *pointing[id(r)]]) for r in readings]
        mentions[one.dispatch.id] = coder.assembler.assemble(one.dispatch, found)
    return Learned(weights, mentions, read)


def scored(listed: Sequence[Listed], mentions: Mapping[str, Sequence[Mention]], threshold: float) -> Result:
    """How right the mentions at or above a threshold are."""
    kept = (m for one in listed for m in mentions[one.dispatch.id] if m.confidence >= threshold)
    return evaluate([one.gold for one in listed], kept)


def default_threshold(listed: Sequence[Listed], mentions: Mapping[str, Sequence[Mention]]) -> float:
    """The lowest threshold with enough facts right and irrelevant pages silent: most facts, few false."""
    for percent in range(30, 80):
        result = scored(listed, mentions, percent / 100)
        if result.plain.precision >= LEAST_PRECISION and result.irrelevant_quiet >= LEAST_SILENT * result.irrelevant:
            return percent / 100
    return 0.8


def _told_with_priors(cases: Sequence[tuple[int, Case, int]], folds: Sequence[int], without: int | None) -> list[Numbers]:
    """What the judge is told of each case, the priors taken from other folds than its own and than the one left out."""
    rows: list[Numbers] = [{}] * len(cases)
    for k in range(FOLDS):
        kept = [(case, v) for (_, case, v), f in zip(cases, folds, strict=True) if f not in (k, without)]
        prior = prior_of(kept)
        for i, (_, case, _) in enumerate(cases):
            if folds[i] == k:
                rows[i] = with_priors(case, prior)
    return rows


def reliability(chances: NDArray[np.float64], right: Sequence[int]) -> list[tuple[float, float, int]]:
    """For each tenth: the mean probability, the share that is right, and how many candidates.

    >>> reliability(np.array([0.15, 0.12, 0.95]), [0, 1, 1])
    [(0.135, 0.5, 2), (0.95, 1.0, 1)]
    """
    table: list[tuple[float, float, int]] = []
    verdicts = np.array(right, dtype=float)
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            table.append((round(float(chances[inside].mean()), 3), round(float(verdicts[inside].mean()), 3), int(inside.sum())))
    return table


def main() -> None:
    """Read the arguments, learn, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="TEXTS FACTS")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drawn", type=Path, help="pages drawn at random, with what a reader found right on them")
    parser.add_argument("--pages", type=Path, help="data/docs/parsed of OrangeSum, for --drawn")
    parser.add_argument("--page", type=Path, help="write the page of figures here")
    arguments = parser.parse_args()
    if len(arguments.files) % 2:
        parser.error("give TEXTS and FACTS in pairs")
    console = Console(stderr=True)
    pairs = zip(arguments.files[::2], arguments.files[1::2], strict=True)
    # Sentences of African dailies are for measuring, not for learning: their licence is non-commercial.
    parts = {f.parent.name: [one for one in load(t, f) if not one.dispatch.id.startswith("mafand:")] for t, f in pairs}
    drawn = load_drawn(arguments.drawn, arguments.pages) if arguments.drawn else []
    everything = [*(one for part in parts.values() for one in part), *drawn]
    learned = learn(everything, console)
    first = next(iter(parts.values()))
    threshold = default_threshold(first, learned.mentions)
    weights = msgspec.structs.replace(learned.weights, threshold=threshold)
    arguments.out.write_bytes(msgspec.json.encode(weights))
    console.print(f"{arguments.out}: {arguments.out.stat().st_size / 1024:.0f} KiB, threshold {threshold}")
    named = [(name, scored(part, learned.mentions, threshold)) for name, part in parts.items()]
    steps = [(percent / 100, scored(first, learned.mentions, percent / 100)) for percent in range(30, 85, 5)]
    for at, result in steps:
        plain = result.plain
        console.print(
            f"  {at:.2f}  P {plain.precision:.3f}  R {plain.recall:.3f}  F1 {plain.f1:.3f}  strict {result.strict.f1:.3f}"
        )
    for at, _ in steps:
        kept = [m for one in drawn for m in learned.mentions[one.dispatch.id] if m.confidence >= at]
        rights = {one.dispatch.id: one.right or frozenset() for one in drawn}
        good = sum((m.part, m.start, m.rule) in rights[m.dispatch] for m in kept)
        console.print(f"  {at:.2f}  of {len(drawn)} pages drawn at random {len(kept)} mentions, {good} right")
    if arguments.page:
        read = learned.read[: len(first)]
        causes = count(first, read, learned.mentions, Coder(judged=False).matcher, threshold)
        arguments.page.write_text(page(named, steps, threshold, weights.reliability, causes), encoding="utf-8")


if __name__ == "__main__":
    main()
