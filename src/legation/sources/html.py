"""A page to a dispatch: the article's paragraphs, without the page around them."""

from __future__ import annotations

import logging
import re

import msgspec
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html
from trafilatura import bare_extraction

from legation.model import Dispatch, Language, RelatedLink
from legation.sources.characters import bare, clean_characters, clean_line
from legation.sources.debris import is_debris, is_prose
from legation.sources.encoding import decode
from legation.sources.page import Page, read_page
from legation.sources.related import take_related
from legation.sources.text import finish
from legation.sources.tongue import vote
from legation.sources.tree import absolute, element_words
from legation.sources.unread import LIMIT, UnreadableError, too_large
from legation.sources.wording import whole_line

# The extractor reports a page without article as an error on standard error; here that is an UnreadableError.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_MOST_ELEMENTS = 30_000
_GIANT_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}>")  # pictures as attributes, or attributes beyond number
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)
# The extractor's blocks and HTML's: short articles are read without the extractor.
_BLOCKS = (
    "p", "head", "item", "quote", "list", "lb", "body", "main", "code", "row", "cell", "table", "div", "article",
    "section", "header", "br", "hr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt",
    "dd", "pre", "address", "time",
)  # fmt: skip
_BREAKS = ("lb", "br")
_SKIPPED = (
    "graphic", "table", "row", "cell", "del", "aside", "nav", "footer", "form", "script", "style", "figure", "noscript",
    "button", "iframe", "svg", "select", "template", "h1",
)  # fmt: skip
_SHORT = 300
# Captions describe pictures, often of another day; embedded posts are another's words, of a day nothing vouches for.
_PRUNED = [
    "//figcaption", "//*[contains(@class, 'caption') and string-length(normalize-space()) < 600]",
    "//blockquote[contains(@class, 'twitter') or contains(@class, 'instagram') or contains(@class, 'tiktok')]",
    "//noscript", "//button",
]  # fmt: skip
_ENDED = re.compile(r"[.!?:;»”\"…]\W{0,2}$")


def html_dispatch(
    html: str | bytes,
    id: str,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    language: Language | None = None,
    charset: str | None = None,
) -> Dispatch:
    """Read the article of a page; what is given goes before what the page says. ``charset`` is the server's word on bytes.

    The text's own words tell its language before the page does, whose ``lang`` is often its template's.

    >>> page = "<h1>Retrait</h1><article><p>Le Mali a quitté la Cédéao mardi, a annoncé Bamako.</p></article>"
    >>> html_dispatch(page, "n1").text
    'Le Mali a quitté la Cédéao mardi, a annoncé Bamako.'
    """
    if len(html) > LIMIT:
        raise too_large(len(html))
    tree = parse(html if isinstance(html, str) else decode(html, page=True, charset=charset))
    try:
        page = read_page(tree, url)
        addresses = _addresses(tree, url or page.url)
        related = take_related(tree, url or page.url)
        paragraphs = _article(tree)
    except (RecursionError, MemoryError) as error:
        raise UnreadableError("is nested too deeply or too large to be read", "pass the text as .txt") from error
    _refuse_notice(page, paragraphs)
    tongue = language or (None if page.other_language else vote("\n".join(paragraphs)) or page.language)
    dispatch = finish(
        paragraphs,
        id,
        title=page.title if title is None else clean_line(title),
        published=published or page.published,
        url=url or page.url,
        publisher=publisher or page.publisher,
        author=author or page.author,
        language=tongue,
        vote_language=False,
        related=related,
        dated_lines=False,
    )
    if not dispatch.text:
        raise _no_article()
    found = tuple(_with_address(link, addresses) for link in dispatch.related)
    return msgspec.structs.replace(dispatch, related=found)


