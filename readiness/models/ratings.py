"""What each person says alone of each dimension."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from kit.models import Entity
from readiness.models.rounds import Round
from readiness.models.rubrics import Dimension, Level


class Leg(models.TextChoices):
    """From which side somebody rates: one of the three legs of the triad, or the partners."""

    STATE = Role.STATE.value, _("State")
    MUNICIPALITY = Role.MUNICIPALITY.value, _("Municipality")
    COMMUNITY = Role.COMMUNITY.value, _("Community organisation")
    PARTNER = Role.PARTNER.value, _("Partners")


class Rating(Entity):
    """One person's own word on one dimension: a level, or that they do not know, or only a comment.

    Its author may change or withdraw it until the meeting has noted what it says of the dimension;
    after that a database trigger keeps it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ratings")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leg = models.CharField(_("leg"), max_length=12, choices=Leg)
    # False for a deputy: who holds the seat speaks for the leg.
    holder = models.BooleanField(_("holds the seat"), default=False)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, related_name="+")
    unknown = models.BooleanField(_("does not know"), default=False)
    comment = models.TextField(_("comment"), blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    changed_at = models.DateTimeField(_("last changed at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = (
            UniqueConstraint(
                fields=["round", "dimension", "person"], name="one_rating_a_person_and_dimension"
            ),
            CheckConstraint(condition=Q(leg__in=Leg.values), name="rating_leg_known"),
            CheckConstraint(
                condition=Q(level=None) | Q(unknown=False), name="rating_knows_or_does_not"
            ),
            CheckConstraint(
                condition=Q(level__isnull=False) | Q(unknown=True) | ~Q(comment="") | ~Q(evidence=""),
                name="rating_says_something",
            ),
            CheckConstraint(
                condition=Q(holder=False) | ~Q(leg="partner"), name="rating_holder_has_a_seat"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.round_id} {self.dimension_id}"

    @property
    def answered(self) -> bool:
        """True when a level was chosen, or that one does not know."""
        return self.level_id is not None or self.unknown
