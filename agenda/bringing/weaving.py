"""The order of a text after a file was brought into it; pure."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence


def woven[K: Hashable](
    present: Sequence[tuple[K, Hashable]], coming: Sequence[K], gone: frozenset[K] = frozenset()
) -> list[K]:
    """Keys in the order of the file; those that only the agenda has stay behind whom they stood.

    The first of a part stays behind the part before.

    `present` are the agenda's keys with their parts, in reading order; `gone` are taken out.
    """
    found = list(coming)
    known = set(coming)
    last: dict[Hashable, K] = {}
    before: list[K] = []
    for key, part in present:
        if key in gone:
            continue
        if key not in known:
            ahead = [last[part]] if part in last else before
            found.insert(found.index(ahead[0]) + 1 if ahead else 0, key)
            known.add(key)
        last[part], before = key, [key]
    return found


def moved[K: Hashable](before: Sequence[K], after: Sequence[K]) -> set[K]:
    """The fewest keys that had to move to lead from one order to the other."""
    place = {key: n for n, key in enumerate(before)}
    common = [key for key in after if key in place]
    tails: list[int] = []
    chain: list[list[K]] = []
    for key in common:
        at = bisect_left(tails, place[key])
        ahead = chain[at - 1] if at else []
        tails[at : at + 1] = [place[key]]
        chain[at : at + 1] = [[*ahead, key]]
    return set(common) - set(chain[-1] if chain else [])
