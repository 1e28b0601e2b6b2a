"""How the values of one publication are spread over places: a middle half, never a rank nor a mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DecimalField, Q
from django.utils.translation import gettext as _

from kit.templatetags.kit import number
from measurement.families import withheld_everywhere
from measurement.models import Indicator, Measurement
from measurement.words import quantity
from sites.models import Neighbourhood

FEWEST = 8  # neighbourhoods of a department of which a half can be told


@dataclass(frozen=True, slots=True)
class Spread:
    """Of so many places: a quarter lie under `low`, half under `middle`, three quarters under `high`.

    Only places whose value everybody may read are among them: each of the three is one of these.
    """

    places: int
    low: Decimal
    middle: Decimal
    high: Decimal
    department: str = ""

    def words(self, value: Decimal, unit: str) -> str:
        """Where a value lies among the others, without a rank and without a judgement."""
        facts = {
            "count": self.places,
            "low": quantity(self.low, unit),
            "high": quantity(self.high, unit),
            "where": self.where,
        }
        if value < self.low:
            said = _("Lower than in three quarters of the %(where)s.")
        elif value > self.high:
            said = _("Higher than in three quarters of the %(where)s.")
        else:
            said = _("As in the middle half of the %(where)s.")
        half = _("Half of them lie between %(low)s and %(high)s.")
        return f"{said} {half}" % facts

    @property
    def where(self) -> str:
        facts = {"count": number(self.places), "name": self.department}
        if self.department:
            return _("%(count)s neighbourhoods of the department whose value is published (%(name)s)") % facts  # fmt: skip
        return _("%(count)s neighbourhoods of the country whose value is published") % facts


class Quarters(Aggregate):
    """The values below which a quarter, half and three quarters of the places lie: each is one of them."""

    function = "PERCENTILE_DISC"
    template = (
        "%(function)s(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    )
    output_field = ArrayField(DecimalField(max_digits=18, decimal_places=4))


type Publication = tuple[Any, int, str, Any, Any]
SHARED = ("indicator", "version", "source_file", "release", "starts_on")


def publication(row: Measurement) -> Publication:
    """What makes values comparable between places: figure, definition, file, publication and period."""
    return row.indicator_id, row.version, row.source_file, row.release_id, row.starts_on


def spreads(indicators: Iterable[Indicator], place: Neighbourhood) -> dict[Publication, Spread]:
    """For each publication, how it is spread over the department, over the country where that is small.

    What tells of too few people is left out, and what is withheld of a family, so that no middle is
    such a value. One query, whatever the number of figures; two more where some are of a family.
    """
    near = Q(neighbourhood__department=place.department_id)
    known = list(indicators)
    told = Measurement.objects.current().readable()
    told = told.filter(indicator__in=known, neighbourhood__isnull=False)
    rows = (
        told.exclude(pk__in=withheld_everywhere(known, told))
        .order_by()
        .values(*SHARED)
        .annotate(
            all=Count("pk"), near=Count("pk", filter=near),
            over_all=Quarters("value"), over_near=Quarters("value", filter=near),
        )
    )  # fmt: skip
    found = {}
    for row in rows:
        indicator, version, file, release, first = (row[name] for name in SHARED)
        key = (indicator, version, file, release, first)
        if row["near"] >= FEWEST:
            found[key] = spread(row["near"], row["over_near"], place.department.name)
        elif row["all"] >= FEWEST:
            found[key] = spread(row["all"], row["over_all"])
    return found


def spread(places: int, quarters: list[Decimal], department: str = "") -> Spread:
    low, middle, high = quarters
    return Spread(places, low, middle, high, department)
