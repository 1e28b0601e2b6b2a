"""A solver attacks all that may be seen of a family of random shape."""

from fractions import Fraction
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
        else Cell(name, name, d(numbers[name]), below=least if few(numbers[name], least) else 0, least=least)
        for name in order
    ]  # fmt: skip
    kept = withheld(parts, cells, inside=inside)
    return {
        cell.figure: int(cell.value) for cell in cells
        if cell.value is not None and (inside or not cell.below) and cell.key not in kept
    }  # fmt: skip


def figures_of(parts):
    return [*parts, *(p for of in parts.values() for p in of if p not in parts)]


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


@pytest.mark.parametrize("least", [3, LEAST, 5])
def test_a_solver_bounds_no_hidden_number_of_a_random_family(least):
    found = []
    for _dice, parts, numbers, order in families(200):
        seen = shown(parts, numbers, order, least=least)
        hidden = [
            name for name, number in numbers.items() if few(number, least) and name not in seen
        ]
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
