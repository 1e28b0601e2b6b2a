"""The solver with which the secrecy of real pages is attacked finds what there is to find."""

import random
from fractions import Fraction
from itertools import product

import pytest

from tests.measurement.bounds import Unknown, extremes, is_free


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_finds_what_trying_all_possibilities_finds(seed):
    """On grids the least and the greatest are whole numbers: each is reached, nothing lies beyond."""
    chance = random.Random(seed)
    wide, high = chance.choice(((2, 2), (2, 3), (1, 4)))
    keys = [(x, y) for x in range(wide) for y in range(high) if chance.random() < 0.85]
    most = {key: chance.randint(1, 4) for key in keys}
    true = {key: chance.randint(0, most[key]) for key in keys}
    lines = [[k for k in keys if k[0] == x] for x in range(wide)]
    lines += [[k for k in keys if k[1] == y] for y in range(high)]
    lines = [line for line in lines if line and chance.random() < 0.8]
    tried = [
        dict(zip(keys, values, strict=True))
        for values in product(*(range(most[key] + 1) for key in keys))
    ]
    possible = [
        world for world in tried
        if all(sum(world[k] for k in line) == sum(true[k] for k in line) for line in lines)
    ]  # fmt: skip
    unknowns = {str(k): Unknown(Fraction(true[k]), Fraction(0), Fraction(most[k])) for k in keys}
    rows = [{str(k): 1 for k in line} for line in lines]
    for key in keys:
        values = [world[key] for world in possible]
        reach = max(true[key] - min(values), max(values) - true[key])

        assert extremes(unknowns, rows, str(key)) == (min(values), max(values))
        assert is_free(unknowns, rows, str(key), Fraction(reach)) is False
        assert is_free(unknowns, rows, str(key), Fraction(reach) - 1) is True


def test_a_number_without_an_upper_end_has_none():
    unknowns = {"a": Unknown(Fraction(3)), "b": Unknown(Fraction(4)), "t": Unknown(Fraction(7))}

    assert extremes(unknowns, [{"a": 1, "b": 1, "t": -1}], "a") == (0, None)
    assert extremes(unknowns, [{"a": 1, "b": 1}], "a") == (0, 7)
