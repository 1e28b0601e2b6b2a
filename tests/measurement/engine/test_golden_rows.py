"""Golden cases of rows that nearly go together (measurement.md 0.2, 2.3 and 3.5)."""

from decimal import Decimal

import pytest

from measurement.engine.assess import Verdict
from measurement.engine.definitions import Band, Direction, ValueType
from measurement.engine.observations import Protection, Release
from measurement.engine.reasons import Why
from tests.measurement.engine.say import (
    CODES,
    MONEY,
    SHARE,
    STATUS,
    Golden,
    ask,
    defined,
    saw,
    verdict,
    why,
    year,
)

A, B, C, D = CODES[:4]
NOISY = Release("Insee, RP", None, 2024, Protection.PERTURBATION, noise=Decimal(1))
BAND = Band(Decimal(40), Decimal(60))
RANGE = defined(ValueType.RATE, unit="%", direction=Direction.BAND, band=BAND)
PAID = [saw(f"s{n}", 5, status="paid") for n in range(3)]


def shares(before, after):
    """A share with noise of one in each component, of a thousand persons."""
    rows = (
        saw("n", None, span, of=(part, 1000), release=NOISY)
        for span, part in ((year(2020), before), (year(2024), after))
    )
    return verdict(SHARE, *rows)


def ranged(*values):
    """What is said of two values of the year 2024, in either order, after one of 2022."""
    before = saw("n", 45, year(2022))
    rows = [saw("n", value) for value in values]
    return [verdict(RANGE, before, *each) for each in (rows, rows[::-1])]


CASES = [
    Golden(
        "0.2",
        "more than noise of both components is a change of a share",
        lambda: shares(100, 103),
        Verdict.IMPROVING,
    ),
    Golden(
        "0.2",
        "no more than that is none",
        lambda: shares(100, 102),
        Verdict.WITHIN_NOISE,
    ),
    Golden(
        "3.4",
        "of two last values nobody says which is in its range, in whatever order they come",
        lambda: ranged(50, 70),
        [(Verdict.NOT_COMPARABLE, Why.CONFLICTING_ROWS)] * 2,
    ),
    Golden(
        "3.4",
        "of two first values the last one stays in its range",
        lambda: verdict(RANGE, saw("n", 45, year(2022)), saw("n", 46, year(2022)), saw("n", 50)),
        (Verdict.IN_BAND, Why.CONFLICTING_ROWS),
    ),
    Golden(
        "2.3",
        "a ratio of which only the result is known lacks in the coverage",
        lambda: (
            ask(SHARE, 4, [*(saw(c, of=(1, 2)) for c in (A, B, C)), saw(D, 75)]).coverage.missing
        ),
        1,
    ),
    Golden(
        "3.5",
        "a place with two words for one status is asked about",
        lambda: why(
            ask(
                STATUS, 3, [saw(f"s{n}", status="yes") for n in range(3)] + [saw("s0", status="no")]
            )
        ),
        Why.CONFLICTING_ROWS,
    ),
    Golden(
        "3.5",
        "a place with an asked and a paid amount mixes statuses",
        lambda: why(ask(MONEY, 3, [*PAID, saw("s0", 9, status="asked")])),
        Why.MIXED_STATUSES,
    ),
    Golden(
        "3.5",
        "a site that did not answer is unreported, not nought",
        lambda: ask(MONEY, 4, PAID).coverage.unreported,
        1,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_rows_that_do_not_quite_fit_are_told(case):
    assert case.found() == case.right