def parse(text: str) -> lxml_html.HtmlElement:
    """Parse a page; raise where it has no elements, too many, or is a feed."""
    if _FEED.match(text[:5000]):
        raise UnreadableError("is a feed (RSS or Atom), not a page", "pass its articles as HTML or JSON Lines")
    data = _GIANT_TAG.sub("", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)).encode("utf-8", "ignore")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError("holds no HTML that can be parsed", "pass the text as .txt") from error
    count = sum(1 for _ in zip(tree.iter(), range(_MOST_ELEMENTS + 1), strict=False))
    if count > _MOST_ELEMENTS:
        raise UnreadableError(f"has more than {_MOST_ELEMENTS} elements, too many for an article", "pass the text as .txt")
    return tree


def _article(tree: lxml_html.HtmlElement) -> list[str]:
    for path in _PRUNED:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    found = bare_extraction(tree, include_comments=False, include_tables=False)
    paragraphs = [] if found is None or isinstance(found, dict) or found.body is None else article_paragraphs(found.body)
    if len(paragraphs) < 2 or sum(map(len, paragraphs)) < _SHORT:  # on short articles the extractor gives up paragraphs
        plain = [line for holder in _holder(tree) for line in article_paragraphs(holder)]
        if any(is_prose(line, 40) for line in plain) and sum(map(len, plain)) <= max(3 * _SHORT, 2 * sum(map(len, paragraphs))):
            return plain
    return paragraphs


def _holder(tree: etree._Element) -> list[etree._Element]:
    """The element that says it holds the article, if just one does."""
    for path in ("//*[@itemprop='articleBody']", "//article", "//main"):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1:
            return [holder for holder in found if isinstance(holder, etree._Element)]
    return []


def article_paragraphs(body: etree._Element) -> list[str]:
    """The blocks of an extracted article, one a paragraph; a line break in the middle of a sentence is a space.

    >>> article_paragraphs(etree.fromstring("<body><p>Le Mali<lb/>quitte la Cédéao.<lb/>Bamako confirme.</p></body>"))
    ['Le Mali quitte la Cédéao.', 'Bamako confirme.']
    """
    paragraphs: list[str] = []
    current: list[str] = []
    broken = False
    bullet = False
    skipped = 0

    def flush(soft: bool) -> None:
        nonlocal broken, bullet
        text = " ".join(clean_characters("".join(current)).split())
        current.clear()
        if text:
            goes_on = broken and paragraphs and not _ENDED.search(paragraphs[-1]) and text[0].islower()
            if goes_on:
                paragraphs[-1] += f" {text}"
            else:
                paragraphs.append(f"• {text}" if bullet else text)
            bullet = False
        broken = soft

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            skipped += tag in _SKIPPED
            if tag in _BLOCKS:
                flush(soft=tag in _BREAKS)
                bullet = tag in ("item", "li") or (bullet and tag not in ("p", "head", "body"))
            if not skipped:
                current.append(element.text or "")
        else:
            skipped -= tag in _SKIPPED
            if tag in _BLOCKS:
                flush(soft=tag in _BREAKS)
            if not skipped:
                current.append(element.tail or "")
    flush(soft=False)
    return paragraphs


def _refuse_notice(page: Page, paragraphs: list[str]) -> None:
    """Raise for a page that is a notice (not found, robot check) or that has no sentence."""
    notice = whole_line("no_article")
    if notice.search(page.title) or (len(paragraphs) <= 3 and any(notice.search(line) for line in paragraphs)):
        raise UnreadableError("is a notice (page not found, robot check), not an article", "save the article's page again")
    if not any(is_prose(line, 40) and not is_debris(line) for line in paragraphs):
        raise _no_article()


def _no_article() -> UnreadableError:
    return UnreadableError("no article found in the page", "pass the text as .txt")


def _addresses(tree: etree._Element, base: str | None) -> dict[str, str]:
    """The addresses of the page's links by their words."""
    found: dict[str, str] = {}
    for link in tree.iter("a"):
        words, address = bare(element_words(link)), absolute(link.get("href") or "", base)
        if len(words) >= 10 and address is not None:
            found.setdefault(words, address)
    return found


def _with_address(link: RelatedLink, addresses: dict[str, str]) -> RelatedLink:
    return link if link.url is not None else RelatedLink(title=link.title, url=addresses.get(bare(link.title)))
