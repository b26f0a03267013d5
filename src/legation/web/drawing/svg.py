"""Elements of SVG as text: names are ours, values and words are hostile and escaped."""

from __future__ import annotations

from markupsafe import Markup, escape


def element(tag: str, /, *inside: str, **given: str | float) -> Markup:
    """An element; ``class_`` is ``class``, other underscores are hyphens. What is inside is escaped unless it is markup.

    >>> print(element("text", "<b>", element("title", "a & b"), x=1.50, text_anchor="end", class_='"'))
    <text x="1.5" text-anchor="end" class="&#34;">&lt;b&gt;<title>a &amp; b</title></text>
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), f"{value:g}" if isinstance(value, float) else value)
        for key, value in given.items()
    )
    body = Markup("").join(escape(part) for part in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(tag, written, body)
