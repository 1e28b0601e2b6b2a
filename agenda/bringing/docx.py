"""Reads DOCX: paragraphs as they stand once all tracked changes are accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

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
from agenda.bringing.docx_styles import Look, Styles, is_on, value, w
from agenda.bringing.marks import Run, paragraph, safe_address
from kit.packages import Package, Unreadable

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DOCUMENT = "word/document.xml"
# Around words that stay; around words that go once the changes are accepted.
KEPT = {w(n) for n in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir")}  # fmt: skip
GONE = {w("del"), w("moveFrom")}
DRAWN = {w("drawing"), w("pict"), w("object")}
NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
BLANKS = {w("tab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("ptab"): " "}  # fmt: skip
CELLS = " · "


def read(package: Package) -> Source:
    """The document of a package."""
    tree = package.tree(DOCUMENT)
    body = tree.find(w("body")) if tree is not None else None
    if body is None:
        raise Unreadable("broken")
    reader = Reader(
        package, Styles(package.tree("word/styles.xml"), package.tree("word/numbering.xml"))
    )
    try:
        reader.blocks_of(body)
    except RecursionError as fault:
        raise Unreadable("bomb") from fault
    reader.around()
    return Source(tuple(reader.blocks), tuple(reader.left))


@dataclass(slots=True)
class Reader:
    """Goes through the body once; what it cannot take along is told."""

    package: Package
    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    pending: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        relations = self.package.tree("word/_rels/document.xml.rels")
        for relation in relations.iter(RELATION) if relations is not None else ():
            self.links[relation.get("Id", "")] = relation.get("Target", "")
        for kind in NOTES.values():
            tree = self.package.tree(f"word/{kind}.xml")
            found = list(tree) if tree is not None else []
            self.notes[kind] = {value(note, "id"): words_of(note) for note in found}

    def tell(self, kind: str, words: str = "") -> None:
        """Remembers one thing that is left out."""
        self.left.append(Left(kind, first_words(seen(words))))

    def blocks_of(self, parent: Element) -> None:
        """Paragraphs and tables of a body, a cell or a box."""
        for child in parent:
            if child.tag == w("p"):
                self.paragraph(child)
            elif child.tag == w("tbl"):
                self.table(child)
            elif child.tag in GONE:
                self.tell("deleted", words_of(child))
            elif child.tag == w("sdt") and is_contents(child):
                self.tell("contents", words_of(child))
            elif child.tag in KEPT:
                self.blocks_of(child)
            elif child.tag == f"{MC}AlternateContent":
                self.blocks_of(chosen(child))
            elif child.tag == w("altChunk"):
                self.tell("embedded")

    def paragraph(self, element: Element) -> None:
        """One paragraph; its end may be struck out, then the next one goes on with it."""
        props = element.find(w("pPr"))
        look = self.styles.paragraph(props)
        if look.contents:
            self.tell("contents", words_of(element))
            return
        self.pending += self.runs(element, look)
        mark = props.find(w("rPr")) if props is not None else None
        if mark is not None and mark.find(w("del")) is not None:
            return
        runs, self.pending = self.pending, []
        self.add(look, runs)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.tell("box", words_of(box))
            self.blocks_of(box)

    def add(self, look: Look, runs: list[Run]) -> None:
        """A paragraph as a block; an empty one is none."""
        if look.level is not None:
            runs = [Run(run.text.replace("\n", " ")) for run in runs]
        text = paragraph(runs)
        if not text:
            return
        if look.level is not None:
            self.blocks.append(Block(HEADING, text, look.level))
        elif look.listed:
            self.blocks.append(Block(ITEM, text, look.depth + 1, look.ordered))
        else:
            self.blocks.append(Block(QUOTE if look.quote else TEXT, text))

    def table(self, element: Element) -> None:
        """A table becomes lines of text, a row each; one that only places paragraphs is read as such."""
        rows = [list(row.iter(w("tc"))) for row in element.iter(w("tr"))]
        if max((len(row) for row in rows), default=0) <= 1 or self.holds_headings(element):
            for row in element.iter(w("tr")):
                for cell in row.findall(w("tc")):
                    self.blocks_of(cell)
            return
        self.tell("table", words_of(element))
        for row in element.iter(w("tr")):
            cells = [self.cell(cell) for cell in row.findall(w("tc"))]
            if line := CELLS.join(cell for cell in cells if cell):
                self.blocks.append(Block(TEXT, line))

    def holds_headings(self, element: Element) -> bool:
        """True for a table in which a paragraph looks like a heading."""
        looks = (self.styles.paragraph(p.find(w("pPr"))) for p in element.iter(w("p")))
        return any(look.level is not None for look in looks)

    def cell(self, element: Element) -> str:
        """The words of a cell on one line."""
        outer, self.blocks = self.blocks, []
        self.blocks_of(element)
        inner, self.blocks = self.blocks, outer
        return " ".join(" ".join(block.text.split()) for block in inner)

    def runs(self, parent: Element, look: Look, href: str = "") -> Iterator[Run]:
        """The pieces of text in a paragraph, in their looks."""
        for child in parent:
            if child.tag == w("r"):
                yield from self.run(child, look, href)
            elif child.tag == w("hyperlink"):
                yield from self.runs(child, look, self.target(child))
            elif child.tag in GONE:
                self.tell("deleted", words_of(child))
            elif child.tag in KEPT:
                yield from self.runs(child, look, href)
            elif child.tag.endswith(("}oMath", "}oMathPara")):
                self.tell("embedded", "".join(child.itertext()))

    def target(self, link: Element) -> str:
        """Where a link leads; an inner or odd one is told and leads nowhere."""
        address = self.links.get(link.get(f"{R}id", ""), "")
        if not safe_address(address):
            self.tell("link", words_of(link))
            return ""
        return address

    def run(self, element: Element, look: Look, href: str) -> Iterator[Run]:
        """A run: its text, and what stands in it that is no text."""
        props = element.find(w("rPr"))
        style = self.styles.run(props, look)
        if is_on(props, "vanish"):
            self.tell("hidden", words_of(element))
            return
        for child in element:
            if child.tag == w("t"):
                yield Run(seen(child.text or ""), style.bold, style.italic, href)
            elif child.tag in BLANKS:
                page = value(child, "type") in {"page", "column"}
                yield Run(" " if page else BLANKS[child.tag], style.bold, style.italic, href)
            else:
                self.odd(child)

    def odd(self, child: Element) -> None:
        """What stands in a run and is no text: told, and text boxes read later."""
        if child.tag == f"{MC}AlternateContent":
            for inner in chosen(child):
                self.odd(inner)
        elif child.tag in NOTES:
            self.tell("footnote", self.notes[NOTES[child.tag]].get(value(child, "id"), ""))
        elif child.tag == w("delText"):
            self.tell("deleted", child.text or "")
        elif child.tag == w("sym"):
            self.tell("sign", value(child, "char"))
        elif child.tag in DRAWN:
            boxes = list(child.iter(w("txbxContent")))
            self.boxes += boxes
            if not boxes:
                self.tell("embedded" if child.tag == w("object") else "picture", named(child))

    def around(self) -> None:
        """What stands beside the body: comments, heads and feet of pages, programs."""
        comments = self.package.tree("word/comments.xml")
        for comment in comments if comments is not None else ():
            self.tell("comment", words_of(comment))
        for begin in ("word/header", "word/footer"):
            for name in self.package.starting(begin):
                tree = self.package.tree(name) if name.endswith(".xml") else None
                if tree is not None and (words := words_of(tree)).strip():
                    self.tell("header", words)
        if "word/vbaProject.bin" in self.package.names:
            self.tell("macros")


def words_of(element: Element) -> str:
    """All words in an element, struck out ones too, a blank between paragraphs."""
    pieces = []
    for found in element.iter():
        if found.tag in {w("t"), w("delText")}:
            pieces.append(found.text or "")
        elif found.tag in {w("p"), w("tab"), w("br")}:
            pieces.append(" ")
    return "".join(pieces).strip()


def chosen(alternatives: Element) -> Element:
    """Of two ways to say the same the first that is there: both hold the same words."""
    return next(iter(alternatives), alternatives)


def is_contents(block: Element) -> bool:
    """True for a table of contents."""
    gallery = block.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "contents" in value(gallery, "val").lower()


def named(drawing: Element) -> str:
    """What a picture shows, as its author described it."""
    for found in drawing.iter():
        if found.tag.endswith("}docPr"):
            return found.get("descr") or found.get("name") or ""
    return ""
