"""An attack on what is published: whoever reads it finds no hidden number within a fifth."""

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.engine.bounds import Unknown, extremes, is_free
from measurement.engine.secrecy import Cell, Sum, Tables, protect

SLOWLY = settings(max_examples=25, derandomize=True)
FEWEST = 5


def country(chance, *, sites=30, secret=15):
    """Counts of sites; totals by region, wave and kind that share margins, and of the country."""
    few = set(chance.sample(range(sites), secret))
    cells = {}
    for n in range(sites):
        amount = chance.randint(1, FEWEST - 1) if n in few else chance.randint(FEWEST, 120)
        cells[f"s{n}"] = Cell(
            Fraction(amount), frozenset({f"s{n}"}), n in few, Fraction(FEWEST - 1)
        )
    sums = []
    for name, count in (("region", 5), ("wave", 3), ("kind", 2)):
        groups = [
            [f"s{n}" for n in range(sites) if hash_of(name, n) % count == k] for k in range(count)
        ]
        whole = []
        for k, group in enumerate(groups):
            key = f"{name}{k}"
            amount = sum((cells[site].amount for site in group), Fraction(0))
            cells[key] = Cell(amount, secret=0 < amount < FEWEST, most=Fraction(FEWEST - 1))
            sums.append(Sum(key, tuple(group)))
            whole.append(key)
        total = sum((cells[key].amount for key in whole), Fraction(0))
        cells["all"] = Cell(total, secret=0 < total < FEWEST, most=Fraction(FEWEST - 1))
        sums.append(Sum("all", tuple(whole)))
    return Tables(cells, tuple(sums))


def hash_of(name, n):
    """A fixed lot for each site."""
    return random.Random(f"{name}/{n}").randrange(10_000)


def found_out(tables, hidden, reader):
    """What a reader works out, from nothing but the tables: hidden counts within a fifth.

    He knows all that is printed, his own count, that no count is below nought, and, of those that
    are secret in themselves, that they are between one and the most that a secret count can be.
    """
    own = {key for key, cell in tables.cells.items() if reader in cell.sites}
    for each in tables.sums * 2:
        if all(part in own or not tables.cells[part].amount for part in each.parts):
            own.add(each.total)
    unknown = hidden - own
    rows = []
    for each in tables.sums:
        row = {key: 1 for key in each.parts if key in unknown}
        rows.append(row | ({each.total: -1} if each.total in unknown else {}))
    told = []
    for key in sorted(unknown):
        cell = tables.cells[key]
        if key in tables.totals and not cell.secret:
            continue
        facts = {
            k: Unknown(c.amount, Fraction(1), c.most)
            if cell.secret and (c := tables.cells[k]).secret
            else Unknown(tables.cells[k].amount)
            for k in unknown
        }
        low, high = extremes(facts, [row for row in rows if row], key)
        if (
            high is not None
            and low >= cell.amount * Fraction(4, 5)
            and high <= cell.amount * Fraction(6, 5)
        ):
            told.append(key)
    return told


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_no_reader_of_thirty_sites_bounds_any_of_fifteen_hidden_counts(seed):
    tables = country(random.Random(seed))
    kept = protect(tables)
    secret = {key for key, cell in tables.cells.items() if cell.secret}

    assert len(secret) >= 15
    assert secret <= kept.hidden
    assert not kept.exposed
    for reader in (None, *sorted(tables.sites)):
        assert found_out(tables, kept.hidden, reader) == [], reader


def test_hiding_the_secret_counts_alone_would_tell_some():
    """The attack finds what it should find: so it can fail."""
    tables = country(random.Random(1), secret=5)
    secret = frozenset(key for key, cell in tables.cells.items() if cell.secret)

    assert any(found_out(tables, secret, reader) for reader in (None, *tables.sites))


@st.composite
def small_tables(draw):
    """Up to nine counts on a grid with both margins, some of sites, some of nobody."""
    wide, high = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    owned = draw(st.booleans())
    cells = {}
    for x, y in product(range(wide), range(high)):
        amount = draw(st.one_of(st.integers(0, 8), st.integers(0, 60)))
        sites = frozenset({f"site{x}"}) if owned else frozenset()
        cells[f"{x}{y}"] = Cell(Fraction(amount), sites, 0 < amount < FEWEST, Fraction(FEWEST - 1))
    sums = []
    for name, keys in (
        *((f"x{x}", [f"{x}{y}" for y in range(high)]) for x in range(wide)),
        *((f"y{y}", [f"{x}{y}" for x in range(wide)]) for y in range(high)),
        ("all", [f"x{x}" for x in range(wide)]),
        ("all", [f"y{y}" for y in range(high)]),
    ):
        amount = sum((cells[key].amount for key in keys), Fraction(0))
        cells[name] = Cell(amount, secret=0 < amount < FEWEST, most=Fraction(FEWEST - 1))
        sums.append(Sum(name, tuple(keys)))
    return Tables(cells, tuple(sums))


@SLOWLY
@given(small_tables())
def test_on_any_small_table_nothing_is_told_and_nothing_hidden_in_vain(tables):
    kept = protect(tables)
    secret = {key for key, cell in tables.cells.items() if cell.secret}
    readers = (None, *sorted(tables.sites))

    assert secret <= kept.hidden
    assert not kept.exposed
    assert not any(found_out(tables, kept.hidden, reader) for reader in readers)
    assert all(tables.cells[key].amount for key in kept.hidden)
    assert secret or not kept.hidden


@SLOWLY
@given(small_tables())
def test_the_same_tables_are_always_kept_in_the_same_way(tables):
    turned = Tables(dict(reversed(tables.cells.items())), tuple(reversed(tables.sums)))

    assert protect(turned) == protect(tables)


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
