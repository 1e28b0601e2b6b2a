"""Three hundred series that were made to say something, and whether the engine reads just that.

The oracle never compares two values: each maker begins with what is true and builds a series
around it. So it shares no rule with the engine.
"""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from measurement.engine.assess import Series, assess
from measurement.engine.comparing import Break, BreakKind
from measurement.engine.definitions import Band, Direction, Nature, ValueType
from measurement.engine.observations import Protection, Release, State
from measurement.engine.places import Descent, Relation
from measurement.engine.reasons import Why
from measurement.engine.sentence import Says, sentence
from tests.measurement.engine.say import defined, nothing, quarter, saw, year

UP, DOWN, FLAT, CUT = Says.UP, Says.DOWN, Says.NO_MEASURABLE_CHANGE, Says.NOT_COMPARABLE
TURNS = {Direction.HIGHER: UP, Direction.LOWER: DOWN}


def walk(chance, ends, **more):
    """A series of yearly values between two ends; what lies between is anything."""
    between = [chance.randint(0, 5000) for _ in range(chance.randint(0, 5))]
    values = [ends[0], *between, ends[1]]
    return [saw("n", value, year(2010 + n), **more) for n, value in enumerate(values)]


def said(movement, direction):
    """The movement with what it means."""
    if direction == Direction.CONTEXT:
        return [movement, Says.CONTEXT]
    if movement not in {UP, DOWN}:
        return [movement]
    return [movement, Says.HOPED_FOR if TURNS[direction] == movement else Says.NOT_HOPED_FOR]


def a_direction(chance):
    return chance.choice((Direction.HIGHER, Direction.LOWER, Direction.CONTEXT))


def moved(chance):
    """A change larger than the noise, by construction."""
    direction, noise = a_direction(chance), chance.randint(0, 20)
    start = chance.randint(200, 4000)
    step = noise + chance.randint(1, 150)
    movement = chance.choice((UP, DOWN))
    definition = defined(ValueType.COUNT, direction=direction, noise=noise)
    rows = walk(chance, (start, start + step if movement == UP else start - step))
    return Series(definition, tuple(rows)), said(movement, direction), None


def unmoved(chance):
    """A change no larger than the noise."""
    direction, noise = a_direction(chance), chance.randint(0, 20)
    start = chance.randint(200, 4000)
    definition = defined(ValueType.COUNT, direction=direction, noise=noise)
    rows = walk(chance, (start, start + chance.randint(-noise, noise)))
    return Series(definition, tuple(rows)), said(FLAT, direction), None


def true_values_behind(chance, *, apart):
    """What a source prints of two true values: rounded to whole points, or moved by protection."""
    protected = chance.random() < 0.5
    reach = chance.randint(1, 4)
    start = chance.randint(300, 3000)
    direction = chance.choice((UP, DOWN))
    sign = 1 if direction == UP else -1
    if protected:
        release = Release("s", None, 2024, Protection.PERTURBATION, noise=Decimal(reach))
        most = 2 * reach
        step = most + chance.randint(1, 50) if apart else chance.randint(0, most)
        rows = walk(chance, (start, start + sign * step), release=release)
    else:
        step = chance.randint(2, 40) if apart else chance.randint(0, 1)
        rows = walk(chance, (start, start + sign * step), precision=Decimal(1))
    return Series(defined(ValueType.COUNT), tuple(rows)), direction


def printed_apart(chance):
    series, direction = true_values_behind(chance, apart=True)
    return series, said(direction, Direction.HIGHER), None


def printed_close(chance):
    series, _direction = true_values_behind(chance, apart=False)
    return series, [FLAT], None


def redefined(chance):
    direction = a_direction(chance)
    rows = walk(chance, (chance.randint(0, 900), chance.randint(0, 900)), version=1)
    rows.append(saw("n", chance.randint(0, 900), year(2030), version=2))
    definition = defined(ValueType.COUNT, direction=direction)
    return Series(definition, tuple(rows)), said(CUT, direction), Why.DEFINITION_CHANGED


def moved_limits(chance):
    """Metropolitan limits of 2024, overseas of 2025: modified, merged, split, or unchanged."""
    relation = chance.choice(list(Relation))
    start, step = chance.randint(0, 900), chance.randint(1, 90)
    rows = (
        saw("QP099001", start, year(2022), release=Release("s", None, 2015)),
        saw("QN09901M", start + step, year(2025), release=Release("s", None, 2024)),
    )
    descents = (Descent("QP099001", "QN09901M", relation),)
    goes_on = relation == Relation.UNCHANGED
    parts = [UP, Says.HOPED_FOR] if goes_on else [CUT]
    why = None if goes_on else Why.GEOGRAPHY_CHANGED
    return Series(defined(ValueType.COUNT), rows, descents=descents), parts, why


