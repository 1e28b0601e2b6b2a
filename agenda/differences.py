"""What changed between two texts, word by word: pure, no table, no page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
type Hunk = tuple[int, int, int, int]
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
    old, new = tokens(before), tokens(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    place = 0
    for i1, i2, j1, j2 in hunks(old, new):
        add(pieces, SAME, "".join(old[place:i1]))
        add(pieces, REMOVED, "".join(old[i1:i2]))
        add(pieces, ADDED, "".join(new[j1:j2]))
        place = i2
    add(pieces, SAME, "".join(old[place:]))
    return tuple(pieces)


def tokens(text: str) -> list[str]:
    """The words, blanks and signs of a text; joined again they are the text."""
    return WORD.findall(text)


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """The stretches in which two texts differ, as people would say it.

    What stayed between two changes but is far shorter than both, or blank, belongs to one change:
    a sentence that was rewritten is read whole, not word by word.
    """
    found: list[Hunk] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        hunk = (i1, i2, j1, j2)
        while found and is_slight(old, new, found[-1], hunk):
            before = found.pop()
            hunk = (before[0], hunk[1], before[2], hunk[3])
        found.append(hunk)
    return found


def is_slight(old: Sequence[str], new: Sequence[str], before: Hunk, after: Hunk) -> bool:
    """True when what stayed between two changes is too little to be read by itself."""
    stayed = "".join(old[before[1] : after[0]])
    sizes = [
        max(len("".join(old[i1:i2])), len("".join(new[j1:j2])))
        for i1, i2, j1, j2 in (before, after)
    ]
    return not stayed.strip() or 2 * len(stayed) < min(sizes)


def add(pieces: list[Piece], kind: str, text: str) -> None:
    """Appends a piece unless it is empty."""
    if text:
        pieces.append(Piece(kind, text))
