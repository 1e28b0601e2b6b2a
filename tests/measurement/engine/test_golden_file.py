"""Golden cases of the whole real file and of rows that cannot be true (measurement.md 0, 3.4 and 3.5)."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from measurement.engine.aggregate import Aggregate
from measurement.engine.combining import Rule
from measurement.engine.numbers import Fault, Unread, read_ratio
from measurement.engine.observations import Observation, Release, State
from measurement.engine.overtime import TimeRule, over_time
from measurement.engine.reasons import Why
from measurement.engine.viewers import Viewer
from tests.measurement.engine.say import (
    CNAF,
    CODES,
    COUNT,
    GAP,
    MONEY,
    RATE,
    SHARE,
    Golden,
    ask,
    d,
    each,
    nothing,
    saw,
    site,
    why,
    year,
)

FILE = Path(__file__).parents[3] / "data/qpv_indicateurs.csv"
with FILE.open(encoding="utf-8-sig", newline="") as LINES:
    ROWS = list(csv.DictReader(LINES))
PLACES = [row["code"] for row in ROWS]
OVERSEAS = [code for code in PLACES if code.startswith("QN97")]
EVERYWHERE = Viewer(None, None)
OLDER = Release("Cnaf", 2023, 2024)


def of_file(column: str, *, times: int = 1) -> list[Observation]:
    """A column of the file, its rows so many times: a neighbourhood of several communes stands in several."""
    rows = [saw(row["code"], row[column]) if row[column] else nothing(row["code"]) for row in ROWS]
    return rows * times


def summed(column: str, *, times: int = 1) -> Aggregate:
    return ask(COUNT, [site("all", *PLACES)], of_file(column, times=times), viewer=EVERYWHERE)


def overseas(column: str) -> tuple[int, int]:
    """How many neighbourhoods overseas have a value, and how many lack one."""
    found = ask(RATE, [site("overseas", *OVERSEAS)], of_file(column), viewer=EVERYWHERE)
    return found.coverage.observed, found.coverage.missing


def impossible() -> set[Any]:
    """What is said of social housing, of one source, over households, of another, where it is more."""
    pairs = [
        (Decimal(row["logements_sociaux"]), Decimal(row["menages"]))
        for row in ROWS
        if row["menages"] and row["logements_sociaux"]
    ]
    above = [read_ratio(part, whole, SHARE) for part, whole in pairs if part > whole]
    assert len(above) == 248
    return {found.fault for found in above if isinstance(found, Unread)}


def whole_points() -> tuple[int, int]:
    """How many poverty rates have no decimal, of all."""
    rates = [row.value for row in of_file("taux_pauvrete_60") if row.value is not None]
    return sum(rate == rate.to_integral_value() for rate in rates), len(rates)


def cannot_be(make: Callable[[], Observation]) -> bool:
    """True where nobody can write such a row down."""
    try:
        make()
    except ValueError:
        return True
    return False


CASES = [
    Golden("0.table", "the residents of all, each neighbourhood once", lambda: summed("population_municipale").value, 5_931_940),
    Golden("0.table", "not 7.83 millions: rows of several communes change nothing", lambda: summed("population_municipale", times=2).value, 5_931_940),
    Golden("0.table", "3.74 millions covered by the Caf, not 5.03", lambda: summed("personnes_couvertes_caf", times=2).value, 3_738_908),
    Golden("0.table", "and 168 neighbourhoods of which it is not known", lambda: summed("personnes_couvertes_caf").coverage.missing, 168),
    Golden("0.table", "overseas no poverty rate is known", lambda: overseas("taux_pauvrete_60"), (0, 156)),
    Golden("0.table", "nor who is covered by the Caf", lambda: overseas("personnes_couvertes_caf"), (0, 156)),
    Golden("0.table", "each share above a hundred of two sources is refused", impossible, {Fault.ABOVE_DENOMINATOR}),
    Golden("0.table", "1,288 of 1,299 poverty rates are whole points", whole_points, (1288, 1299)),
    Golden("0.1", "a mean of ratios by inhabitants is refused as well", lambda: why(ask(SHARE, 3, [saw(c, of=(1, 2)) for c in CODES[:3]], wanted=Rule.WEIGHTED_MEAN)), Why.RATES_NOT_AVERAGED),
    Golden("3.4", "half a ratio is no row", lambda: cannot_be(lambda: Observation("n", year(2024), numerator=d(3))), True),
    Golden("3.4", "nor one whose result is typed beside its two numbers", lambda: cannot_be(lambda: saw("n", 75, of=(3, 4))), True),
    Golden("3.4", "a value and its absence are no row", lambda: cannot_be(lambda: saw("n", 3, state=State.MISSING)), True),
    Golden("3.4", "nor is an observation of nothing", lambda: cannot_be(lambda: Observation("n", year(2024))), True),
    Golden("3.4", "nought is an observation", lambda: cannot_be(lambda: saw("n", 0)), False),
    Golden("3.5", "money of one status is added over time", lambda: over_time(MONEY, [saw("s0", n, year(y), status="paid") for n, y in ((5, 2023), (6, 2024))]).value, 11),
    Golden("3.5", "a grant that is paid over two years counts once", lambda: over_time(MONEY, [saw("s0", span=year(y), keys=[("g1", 100)], status="paid") for y in (2023, 2024)]).value, 100),
    Golden("3.5", "gaps have no answer over time", lambda: why(over_time(GAP, [saw("n", 5, year(2023)), saw("n", 6)])), Why.GAPS_NOT_AVERAGED),
    Golden("3.5", "gaps of two publications make no spread", lambda: why(ask(GAP, 3, [*each([1, 2], release=CNAF), saw(CODES[2], 3, release=OLDER)])), Why.MIXED_RELEASES),
    Golden("3.5", "shares of two years are not added", lambda: why(over_time(SHARE, [saw("n", None, year(2023), of=(1, 2)), saw("n", of=(1, 2))], wanted=TimeRule.SUM)), Why.RATES_NOT_ADDED),
    Golden("3.5", "nor published ones, and that is the reason", lambda: why(over_time(RATE, [saw("n", 20, year(2023)), saw("n", 30)], wanted=TimeRule.SUM)), Why.RATES_NOT_ADDED),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_the_real_file_and_what_cannot_be_true(case):
    assert case.found() == case.right
