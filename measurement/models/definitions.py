"""The versions of a definition, which are never changed."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity
from measurement.models.defined import Defined
from measurement.models.indicators import Indicator


class Definition(Defined, Entity):
    """One version of an indicator's definition: frozen on the day on which it was written.

    It stands for the periods that begin on `valid_from` or later, the first one for earlier
    periods too. A value says under which version it was measured; between two versions the series
    has a break. A database trigger keeps it as it is.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField(_("version of the definition"))
    valid_from = models.DateField(_("for periods that begin from"))
    name = models.CharField(_("name"), max_length=160)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As it was that day: names outlive accounts.
    written_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(_("written"), default=clock.now, editable=False)

    class Meta(Defined.Meta):
        verbose_name = _("version of a definition")
        verbose_name_plural = _("versions of definitions")
        constraints = (
            *Defined.Meta.constraints,
            UniqueConstraint(fields=["indicator", "number"], name="definition_number_once"),
            CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="definition_reason_from_the_second_on",
            ),
            CheckConstraint(
                condition=Q(written_by=None) | ~Q(written_name=""),
                name="definition_keeps_the_name_of_its_author",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"
