r"""Sources: files in every form the press comes in, to clean dispatches.

>>> from legation.sources import text_dispatch
>>> read = text_dispatch("Retrait du Mali\n\nLe Mali a quitté la Cédéao.\n\nLire aussi : Le Niger réagit", "n1")
>>> read.title, read.text, read.related[0].title
('Retrait du Mali', 'Le Mali a quitté la Cédéao.', 'Le Niger réagit')
"""

from __future__ import annotations

from legation.sources.files import read_sources
from legation.sources.html import html_dispatch
from legation.sources.jsonl import json_dispatch
from legation.sources.paths import SourceCount, count_sources
from legation.sources.text import text_dispatch
from legation.sources.unread import Unread, UnreadableError

__all__ = [
    "SourceCount", "Unread", "UnreadableError", "count_sources", "html_dispatch", "json_dispatch", "read_sources",
    "text_dispatch",
]  # fmt: skip
