"""What somebody is typing and has not saved: theirs alone, until they save it or throw it away."""

from datetime import timedelta

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import Passage, Version
from kit import clock
from kit.models import Entity

# A whole text pasted into one field is still kept; only a flood is not.
DRAFT_LENGTH = 600_000
KEPT_FOR = timedelta(days=60)
# Somebody counts as writing while their browser sent something in this time.
PRESENT_FOR = timedelta(seconds=90)


class Draft(Entity):
    """The words that a person is typing into a passage, from the revision that they began with.

    Nobody else ever reads them; that somebody is typing, and where, is all that others see. A
    passage that is being added has none yet: `once`, the key of its form, stands for it.
    """

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, related_name="drafts")
    once = models.CharField(max_length=64, blank=True)
    section = models.CharField(max_length=10, blank=True)
    strategy = models.TextField(blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="drafts")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    plain_text = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    since = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (
            UniqueConstraint(fields=["passage", "by"], name="draft_one_a_person_and_passage"),
            UniqueConstraint(
                fields=["once", "by"], condition=~Q(once=""), name="draft_one_a_person_and_form"
            ),
            CheckConstraint(
                condition=Q(passage__isnull=False, once="") | (Q(passage=None) & ~Q(once="")),
                name="draft_of_a_passage_or_a_form",
            ),
            CheckConstraint(
                condition=Q(touched_at__gte=models.F("since")), name="draft_touched_after_begun"
            ),
        )
        indexes = (models.Index(fields=["touched_at"], name="draft_by_age"),)

    def __str__(self) -> str:
        return str(self.passage_id or self.once)
