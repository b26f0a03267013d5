"""Which files are meant: files, folders, patterns, and ``-`` for standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from legation.sources.unread import Unread

STANDARD_INPUT = Path("-")
_FORMS = {
    ".txt": "text", ".md": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "lines",
    ".ndjson": "lines", ".json": "json", ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc", ".warc.zst": "warc",
}  # fmt: skip


class SourceCount(msgspec.Struct, frozen=True):
    """How much there is to read: ``bytes`` is the total of a progress bar; standard input counts for nothing."""

    files: int
    bytes: int


def form_of_suffix(name: str) -> str | None:
    """The form that a file's name promises: ``text``, ``page``, ``lines``, ``json``, ``warc`` or ``parquet``.

    >>> form_of_suffix("a.HTM"), form_of_suffix("crawl-00001.warc.gz"), form_of_suffix("a.pdf")
    ('page', 'warc', None)
    """
    endings = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    return _FORMS.get("".join(endings)) or _FORMS.get("".join(endings[-1:]))


def count_sources(paths: Sequence[str]) -> SourceCount:
    """Count the files and bytes that ``read_sources`` will read, without opening any.

    >>> count_sources(["missing.txt"])
    SourceCount(files=0, bytes=0)
    """
    sizes = [size(found) for found in expand(paths) if isinstance(found, Path) and found is not STANDARD_INPUT]
    return SourceCount(len(sizes), sum(sizes))


def expand(paths: Sequence[str]) -> Iterator[Path | Unread]:
    """The files of the paths, in order; a path that leads nowhere comes out as ``Unread``.

    >>> [str(found) for found in expand(["missing.txt", "*.nothing"])][0]
    'missing.txt: no such file; check the path'
    """
    for given in paths:
        path = Path(given)
        if given == "-":
            yield STANDARD_INPUT
        elif path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield path
        elif any(sign in given for sign in "*?["):
            yield from _pattern(given)
        else:
            yield Unread(given, None, "no such file", "check the path")


def size(path: Path) -> int:
    """The bytes of a file, none where it can't be asked."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _pattern(given: str) -> Iterator[Path | Unread]:
    found = [Path(each) for each in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207  (Path.glob refuses absolute patterns)
    if not found:
        yield Unread(given, None, "no file matches the pattern", "check it")
    for each in found:
        if not each.is_dir():
            yield each
        elif "**" not in given:
            yield from _folder(each)


def _folder(folder: Path) -> Iterator[Path | Unread]:
    found = False
    for each in _walk(folder):
        found = True
        yield each
    if not found:
        yield Unread(str(folder), None, "no file to read in the folder", f"texts end in {', '.join(_FORMS)}")


def _walk(folder: Path) -> Iterator[Path | Unread]:
    """Known files of a folder and its subfolders by name, without hidden ones and those behind links to folders."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Unread(str(folder), None, f"can't be read ({error.strerror or error})", "check its permissions")
        return
    for each in entries:
        if each.name.startswith("."):
            continue
        if each.is_dir():
            if not each.is_symlink():
                yield from _walk(each)
        elif form_of_suffix(each.name) is not None:
            yield each
