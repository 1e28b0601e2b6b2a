"""What is measured and how it may be read."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit.models import Entity, HouseQuerySet
from sites.models import Site

COMMON_CODE = r"^[a-z]{3}-[0-9]{2}$"


class IndicatorQuerySet(HouseQuerySet["Indicator"]):
    def at(self, site: Site) -> Self:
        """The common indicators and the site's own, in the order in which a page shows them."""
        return self.filter(Q(site=None) | Q(site=site)).order_by("position", "code")


class Indicator(Entity):
    """What is measured and how it may be read: a definition, common to all sites or one site's own.

    Common codes look like `rev-01`, local ones never do, so that an address names one indicator.
    """

    class ValueType(models.TextChoices):
        """What the number is; only counts and amounts may be added up."""

        COUNT = "count", _("count")
        RATE = "rate", _("published rate")
        RATIO = "ratio", _("ratio")
        AMOUNT = "amount", _("amount")

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

    class Level(models.TextChoices):
        """What one value is about."""

        SITE = "site", _("site")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CONTRACT = "contract", _("city contract")

    ADDITIVE: ClassVar = {ValueType.COUNT, ValueType.AMOUNT}

    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="indicators")
    code = models.SlugField(_("code"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    name = models.CharField(_("name"), max_length=160)
    question = models.CharField(_("question"), max_length=200, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    value_type = models.CharField(_("kind of number"), max_length=6, choices=ValueType)
    direction = models.CharField(_("reading"), max_length=8, choices=Direction)
    periodicity = models.CharField(_("how often"), max_length=10, choices=Periodicity)
    level = models.CharField(_("measured for"), max_length=14, choices=Level, default=Level.SITE)
    source = models.CharField(_("source"), max_length=200)
    vintage = models.CharField(_("vintage"), max_length=200, blank=True)
    caution = models.CharField(_("caution"), max_length=400, blank=True)
    # Below it a count of persons is not published; 0 itself says nothing of anybody.
    threshold = models.PositiveSmallIntegerField(_("smallest published count"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            UniqueConstraint(
                fields=["site", "code"], nulls_distinct=False, name="indicator_code_once_a_site"
            ),
            CheckConstraint(
                condition=Q(site=None, code__regex=COMMON_CODE)
                | Q(site__isnull=False) & ~Q(code__regex=COMMON_CODE),
                name="indicator_common_iff_no_site",
            ),
            CheckConstraint(
                condition=Q(site=None) | Q(level="site"), name="indicator_local_is_about_its_site"
            ),
            CheckConstraint(
                condition=~Q(name="") & ~Q(unit="") & ~Q(source=""),
                name="indicator_named_with_unit_and_source",
            ),
            CheckConstraint(
                condition=Q(value_type__in=["count", "rate", "ratio", "amount"])
                & Q(direction__in=["higher", "lower", "band", "context"])
                & Q(periodicity__in=["month", "quarter", "half", "year", "irregular"])
                & Q(level__in=["site", "neighbourhood", "contract"]),
                name="indicator_words_known",
            ),
            CheckConstraint(
                condition=Q(threshold=0) | Q(value_type="count"),
                name="indicator_threshold_on_counts_only",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_local(self) -> bool:
        return self.site_id is not None

    @property
    def is_additive(self) -> bool:
        """True for what may be summed over different places."""
        return self.value_type in self.ADDITIVE

    @property
    def is_entered(self) -> bool:
        """True when people of the site enter its values, instead of an official file."""
        return self.level == self.Level.SITE and self.periodicity != self.Periodicity.IRREGULAR

    @property
    def is_ratio(self) -> bool:
        """True where the value follows from a numerator and a denominator that people read off."""
        return self.value_type == self.ValueType.RATIO and self.level == self.Level.SITE

    @property
    def is_share(self) -> bool:
        """True for a part of a whole, which it cannot exceed."""
        return self.unit == "%"

    @property
    def per(self) -> int:
        """For how many a ratio counts: a percentage for a hundred."""
        return 100 if self.is_share else 1

    def hides(self, value: Any) -> bool:
        """True for a count so small that publishing it could point at somebody."""
        return value is not None and 0 < value < self.threshold


def indicators_at(site: Site) -> IndicatorQuerySet:
    """Where a page of the site looks for an indicator: the common ones and its own."""
    return Indicator.objects.at(site)
