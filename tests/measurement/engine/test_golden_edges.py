"""Golden cases at the edges: what is nearly whole, nearly the same, just there (measurement.md 0 to 3)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from measurement.engine.assess import Verdict
from measurement.engine.checks import check_value
from measurement.engine.combining import Rule
from measurement.engine.comparators import gap_to
from measurement.engine.definitions import Band, Direction, ValueType
from measurement.engine.observations import Protection, Release, State
from measurement.engine.overtime import TimeRule, over_time
from measurement.engine.places import Link, Site
from measurement.engine.progress import Standing, progress
from measurement.engine.reasons import Why
from tests.measurement.engine.say import (
    CNAF,
    CODES,
    COUNT,
    EVENTS,
    MEDIAN,
    PEOPLE,
    RATE,
    SHARE,
    Golden,
    ask,
    d,
    defined,
    each,
    nothing,
    saw,
    site,
    verdict,
    why,
    year,
)

A, B, C, D = CODES[:4]
LESS = defined(ValueType.COUNT, direction=Direction.LOWER)
FOR_A_YEAR = Site("s", (Link(A, date(2024, 1, 1), date(2024, 12, 31)),))
NOISY = Release("Insee, RP", None, 2024, Protection.PERTURBATION, noise=Decimal(1))
FORMER = Release("Cnaf", 2020, 2015)
OTHER = Release("Dares", 2023, 2024)
HALF = [site("a", A, B), site("b", C), site("c", D)]
HALF_TOLD = [saw(A, 1), nothing(B), saw(C, 2), saw(D, 3)]


def sites_of(found):
    coverage = found.coverage
    return coverage.sites_expected, coverage.sites_complete, coverage.sites_partial


def spread(*values):
    found = ask(MEDIAN, len(values), each(list(values))).distribution
    return found.first_quartile, found.median, found.third_quartile


IN_THEN_OUT = [Verdict.IN_BAND, Verdict.OUT_OF_BAND]


def ranged(low, high, value):
    """What is said of a value where it should stay between two ends, of which one may be open."""
    band = Band(*(None if end is None else d(end) for end in (low, high)))
    return verdict(defined(ValueType.RATE, direction=Direction.BAND, band=band), saw("n", value))


def refused(low, high):
    """True where nobody can make such a range."""
    try:
        Band(d(low), d(high))
    except ValueError:
        return True
    return False


def people(**known):
    coverage = ask(COUNT, 3, each([1, 2]), populations=known).coverage
    return coverage.population_observed, coverage.population_expected


def lower(aim, baseline, current):
    found = progress(LESS, Band(d(aim), d(aim)), Fraction(baseline), Fraction(current))
    return found.standing, found.share


def added(*rows, **more):
    return why(over_time(EVENTS, rows, **more))


CASES = [
    Golden("3.5", "a quartile of four values is one of them", lambda: spread(10, 20, 30, 40), (10, 20, 30)),
    Golden("3.5", "and of five", lambda: spread(10, 20, 30, 40, 50), (20, 30, 40)),
    Golden("3.5", "and of eight", lambda: spread(1, 2, 3, 4, 5, 6, 7, 8), (2, 4, 6)),
    Golden("2.33", "a site with one of its two neighbourhoods is partial", lambda: sites_of(ask(COUNT, HALF, HALF_TOLD)), (3, 2, 1)),
    Golden("2.33", "and the figure with it", lambda: ask(COUNT, HALF, HALF_TOLD).may_have_trend, False),
    Golden(
        "2.33",
        "a site to which nothing applies is not waited for",
        lambda: sites_of(ask(COUNT, 4, [*each([1, 2, 3]), nothing(D, State.NOT_APPLICABLE)])),
        (3, 3, 0),
    ),
    Golden(
        "2.33",
        "a site of which one neighbourhood does not apply is complete with the other",
        lambda: sites_of(ask(COUNT, HALF, [saw(A, 1), nothing(B, State.NOT_APPLICABLE), saw(C, 2), saw(D, 3)])),
        (3, 3, 0),
    ),
    Golden("2.33", "how many live where there is a value", lambda: people(**{A: 100, B: 50, C: 30}), (150, 180)),
    Golden("2.33", "not told where it is unknown how many live in one", lambda: people(**{A: 100, B: 50}), (None, None)),
    Golden(
        "2.11",
        "a value and its absence out of another publication: the value stands",
        lambda: [
            ask(COUNT, 3, rows).coverage.observed
            for rows in (
                [*each([1, 2, 3]), nothing(A, release=CNAF)],
                [nothing(A, release=CNAF), *each([1, 2, 3])],
            )
        ],
        [3, 3],
    ),
    Golden(
        "3.5",
        "a site's own count beside an official one is another source, not another edition",
        lambda: why(ask(COUNT, 3, [*each([1, 2], release=CNAF), saw(C, 3)])),
        Why.MIXED_RELEASES,
    ),
    Golden(
        "3.5",
        "two editions are not added over time",
        lambda: added(saw(A, 3, year(2020), release=FORMER), saw(A, 4, release=CNAF)),
        Why.MIXED_GENERATIONS,
    ),
    Golden(
        "3.5",
        "nor two sources",
        lambda: added(saw(A, 3, year(2023), release=OTHER), saw(A, 4, release=CNAF)),
        Why.MIXED_RELEASES,
    ),
    Golden(
        "3.5",
        "two vintages of one source are",
        lambda: over_time(EVENTS, [saw(A, 3, year(2023), release=Release("Cnaf", 2023, 2024)), saw(A, 4, release=CNAF)]).value,
        7,
    ),
    Golden(
        "3.4",
        "two values of one period are asked about over time too",
        lambda: added(saw(A, 3), saw(A, 4)),
        Why.CONFLICTING_ROWS,
    ),
    Golden(
        "3.4",
        "and no last one is chosen of them",
        lambda: added(saw(A, 3), saw(A, 4), wanted=TimeRule.LAST),
        Why.CONFLICTING_ROWS,
    ),
    Golden(
        "3.1",
        "a neighbourhood is of its site on its first day and on its last one",
        lambda: [bool(FOR_A_YEAR.codes_on(date(*on))) for on in ((2023, 12, 31), (2024, 1, 1), (2024, 12, 31), (2025, 1, 1))],
        [False, True, True, False],
    ),
    Golden(
        "3.3",
        "a gap is taken for the same days",
        lambda: gap_to(RATE, saw("n", 45, release=CNAF), saw("town", 60, year(2023), release=CNAF)).why,
        Why.COMPARATOR_RELEASE,
    ),
    Golden(
        "3.3",
        "and by the same definition",
        lambda: gap_to(RATE, saw("n", 45, release=CNAF, version=2), saw("town", 60, release=CNAF)).why,
        Why.MIXED_DEFINITIONS,
    ),
    Golden(
        "0.2",
        "noise reaches a share through its denominator too",
        lambda: verdict(
            SHARE,
            saw("n", None, year(2018), of=(500, 1000), release=NOISY),
            saw("n", of=(1004, 2000), release=NOISY),
        ),
        Verdict.WITHIN_NOISE,
    ),
    Golden("2.13", "beyond a target that decreases", lambda: lower(20, 40, 10), (Standing.BEYOND, Fraction(3, 2))),
    Golden("2.13", "beyond nought is nowhere: nought is reached", lambda: lower(0, 40, 0), (Standing.REACHED, 1)),
    Golden(
        "3.5",
        "a spread may be asked of a sum and hides nothing",
        lambda: ask(COUNT, 3, each([1, 2, 3]), wanted=Rule.DISTRIBUTION).distribution.median,
        2,
    ),
    Golden("3.5", "people of one site alone are a number", lambda: over_time(PEOPLE, [saw("s0", 20)]).value, 20),
    Golden(
        "2.3",
        "shares of nobody make no share of all",
        lambda: why(ask(SHARE, 3, [saw(code, of=(0, 0)) for code in (A, B, C)])),
        Why.DENOMINATOR_ZERO,
    ),
    Golden(
        "3.5",
        "people of two years are not added",
        lambda: why(over_time(PEOPLE, [saw("s0", 20, year(2023)), saw("s0", 30)], wanted=TimeRule.SUM)),
        Why.DISTINCTS_NOT_ADDED,
    ),
    Golden("2.4", "at most: both sides of an open range", lambda: [ranged(None, 10, n) for n in (10, 11)], IN_THEN_OUT),
    Golden("2.4", "at least: both sides of an open range", lambda: [ranged(10, None, n) for n in (10, 9)], IN_THEN_OUT),
    Golden("2.4", "a range begins below its end", lambda: refused(60, 40), True),
    Golden("2.4", "a range of one value is one", lambda: ranged(5, 5, 5), Verdict.IN_BAND),
    Golden("2.5", "exactly at the bound is within it", lambda: [f.check for f in check_value(SHARE, saw("n", of=(10, 10)))], []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_what_is_nearly_so_is_told_as_it_is(case):
    assert case.found() == case.right
