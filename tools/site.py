"""The documentation as a site: pages of the project's root taken in, and a check that what was built fetches nothing.

MkDocs calls the hooks (mkdocs.yml); ``python tools/site.py check FOLDER`` looks at what it made.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")
_FETCHED = re.compile(r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//[^\s"'>]+|<link\b(?=[^>]*rel=["']?(?:stylesheet|preconnect|preload|icon))[^>]*href=["']?(?:https?:)?//[^\s"'>]+|url\(["']?(?:https?:)?//[^)]+""")  # noqa: E501


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the pages of the root in, as ``project/…``."""
    from mkdocs.structure.files import File

    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        text = f"# Licence\n\n{text}" if name == "LICENSE" else text
        made = f"project/{name.removesuffix('.md')}.md"
        files.append(File.generated(config, made, content=_from_root(text)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Point the links of the pages of ``docs`` to where those of the root are now."""
    if page.file.src_uri.startswith("project/"):
        return markdown
    return re.sub(r"\]\(\.\./(README|CONTRIBUTING|CHANGELOG|LICENSE)(?:\.md)?((?:#[^)]*)?)\)", r"](project/\1.md\2)", markdown)


def _from_root(text: str) -> str:
    text = re.sub(r"\]\(docs/", "](../", text)
    return re.sub(r"\]\((README|CONTRIBUTING|CHANGELOG|LICENSE)(?:\.md)?((?:#[^)]*)?)\)", r"](\1.md\2)", text)


def fetched(folder: Path) -> list[str]:
    """What the pages and styles of a site would fetch from elsewhere."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.suffix in (".html", ".css")):
        found += [f"{path.relative_to(folder)}: {hit[0]}" for hit in _FETCHED.finditer(path.read_text(encoding="utf-8"))]
    return found


if __name__ == "__main__":
    told = fetched(Path(sys.argv[2]))
    sys.stdout.write("".join(f"{line}\n" for line in told) or "the site fetches nothing from elsewhere\n")
    sys.exit(bool(told))
