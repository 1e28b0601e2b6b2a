"""Golden cases from the rules of putting figures together (measurement.md 3)."""

import pytest

from measurement.engine.combining import Rule
from measurement.engine.definitions import Nature, ValueType
from measurement.engine.observations import Release, State
from measurement.engine.overtime import TimeRule, over_time
from measurement.engine.reasons import Caveat, Why
from measurement.engine.viewers import STRANGER, Viewer
from tests.measurement.engine.say import (
    CNAF,
    CODES,
    COUNT,
    EVENTS,
    GAP,
    LEVELS,
    MEDIAN,
    MONEY,
    PEOPLE,
    RATE,
    SHARE,
    STATUS,
    Golden,
    ask,
    caveats,
    day,
    defined,
    each,
    pct,
    quarter,
    saw,
    why,
    year,
)

A, B, C, D = CODES[:4]
ROLLING = defined(ValueType.COUNT, nature=Nature.ROLLING)
FLOW_SHARE = defined(ValueType.RATIO, nature=Nature.FLOW, multiplier=100)
SMALL = defined(ValueType.COUNT, min_cell=5)
MET = [saw("s0", 20), saw("s1", 30), saw("s2", 5)]
OLDER = Release("Cnaf", 2023, 2024)
TWO_RELEASES = [*each([1, 2], release=CNAF), saw(C, 3, release=OLDER)]
GRANT = [
    saw("s0", keys=[("g1", 100)], status="granted"),
    saw("s1", keys=[("g1", 100), ("g2", 7)], status="granted"),
]


def read_by(*inside, values=(4, 3, 20, 30), definition=SMALL):
    viewer = Viewer(sees=None, inside=frozenset(inside))
    found = ask(definition, len(values), each(list(values)), viewer=viewer)
    return why(found) or found.value


