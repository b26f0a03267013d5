"""The check of the built documentation can fail."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("site_tool", Path(__file__).parents[2] / "tools" / "site.py")
assert SPEC is not None
assert SPEC.loader is not None
site = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(site)


@pytest.mark.parametrize(
    ("page", "fetches"),
    [
        ('<script src="https://cdn.example/a.js"></script>', 1),
        ('<link rel="stylesheet" href="//fonts.example/a.css">', 1),
        ("<style>body { background: url(https://img.example/a.png) }</style>", 1),
        ('<img src="assets/a.png"><a href="https://example.org/">a link is no fetch</a>', 0),
        ('<link rel="stylesheet" href="assets/a.css"><script src="assets/a.js"></script>', 0),
    ],
)
def test_what_a_page_would_fetch_is_found(tmp_path: Path, page: str, fetches: int) -> None:
    (tmp_path / "index.html").write_text(page)
    assert len(site.fetched(tmp_path)) == fetches
