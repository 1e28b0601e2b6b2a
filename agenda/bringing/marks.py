"""The house's Markdown of a paragraph, made from pieces of text with their looks."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from agenda.bringing.blocks import HEADING, ITEM, QUOTE, Block

BLANKS = re.compile(r"[ \u00a0]{2,}")
ESCAPED = re.compile(r"[\\*\[\]]|(?<!\w)_|_(?!\w)")
BEGINS_LIKE_A_MARK = re.compile(r"^(\s*)(>|[-+#](?=\s|$))", re.MULTILINE)
NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


def paragraph(runs: Iterable[Run]) -> str:
    """The runs as one paragraph of Markdown; what looks like a mark and is none is escaped."""
    joined = merged(runs)
    pieces: list[str] = []
    for place, run in enumerate(joined):
        before = joined[place - 1].text[-1:] if place else ""
        after = joined[place + 1].text[:1] if place + 1 < len(joined) else ""
        marked = bool(pieces) and pieces[-1].endswith("*")
        pieces.append(dressed(run, before, after, plain=marked))
    lines = (BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return guarded("\n".join(line for line in lines if line))


def merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one look as one run; blanks take the look of what stands before."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = found[-1] if found else None
        look = (run.bold, run.italic, run.href)
        if last and (look == (last.bold, last.italic, last.href) or not run.text.strip()):
            found[-1] = Run(last.text + run.text, last.bold, last.italic, last.href)
        else:
            found.append(run)
    return found


def dressed(run: Run, before: str, after: str, *, plain: bool) -> str:
    """A run with its marks, blanks outside; without them where they would not be read as marks."""
    inner = run.text.strip()
    if not inner:
        return run.text
    lead, trail = (
        run.text[: len(run.text) - len(run.text.lstrip())],
        run.text[len(run.text.rstrip()) :],
    )
    text = ESCAPED.sub(lambda hit: "\\" + hit.group(0), inner)
    if run.href and (address := safe_address(run.href)):
        return f"{lead}[{' '.join(text.split())}]({address}){trail}"
    mark = "**" if run.bold else "*" if run.italic else ""
    outside = (lead[-1:] or before, trail[:1] or after)
    if not mark or "\n" in inner or plain or not is_read(inner, *outside):
        return f"{lead}{text}{trail}"
    return f"{lead}{mark}{text}{mark}{trail}"


def is_read(inner: str, before: str, after: str) -> bool:
    """True when marks around these words open and close as marks do."""
    return all(
        not is_sign(edge) or not outside or outside.isspace() or is_sign(outside)
        for edge, outside in ((inner[0], before), (inner[-1], after))
    )


def is_sign(char: str) -> bool:
    """True for punctuation and symbols."""
    return unicodedata.category(char)[0] in "PS"


def guarded(text: str) -> str:
    """The text whose lines do not begin like a list, a quotation or a heading."""
    text = NUMBERED.sub(r"\1\\\2", text)
    return BEGINS_LIKE_A_MARK.sub(lambda hit: f"{hit.group(1)}\\{hit.group(2)}", text)


def safe_address(href: str) -> str:
    """The address as a link may hold it; empty when a link may not lead there."""
    try:
        scheme = urlsplit(href.strip()).scheme.lower()
    except ValueError:
        return ""
    return quote(href.strip(), safe=":/?#[]@!$&'*+,;=%~-._") if scheme in SCHEMES else ""


def bare(text: str) -> str:
    """A heading or a first sentence without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", text)
    text = re.sub(r"(?<!\\)\*+", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).strip()


def written(block: Block) -> str:
    """A block as it is written in Markdown."""
    if block.kind == HEADING:
        return f"{'#' * min(max(block.level, 1), 6)} {bare(block.text)}"
    if block.kind == ITEM:
        mark = "1. " if block.ordered else "- "
        indent = " " * (3 * max(block.level - 1, 0))
        return indent + mark + block.text.replace("\n", "\n" + indent + " " * len(mark))
    if block.kind == QUOTE:
        return "> " + block.text.replace("\n", "\n> ")
    return block.text


def together(blocks: Iterable[Block]) -> str:
    """Blocks as one text: items of a list follow each other, paragraphs have a blank line between."""
    text, before = "", ""
    for block in blocks:
        gap = "\n" if before == block.kind == ITEM else "\n\n"
        text += (gap if text else "") + written(block)
        before = block.kind
    return text
