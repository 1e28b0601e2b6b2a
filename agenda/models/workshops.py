"""Workshops: where people said, around a table, what somebody else then entered here."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import Version
from kit import clock
from kit.models import Entity
from sites.models import Site

TITLE_LENGTH = 120
MOST_PEOPLE = 2_000


class Workshop(Entity):
    """A meeting about one version whose sheet was entered in one go, once; the lines are comments.

    Those who spoke agreed that their words be published: the sheet says so as a whole. It is
    never changed; the database also sees that the day lies within the consultation.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="workshops")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="workshops")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    held_on = models.DateField(_("day of the workshop"))
    place = models.CharField(_("place of the workshop"), max_length=TITLE_LENGTH)
    people = models.PositiveSmallIntegerField(_("how many people"))
    consent = models.BooleanField(_("those who spoke agreed"), default=False)
    once = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = (
            CheckConstraint(condition=~Q(title="") & ~Q(place=""), name="workshop_named"),
            CheckConstraint(condition=Q(people__gte=1), name="workshop_had_people"),
            CheckConstraint(condition=Q(consent=True), name="workshop_with_consent"),
        )

    def __str__(self) -> str:
        return self.title