CASES = [
    Golden(
        "3.5",
        "asked and paid money are not added over time either",
        lambda: why(
            over_time(
                MONEY, [saw("s0", 5, year(2023), status="asked"), saw("s0", 6, status="paid")]
            )
        ),
        Why.MIXED_STATUSES,
    ),
    Golden(
        "3.5",
        "counts have no status that could differ",
        lambda: over_time(EVENTS, [saw(A, 5, year(2023), status="x"), saw(A, 6, status="y")]).value,
        11,
    ),
    Golden(
        "3.1",
        "no site at all is no nought",
        lambda: why(ask(COUNT, 0, [])),
        Why.NO_SITE,
    ),
    Golden(
        "3.5",
        "a mean of counts is not what a network has",
        lambda: why(ask(COUNT, 3, each([1, 2, 3]), wanted=Rule.MEAN)),
        Why.COUNTS_NOT_AVERAGED,
    ),
    Golden(
        "3.5",
        "words have no sum",
        lambda: why(ask(STATUS, 1, [saw("s0", status="yes")], wanted=Rule.SUM)),
        Why.STATUSES_LISTED_ONLY,
    ),
    Golden(
        "3.1",
        "a code of 2015 is of no site of 2024",
        lambda: why(ask(COUNT, 3, [saw("QP059001", 4)])),
        Why.NO_VALUE,
    ),
    Golden(
        "3.4",
        "provisional and estimated values count and are told",
        lambda: caveats(
            ask(
                COUNT,
                3,
                [saw(A, 1, state=State.PROVISIONAL), saw(B, 2, state=State.ESTIMATED), saw(C, 3)],
            )
        ),
        {Caveat.PROVISIONAL, Caveat.ESTIMATED},
    ),
    Golden(
        "3.5",
        "states of one place are not added over time",
        lambda: why(over_time(COUNT, [saw(A, 5, year(2023)), saw(A, 9)], wanted=TimeRule.SUM)),
        Why.STOCKS_NOT_ADDED_OVER_TIME,
    ),
    Golden(
        "3.5",
        "their last one stands",
        lambda: over_time(COUNT, [saw(A, 9), saw(A, 5, year(2023))]).value,
        9,
    ),
    Golden(
        "3.5",
        "years that roll are not added",
        lambda: why(over_time(ROLLING, [saw(A, 5, year(2023)), saw(A, 9)], wanted=TimeRule.SUM)),
        Why.ROLLING_NOT_ADDED,
    ),
    Golden(
        "3.5",
        "flows of one place are added over time",
        lambda: over_time(EVENTS, [saw(A, n, quarter(2024, n)) for n in (1, 2, 3, 4)]).value,
        10,
    ),
    Golden(
        "3.5",
        "a year and one of its quarters are not",
        lambda: why(over_time(EVENTS, [saw(A, 3, quarter(2024, 1)), saw(A, 9)])),
        Why.OVERLAPPING_PERIODS,
    ),
    Golden(
        "3.5",
        "a quarter that lacks is no nought",
        lambda: caveats(
            over_time(
                EVENTS, [saw(A, 3, quarter(2024, 1))], expected=[quarter(2024, n) for n in (1, 2)]
            )
        ),
        {Caveat.PERIODS_LACKING},
    ),
    Golden(
        "3.5",
        "a ratio of flows divides sums over time",
        lambda: (
            over_time(
                FLOW_SHARE,
                [
                    saw(A, None, quarter(2024, 1), of=(1, 2)),
                    saw(A, None, quarter(2024, 2), of=(9, 10)),
                ],
            ).value
        ),
        pct(10, 12),
    ),
    Golden(
        "3.5",
        "a ratio of states has a last value",
        lambda: (
            over_time(
                SHARE, [saw(A, None, year(2023), of=(1, 2)), saw(A, None, year(2024), of=(9, 10))]
            ).value
        ),
        90,
    ),
    Golden(
        "3.5",
        "a published rate has no answer over time",
        lambda: why(over_time(RATE, [saw(A, 40, year(2023)), saw(A, 41)])),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "3.5",
        "nor has a median",
        lambda: why(over_time(MEDIAN, [saw(A, 900, year(2023)), saw(A, 910)])),
        Why.MEDIANS_NOT_COMBINED,
    ),
    Golden(
        "3.5",
        "two definitions make no sum over time",
        lambda: why(over_time(EVENTS, [saw(A, 4, year(2023)), saw(A, 5, version=2)])),
        Why.MIXED_DEFINITIONS,
    ),
    Golden(
        "3.5",
        "people met by several are not added",
        lambda: ask(PEOPLE, 3, MET).refusal.facts,
        {"least": 30, "most": 55},
    ),
    Golden(
        "3.5",
        "they are counted once where each is known",
        lambda: (
            ask(
                PEOPLE,
                3,
                [saw("s0", keys=["x", "y"]), saw("s1", keys=["y"]), saw("s2", keys=["z"])],
            ).value
        ),
        3,
    ),
    Golden(
        "3.5",
        "asked to add them, the engine says no",
        lambda: why(ask(PEOPLE, 3, MET, wanted=Rule.SUM)),
        Why.DISTINCTS_NOT_ADDED,
    ),
    Golden(
        "3.5",
        "asked, granted and paid money are not mixed",
        lambda: why(
            ask(
                MONEY,
                3,
                [
                    saw("s0", 5, status="asked"),
                    saw("s1", 6, status="paid"),
                    saw("s2", 1, status="paid"),
                ],
            )
        ),
        Why.MIXED_STATUSES,
    ),
    Golden(
        "3.5",
        "a grant of two sites counts once",
        lambda: ask(MONEY, 3, [*GRANT, saw("s2", keys=[("g3", 1)], status="granted")]).value,
        108,
    ),
    Golden(
        "3.5",
        "two amounts for one grant are refused",
        lambda: why(ask(MONEY, 3, [*GRANT, saw("s2", keys=[("g1", 90)], status="granted")])),
        Why.CONFLICTING_RECORDS,
    ),
    Golden(
        "3.5",
        "an amount without its grants is not added to others with theirs",
        lambda: why(ask(MONEY, 3, [*GRANT, saw("s2", 90, status="granted")])),
        Why.RECORDS_UNKNOWN,
    ),
    Golden(
        "3.5",
        "a median of medians is not presented as one",
        lambda: why(ask(MEDIAN, 3, each([900, 950, 1000]), wanted=Rule.MEDIAN_OF_VALUES)),
        Why.MEDIANS_NOT_COMBINED,
    ),
    Golden(
        "3.5",
        "an even number of medians has no number between two",
        lambda: ask(MEDIAN, 4, each([900, 950, 1000, 1100])).distribution.median,
        950,
    ),
    Golden(
        "3.5",
        "three values have no quartiles",
        lambda: ask(MEDIAN, 3, each([900, 950, 1000])).distribution.first_quartile,
        None,
    ),
    Golden(
        "3.5",
        "gaps are spread and never averaged",
        lambda: why(ask(GAP, 3, each([-3, 4, 9]), wanted=Rule.MEAN)),
        Why.GAPS_NOT_AVERAGED,
    ),
    Golden(
        "3.5",
        "four levels have no middle one",
        lambda: ask(LEVELS, 4, [saw(f"s{n}", n) for n in range(4)]).median_level,
        None,
    ),
    Golden(
        "3.5",
        "five have",
        lambda: ask(LEVELS, 5, [saw(f"s{n}", n) for n in range(5)]).median_level,
        2,
    ),
    Golden(
        "3.5",
        "levels over time are steps",
        lambda: (
            over_time(
                LEVELS, [saw("s0", 1, year(2022)), saw("s0", 1, year(2023)), saw("s0", 2)]
            ).transitions
        ),
        ((1, 1, 1), (1, 2, 1)),
    ),
    Golden(
        "3.5",
        "words are listed by place",
        lambda: (
            ask(
                STATUS,
                3,
                [saw("s1", status="no"), saw("s0", status="yes"), saw("s2", status="yes")],
            ).statuses
        ),
        (("s0", "yes"), ("s1", "no"), ("s2", "yes")),
    ),
    Golden(
        "3.5",
        "two sites make no figure of a network",
        lambda: why(ask(COUNT, 2, each([10, 20]))),
        Why.TOO_FEW_SITES,
    ),
    Golden(
        "3.5",
        "but for those who know both",
        lambda: ask(COUNT, 2, each([10, 20]), viewer=Viewer(None, frozenset({"s0", "s1"}))).value,
        30,
    ),
    Golden(
        "3.5",
        "three of four sites are enough",
        lambda: ask(COUNT, 4, each([1, 2, 3])).may_have_trend,
        True,
    ),
    Golden(
        "3.5",
        "three of five are partial and have no trend",
        lambda: ask(COUNT, 5, each([1, 2, 3])).may_have_trend,
        False,
    ),
    Golden("3.5", "and say so", lambda: caveats(ask(COUNT, 5, each([1, 2, 3]))), {Caveat.PARTIAL}),
    Golden(
        "3.5",
        "releases are not mixed",
        lambda: why(ask(COUNT, 3, TWO_RELEASES)),
        Why.MIXED_RELEASES,
    ),
    Golden(
        "3.5",
        "but told apart",
        lambda: [part.coverage.observed for part in ask(COUNT, 3, TWO_RELEASES).parts],
        [1, 2],
    ),
    Golden(
        "3.5",
        "a day and a year are not mixed",
        lambda: why(ask(COUNT, 3, [*each([1, 2]), saw(C, 3, day(2024, 12, 31))])),
        Why.MIXED_PERIODS,
    ),
    Golden("3.5", "nor are two", lambda: read_by(values=(3, 4, 20, 30, 40)), 90),
    Golden(
        "3.5",
        "a site that is among them reads the same total",
        lambda: read_by("s0", values=(3, 10, 20, 30)),
        60,
    ),
    Golden(
        "3.5",
        "who is inside all of them reads all",
        lambda: read_by("s0", "s1", "s2", "s3", values=(3, 10, 20, 30)),
        63,
    ),
    Golden(
        "3.5",
        "too few are left to read: no figure",
        lambda: read_by(values=(3, 4, 2, 30)),
        Why.TOO_FEW_SITES,
    ),
    Golden(
        "3.5",
        "none is left: all are secret",
        lambda: read_by(values=(4, 4, 4, 1)),
        Why.ALL_SUPPRESSED,
    ),
    Golden(
        "3.5",
        "a neighbour of a two-site group is not deduced",
        lambda: read_by("s0", values=(10, 20)),
        Why.TOO_FEW_SITES,
    ),
    Golden(
        "3.5",
        "who reads all sites but one is not told that one",
        lambda: why(
            ask(COUNT, 4, each([1, 2, 3, 4]), viewer=Viewer(frozenset({"s0", "s1", "s2"})))
        ),
        Why.REVEALS_ONE_SITE,
    ),
    Golden(
        "3.5",
        "a stranger reads the sum of four",
        lambda: ask(COUNT, 4, each([1, 2, 3, 4]), viewer=STRANGER).value,
        10,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_a_wrong_figure_is_put_right_or_refused(case):
    assert case.found() == case.right
