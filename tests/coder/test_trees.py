"""The trees give the probabilities that the library that grew them gives."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from legation.coder.trees import Ensemble
from legation.evaluation.learning.train import boost

SETTINGS = {"max_iter": 20, "max_leaf_nodes": 6, "min_samples_leaf": 5}


@pytest.fixture(scope="module")
def data() -> tuple[list[dict[str, float]], list[int]]:
    random = np.random.default_rng(3)
    rows = [{"near": float(a), "far": float(b), "side": float(c)} for a, b, c in random.normal(size=(300, 3))]
    return rows, [int(row["near"] * row["side"] + 0.3 * row["far"] > 0) for row in rows]


def test_probabilities_are_those_of_the_library(data: tuple[list[dict[str, float]], list[int]]) -> None:
    rows, right = data
    ours = Ensemble(boost(rows, right, SETTINGS, (5,))).probabilities(rows)
    values = np.array([[row[name] for name in sorted(row)] for row in rows])
    theirs = HistGradientBoostingClassifier(**SETTINGS, early_stopping=False, random_state=5).fit(values, right)
    assert np.allclose(ours, theirs.predict_proba(values)[:, 1], atol=1e-3)


def test_same_data_same_trees(data: tuple[list[dict[str, float]], list[int]]) -> None:
    rows, right = data
    assert boost(rows, right, SETTINGS, (1, 2)) == boost(rows, right, SETTINGS, (1, 2))


def test_a_row_without_a_feature_is_an_error(data: tuple[list[dict[str, float]], list[int]]) -> None:
    rows, right = data
    ensemble = Ensemble(boost(rows, right, SETTINGS, (1,)))
    with pytest.raises(KeyError, match="side"):
        ensemble.probabilities([{"near": 1.0, "far": 2.0}])


def test_no_rows_no_probabilities(data: tuple[list[dict[str, float]], list[int]]) -> None:
    rows, right = data
    assert len(Ensemble(boost(rows, right, SETTINGS, (1,))).probabilities([])) == 0
