"""Drawings: records in, SVG text out; no script, no style of their own, every word escaped."""
