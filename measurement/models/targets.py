"""What a site aims at."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.indicators import Indicator
from sites.models import Site


class TargetQuerySet(HouseQuerySet["Target"]):
    def standing(self, instant: datetime | None = None) -> Self:
        """Those that are aimed at now, or were at an instant."""
        if instant is None:
            return self.filter(replaced_by=None)
        later = Target.objects.filter(replaces=OuterRef("pk"), set_at__lte=instant)
        return self.filter(~Exists(later), set_at__lte=instant)


class Target(Entity):
    """A value aimed at by a day. It is never changed: a new one replaces it and both stay readable."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="targets")
    # It is aimed at under that definition; in another unit it would mean something else.
    version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    value = models.DecimalField(_("value aimed at"), max_digits=18, decimal_places=4)
    due_on = models.DateField(_("to be reached by"))
    since = models.DateField(_("aimed at since"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(_("set"), default=clock.now, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    objects: Any = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = (
            CheckConstraint(condition=Q(due_on__gt=F("since")), name="target_due_after_it_was_set"),
            UniqueConstraint(
                fields=["indicator", "site"],
                condition=Q(replaces=None),
                name="one_first_target_an_indicator_and_site",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.value}"
