"""The languages that Legation reads: everything that is about words and grammar, and nothing about politics."""
