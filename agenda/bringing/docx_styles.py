"""How the paragraphs and runs of a DOCX look: from its styles, its numbering and their own marks."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_NAME = re.compile(r"^(?:heading|titre)\s+([1-9])$", re.IGNORECASE)
TITLES = {"title", "titre"}
QUOTES = {"quote", "intense quote", "citation", "citation intense", "block text"}
BODY_LEVEL = 9


def w(name: str) -> str:
    """A name in the vocabulary of word processing."""
    return W + name


def value(element: Element, name: str) -> str:
    """An attribute in that vocabulary."""
    return element.get(w(name), "")


def is_on(props: Element | None, name: str) -> bool | None:
    """Whether a look is switched on or off; None where nothing is said."""
    found = props.find(w(name)) if props is not None else None
    if found is None:
        return None
    return value(found, "val").lower() not in {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph or a run: heading level (0 is a title), place in a list, bold, italic."""

    level: int | None = None
    listed: bool = False
    depth: int = 0
    ordered: bool = False
    quote: bool = False
    contents: bool = False
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    tree: Element | None
    numbering: Element | None
    elements: dict[str, Element] = field(default_factory=dict)
    known: dict[str, Look] = field(default_factory=dict)
    ordered: dict[tuple[str, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.tree.iter(w("style")) if self.tree is not None else ():
            self.elements[value(style, "styleId")] = style
        if self.numbering is not None:
            self.read_numbering(self.numbering)

    def read_numbering(self, tree: Element) -> None:
        """Which levels of which lists are numbered."""
        formats: dict[tuple[str, int], bool] = {}
        for abstract in tree.iter(w("abstractNum")):
            for level in abstract.iter(w("lvl")):
                shape = level.find(w("numFmt"))
                numbered = shape is not None and value(shape, "val") not in {"bullet", "none", ""}
                formats[value(abstract, "abstractNumId"), number(value(level, "ilvl"))] = numbered
        for num in tree.iter(w("num")):
            abstract_id = num.find(w("abstractNumId"))
            for (key, level_number), numbered in formats.items():
                if abstract_id is not None and key == value(abstract_id, "val"):
                    self.ordered[value(num, "numId"), level_number] = numbered

    def style(self, name: str, trail: tuple[str, ...] = ()) -> Look:
        """A style with what it takes from those it is based on."""
        if name in self.known:
            return self.known[name]
        element = self.elements.get(name)
        if element is None or name in trail:
            return self.named(Look(), name)
        base = element.find(w("basedOn"))
        look = self.style(value(base, "val"), (*trail, name)) if base is not None else Look()
        label = element.find(w("name"))
        look = self.marked(look, element.find(w("pPr")), element.find(w("rPr")))
        self.known[name] = self.named(look, value(label, "val") if label is not None else name)
        return self.known[name]

    def named(self, look: Look, name: str) -> Look:
        """What the name of a style says."""
        plain = name.strip().lower()
        if found := HEADING_NAME.match(re.sub(r"(?<=\D)(?=\d$)", " ", plain).replace("  ", " ")):
            return replace(look, level=int(found.group(1)))
        if plain in TITLES:
            return replace(look, level=0)
        if plain in QUOTES:
            return replace(look, quote=True)
        if re.match(r"^(toc|tm)\s*\d$", plain):
            return replace(look, contents=True)
        return look

    def marked(self, look: Look, props: Element | None, run: Element | None) -> Look:
        """What the marks of a paragraph or a style add to a look."""
        if props is not None:
            outline = props.find(w("outlineLvl"))
            if outline is not None:
                level = number(value(outline, "val"))
                look = replace(look, level=None if level >= BODY_LEVEL else level + 1)
            listed = props.find(w("numPr"))
            if listed is not None:
                look = self.in_list(look, listed)
        bold, italic = is_on(run, "b"), is_on(run, "i")
        return replace(
            look,
            bold=look.bold if bold is None else bold,
            italic=look.italic if italic is None else italic,
        )

    def in_list(self, look: Look, listed: Element) -> Look:
        """A paragraph of a list; number 0 takes it out of one."""
        num, level = listed.find(w("numId")), listed.find(w("ilvl"))
        key = value(num, "val") if num is not None else ""
        depth = number(value(level, "val")) if level is not None else look.depth
        if num is None:
            return replace(look, depth=depth)
        ordered = self.ordered.get((key, depth), False)
        return replace(look, listed=key != "0", depth=min(depth, 8), ordered=ordered)

    def paragraph(self, props: Element | None) -> Look:
        """How a paragraph looks."""
        style = props.find(w("pStyle")) if props is not None else None
        look = self.style(value(style, "val")) if style is not None else Look()
        return self.marked(look, props, None)

    def run(self, props: Element | None, look: Look) -> Look:
        """How a run looks; the bold of a heading is no mark of its words."""
        if look.level is not None:
            return Look()
        style = props.find(w("rStyle")) if props is not None else None
        base = Look(bold=look.bold, italic=look.italic)
        if style is not None:
            own = self.style(value(style, "val"))
            base = Look(bold=own.bold or base.bold, italic=own.italic or base.italic)
        return self.marked(base, None, props)


def number(text: str) -> int:
    """A small whole number; 0 where there is none."""
    return int(text) if text.isdecimal() and len(text) < 4 else 0
