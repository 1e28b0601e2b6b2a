"""The dated look back of a collective at its figures."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit.models import Entity
from sites.models import Site


class LearningReview(Entity):
    """A dated look back of the collective at its figures: who was there, what was learnt and decided.

    A site at work holds one a year at least. One a site and day.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="learning_reviews")
    held_on = models.DateField(_("held on"))
    facilitator = models.CharField(_("who facilitated"), max_length=160)
    people = models.PositiveSmallIntegerField(_("how many people came"))
    attendance = models.CharField(_("who came"), max_length=300)
    learned = models.TextField(_("what we see and learn"), blank=True)
    decided = models.TextField(_("what was decided"))
    next_on = models.DateField(_("next review on"), null=True, blank=True)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    class Meta:
        verbose_name = _("learning review")
        verbose_name_plural = _("learning reviews")
        constraints = (
            CheckConstraint(
                condition=~Q(facilitator="") & ~Q(attendance="") & ~Q(decided=""),
                name="learning_review_says_who_and_what",
            ),
            CheckConstraint(condition=Q(people__gte=1), name="learning_review_with_somebody"),
            CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                name="learning_review_next_lies_ahead",
            ),
            UniqueConstraint(fields=["site", "held_on"], name="one_learning_review_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.held_on}"
