"""Who knows the rule, the threshold and the order of writing, and saw all pages, finds nobody.

All worlds of small numbers are written down in all orders. A reader saw each state on its day; of
all worlds that looked the same to him ever since, none has the few people of another one within a
fifth. Numbers are whole, not below nought, and parts add up: he knows that too. Which numbers are
hidden is part of the look, so neither does that tell anything.
"""

from dataclasses import dataclass
from itertools import permutations, product
from random import Random

import pytest

from measurement.engine.parts import Cell, withheld
from tests.measurement.engine.say import d
from tests.measurement.engine.test_parts_attacked import (
    DEEP,
    STAR,
    few,
    figures_of,
    filled,
)

ONE = {"all": ("women",)}
THREE = {"all": ("women", "men", "others")}
FOUR = {"all": ("women", "men", "young", "others")}
CHAIN = {"town": ("all",), "all": ("women",)}
# Parts, and the numbers that are counted at the bottom: the others follow from them.
FAMILIES = {
    "one part": (ONE, ("women", "rest all")),
    "two parts": (STAR, ("women", "men")),
    "two parts and a rest": (STAR, ("women", "men", "rest all")),
    "three parts": (THREE, ("women", "men", "others")),
    "three parts and a rest": (THREE, ("women", "men", "others", "rest all")),
    "four parts": (FOUR, ("women", "men", "young", "others")),
    "parts of a part": (DEEP, ("women", "men", "elsewhere")),
    "a chain": (CHAIN, ("women", "rest all", "rest town")),
}
HIDDEN = None


@dataclass(frozen=True)
class Told:
    """What was written, in its order, what is true of it, and the greatest number there."""

    wrote: tuple[tuple[str, int], ...]
    truth: dict[str, int]

    @property
    def most(self):
        return max([*self.truth.values(), *(number for _figure, number in self.wrote)])


def look(parts, wrote, least):
    """What a reader saw after each number that was written: all that was shown of those before."""
    cells = [
        Cell(n, figure, d(number), below=least if few(number, least) else 0, least=least)
        for n, (figure, number) in enumerate(wrote)
    ]
    seen = []
    for many in range(1, len(cells) + 1):
        kept = withheld(parts, cells[:many])
        seen.append(tuple(
            HIDDEN if cell.below or cell.key in kept else int(cell.value) for cell in cells[:many]
        ))  # fmt: skip
    return tuple(seen)


def found_out(parts, worlds, least, top):
    """The few people whom a reader finds within a fifth; near the top of what is tried, not all worlds are."""
    alike = {}
    for world in worlds:
        alike.setdefault(look(parts, world.wrote, least), []).append(world)
    return [
        (seen[-1], world, name)
        for seen, others in alike.items()
        for world in others
        if world.most + least <= top
        for name, number in world.truth.items()
        if few(number, least)
        and (name.rstrip("'"), number) not in read(seen, world)
        and not any(abs(one.truth[name] - number) * 5 > number for one in others)
    ]  # fmt: skip


def read(seen, world):
    return {pair for pair, shown in zip(world.wrote, seen[-1], strict=True) if shown is not HIDDEN}


def all_worlds(name, top):
    parts, bottom = FAMILIES[name]
    for counts in product(range(top), repeat=len(bottom)):
        yield filled(parts, dict(zip(bottom, counts, strict=True)))


def written_once(name, least, top, orders=None):
    """Every figure once, or only some of them: in all orders, or in so many."""
    parts, _bottom = FAMILIES[name]
    figures = figures_of(parts)
    worlds = list(all_worlds(name, top))
    ways = [way for many in range(2, len(figures) + 1) for way in permutations(figures, many)]
    if orders:
        ways = Random(orders).sample(ways, min(orders, len(ways)))
    return [
        one for way in ways
        for one in found_out(
            parts, [Told(tuple((f, w[f]) for f in way), w) for w in worlds], least, top
        )
    ]  # fmt: skip


def corrected(name, least, top, orders):
    """One figure was wrong first, by whatever: what is true came later."""
    parts, _bottom = FAMILIES[name]
    found = []
    for seed in range(orders):
        dice = Random(seed)
        figures = figures_of(parts)
        wrong = dice.choice(figures)
        way = dice.sample([*figures, wrong], len(figures) + 1)
        first = way.index(wrong)
        worlds = [
            Told(tuple((f, error if n == first else w[f]) for n, f in enumerate(way)), w)
            for w in all_worlds(name, top) for error in range(top)
        ]  # fmt: skip
        found += found_out(parts, worlds, least, top)
    return found


