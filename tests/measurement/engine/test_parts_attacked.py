"""Who attacks all that may be seen of a family: by all worlds that look the same, and by a solver."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from measurement.engine.parts import Cell, withheld
from measurement.engine.small import is_few
from tests.measurement.bounds import Unknown, is_free
from tests.measurement.engine.say import d

NEAR = Fraction(1, 5)
LEAST = 4
STAR = {"all": ("women", "men")}
DEEP = {"town": ("all", "elsewhere"), "all": ("women", "men")}
# Parts, the numbers that are counted at the bottom, and how the others follow from them.
WORLDS = {
    "two parts": (STAR, ("women", "men"), 11),
    "two parts and a rest": (STAR, ("women", "men", "rest all"), 8),
    "one part": ({"all": ("women",)}, ("women", "rest all"), 11),
    "three parts": ({"all": ("women", "men", "others")}, ("women", "men", "others"), 8),
    "parts of a part": (DEEP, ("women", "men", "elsewhere"), 8),
}


def filled(parts, bottom):
    """All numbers of a world, out of those at the bottom."""
    numbers = dict(bottom)
    for whole in reversed(list(parts)):
        below = sum(numbers[part] for part in parts[whole])
        numbers[whole] = below + numbers.get(f"rest {whole}", 0)
    return numbers


def few(number, least=LEAST):
    return is_few(d(number), least)


def shown(parts, numbers, order, secrets=(), *, least=LEAST, inside=False):
    """What of a world may be read, by figure."""
    cells = [
        Cell(name, name, secret=True) if name in secrets
        else Cell(name, name, d(numbers[name]), below=least if few(numbers[name], least) else 0)
        for name in order
    ]  # fmt: skip
    kept = withheld(parts, cells, least=least, inside=inside)
    return {
        cell.figure: int(cell.value) for cell in cells
        if cell.value is not None and (inside or not cell.below) and cell.key not in kept
    }  # fmt: skip


def figures_of(parts):
    return [*parts, *(p for of in parts.values() for p in of if p not in parts)]


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("turn", range(4), ids=["wholes first", "parts first", "mixed", "again"])
def test_who_knows_the_rule_and_all_that_is_shown_finds_nobody(name, turn):
    """Of all worlds that look the same, none has the few people of another one within a fifth.

    Which numbers are hidden is part of the look; so neither does that tell anything. Where a whole
    is few people, the thresholds alone bound what is below it; and near the end of the numbers that
    are tried, not all worlds are.
    """
    parts, bottom, most = WORLDS[name]
    figures = figures_of(parts)
    top = figures[0]
    order = figures[::-1] if turn == 1 else figures
    if turn > 1:
        order = Random(turn).sample(figures, len(figures))
    alike = {}
    for counts in product(range(most), repeat=len(bottom)):
        numbers = filled(parts, dict(zip(bottom, counts, strict=True)))
        look = tuple(sorted(shown(parts, numbers, order).items()))
        alike.setdefault(look, []).append(numbers)

    found = [
        (look, figure, world[figure])
        for look, worlds in alike.items()
        for world in worlds
        if world[top] + LEAST <= most and not any(few(world[whole]) for whole in parts)
        for figure in [*figures, *(n for n in world if n.startswith("rest"))]
        if few(world[figure]) and figure not in dict(look)
        and not any(abs(other[figure] - world[figure]) * 5 > world[figure] for other in worlds)
    ]  # fmt: skip

    assert not found


def grown(dice, depth=0):
    """A family of random shape, its figures named by their place in it."""
    parts, bottom = {}, {}

    def grow(name, deep):
        count = dice.choice([1, 2, 2, 3]) if deep < 2 and (deep == 0 or dice.random() < 0.4) else 0
        if not count:
            bottom[name] = dice.choice([0, 1, 2, 3, 4, 5, 8, 13, 30])
            return
        parts[name] = tuple(f"{name}.{n}" for n in range(count))
        if count == 1 or dice.random() < 0.3:
            bottom[f"rest {name}"] = dice.choice([1, 2, 3, 4, 6, 9, 20])
        for part in parts[name]:
            grow(part, deep + 1)

    grow("0", depth)
    return parts, filled(parts, bottom)


def attack(parts, numbers, seen, targets):
    """Which of the hidden numbers a solver bounds within a fifth, who knows all sums of the family."""
    unknowns = {
        name: Unknown(Fraction(number)) for name, number in numbers.items() if name not in seen
    }
    equations = [
        {whole: -1, **dict.fromkeys(parts[whole], 1), f"rest {whole}": 1} for whole in parts
    ]
    free = [{key: sign for key, sign in row.items() if key in unknowns} for row in equations]
    return [key for key in targets if not is_free(unknowns, free, key, NEAR * numbers[key])]


def families(count=300):
    """Random families, with their figures in a random order."""
    for seed in range(count):
        dice = Random(seed)
        parts, numbers = grown(dice)
        order = figures_of(parts)
        dice.shuffle(order)
        yield dice, parts, numbers, order


def test_a_solver_bounds_no_hidden_number_of_a_random_family():
    found = []
    for _dice, parts, numbers, order in families():
        seen = shown(parts, numbers, order)
        hidden = [name for name, number in numbers.items() if few(number) and name not in seen]
        found += attack(parts, numbers, seen, hidden)

    assert found == []


@pytest.mark.parametrize("inside", [False, True], ids=["outside", "inside"])
def test_a_solver_bounds_no_secret_of_a_source(inside):
    """Nor from the people of the site, who read their few people."""
    found = []
    for dice, parts, numbers, order in families():
        secrets = dice.sample(order, min(len(order), dice.choice([1, 1, 2])))
        seen = shown(parts, numbers, order, secrets, inside=inside)
        found += attack(parts, numbers, seen, [name for name in secrets if numbers[name]])

    assert found == []


def test_the_solver_finds_what_a_rule_without_families_tells():
    """The attack can succeed: twelve people, nine of them women."""
    numbers = {"all": 12, "women": 9, "men": 3}

    assert attack(STAR, numbers, {"all": 12, "women": 9}, ["men"]) == ["men"]
