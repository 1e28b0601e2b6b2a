"""One figure for several places."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from measurement import exact
from measurement.models import Indicator, Measurement


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over neighbourhoods, or why there is none."""

    value: Decimal | None
    counted: int
    without: int
    refusal: str = ""


def total(found: Indicator, codes: Iterable[str] | None = None) -> Total:
    """The sum of a count over a set of neighbourhoods (all by default), each counted once."""
    if found.level != Indicator.Level.NEIGHBOURHOOD:
        return Total(None, 0, 0, _("Rates are neither added up nor averaged."))
    rows = Measurement.objects.current().filter(indicator=found)
    if codes is not None:
        rows = rows.filter(neighbourhood__in=set(codes))
    answer = exact.added_up(found, rows.select_related("release").order_by("neighbourhood"))
    covered = answer.coverage
    without = covered.places_expected - covered.observed - covered.unreported
    if answer.refusal or answer.value is None:
        reason = exact.refused(answer.refusal) if answer.refusal else _("No measure yet.")
        return Total(None, 0, 0, reason)
    return Total(
        Decimal(answer.value.numerator) / answer.value.denominator, covered.observed, without
    )
