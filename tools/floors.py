"""Accept the floors of gold/floors.toml into gold/floors.lock; CHANGELOG.md must explain a lowered one first."""

from __future__ import annotations

import sys
from pathlib import Path

from legation.evaluation.floors import append, read_floors, read_history, unexplained, write_history

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "gold" / "floors.lock"


def main() -> int:
    """Write the new history, or say what the changelog lacks."""
    history = read_history(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else ()
    new = append(read_floors(ROOT / "gold" / "floors.toml"), history)
    if missing := list(unexplained(new, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))):
        sys.stderr.write("CHANGELOG.md must say why:\n" + "".join(f"- {line}\n" for line in missing))
        return 1
    LOCK.write_text(write_history(new), encoding="utf-8")
    sys.stdout.write("".join(f"{entry}\n" for entry in new[len(history) :]) or "No floor has changed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
