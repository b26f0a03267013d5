"""Draw mentions at random from pages nobody developed on, to be read against their text.

    python tools/tally.py PAGES --seed 7 --mentions 200 --out build/tally

PAGES is ``data/docs/parsed`` of OrangeSum. Pages with even numbers that nobody read before (no gold has them,
no draw) are coded in an order that the seed draws, until there are that many mentions. Two files are written:
``read.txt`` with the words, to be read and not kept, and ``tally.csv`` (document number, place, rule, kind,
confidence, verdict, cause), to be filled in.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path

from rich.progress import Progress

from legation.coder import Coder
from legation.model import Dispatch, Mention, make_dispatch

ROOT = Path(__file__).parent.parent


def taken() -> set[int]:
    """The numbers of the pages that somebody has read."""
    files = [*ROOT.glob("gold/orange/*.jsonl"), *ROOT.glob("../shared/gold/*.facts.jsonl")]
    ids = (json.loads(line)["id"] for file in files for line in file.read_text(encoding="utf-8").splitlines())
    drawn = (json.loads(line)["number"] for line in (ROOT / "gold/orange/drawn.ndjson").read_text().splitlines())
    return {*(int(id.removeprefix("orange:")) for id in ids if id.startswith("orange:")), *drawn}


def load(path: Path) -> Dispatch:
    """The dispatch of a page: its heading is the first paragraph of the text."""
    page = json.loads(path.read_text(encoding="utf-8"))
    text = f"{page['heading']}\n{page['article']}"
    return make_dispatch(path.stem, text, title=page["title"], published=page.get("date"))


def shown(mention: Mention) -> str:
    """A mention as it is to be judged."""
    roles = {role: list(mention.ids(role)) for role in mention.roles if mention.ids(role)}
    date = mention.date.edtf if mention.date else "-"
    words = mention.quote[mention.trigger_start - mention.start : mention.trigger_end - mention.start]
    return (
        f"{mention.kind} {mention.status} {roles} date {date} claimed by {list(mention.claimed_by)} "
        f"[{words}] {mention.rule} {mention.confidence:.2f}\n{mention.quote}"
    )


def main() -> None:
    """Draw, code, write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mentions", type=int, default=200)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "tally")
    arguments = parser.parse_args()
    known = taken()
    numbers = sorted(n for path in arguments.pages.glob("*.json") if (n := int(path.stem)) % 2 == 0 and n not in known)
    random.Random(arguments.seed).shuffle(numbers)
    coder = Coder()
    drawn: list[tuple[Dispatch, Mention]] = []
    coded = 0
    with Progress() as progress:
        task = progress.add_task("mentions", total=arguments.mentions)
        for number in numbers:
            dispatch = load(arguments.pages / f"{number}.json")
            coded += 1
            drawn += [(dispatch, mention) for mention in coder.code(dispatch)]
            progress.update(task, completed=len(drawn))
            if len(drawn) >= arguments.mentions:
                break
    drawn = drawn[: arguments.mentions]
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (
        (arguments.out / "read.txt").open("w", encoding="utf-8") as text,
        (arguments.out / "tally.csv").open("w", newline="") as table,
    ):
        rows = csv.writer(table)
        rows.writerow(["number", "part", "start", "kind", "rule", "confidence", "verdict", "cause"])
        for place, (dispatch, mention) in enumerate(drawn):
            text.write(f"\n#{place} {dispatch.id} ({dispatch.published}) {dispatch.title}\n{shown(mention)}\n")
            text.write(f"--- page: {dispatch.text[:1500]}\n")
            rows.writerow([dispatch.id, mention.part, mention.start, mention.kind, mention.rule, mention.confidence, "", ""])
    print(f"{len(drawn)} mentions of {coded} pages, seed {arguments.seed}: {arguments.out}")  # noqa: T201


if __name__ == "__main__":
    main()
