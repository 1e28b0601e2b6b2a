"""When values of a period may be entered."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity
from measurement.models.indicators import Indicator
from measurement.periods import Period
from sites.models import Site


class Window(Entity):
    """For a period of a rhythm: from when values may be given, by when they are due, when it locks.

    The national team sets it for all sites. A lock says why. A period without a window is open
    from its first day on.
    """

    periodicity = models.CharField(
        _("how often"), max_length=10, choices=Indicator.Periodicity.choices
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opens_on = models.DateField(_("values may be entered from"))
    due_on = models.DateField(_("values are due by"))
    locks_on = models.DateField(_("locked from"), null=True, blank=True)
    why = models.CharField(_("why it locks"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(_("set"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = (
            UniqueConstraint(fields=["periodicity", "starts_on"], name="window_once_a_period"),
            CheckConstraint(
                condition=Q(
                    periodicity__in=["month", "quarter", "half", "year"],
                    ends_on__gte=F("starts_on"),
                    opens_on__gte=F("starts_on"),
                    due_on__gte=F("opens_on"),
                ),
                name="window_opens_before_it_is_due",
            ),
            CheckConstraint(
                condition=Q(locks_on=None, why="")
                | Q(locks_on__isnull=False, locks_on__gt=F("due_on")) & ~Q(why=""),
                name="window_locks_after_it_is_due_and_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.periodicity} {self.starts_on}"

    @property
    def period(self) -> Period:
        """The days that it is about."""
        return Period(self.starts_on, self.ends_on)


class LockException(Entity):
    """A site may enter or correct values of a locked period until a day, for a reason.

    The national team gives it; it ends by itself and is never changed nor removed.
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="exceptions")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="lock_exceptions")
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateField(_("until the end of"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_name = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField(_("given"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("exception to a lock")
        verbose_name_plural = _("exceptions to locks")
        constraints = (CheckConstraint(condition=~Q(reason=""), name="lock_exception_says_why"),)

    def __str__(self) -> str:
        return f"{self.site_id} {self.until}"
