"""The figures that a site puts first."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.indicators import Indicator
from sites.models import Site

MOST = 5


class HeadlineQuerySet(HouseQuerySet["Headline"]):
    def standing(self, instant: datetime | None = None) -> Self:
        """Those that stand now, or stood at an instant."""
        if instant is None:
            return self.filter(ended_at=None)
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=instant), chosen_at__lte=instant)


class Headline(Entity):
    """A site puts a figure among its first ones, at most five, and says why.

    It is ended, never removed: which figures a collective looked at first, when and why stays
    readable.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="headlines")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="headlines")
    rank = models.PositiveSmallIntegerField(_("rank"))
    why = models.CharField(_("why this figure"), max_length=300)
    chosen_at = models.DateTimeField(_("chosen"), default=clock.now)
    chosen_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(_("until"), null=True)
    ended_why = models.CharField(_("reason"), max_length=300, blank=True)

    objects = HeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("headline figure")
        verbose_name_plural = _("headline figures")
        constraints = (
            UniqueConstraint(
                fields=["site", "rank"],
                condition=Q(ended_at=None),
                name="headline_rank_once_a_site",
            ),
            UniqueConstraint(
                fields=["site", "indicator"],
                condition=Q(ended_at=None),
                name="headline_once_a_site",
            ),
            CheckConstraint(condition=Q(rank__range=(1, MOST)), name="headline_five_at_most"),
            CheckConstraint(condition=~Q(why=""), name="headline_says_why"),
            CheckConstraint(
                condition=Q(ended_at=None, ended_why="")
                | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="headline_reason_iff_ended",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}. {self.indicator_id}"
