"""Golden cases from what other systems and files do wrongly (measurement.md 0 and 2)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from measurement.engine.combining import Rule
from measurement.engine.comparators import gap_to
from measurement.engine.definitions import Accumulation, Nature, ValueType
from measurement.engine.observations import Protection, Release, State
from measurement.engine.overtime import TimeRule, over_time
from measurement.engine.places import Link, Site
from measurement.engine.reasons import Caveat, Why
from measurement.engine.viewers import Viewer
from tests.measurement.engine.say import (
    CNAF,
    CODES,
    COUNT,
    EVENTS,
    FILOSOFI,
    LEVELS,
    MEETINGS,
    RATE,
    RPLS,
    SHARE,
    Golden,
    ask,
    caveats,
    defined,
    each,
    nothing,
    pct,
    saw,
    site,
    sites,
    why,
    year,
)

A, B, C, D = CODES[:4]
NOISY = Release("Insee, RP", 2022, 2024, Protection.PERTURBATION, noise=Decimal(5))
RUNNING = defined(ValueType.COUNT, nature=Nature.FLOW, accumulation=Accumulation.RUNNING_TOTAL)
THREE = [saw(A, of=(1, 2)), saw(B, of=(1, 4)), saw(C, of=(30, 40))]
MOVING = (
    Site("s0", (Link(A, until=date(2024, 6, 30)), Link(B, since=date(2024, 7, 1)))),
    *sites(9)[5:],
)
OTHERS = [saw(CODES[n], 1) for n in range(5, 9)]
ALL_STATES = [
    *each([1, 2, 3]),
    nothing(CODES[3], State.SUPPRESSED),
    nothing(CODES[4], State.NOT_PRODUCED),
    nothing(CODES[5], State.NOT_APPLICABLE),
    nothing(CODES[6]),
]
TWICE = [site("a", A, B), site("b", B, C), site("c", D)]
OVERLAPPING = [site("a", A), site("b", A, B), site("c", C)]


def absences(coverage):
    return (
        coverage.suppressed,
        coverage.not_produced,
        coverage.not_applicable,
        coverage.missing,
        coverage.unreported,
    )


CASES = [
    # 0. The five findings and the table of defects.
    Golden(
        "0.1",
        "rates of places are not averaged",
        lambda: why(ask(RATE, 3, each([40, 50, 60]), wanted=Rule.MEAN)),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "0.1",
        "nor with weights",
        lambda: why(ask(RATE, 3, each([40, 50, 60]), wanted=Rule.WEIGHTED_MEAN)),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "0.1",
        "rates are not added",
        lambda: why(ask(RATE, 3, each([40, 50, 60]), wanted=Rule.SUM)),
        Why.RATES_NOT_ADDED,
    ),
    Golden(
        "0.1",
        "a published rate has a spread and no value",
        lambda: ask(RATE, 3, each([40, 50, 60])).value,
        None,
    ),
    Golden(
        "0.1",
        "an unweighted mean over collectivities is refused for ratios too",
        lambda: why(ask(SHARE, 3, THREE, wanted=Rule.MEAN)),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "0.2",
        "perturbed counts are added and said to be perturbed",
        lambda: caveats(ask(COUNT, 3, each([40, 50, 60], release=NOISY))),
        {Caveat.PERTURBED},
    ),
    Golden(
        "0.2",
        "a perturbed release is not mixed with an exact one",
        lambda: why(ask(COUNT, 3, [*each([40, 50], release=NOISY), saw(C, 60, release=CNAF)])),
        Why.MIXED_RELEASES,
    ),
    Golden(
        "0.3",
        "editions of neighbourhoods are not mixed",
        lambda: why(
            ask(
                COUNT,
                3,
                [*each([1, 2], release=CNAF), saw(C, 3, release=Release("Cnaf", 2023, 2015))],
            )
        ),
        Why.MIXED_GENERATIONS,
    ),
    Golden(
        "0.3",
        "a vintage that was not produced is no nought",
        lambda: why(ask(RATE, 3, [nothing(c, State.NOT_PRODUCED) for c in (A, B, C)])),
        Why.NOT_PRODUCED,
    ),
    Golden(
        "0.table",
        "a neighbourhood over several communes counts once",
        lambda: ask(COUNT, 3, [*each([100, 10, 1]), saw(A, 100), saw(A, 100)]).value,
        111,
    ),
    Golden(
        "0.table",
        "and its repeated rows are told",
        lambda: caveats(ask(COUNT, 3, [*each([100, 10, 1]), saw(A, 100)])),
        {Caveat.REPEATED_ROWS},
    ),
    Golden(
        "0.table",
        "two different rows of one place are refused",
        lambda: why(ask(COUNT, 3, [*each([100, 10, 1]), saw(A, 99)])),
        Why.CONFLICTING_ROWS,
    ),
    Golden(
        "0.table",
        "two components for one place are refused",
        lambda: why(ask(SHARE, 3, [*THREE, saw(A, of=(2, 2))])),
        Why.CONFLICTING_ROWS,
    ),
    Golden(
        "0.table",
        "a share above a hundred is refused",
        lambda: why(ask(SHARE, 3, [saw(c, of=(11, 10)) for c in (A, B, C)])),
        Why.ABOVE_CEILING,
    ),
    Golden(
        "0.table",
        "a denominator from elsewhere is told",
        lambda: caveats(
            ask(
                SHARE,
                3,
                [saw(c, of=(1, 10), release=RPLS, denominator_release=CNAF) for c in (A, B, C)],
            )
        ),
        {Caveat.SEVERAL_SOURCES},
    ),
    Golden(
        "0.table",
        "overseas without a rate lack in the coverage",
        lambda: ask(RATE, 4, [*each([40, 50, 60]), nothing(D)]).coverage.missing,
        1,
    ),
    Golden(
        "0.table",
        "overseas without a rate do not pull the least down",
        lambda: ask(RATE, 4, [*each([40, 50, 60]), nothing(D)]).distribution.low,
        40,
    ),
    Golden(
        "0.table",
        "simple mean 43.9 against 45.3: the sums are divided",
        lambda: (
            ask(
                SHARE, 2, [saw(A, of=(10, 100)), saw(B, of=(270, 300))], viewer=Viewer(None, None)
            ).value
        ),
        pct(280, 400),
    ),
    Golden(
        "0.table",
        "codes of no neighbourhood are told and not counted",
        lambda: (
            ask(COUNT, 3, [*each([1, 2, 3]), saw("QP059001", 9)]).value,
            caveats(ask(COUNT, 3, [*each([1, 2, 3]), saw("QP059001", 9)])),
        ),
        (6, {Caveat.UNKNOWN_PLACES}),
    ),
    # 2. What no peer does, or does wrongly.
    Golden(
        "2.3",
        "a ratio of which only the result is known is left out",
        lambda: ask(SHARE, 4, [*THREE, saw(D, 75)]).value,
        pct(32, 46),
    ),
    Golden(
        "2.3",
        "and named",
        lambda: Caveat.INCOMPLETE_PAIRS in caveats(ask(SHARE, 4, [*THREE, saw(D, 75)])),
        True,
    ),
    Golden(
        "2.6",
        "running totals of sites are added at one date",
        lambda: ask(RUNNING, 3, each([5, 6, 7])).value,
        18,
    ),
    Golden(
        "2.6",
        "running totals of one place are not added over time",
        lambda: why(over_time(RUNNING, [saw(A, 5, year(2023)), saw(A, 9)], wanted=TimeRule.SUM)),
        Why.RUNNING_TOTALS_NOT_ADDED,
    ),
    Golden(
        "2.6",
        "targets of a running total are no sum: the last one stands",
        lambda: over_time(RUNNING, [saw(A, 50, year(2023)), saw(A, 90)]).value,
        90,
    ),
    Golden(
        "2.10",
        "two definitions make no sum",
        lambda: why(ask(COUNT, 3, [*each([1, 2]), saw(C, 3, version=2)])),
        Why.MIXED_DEFINITIONS,
    ),
    Golden("2.11", "zero is a value in a sum", lambda: ask(COUNT, 3, each([0, 0, 0])).value, 0),
    Golden(
        "2.11",
        "zero is observed in the coverage",
        lambda: ask(COUNT, 3, each([0, 0, 0])).coverage.observed,
        3,
    ),
    Golden(
        "2.11",
        "missing is no zero in a spread",
        lambda: ask(RATE, 4, [*each([10, 20, 30]), nothing(D)]).distribution.n,
        3,
    ),
    Golden(
        "2.11",
        "secret, not produced, not applicable and missing are told apart",
        lambda: absences(ask(COUNT, 8, ALL_STATES).coverage),
        (1, 1, 1, 1, 1),
    ),
    Golden(
        "2.11",
        "all secret is no zero",
        lambda: why(ask(COUNT, 3, [nothing(c, State.SUPPRESSED) for c in (A, B, C)])),
        Why.ALL_SUPPRESSED,
    ),
    Golden(
        "2.16",
        "a comparator of another release gives no gap",
        lambda: (
            gap_to(
                RATE,
                saw(A, 40, release=FILOSOFI),
                saw("town", 20, release=Release("Insee, Filosofi", 2020)),
            ).why
        ),
        Why.COMPARATOR_RELEASE,
    ),
    Golden(
        "2.16",
        "a comparator of the same release does",
        lambda: gap_to(
            RATE,
            saw(A, 40, release=FILOSOFI),
            saw("town", 20, release=Release("Insee, Filosofi", 2021)),
        ),
        20,
    ),
    Golden(
        "2.16",
        "a secret comparator gives no gap",
        lambda: gap_to(RATE, saw(A, 40), nothing("town", State.SUPPRESSED)).why,
        Why.NO_VALUE,
    ),
    Golden("2.31", "numerators over denominators", lambda: ask(SHARE, 3, THREE).value, pct(32, 46)),
    Golden(
        "2.31",
        "a place with an empty denominator changes no ratio",
        lambda: ask(SHARE, 4, [*THREE, saw(D, of=(0, 0))]).value,
        pct(32, 46),
    ),
    Golden(
        "2.31",
        "and does not apply rather than lack",
        lambda: ask(SHARE, 4, [*THREE, saw(D, of=(0, 0))]).coverage.not_applicable,
        1,
    ),
    Golden(
        "2.31",
        "all denominators empty is no zero per cent",
        lambda: why(ask(SHARE, 3, [saw(c, of=(0, 0)) for c in (A, B, C)])),
        Why.DENOMINATOR_ZERO,
    ),
    Golden(
        "2.32",
        "a refusal says which rule was wanted and which is right",
        lambda: ask(RATE, 3, each([1, 2, 3]), wanted=Rule.MEAN).refusal.facts,
        {"wanted": Rule.MEAN, "rule": Rule.DISTRIBUTION},
    ),
    Golden(
        "2.33",
        "coverage is printed with the total",
        lambda: ask(COUNT, 5, each([1, 2, 3])).coverage.share,
        Fraction(3, 5),
    ),
    Golden(
        "2.33",
        "and the share of inhabitants",
        lambda: (
            ask(
                COUNT, 4, each([1, 2, 3]), populations=dict.fromkeys(CODES, 1000)
            ).coverage.population_share
        ),
        Fraction(3, 4),
    ),
    Golden(
        "2.34",
        "a neighbourhood of two sites counts once",
        lambda: ask(COUNT, TWICE, each([100, 10, 1, 5])).value,
        116,
    ),
    Golden(
        "2.34",
        "and is told",
        lambda: caveats(ask(COUNT, TWICE, each([100, 10, 1, 5]))),
        {Caveat.SHARED_NEIGHBOURHOODS},
    ),
    Golden(
        "2.34",
        "values of whole sites that overlap are not added",
        lambda: why(ask(MEETINGS, OVERLAPPING, [saw("a", 3), saw("b", 4), saw("c", 5)])),
        Why.OVERLAPPING_SITES,
    ),
    Golden(
        "2.35",
        "a flow while the perimeter moved is refused",
        lambda: why(ask(EVENTS, MOVING, [*OTHERS, saw(A, 3), saw(B, 4)])),
        Why.PERIMETER_CHANGED,
    ),
    Golden(
        "2.35",
        "a state takes the neighbourhoods of its last day",
        lambda: ask(COUNT, MOVING, [*OTHERS, saw(B, 4)]).value,
        8,
    ),
    Golden(
        "2.50",
        "levels are counted and never averaged",
        lambda: why(ask(LEVELS, 3, [saw("s0", 1), saw("s1", 2), saw("s2", 4)], wanted=Rule.MEAN)),
        Why.LEVELS_NOT_AVERAGED,
    ),
    Golden(
        "2.50",
        "four levels have no middle, and that is said",
        lambda: caveats(ask(LEVELS, 4, [saw(f"s{n}", n) for n in range(4)])),
        {Caveat.TOO_FEW_FOR_MEDIAN},
    ),
    Golden(
        "2.50",
        "five have one, and nothing is said",
        lambda: caveats(ask(LEVELS, 5, [saw(f"s{n}", n) for n in range(5)])),
        set(),
    ),
    Golden(
        "2.50",
        "no index out of a hundred",
        lambda: why(ask(LEVELS, 3, [saw("s0", 1), saw("s1", 2), saw("s2", 4)], wanted=Rule.INDEX)),
        Why.LEVELS_NOT_AVERAGED,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_a_wrong_figure_is_put_right_or_refused(case):
    assert case.found() == case.right
