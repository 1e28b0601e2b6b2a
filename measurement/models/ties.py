"""Which indicator shows what an activity or a strategy changes."""

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from agenda.models import Activity, Version
from agenda.models.versions import HEADING_LENGTH
from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.indicators import Indicator
from sites.models import Site


class IndicatorTieQuerySet(HouseQuerySet["IndicatorTie"]):
    def current(self) -> Self:
        """Those that nobody has taken off."""
        return self.filter(ended_on=None)


class IndicatorTie(Entity):
    """An indicator that shows what an activity or a strategy changes.

    It remembers the version of the common agenda that was in force when it was tied. It is never
    removed: who takes it off says why, and both days stay.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="indicator_ties")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="ties")
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="indicator_ties"
    )
    strategy = models.CharField(_("strategy"), max_length=HEADING_LENGTH, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("what it should show"), max_length=200, blank=True)
    tied_on = models.DateField(_("tied on"), default=clock.today)
    tied_name = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(_("taken off on"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = IndicatorTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie of an indicator")
        verbose_name_plural = _("ties of indicators")
        constraints = (
            CheckConstraint(
                condition=Q(activity__isnull=False, strategy="")
                | Q(activity=None) & ~Q(strategy=""),
                name="tie_to_exactly_one_thing",
            ),
            CheckConstraint(
                condition=Q(ended_on=None, reason="") | Q(ended_on__isnull=False) & ~Q(reason=""),
                name="tie_reason_iff_ended",
            ),
            CheckConstraint(
                condition=~Q(activity=None) | Q(version__isnull=False),
                name="tie_of_a_strategy_names_its_version",
            ),
            UniqueConstraint(
                fields=["site", "indicator", "activity", "strategy"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="tie_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.strategy or self.activity_id}"
