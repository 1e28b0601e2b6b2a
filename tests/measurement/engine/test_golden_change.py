"""Golden cases of change: what may be said of a series, and what would be a lie (measurement.md 0 to 3)."""

from datetime import date
from decimal import Decimal

import pytest

from measurement.engine.assess import Verdict
from measurement.engine.comparing import Break, BreakKind
from measurement.engine.definitions import Band, Direction, Nature, ValueType
from measurement.engine.observations import Protection, Release, State
from measurement.engine.places import Descent, Relation
from measurement.engine.reasons import Why
from measurement.engine.sentence import Says
from tests.measurement.engine.say import (
    COUNT,
    FILOSOFI,
    Golden,
    clauses,
    defined,
    nothing,
    quarter,
    saw,
    verdict,
    vintages,
    year,
)

HELPED = defined(ValueType.COUNT, unit="children")
POVERTY = defined(ValueType.RATE, unit="%", direction=Direction.LOWER, noise=1)
EMPLOYED = defined(ValueType.RATIO, unit="%", multiplier=100, vintage_gap=5)
PART = defined(ValueType.RATIO, unit="%", multiplier=100)
COVERED = defined(ValueType.RATE, unit="%", direction=Direction.CONTEXT, vintage_gap=2)
FLOW = defined(ValueType.COUNT, nature=Nature.FLOW)
LESS = defined(ValueType.COUNT, direction=Direction.LOWER)
RANGE = defined(
    ValueType.RATE, unit="%", direction=Direction.BAND, band=Band(Decimal(40), Decimal(60))
)
NOISY = Release("Insee, RP", 2023, 2024, Protection.PERTURBATION, noise=Decimal(3))
NOT_COMPARABLE = Verdict.NOT_COMPARABLE
OLD = Release("Cnaf", 2022, 2015)
NEW = Release("Cnaf", 2024, 2024)


def across(relation, *more):
    """A count in a neighbourhood of 2015 and in what became of it."""
    rows = (saw("QP099001", 10, year(2022), release=OLD), saw("QN09901M", 20, release=NEW))
    steps = (Descent("QP099001", "QN09901M", relation), *more)
    return verdict(HELPED, *rows, descents=steps)


def two(definition, first, last, **more):
    return verdict(definition, saw("n", first, year(2022)), saw("n", last), **more)


