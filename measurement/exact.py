"""From the portal's rows to the engine's observations, and its refusals in words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from measurement.engine import definitions as engine
from measurement.engine.definitions import Definition, Direction, ValueType
from measurement.engine.numbers import Expected
from measurement.engine.observations import LOCAL, Observation, Protection, Release, Span, State
from measurement.engine.reasons import Refused, Why
from measurement.measured import Measured
from measurement.models import Indicator, Measurement
from measurement.models import Release as Published

STATES = {state.value: state for state in State}
UNSTATED = Span(date.min, date.min)


def definition_of(found: Indicator) -> Definition:
    """All that the engine has to know of the definition that stands now.

    A city contract is to it a place with an official code, as a neighbourhood is.
    """
    own = found.level == Indicator.Level.SITE
    banded = found.direction == Direction.BAND
    return Definition(
        code=found.code,
        value_type=ValueType(found.value_type),
        unit=found.unit,
        direction=Direction(found.direction),
        version=found.version,
        nature=engine.Nature(found.nature),
        accumulation=engine.Accumulation(found.accumulation or engine.Accumulation.PER_PERIOD),
        level=engine.Level.SITE if own else engine.Level.NEIGHBOURHOOD,
        band=engine.Band(found.band_low, found.band_high) if banded else None,
        noise=found.noise,
        vintage_gap=found.vintage_gap,
        multiplier=found.multiplier,
        ceiling=found.ceiling,
        min_cell=found.few,
        least_base=found.least_base,
    )


def expected_of(found: Indicator) -> Expected:
    """What is typed of it: whole numbers for a count or a level, between its bounds."""
    return Expected(found.unit, whole=found.is_whole, lower=found.lowest, upper=found.highest)


def expected_term(found: Indicator) -> Expected:
    """What is typed of either number of a ratio."""
    return Expected(whole=found.has_whole_terms)


def release_of(row: Measurement) -> Release:
    """The publication of a value; what is of none, or of one that nobody named, is the site's own."""
    published = row.release if row.release_id else None
    return LOCAL if published is None else publication(published)


def publication(found: Published) -> Release:
    """A publication as the engine reads it."""
    return Release(
        source=found.source,
        vintage=found.vintage,
        generation=found.generation,
        protection=Protection(found.protection),
        noise=found.noise,
        produced=found.produced,
    )


@lru_cache(maxsize=1000)
def span_of(first: date, last: date) -> Span:
    """The days from one to another: the same ones come with the values of all places."""
    return Span(first, last)


def observation_of(row: Measurement, step: Decimal = Decimal(0)) -> Observation:
    """A row as the engine reads it; all periods that a source does not state are one.

    `step` is to what the source rounds where the row does not say it.
    """
    worked_out = row.numerator is not None
    return Observation(
        place=str(row.neighbourhood_id or row.contract_id or row.site_id),
        span=span_of(row.starts_on, row.ends_on) if row.starts_on and row.ends_on else UNSTATED,
        value=None if worked_out else row.value,
        # A ratio over nought is read with its two numbers; that it does not apply follows from them.
        state=State.OBSERVED if worked_out and row.denominator == 0 else STATES[row.state],
        numerator=row.numerator if worked_out else None,
        denominator=row.denominator if worked_out else None,
        release=release_of(row),
        version=row.version,
        precision=row.precision or step,
    )


def as_read(found: Indicator, rows: Sequence[Measurement], rules: Measured) -> list[Observation]:
    """The rows as everybody may read them, each by the definition that it was measured by."""
    return [
        seen.kept_back() if rules.under(row, found).hides(row) else seen
        for row, seen in ((row, observation_of(row)) for row in rows)
    ]


def step_of(found: Indicator, rows: Sequence[Measurement]) -> Decimal:
    """To what the source rounds: as it says, else whole points where no value has decimals."""
    told = [row.precision for row in rows if row.precision is not None]
    if told:
        return max(told)
    if found.value_type != Indicator.ValueType.RATE:
        return Decimal(0)
    values = [row.value.normalize() for row in rows if row.value is not None]
    decimals = max((max(0, -int(v.as_tuple().exponent)) for v in values), default=0)
    return Decimal(1).scaleb(-decimals)


def refused(reason: Refused) -> str:
    """Why there is no sum, in words."""
    words = {
        Why.RATES_NOT_ADDED: _("Rates are neither added up nor averaged."),
        Why.NO_VALUE: _("No measure yet."),
        Why.NO_SITE: _("No measure yet."),
        Why.ALL_SUPPRESSED: _("All values are under statistical secrecy."),
        Why.NOT_PRODUCED: _("The source did not produce these values."),
        Why.MIXED_DEFINITIONS: _("Not added up: the values follow different definitions."),
        Why.MIXED_RELEASES: _("Not added up: the values come from different publications."),
        Why.MIXED_GENERATIONS: _(
            "Not added up: the values are about neighbourhoods of different editions."
        ),
        Why.MIXED_PERIODS: _("Not added up: the values stand for different periods."),
        Why.CONFLICTING_ROWS: _("Not added up: a place has two different values."),
    }
    return words.get(reason.why) or _("Not added up: the values do not go together.")
