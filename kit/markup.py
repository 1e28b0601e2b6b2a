"""Markdown of passages: a small subset, no raw HTML, sanitised whatever happens."""

from functools import cache

import nh3
from markdown_it import MarkdownIt

from kit import typography

TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "br", "blockquote"}


@cache
def parser() -> MarkdownIt:
    """Paragraphs, bold, italic, lists, quotations and links; everything else stays text."""
    engine = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False})
    return engine.enable(["emphasis", "link", "list", "blockquote", "newline", "escape"])


def html(text: str, *, french: bool = True) -> str:
    """The passage as safe HTML: allowed tags only, links to http, https and mailto only.

    `french`: with the spaces of French typography, which no other language has.
    """
    return nh3.clean(
        parser().render(typography.french(text) if french else text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
