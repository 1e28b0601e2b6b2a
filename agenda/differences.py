"""What changed between two texts, word by word: pure, no table, no page."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
SAME, ADDED, REMOVED = "same", "added", "removed"
# Beyond this the comparison by word would take seconds: paragraphs are compared instead.
LONGEST = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: str
    text: str


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that lead from one text to the other, in reading order.

    Joining what stayed and what went gives the first text back, what stayed and what came
    the second.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, i1, i2, j1, j2 in matcher.get_opcodes():
        if change == "equal":
            add(pieces, SAME, "".join(old[i1:i2]))
            continue
        add(pieces, REMOVED, "".join(old[i1:i2]))
        add(pieces, ADDED, "".join(new[j1:j2]))
    return tuple(joined(pieces))


def add(pieces: list[Piece], kind: str, text: str) -> None:
    """Appends a piece unless it is empty."""
    if text:
        pieces.append(Piece(kind, text))


def joined(pieces: list[Piece]) -> list[Piece]:
    """A blank between two changes belongs to both: « a b » → « c d » reads as one change."""
    found: list[Piece] = []
    removed = added = ""
    for place, piece in enumerate(pieces):
        following = pieces[place + 1].kind if place + 1 < len(pieces) else SAME
        if piece.kind == SAME and piece.text.isspace() and (removed or added) and following != SAME:
            removed, added = removed + piece.text, added + piece.text
        elif piece.kind == REMOVED:
            removed += piece.text
        elif piece.kind == ADDED:
            added += piece.text
        else:
            add(found, REMOVED, removed)
            add(found, ADDED, added)
            removed = added = ""
            found.append(piece)
    add(found, REMOVED, removed)
    add(found, ADDED, added)
    return found
