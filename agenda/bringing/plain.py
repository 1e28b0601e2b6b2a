"""Reads Markdown and plain text: headings, paragraphs, lists, quotations."""

import re

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
from kit.packages import Unreadable

HEAD = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
RULE = re.compile(r"^ {0,3}([-*_])(\s*\1){2,}\s*$")
LISTED = re.compile(r"^(\s*)(?:([-*+•◦▪‣·–])|(\d{1,9})[.)])\s+(.*)$")
QUOTED = re.compile(r"^ {0,3}>\s?(.*)$")
NOTE = re.compile(r"^\[\^[^\]]+\]:\s*(.*)$")
CALL = re.compile(r"\[\^[^\]]+\]")
PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
# Two signs of indentation make a level of a list.
STEP = 2


def decoded(data: bytes) -> str:
    """The bytes of a text file as text: UTF-8, UTF-16 with its mark, else the old French encoding."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    if b"\x00" in data:
        raise Unreadable("not_text")
    return data.decode("cp1252", "replace")


def read(text: str, *, flowing: bool = False) -> Source:
    """A text as blocks. In a `flowing` one (a Markdown file) a line's end is a blank, not a break."""
    reader = Reader(flowing=flowing)
    for line in seen(text.replace("\r\n", "\n").replace("\r", "\n")).expandtabs(4).split("\n"):
        reader.line(line)
    reader.close()
    return Source(tuple(reader.blocks), tuple(reader.left))


class Reader:
    """Goes through a text line by line; what is open is closed by what follows."""

    def __init__(self, *, flowing: bool) -> None:
        self.flowing = flowing
        self.blocks: list[Block] = []
        self.left: list[Left] = []
        self.lines: list[str] = []
        self.kind, self.level, self.ordered = TEXT, 0, False

    def line(self, line: str) -> None:
        """Takes one line."""
        if not line.strip():
            self.close()
        elif (found := HEAD.match(line)) and found.group(2):
            self.close()
            self.blocks.append(Block(HEADING, self.inline(found.group(2)), len(found.group(1))))
        elif self.kind == TEXT and len(self.lines) == 1 and (found := UNDERLINE.match(line)):
            level = 1 if found.group(1)[0] == "=" else 2
            self.blocks.append(Block(HEADING, self.lines.pop(), level))
        elif RULE.match(line):
            self.close()
            self.left.append(Left("rule"))
        elif found := NOTE.match(line):
            self.close()
            self.left.append(Left("footnote", first_words(found.group(1))))
        elif found := LISTED.match(line):
            self.open(ITEM, found.group(4), len(found.group(1)) // STEP + 1, bool(found.group(3)))
        elif found := QUOTED.match(line):
            self.go_on(QUOTE, found.group(1))
        else:
            self.go_on(self.kind if self.lines and self.kind != QUOTE else TEXT, line)

    def open(self, kind: str, line: str, level: int, ordered: bool) -> None:  # noqa: FBT001
        """Closes what is open and begins a block."""
        self.close()
        self.kind, self.level, self.ordered = kind, level, ordered
        self.lines.append(self.inline(line))

    def go_on(self, kind: str, line: str) -> None:
        """Goes on with a block of the kind, or begins one."""
        if self.lines and self.kind == kind:
            self.lines.append(self.inline(line))
        else:
            self.open(kind, line, 0, ordered=False)

    def inline(self, line: str) -> str:
        """A line without pictures and calls of notes, which are told."""
        self.left += [Left("picture", first_words(hit.group(1))) for hit in PICTURE.finditer(line)]
        kept = CALL.sub("", PICTURE.sub("", line))
        hard = line.endswith(("  ", "\\")) and self.flowing
        return kept.strip().removesuffix("\\") + ("\n" if hard else "")

    def close(self) -> None:
        """Ends the block that is open."""
        joined = (" " if self.flowing else "\n").join(self.lines).replace("\n ", "\n").strip()
        if joined:
            self.blocks.append(Block(self.kind, joined, self.level, self.ordered))
        self.lines.clear()
        self.kind, self.level, self.ordered = TEXT, 0, False
