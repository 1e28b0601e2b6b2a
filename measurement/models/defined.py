"""What a definition holds: everything whose change breaks a series."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

KINDS_OF_NUMBERS = [
    "count", "distinct", "amount", "ratio", "rate", "quantile", "ordinal", "status",
]  # fmt: skip
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


# Per how many a share is told, by its unit as people write it.
TOLD_PER = {"%": 100, "pour100": 100, "pourcent": 100, "\N{PER MILLE SIGN}": 1000, "pour1000": 1000, "pourmille": 1000}  # fmt: skip


def told_per(unit: str) -> dict[str, Any]:
    """What follows from the unit of a share: so many in a hundred or a thousand; a percentage has an end."""
    plain = "".join(unit.split()).casefold()
    per = next((n for start, n in TOLD_PER.items() if plain == start or starts_so(plain, start)), 1)
    return {"multiplier": per, "ceiling": Decimal(100) if plain.startswith("%") else None}


def starts_so(unit: str, start: str) -> bool:
    """« pour 1 000 habitants » begins as « pour 1 000 » does; « pour 10 000 » does not."""
    return unit.startswith(start) and not unit[len(start)].isdigit()


class Defined(models.Model):
    """The rules of a figure: what is counted, in what, and what may be computed from it.

    A change of one of these fields is a new version of the definition, because values before and
    after it cannot be compared. Words that change nothing of what is counted stand elsewhere
    (`Indicator`).
    """

    class ValueType(models.TextChoices):
        """What the number is; it decides what may be computed from several of them."""

        COUNT = "count", _("count")
        DISTINCT = "distinct", _("count of different ones")
        AMOUNT = "amount", _("amount")
        RATIO = "ratio", _("ratio")
        RATE = "rate", _("published rate")
        QUANTILE = "quantile", _("median or quantile")
        ORDINAL = "ordinal", _("level on a scale")
        STATUS = "status", _("status in words")

    class Direction(models.TextChoices):
        """Where a better situation lies; a context figure is never judged."""

        HIGHER = "higher", _("better when higher")
        LOWER = "lower", _("better when lower")
        BAND = "band", _("better inside a range")
        CONTEXT = "context", _("context, never judged")

    class Periodicity(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF = "half", _("every half-year")
        YEAR = "year", _("every year")
        IRREGULAR = "irregular", _("irregular")

    class Nature(models.TextChoices):
        """What a value says of time."""

        STOCK = "stock", _("the state on one day")
        FLOW = "flow", _("what happened in a period")
        ROLLING = "rolling", _("several years taken together")

    class Accumulation(models.TextChoices):
        """Whether each period of a flow begins at nought again."""

        PER_PERIOD = "per_period", _("each period begins at nought")
        RUNNING_TOTAL = "running_total", _("each period adds to the one before")

    COUNTED: ClassVar = ("count", "distinct")
    # What may count people: a threshold holds for these.
    OF_PEOPLE: ClassVar = ("count", "distinct", "ratio")
    SHARES: ClassVar = ("ratio", "rate")

    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    value_type = models.CharField(_("kind of number"), max_length=8, choices=ValueType)
    direction = models.CharField(_("reading"), max_length=8, choices=Direction)
    band_low = models.DecimalField(
        _("range from"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    band_high = models.DecimalField(
        _("range to"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    nature = models.CharField(_("in time"), max_length=7, choices=Nature, default=Nature.STOCK)
    accumulation = models.CharField(
        _("running total"), max_length=13, choices=Accumulation, blank=True
    )
    periodicity = models.CharField(_("how often"), max_length=10, choices=Periodicity)
    source = models.CharField(_("source"), max_length=200)
    # The word under which releases of this source are filed; empty for what a site counts itself.
    source_code = models.SlugField(_("code of the source"), max_length=40, blank=True)
    numerator_label = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator_label = models.CharField(_("denominator"), max_length=200, blank=True)
    multiplier = models.PositiveSmallIntegerField(_("told per"), default=1)
    ceiling = models.DecimalField(
        _("never above"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    lower_bound = models.DecimalField(
        _("lowest possible value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    upper_bound = models.DecimalField(
        _("highest possible value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    noise = models.DecimalField(
        _("smallest change that means something"),
        max_digits=12,
        decimal_places=4,
        default=Decimal(0),
    )
    vintage_gap = models.PositiveSmallIntegerField(
        _("years between two vintages that may be compared"), default=1
    )
    # Below it a count of persons is not published, nor a share of so few; 0 itself tells of nobody.
    # Not below three: one who is told to be fewer than two is told.
    threshold = models.PositiveSmallIntegerField(_("smallest published count"), default=0)
    # Out of fewer answers no share is told, however large its parts are.
    least_base = models.PositiveSmallIntegerField(_("fewest answers that make a share"), default=0)
    # The code of the count of which this one is a part, or which is the denominator of this share: of
    # the site itself, or a common one.
    part_of = models.SlugField(_("part of"), max_length=80, blank=True, db_index=False)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[BaseConstraint, ...]] = (
            CheckConstraint(
                condition=Q(value_type__in=KINDS_OF_NUMBERS)
                & Q(direction__in=["higher", "lower", "band", "context"])
                & Q(periodicity__in=["month", "quarter", "half", "year", "irregular"])
                & Q(nature__in=["stock", "flow", "rolling"])
                & Q(accumulation__in=["", "per_period", "running_total"]),
                name="%(class)s_words_known",
            ),
            CheckConstraint(
                condition=(
                    Q(threshold=0)
                    | Q(threshold__gte=3, value_type__in=["count", "distinct", "ratio"])
                )
                & (Q(least_base=0) | Q(value_type="ratio")),
                name="%(class)s_threshold_of_people",
            ),
            CheckConstraint(
                condition=Q(direction="band")
                & (Q(band_low__isnull=False) | Q(band_high__isnull=False))
                | ~Q(direction="band") & Q(band_low=None, band_high=None),
                name="%(class)s_range_iff_read_by_it",
            ),
            CheckConstraint(
                condition=Q(band_low=None) | Q(band_high=None) | Q(band_low__lte=F("band_high")),
                name="%(class)s_range_begins_below_its_end",
            ),
            CheckConstraint(
                condition=Q(value_type="ratio") & ~Q(numerator_label="") & ~Q(denominator_label="")
                | ~Q(value_type="ratio") & Q(numerator_label="", denominator_label=""),
                name="%(class)s_both_terms_iff_ratio",
            ),
            CheckConstraint(
                condition=Q(nature="flow") & ~Q(accumulation="")
                | ~Q(nature="flow") & Q(accumulation=""),
                name="%(class)s_running_total_said_iff_flow",
            ),
            CheckConstraint(
                condition=Q(multiplier__in=[1, 100, 1000])
                & (Q(multiplier=1) | Q(value_type__in=["ratio", "rate"]))
                & (Q(ceiling=None) | Q(value_type__in=["ratio", "rate"])),
                name="%(class)s_multiplier_and_ceiling_of_shares",
            ),
            CheckConstraint(
                condition=Q(lower_bound=None)
                | Q(upper_bound=None)
                | Q(lower_bound__lt=F("upper_bound")),
                name="%(class)s_lowest_below_highest",
            ),
            CheckConstraint(condition=Q(noise__gte=0), name="%(class)s_noise_not_below_nought"),
            CheckConstraint(
                condition=Q(source_code="") | Q(source_code__regex=SLUG),
                name="%(class)s_source_code_is_a_word",
            ),
            CheckConstraint(
                condition=Q(part_of="")
                | Q(part_of__regex=SLUG, value_type__in=["count", "distinct", "ratio"]),
                name="%(class)s_part_of_is_of_counts",
            ),
        )

    def rules(self) -> dict[str, Any]:
        """The rules as they stand, by field."""
        return {name: getattr(self, name) for name in RULES}


RULES: tuple[str, ...] = tuple(field.name for field in Defined._meta.local_fields)  # noqa: SLF001 - its own


def runs_over_people(rules: Mapping[str, Any]) -> bool:
    """True of a count of people that adds each period to the one before."""
    total = rules.get("accumulation") == Defined.Accumulation.RUNNING_TOTAL
    return total and rules.get("value_type") in Defined.COUNTED and bool(rules.get("threshold"))
