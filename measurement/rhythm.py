"""Which days can be a period of an indicator: those of its rhythm, and no others."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.models import Definition, Indicator
from measurement.periods import MONTHS, Period, period_of

EARLIEST, LATEST = 1990, 2100


def fits(found: Indicator, span: Period) -> bool:
    """True for the very month, quarter, half-year or year that the indicator counts; any span of an irregular one."""
    irregular = found.periodicity == Indicator.Periodicity.IRREGULAR
    return irregular or span == period_of(span.starts_on, found.periodicity)


def fitted(found: Indicator, span: Period | date) -> Period:
    """The period as the indicator counts time; one of another length is refused.

    A day stands for the period in which it lies.
    """
    first = span.starts_on if isinstance(span, Period) else span
    if not EARLIEST <= first.year <= LATEST:
        raise Refusal(_("The year %(year)s cannot be.") % {"year": str(first.year)})
    if found.periodicity == Indicator.Periodicity.IRREGULAR:
        return span if isinstance(span, Period) else Period(span, span)
    if isinstance(span, Period) and not fits(found, span):
        raise Refusal(
            _("This figure is measured %(rhythm)s: write for example %(example)s.")
            % {"rhythm": found.get_periodicity_display(), "example": example(found)}
        )
    return period_of(first, found.periodicity)


def example(found: Indicator) -> str:
    """A period as a file may write it, of the length that the indicator has."""
    examples = {1: "2026-07", 3: "2026-T3", 6: "2026-S2", 12: "2026"}
    return examples[MONTHS.get(found.periodicity, 12)]


def counted_under(found: Indicator, span: Period) -> Indicator:
    """As it was defined on the first day of a span.

    Where its rhythm changed within the span, the span of the new rhythm counts under the new one.
    """
    if found.version == 1:
        return found
    return counted_among(found, span, list(found.definitions.order_by("number")))


def counted_among(found: Indicator, span: Period, versions: Sequence[Definition]) -> Indicator:
    """The same, of an indicator whose versions are known, in their order."""

    def on(day: date) -> Indicator:
        fit = [one for one in versions if one.number == 1 or one.valid_from <= day]
        return found.defined_by(fit[-1]) if fit and fit[-1].number != found.version else found

    then = on(span.starts_on)
    return then if fits(then, span) else on(span.ends_on)
