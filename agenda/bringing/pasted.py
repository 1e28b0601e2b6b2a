"""Reads what a word processor or a page puts on the clipboard: HTML of any kind."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

import nh3

from agenda.bringing.blocks import (
    HEADING,
    ITEM,
    QUOTE,
    TEXT,
    Block,
    Left,
    Source,
    first_words,
    seen,
)
from agenda.bringing.marks import Run, paragraph, safe_address, together

TAGS = {
    "a", "b", "blockquote", "br", "caption", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "span", "strike",
    "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
BREAKS = {"p", "div", "dt", "dd", "pre", "caption", "table", "tbody", "thead", "tfoot", "blockquote", "ul", "ol", "li", "tr", "hr"}  # fmt: skip
HEADINGS = {f"h{n}": n for n in range(1, 7)}
STRUCK = {"del", "s", "strike"}
VOID = {"br", "hr", "img"}
LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)")
IGNORED = re.compile(r"mso-list:\s*ignore|mso-element:\s*(?:comment|field)|display:\s*none")
NOTE = re.compile(r"^#?_?(?:ftn|edn|_ftn|_edn|sdfootnote|sdendnote)", re.IGNORECASE)
WEIGHT = re.compile(r"font-weight:\s*(bold|bolder|normal|lighter|\d+)")
SLANT = re.compile(r"font-style:\s*(italic|oblique|normal)")
CELLS = " · "


def read(html: str) -> Source:
    """HTML as blocks; what does harm is dropped before anything is read."""
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": {"style", "class"}, "a": {"href"}, "img": {"alt"}},
        clean_content_tags={"script", "style", "title", "noscript", "template", "object", "svg"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = Reader()
    reader.feed(clean)
    reader.close()
    reader.end()
    return Source(tuple(reader.blocks), tuple(reader.left))


def as_typed(source: Source) -> str:
    """A source as somebody would type it into the field."""
    return together(source.blocks)


class Reader(HTMLParser):
    """Goes through clean HTML; keeps the looks that count and forgets the others."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.left: list[Left] = []
        self.runs: list[Run] = []
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.lists: list[bool] = []
        self.row: list[str] | None = None
        self.marked = 0
        self.silent = 0
        self.struck: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in BREAKS or tag in HEADINGS:
            self.end()
        if tag in VOID:
            self.void(tag, given)
            return
        if tag in {"ul", "ol"}:
            self.lists.append(tag == "ol")
        elif tag == "table":
            self.left.append(Left("table"))
        elif tag == "tr":
            self.row = []
        if found := LEVEL.search(given.get("style", "").lower()):
            self.marked = int(found.group(1))
        self.silent += self.is_silent(given)
        self.stack.append((tag, given))

    def void(self, tag: str, given: dict[str, str]) -> None:
        """What has no inside: a line's end, a rule, a picture."""
        if tag == "br":
            self.runs.append(self.look("\n"))
        else:
            words = first_words(seen(given.get("alt", "")))
            self.left.append(Left("rule" if tag == "hr" else "picture", words))

    def handle_endtag(self, tag: str) -> None:
        place = next(
            (n for n in range(len(self.stack) - 1, -1, -1) if self.stack[n][0] == tag), None
        )
        if place is None:
            return
        if tag in {"td", "th"} and self.row is not None:
            self.row.append(" ".join(paragraph(self.taken()).split()))
        elif tag in BREAKS or tag in HEADINGS:
            self.end()
        if tag == "tr" and self.row is not None:
            line, self.row = CELLS.join(filter(None, self.row)), None
            self.blocks += [Block(TEXT, line)] if line else []
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        for _tag, given in self.stack[place:]:
            self.silent -= self.is_silent(given)
        if tag in STRUCK and self.struck:
            self.left.append(Left("deleted", first_words(" ".join(self.struck))))
            self.struck = []
        del self.stack[place:]

    def is_silent(self, given: dict[str, str]) -> bool:
        """True for the bullet that a word processor writes into its lists, and what it hides."""
        return bool(IGNORED.search(given.get("style", "").lower()))

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\n\r\f]+", " ", seen(data))
        inside = [tag for tag, _given in self.stack]
        if self.silent or not text:
            return
        if STRUCK.intersection(inside):
            self.struck.append(text.strip())
        elif self.href() and NOTE.match(self.href()):
            self.left.append(Left("footnote", text.strip()))
        else:
            self.runs.append(self.look(text))

    def href(self) -> str:
        """Where the link around leads."""
        return next((g.get("href", "") for tag, g in reversed(self.stack) if tag == "a"), "")

    def look(self, text: str) -> Run:
        """A piece of text in the look that the tags around it give; the nearest word counts."""
        bold = italic = False
        for tag, given in self.stack:
            bold = True if tag in {"b", "strong", "th"} else bold
            italic = True if tag in {"i", "em"} else italic
            style = given.get("style", "").lower()
            if found := WEIGHT.search(style):
                weight = found.group(1)
                bold = int(weight) >= 600 if weight.isdecimal() else weight.startswith("bold")
            if found := SLANT.search(style):
                italic = found.group(1) != "normal"
        href = self.href()
        return Run(text, bold, italic, href if safe_address(href) else "")

    def taken(self) -> Iterable[Run]:
        """The runs so far, which are now used."""
        runs, self.runs = self.runs, []
        return runs

    def end(self) -> None:
        """Ends the paragraph that is open; in a table it goes on in its cell."""
        if self.row is not None:
            self.runs += [Run(" ")] if self.runs else []
            return
        heading = next((HEADINGS[t] for t, _g in reversed(self.stack) if t in HEADINGS), None)
        if any("msotitle" in given.get("class", "").lower() for _tag, given in self.stack):
            heading = 0
        runs = list(self.taken())
        if heading is not None:
            runs = [Run(run.text.replace("\n", " ")) for run in runs]
        text = paragraph(runs)
        if text:
            self.blocks.append(self.block(text, heading))
        self.marked = 0

    def block(self, text: str, heading: int | None) -> Block:
        """The paragraph that was open, as what it is."""
        if heading is not None:
            return Block(HEADING, text, heading)
        inside = [tag for tag, _given in self.stack]
        if "li" in inside:
            return Block(ITEM, text, max(len(self.lists), 1), bool(self.lists) and self.lists[-1])
        if self.marked:
            return Block(ITEM, text, self.marked)
        return Block(QUOTE if "blockquote" in inside else TEXT, text)
