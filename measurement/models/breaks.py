"""What cuts a series from a day on, where neither its definition nor its publication says so."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.indicators import Indicator


class SeriesBreakQuerySet(HouseQuerySet["SeriesBreak"]):
    def standing(self, instant: datetime | None = None) -> Self:
        """Those that cut a series now, or did at an instant; not those that were taken back."""
        known = self if instant is None else self.filter(recorded_at__lte=instant)
        back = SeriesBreak.objects.filter(takes_back=OuterRef("pk"))
        if instant is not None:
            back = back.filter(recorded_at__lte=instant)
        return known.filter(~Exists(back), takes_back=None)


class SeriesBreak(Entity):
    """That from a day on a common figure counts otherwise: another method, another law.

    The national team records it for all sites, with its words. It is never changed: a row that
    names it takes it back, with the reason.
    """

    class Kind(models.TextChoices):
        METHOD = "method", _("another method")
        LAW = "law", _("another law")
        PERIMETER = "perimeter", _("another perimeter")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="breaks")
    kind = models.CharField(_("what changed"), max_length=9, choices=Kind)
    on = models.DateField(_("from which day"))
    words = models.CharField(_("what exactly changed"), max_length=300)
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects: Any = SeriesBreakQuerySet.as_manager()

    class Meta:
        verbose_name = _("break in a series")
        verbose_name_plural = _("breaks in series")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=["method", "law", "perimeter"]) & ~Q(words=""),
                name="series_break_says_what_changed",
            ),
            CheckConstraint(
                condition=~Q(takes_back=F("id")), name="series_break_takes_back_another_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.kind} {self.on}"


def breaks_of(indicator: Indicator) -> Any:
    """Those that cut a figure now: where a page of the catalogue looks for one."""
    return SeriesBreak.objects.standing().filter(indicator=indicator)
