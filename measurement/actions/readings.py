"""What somebody read off, and whether an indicator can take it."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from kit.templatetags.kit import number
from measurement.engine.numbers import Absent, Fault, Unread, read_ratio
from measurement.exact import definition_of
from measurement.models import WITH_VALUE, Indicator, Release, State

FOURTH = Decimal("0.0001")
MOST_DECIMALS, MOST, MOST_PRECISION = 4, Decimal(10) ** 14, Decimal(10) ** 6
WHOLE = 100
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Reading:
    """What somebody read off for a period: a value, or the reason why there is none.

    Of a ratio the two components are read off; its value is worked out.
    """

    value: Decimal | None
    provenance: str
    state: str = State.OBSERVED
    note: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    precision: Decimal | None = None
    release: Release | None = None

    @property
    def release_id(self) -> Any:
        """The key of its publication."""
        return self.release.pk if self.release else None


def refuse_typed(indicator: Indicator) -> None:
    """A figure that an official file or the portal itself gives is not typed."""
    refuse_computed(indicator)
    if not indicator.is_entered:
        raise Refusal(_("The values of this indicator come from an official file."))


def refuse_computed(indicator: Indicator) -> None:
    """What the portal works out is put right where it was recorded."""
    if indicator.is_computed:
        raise Refusal(_("The portal works this figure out from its own records: nobody types it."))


def fitting(indicator: Indicator, reading: Reading) -> Reading:
    """The reading with what follows from it, or a refusal that says what does not fit."""
    refuse_unkept(reading)
    worked = indicator.is_ratio and not is_bare(indicator, reading)
    if (reading.value is None) != (reading.state not in WITH_VALUE) and not worked:
        refuse_half(reading)
    if worked:
        reading = worked_out(indicator, reading)
    elif reading.numerator is not None or reading.denominator is not None:
        raise Refusal(_("Only a ratio has a numerator and a denominator."))
    refuse_foreign(indicator, reading)
    if reading.state not in WITH_VALUE:
        if not reading.note.strip():
            raise Refusal(_("Say why there is no value: it is shown in its place."), "note")
        return reading
    refuse_unfit(indicator, reading.value or Decimal(0))
    return reading


def is_bare(indicator: Indicator, reading: Reading) -> bool:
    """True for a ratio of which an official file tells the rate alone: it stays a published rate."""
    numbers = (reading.numerator, reading.denominator)
    return indicator.may_be_bare and reading.value is not None and numbers == (None, None)


def refuse_half(reading: Reading) -> None:
    """A value where its state says that there is one, and only there."""
    if reading.value is None:
        raise Refusal(_("Type the value, or choose “no measure” and say why."))
    raise Refusal(_("A value and the absence of a value cannot both be true."))


def refuse_foreign(indicator: Indicator, reading: Reading) -> None:
    """A publication of the indicator's own source; one that was not produced holds no value."""
    release = reading.release
    if release is None:
        return
    if release.source != indicator.source_code:
        raise Refusal(_("This publication is of another source than the indicator."))
    if not release.produced and reading.state in WITH_VALUE:
        raise Refusal(_("This publication was not produced: it holds no value."))


def refuse_unfit(indicator: Indicator, value: Decimal) -> None:
    """Whole counts and levels; nothing below or above what the definition says is possible."""
    if indicator.is_whole and value != int(value):
        if indicator.value_type == Indicator.ValueType.ORDINAL:
            raise Refusal(_("A level has no decimals."), "value")
        raise Refusal(_("A count has no decimals."), "value")
    low, high = indicator.lowest, indicator.highest
    if value < low:
        if low == 0:
            raise Refusal(_("This figure cannot be below zero."), "value")
        raise Refusal(_("This figure cannot be below %(low)s.") % {"low": number(low)}, "value")
    if high is not None and value > high:
        if indicator.is_share and high == WHOLE:
            raise Refusal(_("A share cannot be above 100."), "value")
        raise Refusal(_("This figure cannot be above %(high)s.") % {"high": number(high)}, "value")


def refuse_unkept(reading: Reading) -> None:
    """No number is cut or rounded in silence: what is too long to be kept is refused."""
    for told in (reading.value, reading.numerator, reading.denominator, reading.precision):
        if told is None:
            continue
        if abs(told) >= (MOST_PRECISION if told is reading.precision else MOST):
            raise Refusal(_("This number is too large to be kept."))
        if told != round(told, MOST_DECIMALS):
            raise Refusal(_("At most %(most)s figures after the comma are kept.") % {"most": MOST_DECIMALS})  # fmt: skip


def worked_out(indicator: Indicator, reading: Reading) -> Reading:
    """A ratio's value from its components; without a denominator there is none, and that is said."""
    top, bottom = reading.numerator, reading.denominator
    if reading.value is not None:
        raise Refusal(
            _("The value of a ratio is worked out from its two numbers: type them instead.")
        )
    if reading.state not in WITH_VALUE:
        if top is not None or bottom is not None:
            raise Refusal(_("A value and the absence of a value cannot both be true."))
        return reading
    if top is None or bottom is None:
        raise Refusal(_("Type both numbers, or choose “no measure” and say why."), "numerator")
    if indicator.has_whole_terms and (top, bottom) != (int(top), int(bottom)):
        raise Refusal(_("Both numbers are counts: neither has decimals."), "numerator")
    found = read_ratio(top, bottom, definition_of(indicator))
    if isinstance(found, Unread):
        raise Refusal(impossible(indicator, found.fault), "numerator")
    if isinstance(found, Absent):
        note = reading.note.strip() or _("there is nobody and nothing to take a share of")
        return replace(reading, state=found.state, note=note)
    exact = EXACT.divide(Decimal(found.numerator), Decimal(found.denominator))
    value = exact.quantize(FOURTH, context=EXACT)
    if value >= MOST:
        raise Refusal(_("What follows from both numbers is too large to be kept."), "numerator")
    return replace(reading, value=value)


def impossible(indicator: Indicator, fault: Fault) -> str:
    """Why two numbers make no ratio of this indicator."""
    if fault == Fault.BELOW_NOUGHT:
        return _("Neither number can be below zero.")
    if indicator.highest != indicator.per:
        return _("This figure cannot be above %(high)s.") % {"high": number(indicator.highest)}
    return _("The part cannot be greater than the whole: check both numbers.")
