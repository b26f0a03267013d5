"""The memory of a reading as it gets longer: a stream into a register, nothing kept but what the steps themselves keep.

    python benchmarks/memory.py [--dispatches 100000] [--named]

Texts are made up, each with words that no other has. Without ``--named`` they name nobody, so that no sentence is parsed and a
million is feasible; with it each has a sentence to parse and a fact to link. Prints the process's own memory at each
doubling, and that at the end as a ratio to that at the first thousand.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from legation.coder import CODER_VERSION, Coder
from legation.model import Dispatch
from legation.register import open_register
from legation.sources.text import text_dispatch

_SOUNDS = "ba co di fo gu la me ni po ra se ti vo za chan fron gran plou trai vien"
_STATES = ("Le Mali", "Le Niger", "Le Togo", "Le Tchad", "Le Gabon", "La Guinée")


def stream(count: int, named: bool) -> Iterator[Dispatch]:
    """So many dispatches, one at a time."""
    dice, syllables = random.Random(1), _SOUNDS.split()
    for number in range(count):
        word = "".join(dice.choices(syllables, k=4))
        text = f"La fanfare du quartier de {word} a joué {number} airs devant un public ravi par ce beau spectacle gratuit."
        if named:
            text += f" {dice.choice(_STATES)} a quitté la Cédéao, selon le communiqué {word} de {number} pages."
        day = f"{2000 + number // 4000 % 25}-{1 + number // 300 % 12:02}-{1 + number // 10 % 28:02}"
        yield text_dispatch(text, f"n{number}", title=f"Numéro {word}", published=day, language="fr")


def memory() -> tuple[int, int]:
    """Megabytes of its own, and of files that the system maps for it."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["RssAnon"].split()[0]) // 1024, int(told["RssFile"].split()[0]) // 1024


def main() -> None:
    """Read and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dispatches", type=int, default=100_000)
    asked.add_argument("--named", action="store_true")
    chosen = asked.parse_args()
    began, first, mark = time.monotonic(), 0, 1000
    with tempfile.TemporaryDirectory() as folder, open_register(Path(folder) / "r.db") as register:
        coded = Coder().code_many(stream(chosen.dispatches, chosen.named))
        for number, (dispatch, mentions) in enumerate(coded, 1):
            register.add(dispatch, mentions, CODER_VERSION)
            if number in (mark, chosen.dispatches):
                own, files = memory()
                first = first or own
                print(f"{number:>8} dispatches  own memory {own} MB  mapped files {files} MB  "
                      f"{time.monotonic() - began:.0f} s  ratio {own / first:.2f}", flush=True)
                mark *= 2
    sys.exit(0)


if __name__ == "__main__":
    main()
