"""What is shown of what residents say, who decided so and why; nothing said is ever removed."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from agenda.models.comments import REASON_LENGTH, Comment
from kit import clock
from kit.models import Entity, HouseQuerySet
from sites.models import Site


class Ground(models.TextChoices):
    """Why something is reported or hidden: the five grounds, in the words that residents read."""

    ILLEGAL = "illegal", pgettext_lazy("ground", "Against the law")
    PERSONAL = "personal", pgettext_lazy("ground", "Personal data of somebody")
    INSULT = "insult", pgettext_lazy("ground", "Insult or attack on somebody")
    OFF_TOPIC = "off_topic", pgettext_lazy("ground", "Off topic")
    SPAM = "spam", pgettext_lazy("ground", "Advertising or repeated text")


class Moderation(Entity):
    """One decision about what is shown of a comment: the last one counts, the others stay.

    The portal itself only holds a comment for reading and its author alone withdraws it; all
    else is decided by a person, by name. The database refuses what cannot follow.
    """

    class Kind(models.TextChoices):
        HELD = "held", pgettext_lazy("moderation", "Awaiting reading")
        PUBLISHED = "published", pgettext_lazy("moderation", "Read and shown")
        KEPT = "kept", pgettext_lazy("moderation", "Kept after reading again")
        HIDDEN = "hidden", pgettext_lazy("moderation", "Hidden")
        RESTORED = "restored", pgettext_lazy("moderation", "Shown again")
        WITHDRAWN = "withdrawn", pgettext_lazy("moderation", "Withdrawn by its author")

    class Why(models.TextChoices):
        """Why the portal holds a comment for reading."""

        RULE = "rule", _("everything is read before it is shown here")
        REPEATED = "repeated", _("the same text was sent many times")
        LINKS = "links", _("it holds several links")

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="moderations")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    ground = models.CharField(_("ground"), max_length=9, choices=Ground.choices, blank=True)
    why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("decision of moderation")
        verbose_name_plural = _("decisions of moderation")
        constraints = (
            UniqueConstraint(fields=["comment", "number"], name="moderation_one_at_a_time"),
            CheckConstraint(
                condition=Q(kind="hidden", ground__in=[g.value for g in Ground]) & ~Q(reason="")
                | ~Q(kind="hidden") & Q(ground=""),
                name="moderation_hides_with_ground_and_reason",
            ),
            CheckConstraint(
                condition=~Q(kind="restored") | ~Q(reason=""),
                name="moderation_restores_with_reason",
            ),
            CheckConstraint(
                condition=Q(kind="held", why__in=["rule", "repeated", "links"])
                | ~Q(kind="held") & Q(why=""),
                name="moderation_held_says_why",
            ),
            CheckConstraint(
                condition=Q(kind__in=["held", "withdrawn"], by=None)
                | Q(kind__in=["published", "kept", "hidden", "restored"], by__isnull=False),
                name="moderation_decided_by_a_person",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class NotShown(models.Model):
    """A comment that is not shown to everybody now; the database keeps the list by triggers.

    It is short, so that pages and counts look into it instead of all decisions ever taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="not_shown")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Moderation.Kind.choices)
    ground = models.CharField(max_length=9, choices=Ground.choices, blank=True)
    at = models.DateTimeField(_("since"))

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment that is not shown")
        verbose_name_plural = _("comments that are not shown")
        ordering = ("at", "pk")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=["held", "hidden", "withdrawn"]), name="not_shown_says_why"
            ),
        )
        indexes = (models.Index(fields=["site", "kind", "at"], name="not_shown_at_site"),)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.kind}"
