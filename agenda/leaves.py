"""A long text in leaves that arrive fast on a slow network; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# So many characters and passages on one leaf: its page stays within one round trip of the network.
CHARACTERS, PASSAGES = 5_000, 16


@dataclass(frozen=True, slots=True)
class Leaf[P]:
    """Passages that stand on one page, and which of how many pages that is."""

    number: int
    of: int
    passages: tuple[P, ...]

    @property
    def following(self) -> int | None:
        """The number of the next leaf; None on the last."""
        return self.number + 1 if self.number < self.of else None

    @property
    def before(self) -> int | None:
        """The number of the leaf before; None on the first."""
        return self.number - 1 if self.number > 1 else None


def leaves[P](passages: Sequence[P], length: Callable[[P], int]) -> tuple[Leaf[P], ...]:
    """The passages in their order, cut where a page is full; at least one leaf."""
    found: list[list[P]] = [[]]
    so_far = 0
    for passage in passages:
        size = length(passage)
        if found[-1] and (so_far + size > CHARACTERS or len(found[-1]) == PASSAGES):
            found.append([])
            so_far = 0
        found[-1].append(passage)
        so_far += size
    return tuple(Leaf(n, len(found), tuple(some)) for n, some in enumerate(found, 1))


def leaf_of[P](all_leaves: Sequence[Leaf[P]], passage: P) -> int:
    """On which leaf a passage stands; the first for none of them."""
    return next((leaf.number for leaf in all_leaves if passage in leaf.passages), 1)
