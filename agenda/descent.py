"""What became of a passage: pure, no table, no page.

While a version is written a passage may be split (another comes out of it) or merged (it goes
into another). These facts, in their order, are all that is needed to say where a passage of any
version is in any other: nothing is ever guessed from the words.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SPLIT, MERGED = "split", "merged"


@dataclass(frozen=True, slots=True)
class Link:
    """`source` was split and `target` came out of it; or `source` was merged into `target`."""

    kind: str
    source: Hashable
    target: Hashable


@dataclass(frozen=True, slots=True)
class Step[K: Hashable]:
    """One version: its passages in reading order, and what happened while it was written."""

    number: int
    present: tuple[K, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace[K: Hashable]:
    """Where a passage has gone: the passages that hold it now, in reading order.

    Without pieces it is gone: `gone_in` is the number of the version in which it went.
    """

    pieces: tuple[K, ...]
    gone_in: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """An act of writing as the history keeps it: undoing one is another one."""

    key: Hashable
    undoes: Hashable | None = None
    links: tuple[Link, ...] = ()


def standing(deeds: Sequence[Deed]) -> tuple[Deed, ...]:
    """The deeds that count, of all in their order: neither undone nor an undoing.

    An undoing that was itself undone leaves the first deed standing.
    """
    undone: set[Hashable] = set()
    found: list[Deed] = []
    for deed in reversed(deeds):
        if deed.key in undone:
            continue
        if deed.undoes is not None:
            undone.add(deed.undoes)
        else:
            found.append(deed)
    return tuple(reversed(found))


def links_of(deeds: Sequence[Deed]) -> tuple[Link, ...]:
    """The splits and merges that count, in their order."""
    return tuple(link for deed in standing(deeds) for link in deed.links)


def onward[K: Hashable](pieces: Iterable[K], step: Step[K]) -> tuple[K, ...]:
    """Where passages of the version before are in this one."""
    found: set[Hashable] = set(pieces)
    for link in step.links:
        if link.source not in found:
            continue
        if link.kind == MERGED:
            found.discard(link.source)
        found.add(link.target)
    return tuple(key for key in step.present if key in found)


def backward[K: Hashable](pieces: Iterable[K], step: Step[K], before: Step[K]) -> tuple[K, ...]:
    """From which passages of the version before the passages of this one came."""
    found: set[Hashable] = set(pieces)
    for link in reversed(step.links):
        if link.target not in found:
            continue
        if link.kind == SPLIT:
            found.discard(link.target)
        found.add(link.source)
    return tuple(key for key in before.present if key in found)


def trace[K: Hashable](
    passage: K, up: Sequence[tuple[Step[K], Step[K]]], down: Sequence[Step[K]]
) -> Trace[K]:
    """A passage along a way: back over some versions (each with the one before), then onward.

    Only a version that was set aside is ever left backward.
    """
    pieces: tuple[K, ...] = (passage,)
    for step, before in up:
        pieces = backward(pieces, step, before)
    for step in down:
        pieces = onward(pieces, step)
        if not pieces:
            return Trace((), step.number)
    return Trace(pieces, None)


def way[K: Hashable](
    origin: K, goal: K, based_on: Mapping[K, K | None]
) -> tuple[tuple[K, ...], tuple[K, ...]]:
    """Which versions lead from one to another: those to leave backward, those to enter onward.

    The goal's line of descent is followed; a version that was set aside lies beside it, so the
    way first goes back to what both began from.
    """
    line = [goal]
    while (before := based_on.get(line[-1])) is not None:
        line.append(before)
    up: list[K] = []
    here: K | None = origin
    while here is not None and here not in line:
        up.append(here)
        here = based_on.get(here)
    down = line[: line.index(here)] if here is not None else line
    return tuple(up), tuple(reversed(down))


def moved[K: Hashable](before: Sequence[K], after: Sequence[K]) -> frozenset[K]:
    """The fewest passages that must have moved to come from one order to the other."""
    rank = {key: place for place, key in enumerate(before)}
    shared = [key for key in after if key in rank]
    tails: list[int] = []  # for each length, where the best run of that length ends in `shared`
    previous: list[int | None] = []
    for place, key in enumerate(shared):
        length = bisect_left(tails, rank[key], key=lambda tail: rank[shared[tail]])
        previous.append(tails[length - 1] if length else None)
        tails[length : length + 1] = [place]
    stayed: set[K] = set()
    place_or_none = tails[-1] if tails else None
    while place_or_none is not None:
        stayed.add(shared[place_or_none])
        place_or_none = previous[place_or_none]
    return frozenset(shared) - stayed


MARKS = re.compile(r"[*_>`]|^\s*(?:[-+*]|\d+[.)])\s+", re.MULTILINE)


def bare(text: str) -> str:
    """Words as a reader sees them: without marks of formatting, one blank between words."""
    text = unicodedata.normalize("NFKC", MARKS.sub(" ", text)).replace("\u2019", "'")
    text = re.sub(r"\s+([,.;:!?»)])", r"\1", re.sub(r"([«(])\s+", r"\1", text))
    return re.sub(r"\s+", " ", text).strip().casefold()


def holders[K: Hashable](quote: str, texts: Mapping[K, str]) -> tuple[K, ...]:
    """The passages in which the quoted words stand as they were read."""
    wanted = bare(quote)
    return tuple(key for key, text in texts.items() if wanted and wanted in bare(text))
