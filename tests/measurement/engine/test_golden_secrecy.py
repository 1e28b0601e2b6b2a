"""Golden cases of secrecy: what must not be worked out by subtraction (measurement.md 2.36 and 3.5)."""

from decimal import Decimal

import pytest

from measurement.engine.definitions import ValueType
from measurement.engine.reasons import Caveat, Why
from measurement.engine.viewers import STRANGER
from tests.measurement.engine.say import CODES, Golden, ask, caveats, defined, each, pct, saw, why

FEW = defined(ValueType.COUNT, min_cell=5)
DIFFERENT = defined(ValueType.DISTINCT, min_cell=5)
SHARE = defined(ValueType.RATIO, multiplier=100, unit="%", min_cell=5)
ANSWERS = defined(ValueType.RATIO, multiplier=100, unit="%", min_cell=5, least_base=30)
RATE = defined(ValueType.RATE, unit="%", min_cell=5)
PART = defined(ValueType.RATIO, multiplier=100, unit="%", ceiling=Decimal(100))
LEVEL = defined(ValueType.ORDINAL)


def total(*counts, definition=FEW, **more):
    return ask(definition, len(counts), each(list(counts)), **more)


def shares(*pairs, definition=SHARE, **more):
    rows = [saw(CODES[n], of=pair) for n, pair in enumerate(pairs)]
    return ask(definition, len(pairs), rows, **more)


def hidden(part, whole, definition=SHARE):
    return definition.hides(None, Decimal(part), Decimal(whole))


def unread(definition, *values):
    """What somebody is told who may read no site's own value."""
    rows = [saw(CODES[n], value) for n, value in enumerate(values)]
    found = ask(definition, len(values), rows, viewer=STRANGER)
    return why(found) or found.distribution or found.levels


def unread_shares(*pairs, **more):
    found = shares(*pairs, definition=PART, viewer=STRANGER, **more)
    return why(found) or found.value


MANY = ((10, 40), (20, 40), (30, 40))

CASES = [
    Golden("2.36", "no small count, nothing is left out", lambda: total(5, 6, 7).value, 18),
    Golden("2.11", "a nought tells of nobody", lambda: total(0, 0, 9).value, 9),
    Golden("2.36", "a small count is in no total", lambda: total(3, 50, 60, 70).value, 180),
    Golden("2.36", "and whatever it is, the total is the same", lambda: total(1, 50, 60, 70).value, 180),
    Golden("3.5", "it is counted among those under secrecy", lambda: total(3, 50, 60, 70).coverage.suppressed, 1),
    Golden("3.5", "its site is not complete", lambda: total(3, 50, 60, 70).coverage.sites_complete, 3),
    Golden("3.5", "that it is left out is said", lambda: Caveat.LEFT_OUT in caveats(total(3, 50, 60, 70)), True),
    Golden("3.5", "nothing is said where nothing is left out", lambda: Caveat.LEFT_OUT in caveats(total(5, 50, 60)), False),
    Golden("3.5", "a total of all small ones is none", lambda: why(total(3, 2, 4)), Why.ALL_SUPPRESSED),
    Golden("3.5", "a stranger reads the same", lambda: total(3, 50, 60, 70, viewer=STRANGER).value, 180),
    Golden("3.5", "what comes late and small changes nothing", lambda: total(3, 50, 60, 70, 1).value, 180),
    Golden("3.5", "a small distinct count is in no range", lambda: total(3, 50, 60, definition=DIFFERENT).limits, None),
    Golden("3.5", "a range is made of what is read", lambda: total(3, 50, 60, 70, definition=DIFFERENT).limits, (70, 180)),
    Golden("3.5", "a small rate is no small count", lambda: total(3, 50, 60, definition=RATE).distribution.low, 3),
    Golden("2.36", "one of three people", lambda: hidden(1, 3), True),
    Golden("2.36", "none of three tells of each", lambda: hidden(0, 3), True),
    Golden("2.36", "all of three tell of each", lambda: hidden(3, 3), True),
    Golden("2.36", "three of forty are few", lambda: hidden(3, 40), True),
    Golden("2.36", "all but three of forty set three apart", lambda: hidden(37, 40), True),
    Golden("2.36", "none of forty is a value", lambda: hidden(0, 40), False),
    Golden("2.36", "all of forty are a value", lambda: hidden(40, 40), False),
    Golden("2.36", "five of ten are enough", lambda: hidden(5, 10), False),
    Golden("2.36", "a ratio above one sets nobody apart", lambda: hidden(50, 10), False),
    Golden("2.36", "over nought there is nobody", lambda: hidden(0, 0), False),
    Golden("2.36", "without a threshold nothing is hidden", lambda: hidden(1, 3, defined(ValueType.RATIO)), False),
    Golden("3.5", "out of 29 answers no percentage", lambda: hidden(15, 29, ANSWERS), True),
    Golden("3.5", "out of 30 there is one", lambda: hidden(15, 30, ANSWERS), False),
    Golden("3.5", "a share of few is in no share of all", lambda: shares((1, 3), *MANY).value, pct(60, 120)),
    Golden("3.5", "nor in its coverage", lambda: shares((1, 3), *MANY).coverage.observed, 3),
    Golden("3.5", "two shares are too few to show", lambda: why(shares((1, 3), (10, 40), (20, 40))), Why.TOO_FEW_SITES),
    Golden("3.5", "none of them together is none in each place", lambda: unread_shares((0, 40), (0, 30), (0, 20)), Why.REVEALS_ONE_SITE),
    Golden("3.5", "all of them together are all in each place", lambda: unread_shares((40, 40), (30, 30), (20, 20)), Why.REVEALS_ONE_SITE),
    Golden("3.5", "the site that has all others knows that elsewhere there are none", lambda: unread_shares((40, 40), (30, 30), (5, 20)), Why.REVEALS_ONE_SITE),
    Golden("3.5", "some in two places tell of neither", lambda: unread_shares((30, 40), (30, 30), (5, 20)), pct(65, 90)),
    Golden("3.5", "who may read each reads that all are in", lambda: shares((40, 40), (30, 30), (20, 20), definition=PART).value, 100),
    Golden("3.5", "a spread without width tells each value", lambda: unread(RATE, 40, 40, 40), Why.REVEALS_ONE_SITE),
    Golden("3.5", "and one whose width is a site's own tells it the others", lambda: unread(RATE, 10, 40, 40), Why.REVEALS_ONE_SITE),
    Golden("3.5", "a spread of two others tells neither", lambda: unread(RATE, 10, 40, 50).low, 10),
    Golden("3.5", "a single level tells that of each", lambda: unread(LEVEL, 2, 2, 2), Why.REVEALS_ONE_SITE),
    Golden("3.5", "three levels tell of none", lambda: unread(LEVEL, 1, 2, 3), ((1, 1), (2, 1), (3, 1))),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_nothing_is_told_by_subtraction(case):
    assert case.found() == case.right