def close_vintages(chance):
    """The census within five years, health insurance from one year to the next."""
    gap = chance.choice((2, 5))
    first = chance.randint(2008, 2015)
    apart = chance.randint(1, gap + 3)
    rows = tuple(
        saw("n", value, year(y), release=Release("s", y, 2024))
        for y, value in ((first, 400), (first + apart, 500))
    )
    far = apart >= gap
    parts = [UP, Says.HOPED_FOR] if far else [CUT]
    series = Series(defined(ValueType.RATE, vintage_gap=gap), rows)
    return series, parts, None if far else Why.VINTAGES_TOO_CLOSE


def not_produced(chance):
    rows = walk(chance, (chance.randint(0, 90), chance.randint(0, 90)))
    rows.append(nothing("n", State.NOT_PRODUCED, span=year(2022)))
    rows.append(saw("n", chance.randint(0, 90), year(2023)))
    chance.shuffle(rows)
    return Series(defined(ValueType.RATE), tuple(rows)), [CUT], Why.SOURCE_GAP


def cut_by_a_day(chance):
    kind = chance.choice((BreakKind.METHOD, BreakKind.LEGAL))
    rows = (saw("n", 5, year(2020)), saw("n", 9, year(2024)))
    within = chance.random() < 0.7
    on = date(chance.randint(2021, 2024) if within else 2026, 1, 1)
    why = {BreakKind.METHOD: Why.METHOD_CHANGED, BreakKind.LEGAL: Why.LAW_CHANGED}[kind]
    series = Series(defined(ValueType.COUNT), rows, breaks=(Break(kind, on),))
    return series, [CUT] if within else [UP, Says.HOPED_FOR], why if within else None


def other_length(chance):
    flow = defined(ValueType.COUNT, nature=Nature.FLOW)
    rows = (
        saw("n", 5, quarter(2021, chance.randint(1, 4))),
        saw("n", chance.randint(0, 50), year(2024)),
    )
    return Series(flow, rows), [CUT], Why.PERIOD_LENGTHS_DIFFER


def too_few_sites(chance):
    rows = walk(chance, (5, 500))
    at = chance.choice((0, -1))
    rows[at] = replace(rows[at], partial=True)
    return Series(defined(ValueType.COUNT), tuple(rows)), [CUT], Why.COVERAGE_TOO_LOW


def once(chance):
    direction = a_direction(chance)
    rows = [saw("n", chance.randint(0, 9), year(2020))]
    rows += [
        nothing("n", state, span=year(2021 + n))
        for n, state in enumerate(chance.sample((State.MISSING, State.SUPPRESSED), 2))
    ]
    parts = [Says.SINGLE_MEASURE, *([Says.CONTEXT] if direction == Direction.CONTEXT else [])]
    return Series(defined(ValueType.COUNT, direction=direction), tuple(rows)), parts, None


def never(chance):
    state, parts = chance.choice(
        ((State.MISSING, Says.NO_MEASURE), (State.SUPPRESSED, Says.SECRET), (State.NOT_PRODUCED, Says.NOT_PRODUCED))
    )  # fmt: skip
    rows = tuple(nothing("n", state, span=year(2020 + n)) for n in range(chance.randint(1, 4)))
    return Series(defined(ValueType.COUNT), rows), [parts], None


def in_a_range(chance):
    low = chance.randint(10, 50)
    high = low + chance.randint(0, 40)
    where = chance.choice((Says.IN_BAND, Says.BELOW_BAND, Says.ABOVE_BAND))
    last = {
        Says.IN_BAND: chance.randint(low, high),
        Says.BELOW_BAND: low - chance.randint(1, 9),
        Says.ABOVE_BAND: high + chance.randint(1, 9),
    }[where]
    band = Band(Decimal(low), Decimal(high))
    definition = defined(ValueType.RATE, direction=Direction.BAND, band=band)
    return Series(definition, (saw("n", last),)), [Says.SINGLE_MEASURE, where], None


MAKERS = (
    moved, unmoved, printed_apart, printed_close, redefined, moved_limits, close_vintages,
    not_produced, cut_by_a_day, other_length, too_few_sites, once, never, in_a_range,
    moved, unmoved, moved_limits, close_vintages, not_produced, moved,
)  # fmt: skip
AFTER = {Says.AIM, Says.ABSENT, Says.PROVISIONAL, Says.ESTIMATED}


@pytest.mark.parametrize("maker", range(len(MAKERS)), ids=lambda n: f"{MAKERS[n].__name__}{n}")
def test_the_sentence_says_what_the_series_was_made_to_say(maker):
    """Fifteen of each of twenty makers: three hundred."""
    for number in range(300 // len(MAKERS)):
        series, expected, why = MAKERS[maker](random.Random(f"{maker}/{number}"))
        clauses = sentence(series.definition, assess(series))
        main = [part.says for part in clauses if part.says not in AFTER]

        assert (number, main) == (number, expected)
        assert (number, clauses[0].facts.get("why")) == (number, why)
