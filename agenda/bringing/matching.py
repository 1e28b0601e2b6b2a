"""Which passage of the agenda a passage of a file is: sure, doubtful or new; pure, never a guess.

A file has no ids. A match is sure where the words leave no other reading: they are the same and
stand once on both sides; or the heading is the same, stands once, and the text is clearly nearer
to it than to any other; or, under another heading, one text is nearly all of the other, clearly
nearer than any other, and neither says what the other does not. What could be a known passage is
asked; what is like none of them is new, without a question.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SAME, REWORDED, DOUBTFUL, NEW = "same", "reworded", "doubtful", "new"
WORD = re.compile(r"\w+")
# How alike two texts must be to be one: under the same heading; under another one.
LIKE_UNDER_HEADING, LIKE = 0.35, 0.7
# How much nearer than to any other candidate.
MARGIN = 0.2
# From here on two texts may be one, and somebody is asked. Measured on French agendas and on
# published texts about town policy: of two passages about different things 2 pairs in 1,000 come so
# near (30 to 130 at half of it); of those that were reworded, split or merged none stayed below.
LIKELY = 0.3
# Beyond so many pairs only passages that share rare words are compared.
MOST_PAIRS = 40_000
# Under so many words a text says too little to be known again under another heading.
SHORT = 8
MOST_CANDIDATES = 3
# Words with fewer letters mostly join others.
TELLING = 4


@dataclass(frozen=True, slots=True)
class Text[K: Hashable]:
    """A passage of either side: its key, its part (and strategy), its words."""

    key: K
    part: tuple[str, str]
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a passage of the file is: one of the agenda, perhaps one of `candidates`, or new."""

    verdict: str
    key: Any = None
    candidates: tuple[Any, ...] = ()

    @property
    def is_sure(self) -> bool:
        """True when nobody need be asked."""
        return self.verdict != DOUBTFUL


@dataclass(frozen=True, slots=True)
class Shape:
    """A text as it is compared."""

    heading: str
    words: tuple[str, ...]
    counts: Mapping[Any, int]
    size: int


def matches[K: Hashable](present: Sequence[Text[K]], coming: Sequence[Text[Any]]) -> list[Match]:
    """For each passage of a file, in its order, what it is among those of the agenda."""
    sides = Sides([shape(text) for text in present], [shape(text) for text in coming])
    found = dict(sides.same_words())
    taken = set(found.values())
    sure = dict.fromkeys(found, SAME)
    for mine in range(len(coming)):
        if mine not in found and (place := sides.reworded(mine, taken)) is not None:
            found[mine], sure[mine] = place, REWORDED
    claimed = Counter(found.values())
    found = {mine: place for mine, place in found.items() if claimed[place] == 1}
    verdicts = []
    for mine in range(len(coming)):
        if mine in found:
            verdicts.append(Match(sure[mine], present[found[mine]].key))
            continue
        likely = tuple(present[place].key for place in sides.candidates(mine, found))
        verdicts.append(Match(DOUBTFUL, None, likely) if likely else Match(NEW))
    return verdicts


def shape(text: Text[Any]) -> Shape:
    """The words of a passage, small and without accents, alone and in pairs."""
    words = tuple(WORD.findall(plain(text.text)))
    counts = Counter[Any](words)
    counts.update(pairwise(words))
    heading = " ".join(WORD.findall(plain(text.heading)))
    return Shape(heading, words, counts, counts.total())


def plain(text: str) -> str:
    """Small letters without accents."""
    found = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in found if not unicodedata.combining(char))


