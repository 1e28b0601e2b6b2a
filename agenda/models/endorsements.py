"""What each seat answered to one exact text, how objections were met, and the day of the signing."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.adoption import AGREES
from agenda.models.versions import Passage, Version
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
    # As it was that day: who is called otherwise later signed under this name.
    name = models.CharField(max_length=160, default="")
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


class Remedy(Entity):
    """What a version does to meet an objection or a reservation to an earlier one.

    Public, kept for ever; a later remedy of the same endorsement stands beside the earlier. Its
    passages are those of the version that were changed for it.
    """

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="remedies")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="remedies")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what was done"))
    passages = models.ManyToManyField(Passage, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("answer to an objection")
        verbose_name_plural = _("answers to objections")
        constraints = (
            UniqueConstraint(fields=["endorsement", "number"], name="remedy_one_at_a_time"),
            CheckConstraint(condition=~Q(text=""), name="remedy_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.endorsement_id} {self.number}"


class Ceremony(Entity):
    """How the adoption of a version was celebrated; a correction stands beside what it corrects."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="ceremonies")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField(_("day"))
    place = models.CharField(_("where it was held"), max_length=160)
    people = models.PositiveIntegerField(_("how many people came"), null=True, blank=True)
    words = models.TextField(_("what was said"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("ceremony")
        verbose_name_plural = _("ceremonies")
        constraints = (
            UniqueConstraint(fields=["version", "number"], name="ceremony_one_at_a_time"),
            CheckConstraint(condition=~Q(place=""), name="ceremony_somewhere"),
            CheckConstraint(
                condition=Q(people=None) | Q(people__gte=1), name="ceremony_with_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.held_on}"
