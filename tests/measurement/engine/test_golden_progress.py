"""Golden cases of the way towards a target, whatever the direction (measurement.md 2.13 and 3.4)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from measurement.engine.definitions import Band, Direction, ValueType
from measurement.engine.progress import Standing, progress
from measurement.engine.reasons import Caveat
from measurement.engine.sentence import Says
from tests.measurement.engine.say import (
    COUNT,
    Golden,
    caveats,
    clauses,
    d,
    defined,
    saw,
    year,
)

HELPED = defined(ValueType.COUNT, unit="children")
LESS = defined(ValueType.COUNT, direction=Direction.LOWER)
RANGE = defined(
    ValueType.RATE, unit="%", direction=Direction.BAND, band=Band(Decimal(40), Decimal(60))
)


def aimed(definition, aim, baseline, current):
    """Standing and share, for one value aimed at or a band."""
    band = aim if isinstance(aim, Band) else Band(d(aim), d(aim))
    found = progress(
        definition,
        band,
        None if baseline is None else Fraction(baseline),
        None if current is None else Fraction(current),
    )
    return found.standing, found.share


CASES = [
    Golden(
        "2.13",
        "half the way up",
        lambda: aimed(HELPED, 80, 40, 60),
        (Standing.UNDER_WAY, Fraction(1, 2)),
    ),
    Golden(
        "2.13",
        "half the way down: a target that decreases",
        lambda: aimed(LESS, 20, 40, 30),
        (Standing.UNDER_WAY, Fraction(1, 2)),
    ),
    Golden(
        "2.13",
        "away from a target that decreases",
        lambda: aimed(LESS, 20, 40, 50),
        (Standing.AWAY, Fraction(-1, 2)),
    ),
    Golden(
        "2.13",
        "beyond it, not clamped",
        lambda: aimed(HELPED, 80, 40, 100),
        (Standing.BEYOND, Fraction(3, 2)),
    ),
    Golden("2.13", "exactly there", lambda: aimed(LESS, 20, 40, 20), (Standing.REACHED, 1)),
    Golden(
        "2.13",
        "zero is a target",
        lambda: aimed(LESS, 0, 40, 10),
        (Standing.UNDER_WAY, Fraction(3, 4)),
    ),
    Golden(
        "2.13",
        "a start from zero",
        lambda: aimed(HELPED, 40, 0, 10),
        (Standing.UNDER_WAY, Fraction(1, 4)),
    ),
    Golden(
        "2.13",
        "to keep what one has: kept",
        lambda: aimed(HELPED, 40, 40, 45),
        (Standing.KEPT, None),
    ),
    Golden(
        "2.13",
        "to keep what one has: lost",
        lambda: aimed(HELPED, 40, 40, 39),
        (Standing.LOST, None),
    ),
    Golden(
        "2.13",
        "without a starting point, met is met",
        lambda: aimed(HELPED, 40, None, 40),
        (Standing.REACHED, None),
    ),
    Golden(
        "2.13",
        "without a starting point, no share",
        lambda: aimed(HELPED, 40, None, 30),
        (Standing.NO_BASELINE, None),
    ),
    Golden(
        "2.13", "no value yet", lambda: aimed(HELPED, 40, 10, None), (Standing.NO_CURRENT, None)
    ),
    Golden(
        "2.13",
        "a context figure has no target",
        lambda: aimed(COUNT, 40, 10, 30),
        (Standing.NEVER_JUDGED, None),
    ),
    Golden(
        "2.13",
        "no more than noise: not begun",
        lambda: (
            progress(
                HELPED, Band(d(80), d(80)), Fraction(40), Fraction(42), noise=Fraction(2)
            ).standing
        ),
        Standing.NOT_BEGUN,
    ),
    Golden(
        "2.13",
        "into a range from below",
        lambda: aimed(RANGE, Band(d(40), d(60)), 20, 30),
        (Standing.UNDER_WAY, Fraction(1, 2)),
    ),
    Golden(
        "2.13",
        "into a range from above",
        lambda: aimed(RANGE, Band(d(40), d(60)), 80, 55),
        (Standing.REACHED, Fraction(5, 4)),
    ),
    Golden(
        "2.13",
        "through a range and out",
        lambda: aimed(RANGE, Band(d(40), d(60)), 20, 70),
        (Standing.BEYOND, Fraction(5, 2)),
    ),
    Golden(
        "2.13",
        "out of a range where one was",
        lambda: aimed(RANGE, Band(d(40), d(60)), 50, 70),
        (Standing.LOST, None),
    ),
    Golden(
        "2.13",
        "a target worse than the start is said",
        lambda: caveats(progress(HELPED, Band(d(30), d(30)), Fraction(40), Fraction(35))),
        {Caveat.AGAINST_DIRECTION},
    ),
    Golden("2.13", "and met while no worse", lambda: aimed(HELPED, 30, 40, 35)[0], Standing.BEYOND),
    Golden("2.13", "and left when worse", lambda: aimed(HELPED, 30, 40, 20)[0], Standing.AWAY),
    Golden(
        "2.13",
        "no progress over a break",
        lambda: clauses(
            HELPED, saw("n", 3, year(2022)), saw("n", 9, version=2), aim=Band(d(9), d(9))
        ),
        [Says.NOT_COMPARABLE, Says.AIM],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_the_way_to_a_target_is_told_right(case):
    assert case.found() == case.right
