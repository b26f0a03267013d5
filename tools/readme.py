"""Put the demo's real output into a page, between its markers: one screen of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

SCREEN = {
    "legation agenda": 10,
    "legation members AES": 10,
    "legation members ECOWAS --as-of 2025": 20,
    "legation timeline": 12,
}
"""The commands to show, by how they begin, and the most lines of each; how many lines were left out is said."""


def screen(output: str) -> Iterator[str]:
    """The lines to show: the chosen commands, each with the head of its output."""
    for part in re.split(r"^(?=\$ legation )", output, flags=re.MULTILINE)[1:]:
        command, *lines = (line.rstrip() for line in part.rstrip().splitlines())
        most = next((most for start, most in SCREEN.items() if command.startswith(f"$ {start}")), 0)
        if most:
            yield from (command, *lines[:most])
            yield from [f"… {len(lines) - most} more lines"] * (len(lines) > most)
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
