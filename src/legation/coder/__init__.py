"""The coder: from a dispatch to mentions. Steps are functions over records; no word of any language lives here."""

from __future__ import annotations

from legation.coder.coder import CODER_VERSION, Coder

__all__ = ["CODER_VERSION", "Coder"]
