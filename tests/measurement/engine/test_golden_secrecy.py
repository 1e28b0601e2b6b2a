"""Golden cases of secrecy: what must not be worked out by subtraction (measurement.md 2.36 and 3.5)."""

from fractions import Fraction

import pytest

from measurement.engine.secrecy import Cell, Sum, Tables, protect
from measurement.engine.viewers import STRANGER, Viewer
from tests.measurement.engine.say import Golden

FEWEST = 5


def table(counts, *sums, out=(), each_site=True):
    """Counts by name (each a site's own), and sums `total=a+b`; `out` was published before."""
    cells = {
        name: Cell(
            Fraction(count),
            frozenset({name}) if each_site else frozenset(),
            secret=0 < count < FEWEST,
            most=Fraction(FEWEST - 1),
            published=name in out,
        )
        for name, count in counts.items()
    }
    made = []
    for told in sums:
        total, parts = told.split("=")
        names = tuple(parts.split("+"))
        amount = sum((cells[name].amount for name in names), Fraction(0))
        secret = 0 < amount < FEWEST
        cells[total] = Cell(amount, secret=secret, most=Fraction(4), published=total in out)
        made.append(Sum(total, names))
    return Tables(cells, tuple(made))


def hidden(counts, *sums, **more):
    return set(protect(table(counts, *sums, **more)).hidden)


def exposed(counts, *sums, **more):
    return set(protect(table(counts, *sums, **more)).exposed)


def read(viewer, counts, *sums):
    tables = table(counts, *sums)
    return set(protect(tables).shown_to(tables, viewer))


TWO = {"a": 3, "b": 50}
FOUR = {"a": 3, "b": 50, "c": 60, "d": 70}
SMALL = {"a": 3, "b": 2, "c": 4, "d": 70}
GRID = {"nw": 3, "ne": 40, "sw": 50, "se": 60}
GRID_SUMS = ("n=nw+ne", "s=sw+se", "w=nw+sw", "e=ne+se", "all=n+s")

CASES = [
    Golden("2.36", "no small count, nothing is hidden", lambda: hidden({"a": 5, "b": 0}, "t=a+b"), set()),
    Golden("2.11", "a nought tells of nobody", lambda: hidden({"a": 0, "b": 0, "c": 9}, "t=a+b+c"), set()),
    Golden("2.36", "a small count alone, without a total", lambda: hidden({"a": 3, "b": 50}), {"a"}),
    Golden("3.5", "two sites: the total is kept too", lambda: hidden(TWO, "t=a+b"), {"a", "t"}),
    Golden("3.5", "one hidden contributor: others are hidden, and the total stays",
           lambda: hidden(FOUR, "t=a+b+c+d"), {"a", "b", "c"}),
    Golden("3.5", "a stranger needs one more, a site that knows its own needs two",
           lambda: hidden(FOUR, "t=a+b+c+d", each_site=False), {"a", "b"}),
    Golden("3.5", "three small ones hide each other", lambda: hidden(SMALL, "t=a+b+c+d"), {"a", "b", "c"}),
    Golden("3.5", "the smallest possible all at once tell themselves",
           lambda: hidden({"a": 1, "b": 1, "c": 1, "d": 70}, "t=a+b+c+d"), {"a", "b", "c", "t"}),
    Golden("3.5", "the greatest possible all at once too",
           lambda: hidden({"a": 4, "b": 4, "c": 4, "d": 70}, "t=a+b+c+d"), {"a", "b", "c", "t"}),
    Golden("3.5", "a small total is secret itself", lambda: "t" in hidden({"a": 0, "b": 3, "c": 0}, "t=a+b+c"), True),
    Golden("2.36", "both margins of a table are shared: four corners, or margins",
           lambda: hidden(GRID, *GRID_SUMS, each_site=False), {"nw", "ne", "sw", "se"}),
    Golden("2.36", "a region within a country: hiding in the region is not enough",
           lambda: len(hidden({"a": 3, "b": 50, "c": 60, "d": 70}, "r=a+b", "q=c+d", "t=r+q")) > 2, True),
    Golden("2.36", "a total published before is not taken back", lambda: "t" in hidden(FOUR, "t=a+b+c+d", out=("t",)), False),
    Golden("2.36", "nor a site's count: another one hides the small one",
           lambda: hidden(FOUR, "t=a+b+c+d", out=("t", "b")), {"a", "c", "d"}),
    Golden("2.36", "all others and the total are out: that it is told is said",
           lambda: exposed(FOUR, "t=a+b+c+d", out=("b", "c", "d", "t")), {"a"}),
    Golden("2.36", "a small count that was published is not called hidden",
           lambda: (hidden(FOUR, out=("a",)), exposed(FOUR, out=("a",))), (set(), {"a"})),
    Golden("3.5", "a triad reads its own and no neighbour's",
           lambda: read(Viewer(None, frozenset({"a"})), FOUR, "t=a+b+c+d"), {"a", "d", "t"}),
    Golden("3.5", "the national team reads no small count of a site", lambda: read(Viewer(sees=None), FOUR, "t=a+b+c+d"), {"d", "t"}),
    Golden("3.5", "a stranger neither", lambda: read(STRANGER, TWO, "t=a+b"), {"b"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_nothing_is_told_by_subtraction(case):
    assert case.found() == case.right


def test_tables_that_do_not_add_up_are_no_tables():
    with pytest.raises(ValueError, match="not the sum"):
        Tables({"a": Cell(Fraction(1)), "t": Cell(Fraction(2))}, (Sum("t", ("a",)),))
