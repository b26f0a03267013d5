"""How right the coder is: the gold format, the measure, the floors. Only `run` needs the coder."""

from __future__ import annotations

from legation.evaluation.floors import Floor, floor_for, read_floors
from legation.evaluation.gold import GoldDocument, GoldFact, read_gold
from legation.evaluation.result import Result, evaluate

__all__ = [
    "Floor",
    "GoldDocument",
    "GoldFact",
    "Result",
    "evaluate",
    "floor_for",
    "read_floors",
    "read_gold",
]