def counted_again(name, least, top, orders):
    """One number at the bottom became another one, and so did all above it: both were true."""
    parts, bottom = FAMILIES[name]
    found = []
    for seed in range(orders):
        dice = Random(seed)
        figures = figures_of(parts)
        moved = dice.choice(bottom)
        first, again = dice.sample(figures, len(figures)), changed(parts, moved)
        dice.shuffle(again)
        worlds = []
        for world in all_worlds(name, top):
            for number in range(top):
                after = filled(parts, {key: world[key] for key in bottom} | {moved: number})
                wrote = [*((f, world[f]) for f in first), *((f, after[f]) for f in again)]
                worlds.append(Told(tuple(wrote), world | {f"{f}'": n for f, n in after.items()}))
        found += found_out(parts, worlds, least, top)
    return found


def changed(parts, moved):
    """The figures whose numbers change with one at the bottom."""
    below, found = moved.removeprefix("rest "), []
    if below == moved or below in parts:
        found.append(below)
    while wholes := [whole for whole in parts if below in parts[whole]]:
        below = wholes[0]
        found.append(below)
    return found


@pytest.mark.parametrize(
    ("name", "least", "top", "orders"),
    [
        ("one part", 3, 12, None), ("one part", 4, 12, None),
        ("one part", 5, 14, None), ("one part", 11, 26, None),
        ("two parts", 3, 10, None), ("two parts", 4, 10, None),
        ("two parts", 5, 12, None), ("two parts", 11, 26, None),
        ("two parts and a rest", 3, 7, 5), ("three parts", 3, 7, 8), ("parts of a part", 3, 7, 12),
        ("a chain", 3, 7, 5), ("four parts", 3, 5, 3),
    ],
)  # fmt: skip
def test_whatever_the_order_of_writing_nobody_is_found(name, least, top, orders):
    assert written_once(name, least, top, orders) == []


@pytest.mark.slow
@pytest.mark.parametrize("least", [3, 4, 5])
@pytest.mark.parametrize("name", ["two parts and a rest", "three parts", "parts of a part"])
def test_whatever_the_order_of_writing_nobody_is_found_in_greater_families(name, least):
    assert written_once(name, least, 9, 12) == []


@pytest.mark.parametrize(
    ("name", "least", "top"),
    [("one part", 3, 9), ("two parts", 3, 8), ("two parts", 4, 9), ("a chain", 3, 5)],
)
def test_a_correction_finds_nobody_either(name, least, top):
    assert corrected(name, least, top, orders=4) == []
    assert counted_again(name, least, top, orders=4) == []


@pytest.mark.parametrize(("least", "top"), [(3, 9), (4, 10), (5, 12)])
def test_who_reads_a_share_of_a_part_as_well_finds_nobody(least, top):
    """The men are told twice: as a count and, out of all of them, as a share."""
    parts, found = {"all": ("women", "men", "share")}, []
    for way in permutations(("all", "women", "men", "share")):
        alike = {}
        for women, men in product(range(top), repeat=2):
            world = {"all": women + men, "women": women, "men": men}
            wrote = [
                pair for figure in way
                for pair in (
                    [("all", world["all"]), ("share", men)] if figure == "share"
                    else [(figure, world[figure])]
                )
            ]  # fmt: skip
            seen = list(look(parts, wrote, least))
            told = way.index("share")
            for n, state in enumerate(seen):
                cells = list(state)
                if n == told or HIDDEN in cells[told : told + 2]:
                    cells[told : told + 2] = [HIDDEN] * len(cells[told : told + 2])
                seen[n] = tuple(cells)
            alike.setdefault(tuple(seen), []).append(world)
        found += [
            (way, seen[-1], world, name)
            for seen, others in alike.items() for world in others
            for name, number in world.items()
            if world["all"] + least <= top and few(number, least) and number not in seen[-1]
            and not any(abs(one[name] - number) * 5 > number for one in others)
        ]  # fmt: skip

    assert found == []


def test_six_ones_under_a_shown_whole_are_not_told_by_being_hidden():
    """Whoever is hidden could be nobody: else six hidden parts of six people were one each."""
    parts = {"all": tuple("abcdefg")}
    nobody = [("all", 20), ("a", 14), *((key, 0) for key in "bcdef"), ("g", 6)]
    ones = [("all", 20), ("a", 14), *((key, 1) for key in "bcdefg")]

    seen, other = look(parts, ones, 4)[-2], look(parts, nobody, 4)[-2]

    assert seen == other == (20, 14, *[HIDDEN] * 5)


def test_the_attack_finds_the_few_where_nobody_is_told_apart():
    """It can succeed: a reader who sees that a hidden part is at least one."""
    worlds = [Told((("all", a + b), ("women", a), ("men", b)), {"women": a, "men": b})
              for a in range(5) for b in range(5)]  # fmt: skip
    told = {}
    for world in worlds:
        seen = tuple(HIDDEN if few(number, 3) else number for _figure, number in world.wrote)
        told.setdefault(seen, []).append(world)

    [alone] = told[HIDDEN, HIDDEN, HIDDEN]

    assert alone.truth == {"women": 1, "men": 1}
