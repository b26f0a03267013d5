"""The demo's output in the README: real lines, cut to a screen, and the cut is said."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def readme() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_readme", ROOT / "tools" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_chosen_command_is_shown_with_the_head_of_its_output(readme: ModuleType) -> None:
    fifteen = "".join(f"line {i} \n" for i in range(15))
    output = f"noise of make\n$ legation agenda\n{fifteen}$ legation read x\nleft out\n$ legation timeline\nx\n"
    page = readme.fill("Before\n<!-- demo:begin -->\nold\n<!-- demo:end -->\nAfter\n", output)
    lines = page.splitlines()
    assert lines[:4] == ["Before", "<!-- demo:begin -->", "```text", "$ legation agenda"]
    assert lines[4:14] == [f"line {i}" for i in range(10)]
    assert lines[14:] == ["… 5 more lines", "", "$ legation timeline", "x", "```", "<!-- demo:end -->", "After"]


def test_a_page_without_markers_is_refused(readme: ModuleType) -> None:
    with pytest.raises(ValueError, match="0 places"):
        readme.fill("no markers", "$ legation agenda\n")


def test_our_page_has_its_markers(readme: ModuleType) -> None:
    filled = readme.fill((ROOT / "README.md").read_text(encoding="utf-8"), "$ legation agenda\nx\n")
    assert "$ legation agenda\nx\n```\n<!-- demo:end -->" in filled
