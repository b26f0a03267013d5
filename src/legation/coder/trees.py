"""A small ensemble of regression trees: read from its file, evaluated with numpy.

Trained by ``make judge`` (gradient boosting of scikit-learn), which writes the trees as plain arrays, so that reading the press
needs no learning library and the weights can be looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class Tree(Struct, frozen=True):
    """One tree as parallel lists; a leaf has ``left`` -1, any other node goes left where its feature is at most the threshold."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class TreeModel(Struct, frozen=True):
    """Trees that sum to a log-odds, with the line that calibrates it."""

    features: list[str]
    baseline: float
    trees: list[Tree]
    slope: float = 1.0
    intercept: float = 0.0


class Ensemble:
    """A model ready to be asked.

    >>> tree = Tree(feature=[0, 0, 0], threshold=[2.5, 0, 0], left=[1, -1, -1], right=[2, -1, -1], value=[0, -1.0, 1.0])
    >>> model = Ensemble(TreeModel(features=["distance"], baseline=0.0, trees=[tree]))
    >>> [round(float(p), 2) for p in model.probabilities([{"distance": 1.0}, {"distance": 7.0}])]
    [0.27, 0.73]
    """

    def __init__(self, model: TreeModel) -> None:
        self.model = model
        width = max(len(tree.value) for tree in model.trees)

        def whole(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
            return np.array([[*row, *([0] * (width - len(row)))] for row in rows], dtype=np.int64)

        def real(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
            return np.array([[*row, *([0.0] * (width - len(row)))] for row in rows], dtype=np.float64)

        self._feature = whole([tree.feature for tree in model.trees])
        self._threshold = real([tree.threshold for tree in model.trees])
        self._left = whole([tree.left for tree in model.trees])
        self._right = whole([tree.right for tree in model.trees])
        self._value = real([tree.value for tree in model.trees])

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """The probability of each row, in order; a feature that a row lacks raises ``KeyError``."""
        if not rows:
            return np.zeros(0)
        values = np.array([[row[name] for name in self.model.features] for row in rows], dtype=np.float64)
        trees = np.arange(len(self.model.trees))
        node = np.zeros((len(rows), len(trees)), dtype=np.int64)
        while True:
            left = self._left[trees, node]
            inner = left > 0
            if not inner.any():
                break
            asked = np.take_along_axis(values, self._feature[trees, node], axis=1)
            step = np.where(asked <= self._threshold[trees, node], left, self._right[trees, node])
            node = np.where(inner, step, node)
        odds = self.model.baseline + self._value[trees, node].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-(self.model.slope * odds + self.model.intercept))))
