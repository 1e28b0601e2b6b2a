"""Reads ODT: the text as it stands; what tracked changes struck out lies beside it and is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from agenda.bringing.blocks import (
    HEADING,
    ITEM,
    TEXT,
    Block,
    Left,
    Source,
    first_words,
    seen,
)
from agenda.bringing.marks import Run, paragraph, safe_address
from kit.packages import Package, Unreadable

TYPE = b"application/vnd.oasis.opendocument.text"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LINK = "{http://www.w3.org/1999/xlink}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
# What holds paragraphs and is none itself.
HOLDERS = {f"{T}section", f"{T}index-body", f"{T}list-header", f"{T}list-item"}
CONTENTS = {f"{T}{n}" for n in ("table-of-content", "alphabetical-index", "user-index", "illustration-index")}  # fmt: skip
BLANKS = {f"{T}tab": " ", f"{T}line-break": "\n"}
# Words that stand in a paragraph and are not said by it.
SILENT = {f"{T}bookmark", f"{T}bookmark-start", f"{T}bookmark-end", f"{T}change", f"{T}change-start", f"{T}change-end", f"{T}soft-page-break", f"{OFFICE}annotation-end"}  # fmt: skip
CELLS = " · "
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    level: int | None = None
    name: str = ""


def read(package: Package) -> Source:
    """The text of a package."""
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise Unreadable("locked")
    tree = package.tree("content.xml")
    body = tree.find(f"{OFFICE}body/{OFFICE}text") if tree is not None else None
    if tree is None or body is None:
        raise Unreadable("broken")
    reader = Reader(package, Styles([package.tree("styles.xml"), tree]))
    try:
        reader.blocks_of(body)
    except RecursionError as fault:
        raise Unreadable("bomb") from fault
    reader.around()
    return Source(tuple(reader.blocks), tuple(reader.left))


@dataclass(slots=True)
class Styles:
    """The styles of a document by family and name, and which levels of lists are numbered."""

    trees: list[Element | None]
    elements: dict[tuple[str, str], Element] = field(default_factory=dict)
    known: dict[tuple[str, str], Look] = field(default_factory=dict)
    ordered: dict[tuple[str, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tree in self.trees:
            for style in tree.iter(f"{STYLE}style") if tree is not None else ():
                self.elements[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = (
                    style
                )
            for listed in tree.iter(f"{T}list-style") if tree is not None else ():
                for level in listed:
                    key = listed.get(f"{STYLE}name", ""), number(level.get(f"{T}level", "1"))
                    self.ordered[key] = level.tag == f"{T}list-level-style-number"

    def look(self, family: str, name: str, trail: tuple[str, ...] = ()) -> Look:
        """A style with what it takes from its parents."""
        key = (family, name)
        if key in self.known:
            return self.known[key]
        element = self.elements.get(key)
        if element is None or name in trail:
            return Look(name=name)
        parent = element.get(f"{STYLE}parent-style-name", "")
        look = self.look(family, parent, (*trail, name)) if parent else Look(name=name)
        for props in element.iter(f"{STYLE}text-properties"):
            weight, slant = props.get(f"{FO}font-weight"), props.get(f"{FO}font-style")
            if weight:
                look = replace(look, bold=weight in {"bold", "600", "700", "800", "900"})
            if slant:
                look = replace(look, italic=slant in {"italic", "oblique"})
            if props.get(f"{T}display") == "none":
                look = replace(look, hidden=True)
        if name in {"Title", "Titre"}:
            look = replace(look, level=0)
        self.known[key] = look
        return look


@dataclass(slots=True)
class Reader:
    """Goes through the text once; what it cannot take along is told."""

    package: Package
    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def tell(self, kind: str, words: str = "") -> None:
        """Remembers one thing that is left out."""
        self.left.append(Left(kind, first_words(seen(words))))

    def blocks_of(self, parent: Element, depth: int = 0, style: str = "") -> None:
        """Headings, paragraphs, lists and tables; `depth` and `style` of the list around them."""
        for child in parent:
            if child.tag in {f"{T}h", f"{T}p"}:
                self.paragraph(child, depth, style)
            elif child.tag == f"{T}list":
                self.blocks_of(child, depth + 1, child.get(f"{T}style-name", "") or style)
            elif child.tag in HOLDERS:
                self.blocks_of(child, depth, style)
            elif child.tag == f"{TABLE}table":
                self.table(child)
            elif child.tag in CONTENTS:
                self.tell("contents", words_of(child))
            elif child.tag == f"{T}tracked-changes":
                self.left += [
                    Left("deleted", first_words(seen(words_of(gone))))
                    for gone in child.iter(f"{T}deletion")
                ]
            elif child.tag.startswith(DRAW):
                self.drawn(child)
                self.unbox()

    def paragraph(self, element: Element, depth: int, style: str) -> None:
        """One heading or paragraph as a block; an empty one is none."""
        look = self.styles.look("paragraph", element.get(f"{T}style-name", ""))
        level = look.level
        if element.tag == f"{T}h":
            level = min(max(number(element.get(f"{T}outline-level", "1")), 1), DEEPEST)
        if look.hidden:
            self.tell("hidden", words_of(element))
            return
        plain = Look() if level is not None else Look(bold=look.bold, italic=look.italic)
        runs = list(self.runs(element, plain))
        if level is not None:
            runs = [Run(run.text.replace("\n", " ")) for run in runs]
        if text := paragraph(runs):
            if level is not None:
                self.blocks.append(Block(HEADING, text, level))
            elif depth:
                ordered = self.styles.ordered.get((style, depth), False)
                self.blocks.append(Block(ITEM, text, min(depth, DEEPEST), ordered))
            else:
                self.blocks.append(Block(TEXT, text))
        self.unbox()

    def unbox(self) -> None:
        """The words of text boxes follow the paragraph that holds them."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.tell("box", words_of(box))
            self.blocks_of(box)

    def runs(self, element: Element, look: Look, href: str = "") -> Iterator[Run]:
        """The pieces of text in an element, and what follows each of its children."""
        yield Run(spaced(element.text), look.bold, look.italic, href)
        for child in element:
            yield from self.inner(child, look, href)
            yield Run(spaced(child.tail), look.bold, look.italic, href)

    def inner(self, child: Element, look: Look, href: str) -> Iterator[Run]:
        """One thing within a paragraph."""
        tag = child.tag
        if tag == f"{T}span":
            yield from self.span(child, look, href)
        elif tag == f"{T}s":
            yield Run(" " * min(number(child.get(f"{T}c", "1")), 80), look.bold, look.italic, href)
        elif tag in BLANKS:
            yield Run(BLANKS[tag], look.bold, look.italic, href)
        elif tag == f"{T}a":
            yield from self.runs(child, look, self.target(child))
        elif tag == f"{T}note":
            body = child.find(f"{T}note-body")
            self.tell("footnote", words_of(body) if body is not None else "")
        elif tag == f"{OFFICE}annotation":
            self.tell("comment", words_of(child))
        elif tag.startswith(DRAW):
            self.drawn(child)
        elif tag not in SILENT:
            yield from self.runs(child, look, href)

    def span(self, child: Element, look: Look, href: str) -> Iterator[Run]:
        """Words in a look of their own."""
        name = child.get(f"{T}style-name", "")
        own, told = self.styles.look("text", name), self.weighs(name)
        if own.hidden:
            self.tell("hidden", words_of(child))
            return
        bold = own.bold if "bold" in told else look.bold
        italic = own.italic if "italic" in told else look.italic
        yield from self.runs(child, Look(bold=bold, italic=italic), href)

    def weighs(self, name: str, family: str = "text") -> set[str]:
        """What a style of words says of itself, or its parents: bold or italic, be it on or off."""
        found: set[str] = set()
        for _step in range(DEEPEST):
            element = self.styles.elements.get((family, name))
            if element is None:
                break
            for props in element.iter(f"{STYLE}text-properties"):
                found |= {"bold"} if props.get(f"{FO}font-weight") else set()
                found |= {"italic"} if props.get(f"{FO}font-style") else set()
            name = element.get(f"{STYLE}parent-style-name", "")
        return found

    def target(self, link: Element) -> str:
        """Where a link leads; an inner or odd one is told and leads nowhere."""
        address = link.get(f"{LINK}href", "")
        if not safe_address(address):
            self.tell("link", words_of(link))
            return ""
        return address

    def drawn(self, element: Element) -> None:
        """A picture or a drawing is told; a text box is read after the paragraph."""
        boxes = list(element.iter(f"{DRAW}text-box"))
        self.boxes += boxes
        if boxes:
            return
        said = [found.text or "" for tag in ("title", "desc") for found in element.iter(SVG + tag)]
        image = next(element.iter(f"{DRAW}image"), None)
        self.tell(
            "picture" if image is not None else "embedded", " ".join(said) or words_of(element)
        )

    def table(self, element: Element) -> None:
        """A table becomes lines of text, a row each; one that only places paragraphs is read as such."""
        rows = list(element.iter(f"{TABLE}table-row"))
        cells = [row.findall(f"{TABLE}table-cell") for row in rows]
        headed = next(element.iter(f"{T}h"), None) is not None
        if headed or max((len(row) for row in cells), default=0) <= 1:
            for row in cells:
                for cell in row:
                    self.blocks_of(cell)
            return
        self.tell("table", words_of(element))
        for row in cells:
            lines = [self.cell(cell) for cell in row]
            if line := CELLS.join(line for line in lines if line):
                self.blocks.append(Block(TEXT, line))

    def cell(self, element: Element) -> str:
        """The words of a cell on one line."""
        outer, self.blocks = self.blocks, []
        self.blocks_of(element)
        inner, self.blocks = self.blocks, outer
        return " ".join(" ".join(block.text.split()) for block in inner)

    def around(self) -> None:
        """Heads and feet of pages, programs."""
        tree = self.package.tree("styles.xml")
        for place in ("header", "footer"):
            for found in tree.iter(f"{STYLE}{place}") if tree is not None else ():
                if words := words_of(found).strip():
                    self.tell("header", words)
        if self.package.starting("Basic/"):
            self.tell("macros")


def words_of(element: Element) -> str:
    """All words in an element, a blank between paragraphs."""
    said = (
        " ".join("".join(found.itertext()).split())
        for found in element.iter()
        if found.tag in {f"{T}p", f"{T}h"}
    )
    return " ".join(filter(None, said)) or " ".join("".join(element.itertext()).split())


def spaced(text: str | None) -> str:
    """Text as ODT means it: any stretch of blanks is one."""
    if not text:
        return ""
    inner = " ".join(text.split())
    lead, trail = (" " if text[0].isspace() else ""), (" " if text[-1].isspace() and inner else "")
    return seen(lead + inner + trail)


def number(text: str) -> int:
    """A small whole number; 0 where there is none."""
    return int(text) if text.isdecimal() and len(text) < 4 else 0
