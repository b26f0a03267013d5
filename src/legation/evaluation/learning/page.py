"""The page ``docs/accuracy.md``: figures, calibration, and the commonest causes of error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from legation.evaluation.result import Result

COMMONEST = 20


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in row) + " |" for row in lines)


def page(
    parts: Sequence[tuple[str, Result]],
    thresholds: Sequence[tuple[float, Result]],
    threshold: float,
    reliability: Sequence[tuple[float, float, int]],
    causes: Counter[tuple[str, str]],
) -> str:
    """The whole page in Markdown; the first part is the one whose kinds, status and causes are shown."""
    whole = parts[0][1]
    by_cause: Counter[str] = Counter()
    for (cause, _), number in causes.items():
        by_cause[cause] += number
    status = sorted((s for s in whole.status if s.gold != s.coded), key=lambda s: -s.count)
    texts = [
        "# How right the coder is\n",
        "Written by `make judge`; don't edit. The figures of learned parts are of dispatches that the models did not see"
        " (five folds, drawn by dispatch). The rules were developed on the training part of the gold, so expect less on text of"
        " your own; `gold/fr` was used for neither.\n",
        "A coded fact answers a listed one of the same kind whose actors it shares by half (`strict`: same status, equal"
        " actors in every required role). Recall is over core facts. Status and dates are of answered facts.\n",
        _table(
            ("dispatches", "number", "P", "R", "F1", "strict F1", "status", "dates", "irrelevant, silent"),
            [
                (
                    name,
                    r.documents,
                    r.plain.precision,
                    r.plain.recall,
                    r.plain.f1,
                    r.strict.f1,
                    r.status_accuracy,
                    r.dates.accuracy,
                    f"{r.irrelevant_quiet} of {r.irrelevant}",
                )
                for name, r in parts
            ],
        ),
        f"\n## The threshold\n\nMentions below {threshold} are left out by default (`--threshold`). Of {parts[0][0]}:\n",
        _table(
            ("confidence from", "P", "R", "F1", "strict F1", "silent"),
            [
                (
                    f"{t:.2f}",
                    r.plain.precision,
                    r.plain.recall,
                    r.plain.f1,
                    r.strict.f1,
                    f"{r.irrelevant_quiet} of {r.irrelevant}",
                )
                for t, r in thresholds
            ],
        ),
        "\n## Calibration\n\nA confidence of .8 should be right four times in five. Candidates of left-out dispatches:\n",
        _table(("said", "right", "candidates"), [(f"{mean:.2f}", f"{share:.2f}", count) for mean, share, count in reliability]),
        f"\n## By kind, {parts[0][0]}\n",
        _table(
            ("kind", "core", "P", "R", "F1", "strict F1"),
            [
                (k.kind, k.plain.core, k.plain.precision, k.plain.recall, k.plain.f1, k.strict.f1)
                for k in sorted(whole.kinds, key=lambda k: -k.plain.core)
            ],
        ),
        "\n## Status, where it is wrong\n",
        _table(("listed", "coded", "times"), [(s.gold, s.coded, s.count) for s in status]),
        f"\nDates: {(d := whole.dates).right} right, {d.wrong} wrong, {d.missed} missed, {d.made} made up.\n",
        "\n## Causes of error\n",
        _table(("cause", "times"), by_cause.most_common()),
        f"\nThe {COMMONEST} commonest, by kind:\n",
        _table(("cause", "kind", "times"), [(cause, kind, n) for (cause, kind), n in causes.most_common(COMMONEST)]),
    ]
    return "\n".join(texts) + "\n"
