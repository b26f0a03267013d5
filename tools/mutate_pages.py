"""Read real pages with something broken in them: whatever is done to HTML, a page is read or refused in words, and soon.

    python tools/mutate_pages.py FOLDER [--pages 2000] [--times 2] [--seed 7]

FOLDER holds raw pages, one a file (a checkout of github.com/Tixierae/OrangeSum has them in ``data/docs/raw``; of pages
whose name is a number only the even ones are read). Each is read as it is and then with cut, doubled, swapped, flipped
and foreign bytes in it. Any exception but the refusal of a page, and any page that takes longer than 20 seconds, is told
with the seed that makes it again, and the command exits with 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from legation.sources import UnreadableError, html_dispatch

SLOW_SECONDS = 20
_FOREIGN = (
    b"<", b">", b"</p>", b"<p", b"<!--", b"-->", b"<script>", b"</script>", b"<![CDATA[", b"&", b"&#x110000;", b"&#0;", b"\x00",
    b"\xff\xfe", b"\xed\xa0\x80", b"<table><tr>", b"<div>" * 300, b"<b><i>" * 50, b'"', b"'", b"<svg><math>", b"<template>",
    b'<meta charset="utf-7">', b'<base href="javascript:x">', b'<script type="application/ld+json">{"@graph": [[[',
    b"\r", b"\x1b[31m",
)  # fmt: skip


def mutated(page: bytes, chance: random.Random) -> bytes:
    """A page with one to eight things wrong with it."""
    data = bytearray(page)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        size = int(chance.expovariate(1 / 400))
        what = chance.randrange(6)
        if what == 0:
            del data[at : at + size]
        elif what == 1:
            data[at:at] = data[at : at + size]
        elif what == 2:
            data[at:at] = chance.choice(_FOREIGN)
        elif what == 3 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif what == 4:
            other = chance.randrange(len(data) + 1)
            data[at : at + size] = data[other : other + size]
        else:
            del data[at:]
            data += chance.choice(_FOREIGN)
    return bytes(data)


def main() -> int:
    """Read, count, and say by the exit code whether anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--times", type=int, default=2, help="how often each page is broken")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    files = [each for each in sorted(asked.folder.iterdir()) if not each.stem.isdigit() or int(each.stem) % 2 == 0]
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    for file in files[: asked.pages]:
        page = file.read_bytes()
        for time_ in range(asked.times + 1):
            chance = random.Random(f"{asked.seed} {file.name} {time_}")
            data = mutated(page, chance) if time_ else page
            begun = time.monotonic()
            try:
                html_dispatch(data, file.name, url="https://press.example/a")
                tally["whole" if not time_ else "read"] += 1
            except UnreadableError:
                tally["whole, refused" if not time_ else "refused"] += 1
            except Exception as error:
                wrong.append(f"{file.name}, time {time_}: {type(error).__name__}: {error}")
            took = time.monotonic() - begun
            slowest = max(slowest, took)
            if took > SLOW_SECONDS:
                wrong.append(f"{file.name}, time {time_}: {took:.0f} s")
    counted = ", ".join(f"{number:,} {what}" for what, number in sorted(tally.items()))
    sys.stdout.write(f"{len(files[: asked.pages]):,} pages, seed {asked.seed}: {counted}; slowest {slowest:.1f} s\n")
    sys.stdout.writelines(f"WRONG {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