class Sides:
    """Both texts, and how alike their passages are."""

    def __init__(self, old: Sequence[Shape], new: Sequence[Shape]) -> None:
        self.old, self.new = old, new
        self.scores = alike(old, new)
        self.headings = [Counter(one.heading for one in side) for side in (old, new)]

    def same_words(self) -> Iterator[tuple[int, int]]:
        """The same heading and words once on both sides; else the same words once, if they say enough."""
        known: set[int] = set()
        taken: set[int] = set()
        for key in (lambda s: (s.heading, s.words), lambda s: s.words):
            ours, theirs = by(key, self.old), by(key, self.new)
            for words, places in theirs.items():
                there = ours.get(words, [])
                if len(places) != 1 or len(there) != 1 or places[0] in known or there[0] in taken:
                    continue
                one, other = self.old[there[0]], self.new[places[0]]
                told = len(one.words) >= SHORT and self.margin(places[0], there[0]) >= MARGIN
                if one.heading == other.heading or told:
                    known.add(places[0])
                    taken.add(there[0])
                    yield places[0], there[0]

    def reworded(self, mine: int, taken: set[int]) -> int | None:
        """The place of which this is surely another wording; none where it is not sure."""
        near = self.scores[mine]
        free = [place for place in near if place not in taken]
        if not free:
            return None
        best = max(free, key=lambda place: (near[place], -place))
        if self.margin(mine, best) < MARGIN:
            return None
        one, other = self.old[best], self.new[mine]
        if self.is_headed_alike(one, other):
            return best if near[best] >= LIKE_UNDER_HEADING else None
        # Where its heading goes on elsewhere in the file, that other passage may be it.
        lives_on = self.headings[1][one.heading] > 0
        short = min(len(one.words), len(other.words)) < SHORT
        doubt = lives_on or short or near[best] < LIKE or exchanged(one, other)
        return None if doubt else best

    def margin(self, mine: int, place: int) -> float:
        """How much nearer the two are than either is to any third."""
        near = self.scores[mine]
        others = [score for other, score in near.items() if other != place]
        rivals = [row.get(place, 0.0) for other, row in self.scores.items() if other != mine]
        return near.get(place, 0.0) - max([*others, *rivals], default=0.0)

    def is_headed_alike(self, one: Shape, other: Shape) -> bool:
        """True when both have one heading, and nothing else on either side has it."""
        alone = all(count[one.heading] == 1 for count in self.headings)
        return one.heading == other.heading and alone

    def candidates(self, mine: int, found: Mapping[int, int]) -> list[int]:
        """The passages that this may be: alike, or the one that lost its words under this heading.

        Where a passage stands says nothing: in a text that is wholly new all of them stand somewhere.
        """
        near, taken = self.scores[mine], set(found.values())
        likely = [
            place
            for place, score in near.items()
            if score >= LIKELY
            or (place not in taken and self.is_headed_alike(self.old[place], self.new[mine]))
        ]
        return sorted(likely, key=lambda place: (-near[place], place))[:MOST_CANDIDATES]


def alike(old: Sequence[Shape], new: Sequence[Shape]) -> dict[int, dict[int, float]]:
    """How alike the passages of two texts are, 0 to 1; in long texts those that share rare words."""
    everybody = len(old) * len(new) <= MOST_PAIRS
    often = len(old) // 8
    holders: dict[Any, list[int]] = defaultdict(list)
    for place, one in enumerate(old):
        for key in {*one.counts, ("heading", one.heading)}:
            holders[key].append(place)
    found: dict[int, dict[int, float]] = {}
    for mine, one in enumerate(new):
        near: set[int] = set(range(len(old))) if everybody else set()
        if not everybody:
            for key in {*one.counts, ("heading", one.heading)}:
                shared = holders.get(key, [])
                near.update(shared if len(shared) <= often else ())
        found[mine] = {place: likeness(old[place], one) for place in sorted(near)}
    return found


def likeness(one: Shape, other: Shape) -> float:
    """The share of words and pairs of words that two texts have in common."""
    if one.words == other.words:
        return 1.0
    small, large = sorted((one.counts, other.counts), key=len)
    common = sum(min(count, large.get(key, 0)) for key, count in small.items())
    return 2 * common / (one.size + other.size) if common else 0.0


def by(key: Any, shapes: Sequence[Shape]) -> dict[Any, list[int]]:
    """Places by what they have in common."""
    found: dict[Any, list[int]] = defaultdict(list)
    for place, one in enumerate(shapes):
        found[key(one)].append(place)
    return found


def exchanged(one: Shape, other: Shape) -> bool:
    """True when each says something that the other does not: the one may not be the other."""
    mine, theirs = set(one.words), set(other.words)
    gone, come = mine - theirs, theirs - mine
    return any(tells(word) for word in gone) and any(tells(word) for word in come)


def tells(word: str) -> bool:
    """True for a word that carries sense: a number, or one that is not among the shortest."""
    return word[0].isdigit() or len(word) >= TELLING
