"""The register in the formats of those who use it: one file a format in ``formats/``, found by ``formats()``.

>>> [format.id for format in formats() if format.id in ('atom', 'csv')]
['atom', 'csv']
"""

from __future__ import annotations

from legation.exports.format import Asked, Format, Report
from legation.exports.registry import find_format, formats
from legation.register.walk import Filter

__all__ = ["Asked", "Filter", "Format", "Report", "find_format", "formats"]
