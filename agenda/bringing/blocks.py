"""What every reader returns: paragraphs in their order, and what it could not take along."""

import re
import unicodedata
from dataclasses import dataclass

HEADING, TEXT, ITEM, QUOTE = "heading", "text", "item", "quote"
# What a reader may leave out or change.
LEFT_OUT = {
    "rule", "picture", "footnote", "comment", "deleted", "hidden", "contents", "header", "embedded",
    "link", "table", "box", "macros", "sign",
}  # fmt: skip
# What turns the reading direction, hides, or cannot be stored; joiners that scripts and emoji need stay.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: what it is, its text in the house's Markdown, its level (1 is the highest)."""

    kind: str
    text: str
    level: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that a reader left out or changed: what it is, and its first words."""

    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read."""

    blocks: tuple[Block, ...]
    left: tuple[Left, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(block.text.split()) for block in self.blocks)


def seen(text: str) -> str:
    """The text without unseen signs, normalised (NFC)."""
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


def first_words(text: str, most: int = 80) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
