"""The amounts of a grant, as they were written down and corrected."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit import clock
from kit.models import Entity, HouseQuerySet
from partnership.models.grants import Grant, money


class GrantAmountQuerySet(HouseQuerySet["GrantAmount"]):
    def current(self) -> Self:
        """Those that nothing has come after: what totals count."""
        return self.filter(followed_by=None)


class GrantAmount(Entity):
    """One amount of a grant, and the one that stood before it.

    It is never changed nor removed (a database trigger sees to it): a correction is a new row that
    names the one in whose place it stands and says why; so is a further payment, which needs no
    reason. The grant itself holds the last amount of each kind, and the database refuses another.
    """

    class Kind(models.TextChoices):
        """Which amount."""

        ASKED = "asked", pgettext_lazy("amount", "asked")
        GRANTED = "granted", pgettext_lazy("amount", "granted")
        PAID = "paid", pgettext_lazy("amount", "paid in all")

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="amounts")
    kind = models.CharField(_("which amount"), max_length=7, choices=Kind)
    amount = money(_("amount"))
    on = models.DateField(_("day"))
    after = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As it was that day: names outlive accounts.
    entered_name = models.CharField(max_length=120, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=clock.now, editable=False)

    objects = GrantAmountQuerySet.as_manager()

    class Meta:
        verbose_name = _("amount of a grant")
        verbose_name_plural = _("amounts of grants")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=["asked", "granted", "paid"]), name="grant_amount_kind_known"
            ),
            CheckConstraint(
                condition=Q(amount__gt=0) | Q(kind="paid", after__isnull=False, amount=0),
                name="grant_amount_more_than_zero",
            ),
            CheckConstraint(
                condition=Q(after=None, reason="")
                | Q(after__isnull=False) & (~Q(reason="") | Q(kind="paid")),
                name="grant_amount_reason_iff_correction",
            ),
            CheckConstraint(
                condition=Q(entered_by=None) | ~Q(entered_name=""),
                name="grant_amount_keeps_the_name_of_its_author",
            ),
            UniqueConstraint(
                fields=["grant", "kind"],
                condition=Q(after=None),
                name="one_first_amount_a_grant_and_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grant_id} {self.kind} {self.amount}"
