"""The commands of ``legation``, one module each; ``legation.cli`` puts them together."""