CASES = [
    Golden(
        "0.2",
        "a few units of a perturbed count are noise",
        lambda: verdict(
            HELPED, saw("n", 100, year(2022), release=NOISY), saw("n", 106, release=NOISY)
        ),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "0.2",
        "more than protection can move is a change",
        lambda: verdict(
            HELPED, saw("n", 100, year(2022), release=NOISY), saw("n", 107, release=NOISY)
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.2",
        "noise of counts reaches a share through both components",
        lambda: verdict(
            PART,
            saw("n", None, year(2018), of=(20, 50), release=NOISY),
            saw("n", of=(25, 50), release=NOISY),
        ),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "0.2",
        "a share of a handful cannot be told from noise",
        lambda: verdict(
            PART,
            saw("n", None, year(2018), of=(0, 3), release=NOISY),
            saw("n", of=(3, 3), release=NOISY),
        ),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "0.3",
        "vintages of the census less than five years apart share their survey years",
        lambda: verdict(
            EMPLOYED,
            *(
                saw("n", None, year(y), of=(t, 100), release=Release("RP", y, 2024))
                for y, t in ((2018, 40), (2022, 50))
            ),
        ),
        (NOT_COMPARABLE, Why.VINTAGES_TOO_CLOSE),
    ),
    Golden(
        "0.3",
        "five years apart they do not",
        lambda: verdict(
            EMPLOYED,
            *(
                saw("n", None, year(y), of=(t, 100), release=Release("RP", y, 2024))
                for y, t in ((2017, 40), (2022, 50))
            ),
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.3",
        "two consecutive vintages of health insurance are no change",
        lambda: verdict(COVERED, *vintages("Cnam", (2023, 20), (2024, 30))),
        (Verdict.CONTEXT_ONLY, Why.VINTAGES_TOO_CLOSE),
    ),
    Golden(
        "0.3",
        "and the sentence says so",
        lambda: clauses(COVERED, *vintages("Cnam", (2023, 20), (2024, 30))),
        [Says.NOT_COMPARABLE, Says.CONTEXT],
    ),
    Golden(
        "0.3",
        "income before and after the year that could not be produced",
        lambda: verdict(
            POVERTY,
            *vintages("Filosofi", (2021, 45)),
            nothing("n", State.NOT_PRODUCED, span=year(2022)),
            *vintages("Filosofi", (2023, 40)),
        ),
        (NOT_COMPARABLE, Why.SOURCE_GAP),
    ),
    Golden(
        "0.3",
        "a year not produced after the last value cuts nothing",
        lambda: verdict(
            POVERTY,
            *vintages("Filosofi", (2020, 45), (2021, 42)),
            nothing("n", State.NOT_PRODUCED, span=year(2022)),
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.3",
        "a year that a site forgot cuts nothing",
        lambda: verdict(
            HELPED, saw("n", 3, year(2022)), nothing("n", span=year(2023)), saw("n", 4)
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.3",
        "a decree moved the limits: modified",
        lambda: across(Relation.MODIFIED),
        (NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "0.3",
        "unchanged, the series goes on",
        lambda: across(Relation.UNCHANGED),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.3",
        "nothing known of the old one",
        lambda: verdict(
            HELPED, saw("QP099001", 1, year(2022), release=OLD), saw("QN09901N", 2, release=NEW)
        ),
        (NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "0.3",
        "a site's own total over two editions",
        lambda: verdict(HELPED, saw("n", 1, year(2022), release=OLD), saw("n", 2, release=NEW)),
        (NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "0.table",
        "whole percents: one point is the resolution",
        lambda: verdict(POVERTY, *vintages("F", (2020, 45), (2021, 44))),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "0.table",
        "two points are a change",
        lambda: verdict(POVERTY, *vintages("F", (2020, 45), (2021, 43))),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.table",
        "what a source rounds is noise without a word in the definition",
        lambda: verdict(
            defined(ValueType.RATE), *vintages("F", (2020, 45), (2021, 46), precision=Decimal(1))
        ),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "0.table",
        "thirty times the same whole percent is no trend",
        lambda: clauses(POVERTY, *vintages("F", (2020, 45), (2021, 45))),
        [Says.NO_MEASURABLE_CHANGE],
    ),
    Golden(
        "2.4",
        "a context figure that rises is neither good nor bad",
        lambda: clauses(COUNT, saw("n", 3, year(2022)), saw("n", 9)),
        [Says.UP, Says.CONTEXT],
    ),
    Golden("2.4", "lower is better", lambda: two(LESS, 9, 3), Verdict.IMPROVING),
    Golden("2.4", "and higher is then worse", lambda: two(LESS, 3, 9), Verdict.WORSENING),
    Golden("2.4", "in the range, whatever moved", lambda: two(RANGE, 30, 60), Verdict.IN_BAND),
    Golden(
        "2.4",
        "too much is out of the range",
        lambda: clauses(RANGE, saw("n", 50, year(2022)), saw("n", 70)),
        [Says.UP, Says.ABOVE_BAND, Says.AIM],
    ),
    Golden(
        "2.4",
        "a single value is in a range or not",
        lambda: verdict(RANGE, saw("n", 39)),
        Verdict.OUT_OF_BAND,
    ),
    Golden(
        "2.4",
        "a range that nobody set judges nothing",
        lambda: two(defined(ValueType.COUNT, direction=Direction.BAND), 1, 2),
        (Verdict.CONTEXT_ONLY, Why.NO_BAND),
    ),
    Golden(
        "2.10",
        "an indicator redefined in mid-series",
        lambda: verdict(HELPED, saw("n", 3, year(2022)), saw("n", 9, version=2)),
        (NOT_COMPARABLE, Why.DEFINITION_CHANGED),
    ),
    Golden(
        "2.10",
        "redefined before, the new part is a series",
        lambda: verdict(
            HELPED,
            saw("n", 3, year(2022)),
            saw("n", 5, year(2023), version=2),
            saw("n", 9, version=2),
            baseline=year(2023),
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "2.11", "from zero is a change like others", lambda: two(HELPED, 0, 5), Verdict.IMPROVING
    ),
    Golden("2.11", "down to zero too", lambda: two(HELPED, 5, 0), Verdict.WORSENING),
    Golden(
        "2.11",
        "a secret value is no zero",
        lambda: verdict(HELPED, saw("n", 5, year(2022)), nothing("n", State.SUPPRESSED)),
        Verdict.BASELINE_ONLY,
    ),
    Golden(
        "2.11", "all secret", lambda: clauses(HELPED, nothing("n", State.SUPPRESSED)), [Says.SECRET]
    ),
    Golden(
        "2.11",
        "never produced",
        lambda: clauses(POVERTY, nothing("n", State.NOT_PRODUCED)),
        [Says.NOT_PRODUCED],
    ),
    Golden(
        "2.11",
        "a ratio over nought does not apply",
        lambda: clauses(EMPLOYED, saw("n", of=(0, 0))),
        [Says.DOES_NOT_APPLY],
    ),
    Golden("2.11", "never measured", lambda: verdict(HELPED), (Verdict.NO_DATA, Why.NO_VALUE)),
    Golden(
        "2.12",
        "the starting point is a measurement",
        lambda: two(HELPED, 4, 9, baseline=year(2021)),
        (NOT_COMPARABLE, Why.BASELINE_MISSING),
    ),
    Golden(
        "2.12",
        "a single value is only a starting point",
        lambda: clauses(HELPED, saw("n", 4)),
        [Says.SINGLE_MEASURE],
    ),
    Golden(
        "2.12",
        "two values for the starting point",
        lambda: verdict(HELPED, saw("n", 3, year(2022)), saw("n", 4, year(2022)), saw("n", 9)),
        (NOT_COMPARABLE, Why.CONFLICTING_ROWS),
    ),
    Golden(
        "2.35",
        "two neighbourhoods became one",
        lambda: across(Relation.UNCHANGED, Descent("QP099002", "QN09901M", Relation.UNCHANGED)),
        (NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "2.35",
        "one became two",
        lambda: across(Relation.UNCHANGED, Descent("QP099001", "QN09902N", Relation.NEW)),
        (NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "2.37",
        "a law changed who is counted (2025, wider registration of who seeks work)",
        lambda: two(LESS, 90, 120, breaks=(Break(BreakKind.LEGAL, date(2024, 1, 1)),)),
        (NOT_COMPARABLE, Why.LAW_CHANGED),
    ),
    Golden(
        "2.37",
        "a method changed",
        lambda: two(HELPED, 90, 120, breaks=(Break(BreakKind.METHOD, date(2023, 1, 1)),)),
        (NOT_COMPARABLE, Why.METHOD_CHANGED),
    ),
    Golden(
        "2.37",
        "a break before the first value cuts nothing",
        lambda: two(HELPED, 90, 120, breaks=(Break(BreakKind.METHOD, date(2022, 1, 1)),)),
        Verdict.IMPROVING,
    ),
    Golden(
        "2.37",
        "another source",
        lambda: verdict(HELPED, *vintages("one", (2022, 3)), *vintages("other", (2024, 5))),
        (NOT_COMPARABLE, Why.SOURCE_CHANGED),
    ),
    Golden(
        "3.2",
        "a quarter against a year",
        lambda: verdict(FLOW, saw("n", 3, quarter(2023, 4)), saw("n", 20)),
        (NOT_COMPARABLE, Why.PERIOD_LENGTHS_DIFFER),
    ),
    Golden(
        "3.2",
        "two quarters of different days",
        lambda: verdict(FLOW, saw("n", 3, quarter(2024, 1)), saw("n", 20, quarter(2024, 3))),
        Verdict.IMPROVING,
    ),
    Golden(
        "3.4",
        "a provisional value is said to be so",
        lambda: clauses(HELPED, saw("n", 3, year(2022)), saw("n", 5, state=State.PROVISIONAL)),
        [Says.UP, Says.HOPED_FOR, Says.PROVISIONAL],
    ),
    Golden(
        "3.4",
        "what lacks is said",
        lambda: clauses(
            HELPED,
            saw("n", 9, year(2022)),
            nothing("n", span=year(2023)),
            saw("n", 5, state=State.ESTIMATED),
        ),
        [Says.DOWN, Says.NOT_HOPED_FOR, Says.ESTIMATED, Says.ABSENT],
    ),
    Golden(
        "3.5",
        "a figure of too few sites has no trend",
        lambda: verdict(HELPED, saw("n", 3, year(2022)), saw("n", 9, partial=True)),
        (NOT_COMPARABLE, Why.COVERAGE_TOO_LOW),
    ),
    Golden(
        "3.5",
        "income is one vintage of one source",
        lambda: verdict(POVERTY, saw("n", 45, year(2021), release=FILOSOFI)),
        Verdict.BASELINE_ONLY,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_no_lie_about_change(case):
    assert case.found() == case.right
