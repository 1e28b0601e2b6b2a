"""The backbone: six functions, each entrusted to one or several organisations for dated time."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.models import ENDS_AFTER_START, Dated, DatedQuerySet, never_two
from sites.models import Site
from sites.models.fields import sort_key

MOST_FTE = 50


class BackboneFunction(models.TextChoices):
    """What a collective needs somebody to do, day after day."""

    VISION = "vision", _("Keep vision and strategy alive")
    COORDINATION = "coordination", _("Connect activities and partners")
    MEASUREMENT = "measurement", _("Measure and learn together")
    MOBILISATION = "mobilisation", _("Bring in residents and partners")
    ADVOCACY = "advocacy", _("Remove obstacles, change rules")
    RESOURCES = "resources", _("Gather the means")


class BackboneHolder(Dated):
    """Who holds one function of the backbone, with how much time, paid by whom and until when.

    Several organisations may hold a function together, one of them once. Rows are kept: a change
    ends the present one and begins another.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="backbone")
    function = models.CharField(_("function"), max_length=12, choices=BackboneFunction)
    organisation = models.CharField(_("organisation"), max_length=160)
    organisation_key = sort_key("organisation")
    post = models.CharField(pgettext_lazy("function", "post"), max_length=120, blank=True)
    fte = models.DecimalField(_("full-time equivalents"), max_digits=4, decimal_places=2)
    funded_by = models.CharField(_("paid by"), max_length=200, blank=True)
    funded_until = models.DateField(_("paid until"), null=True, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder of a backbone function")
        verbose_name_plural = _("holders of backbone functions")
        constraints = (
            CheckConstraint(condition=ENDS_AFTER_START, name="backbone_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(function__in=BackboneFunction.values), name="backbone_function_known"
            ),
            CheckConstraint(condition=~Q(organisation_key=""), name="backbone_held_by_somebody"),
            CheckConstraint(
                condition=Q(fte__gte=0, fte__lte=MOST_FTE), name="backbone_time_not_negative"
            ),
            CheckConstraint(
                condition=Q(funded_until=None) | Q(funded_until__gte=F("starts_on")),
                name="backbone_paid_until_after_it_starts",
            ),
            never_two(
                "an_organisation_holds_a_function_once", "site", "function", "organisation_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_function_display()}, {self.organisation}"
