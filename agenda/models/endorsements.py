"""The yes, the yes with a reservation and the objection of one seat to one exact text."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.adoption import AGREES
from agenda.models.versions import Version
from governance.models import Mandate, Seat
from kit import clock
from kit.models import Entity


class Endorsement(Entity):
    """What the holder of a seat answered to one version, on its exact SHA-256.

    A later answer of the same seat replaces it and stays beside it. It counts while the
    mandate under which it was given is in force: a successor answers anew.
    """

    class Kind(models.TextChoices):
        CONSENT = "consent", _("consent")
        RESERVATION = "reservation", _("consent with a reservation")
        OBJECTION = "objection", _("objection")

    AGREES = AGREES

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endorsements")
    number = models.PositiveSmallIntegerField()
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="endorsements")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("answer"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        constraints = (
            UniqueConstraint(fields=["version", "number"], name="endorsement_one_at_a_time"),
            CheckConstraint(
                condition=Q(kind="consent")
                | Q(kind__in=["reservation", "objection"]) & ~Q(reason=""),
                name="endorsement_says_why_not",
            ),
            CheckConstraint(
                condition=Q(seat__in=["state", "municipality", "community"]),
                name="endorsement_of_a_known_seat",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat} {self.kind}"
