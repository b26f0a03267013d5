"""Put the demo's real output into a page, between its markers, each command cut to the lines that fit a screen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LINES = 12
"""The most lines that are kept of one command's output; how many were left out is said."""


def screen(output: str) -> Iterator[str]:
    """The lines to show: every command with the head of its output."""
    for part in re.split(r"^(?=\$ legation )", output, flags=re.MULTILINE)[1:]:
        lines = [line.rstrip() for line in part.rstrip().splitlines()]
        yield from lines[: LINES + 1]
        if len(lines) > LINES + 1:
            yield f"… {len(lines) - LINES - 1} more lines"
        yield ""


def fill(page: str, output: str) -> str:
    """The page with the demo's output between its markers; `ValueError` where it has none."""
    block = "\n".join(["<!-- demo:begin -->", "```text", *screen(output)]).rstrip() + "\n```\n<!-- demo:end -->"
    filled, count = re.subn(r"<!-- demo:begin -->.*?<!-- demo:end -->", lambda _: block, page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{count} places between <!-- demo:begin --> and <!-- demo:end -->, not one")
    return filled


if __name__ == "__main__":
    output, page = (Path(name) for name in sys.argv[1:3])
    page.write_text(fill(page.read_text(encoding="utf-8"), output.read_text(encoding="utf-8")), encoding="utf-8")
