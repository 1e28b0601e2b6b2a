"""Two people changed the same words: theirs and mine brought together word by word; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from agenda.differences import LONGEST, Hunk, hunks, tokens

SAME, MINE, THEIRS, BOTH, CLASH = "same", "mine", "theirs", "both", "clash"


@dataclass(frozen=True, slots=True)
class Strand:
    """A stretch of the text: unchanged, changed by one, alike by both, or differently by both.

    `text` is what the proposal holds; in a clash that is mine, and `other` is theirs.
    """

    kind: str
    text: str
    other: str = ""


def brought_together(base: str, mine: str, theirs: str) -> tuple[Strand, ...]:
    """The proposal, stretch by stretch: what only one changed is taken from them.

    Where both changed the same words differently mine stay, and theirs are beside them. Joining
    the texts gives the proposal; nothing that one of the two wrote is missing from the strands.
    """
    old, one, two = tokens(base), tokens(mine), tokens(theirs)
    if len(old) + max(len(one), len(two)) > LONGEST:  # by line: by word would take seconds
        old, one, two = (text.splitlines(keepends=True) for text in (base, mine, theirs))
    sides = [(one, hunks(old, one)), (two, hunks(old, two))]
    changes = [(i1, i2) for _text, own in sides for i1, i2, _j1, _j2 in own]
    found: list[Strand] = []
    place = 0
    for low, high in regions(old, changes):
        add(found, SAME, "".join(old[place:low]))
        left, right = ("".join(text[slice(*span(own, low, high))]) for text, own in sides)
        found += strands("".join(old[low:high]), left, right)
        place = high
    add(found, SAME, "".join(old[place:]))
    return tuple(found)


def strands(before: str, mine: str, theirs: str) -> list[Strand]:
    """One stretch that at least one of the two changed.

    Where both only put something in at the same place, both is kept, theirs first.
    """
    if mine == theirs:
        return [Strand(BOTH, mine, before)]
    if mine == before:
        return [Strand(THEIRS, theirs, before)]
    if theirs == before:
        return [Strand(MINE, mine, before)]
    if not before and stand_apart(mine, theirs):
        return [Strand(THEIRS, theirs), Strand(MINE, mine)]
    return [Strand(CLASH, mine, theirs)]


def stand_apart(one: str, two: str) -> bool:
    """True when two pieces may follow each other: both begin, or both end, with a blank."""
    begin, end = ({text[place].isspace() for text in (one, two)} for place in (0, -1))
    return begin == {True} or end == {True}


def add(found: list[Strand], kind: str, text: str) -> None:
    """Appends a strand unless it is empty."""
    if text:
        found.append(Strand(kind, text))


def regions(old: Sequence[str], changes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Changes that overlap, touch, or have only blanks between them, as one stretch each."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(changes):
        if found and not "".join(old[found[-1][1] : low]).strip():
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def span(changes: list[Hunk], low: int, high: int) -> tuple[int, int]:
    """Where a stretch of the first text is in the second; no change crosses its bounds."""
    before = [j2 - i2 for i1, i2, _j1, j2 in changes if i1 < low]
    within = [j2 - i2 for i1, i2, _j1, j2 in changes if i1 <= high]
    return low + (before[-1] if before else 0), high + (within[-1] if within else 0)


def proposal(strands: Sequence[Strand]) -> str:
    """The text that is proposed."""
    return "".join(strand.text for strand in strands)


def clashes(strands: Sequence[Strand]) -> int:
    """How many stretches both changed differently."""
    return sum(strand.kind == CLASH for strand in strands)
