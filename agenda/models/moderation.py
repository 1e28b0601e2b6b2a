"""What is shown of what residents say, who decided so and why; nothing said is ever removed."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from agenda.models.comments import REASON_LENGTH, Comment
from agenda.models.replies import Reply
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


ONE_TARGET = Q(comment__isnull=False, reply=None) | Q(comment=None, reply__isnull=False)


class Moderation(Entity):
    """One decision about what is shown of a comment or a reply: the last counts, the others stay.

    The portal itself only holds a comment for reading and its author alone withdraws it; all
    else is decided by a person, by name. The database refuses what cannot follow.
    """

    class Kind(models.TextChoices):
        HELD = "held", pgettext_lazy("moderation", "Awaiting reading")
        PUBLISHED = "published", pgettext_lazy("moderation", "Read and shown")
        KEPT = "kept", pgettext_lazy("moderation", "Kept after reading again")
        HIDDEN = "hidden", pgettext_lazy("moderation", "Hidden")
        RESTORED = "restored", pgettext_lazy("moderation", "Shown again")
        UPHELD = "upheld", pgettext_lazy("moderation", "Stays hidden after an appeal")
        WITHDRAWN = "withdrawn", pgettext_lazy("moderation", "Withdrawn by its author")

    class Why(models.TextChoices):
        """Why the portal holds a comment for reading."""

        RULE = "rule", _("everything is read before it is shown here")
        REPEATED = "repeated", _("the same text was sent many times")
        LINKS = "links", _("it holds several links")

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, related_name="moderations"
    )
    reply = models.ForeignKey(
        Reply, on_delete=models.PROTECT, null=True, related_name="moderations"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    ground = models.CharField(_("ground"), max_length=9, choices=Ground.choices, blank=True)
    why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    # The appeal that it decides, if it does; who hid is not who decides that.
    appeal = models.OneToOneField(
        "Appeal", on_delete=models.PROTECT, null=True, related_name="decided"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("decision of moderation")
        verbose_name_plural = _("decisions of moderation")
        constraints = (
            CheckConstraint(condition=ONE_TARGET, name="moderation_of_one_thing"),
            UniqueConstraint(fields=["comment", "number"], name="moderation_one_at_a_time"),
            UniqueConstraint(fields=["reply", "number"], name="moderation_of_reply_one_at_a_time"),
            CheckConstraint(
                condition=Q(kind="hidden", ground__in=[g.value for g in Ground]) & ~Q(reason="")
                | ~Q(kind="hidden") & Q(ground=""),
                name="moderation_hides_with_ground_and_reason",
            ),
            CheckConstraint(
                condition=~Q(kind__in=["restored", "upheld"]) | ~Q(reason=""),
                name="moderation_restores_with_reason",
            ),
            CheckConstraint(
                condition=Q(kind="upheld", appeal__isnull=False)
                | Q(kind="restored")
                | ~Q(kind__in=["upheld", "restored"]) & Q(appeal=None),
                name="moderation_decides_an_appeal",
            ),
            CheckConstraint(
                condition=Q(kind="held", why__in=["rule", "repeated", "links"])
                | ~Q(kind="held") & Q(why=""),
                name="moderation_held_says_why",
            ),
            CheckConstraint(
                condition=Q(kind__in=["held", "withdrawn"], by=None)
                | Q(
                    kind__in=["published", "kept", "hidden", "restored", "upheld"],
                    by__isnull=False,
                ),
                name="moderation_decided_by_a_person",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Listed(models.Model):
    """A short list that the database keeps by triggers, so that no page looks through all rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="%(class)s_set")
    at = models.DateTimeField(_("since"))

    objects = HouseQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class NotShown(Listed):
    """A comment or a reply that is not shown to everybody now: held, hidden or withdrawn."""

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, null=True, related_name="not_shown"
    )
    reply = models.OneToOneField(
        Reply, on_delete=models.PROTECT, null=True, related_name="not_shown"
    )
    kind = models.CharField(max_length=9, choices=Moderation.Kind.choices)
    ground = models.CharField(max_length=9, choices=Ground.choices, blank=True)

    class Meta:
        verbose_name = _("comment that is not shown")
        verbose_name_plural = _("comments that are not shown")
        ordering = ("at", "pk")
        constraints = (
            CheckConstraint(condition=ONE_TARGET, name="not_shown_one_thing"),
            CheckConstraint(
                condition=Q(kind__in=["held", "hidden", "withdrawn"]), name="not_shown_says_why"
            ),
        )
        indexes = (models.Index(fields=["site", "kind", "at"], name="not_shown_at_site"),)


class Report(Entity):
    """Somebody says that a comment or a reply breaks the rules; it stays shown until a person decides.

    What they said is never changed. Once a reporter: `reporter` is a keyed hash that cannot be
    read back.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reports_of_comments")
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, null=True, related_name="reports")
    ground = models.CharField(_("ground"), max_length=9, choices=Ground.choices)
    words = models.TextField(_("in your words"), blank=True)
    reporter = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = (
            CheckConstraint(condition=ONE_TARGET, name="report_of_one_thing"),
            UniqueConstraint(fields=["comment", "reporter"], name="report_once_a_reporter"),
            UniqueConstraint(fields=["reply", "reporter"], name="report_of_reply_once_a_reporter"),
            CheckConstraint(
                condition=Q(ground__in=[g.value for g in Ground]), name="report_ground_known"
            ),
            CheckConstraint(
                condition=~Q(ground="illegal") | ~Q(words=""), name="report_of_illegal_has_words"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_ground_display())


class ReportContact(Entity):
    """Where who reported is told what was decided; never shown, removed once they were told."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="contact")
    email = models.EmailField()

    class Meta:
        verbose_name = _("contact of a report")
        verbose_name_plural = _("contacts of reports")

    def __str__(self) -> str:
        return str(self.report_id)


class Appeal(Entity):
    """The author of what was hidden asks another person to decide, once a decision, in words."""

    decision = models.OneToOneField(Moderation, on_delete=models.PROTECT, related_name="appealed")
    words = models.TextField(_("why it should be shown"))
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = (CheckConstraint(condition=~Q(words=""), name="appeal_says_why"),)

    def __str__(self) -> str:
        return self.words[:40]


class ToModerate(Listed):
    """A comment or a reply that waits for a person's decision: held, reported or appealed."""

    class Why(models.TextChoices):
        HELD = "held", pgettext_lazy("to moderate", "to be read before it is shown")
        REPORT = "report", pgettext_lazy("to moderate", "reported")
        APPEAL = "appeal", pgettext_lazy("to moderate", "appeal of its author")

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, null=True, related_name="to_moderate"
    )
    reply = models.OneToOneField(
        Reply, on_delete=models.PROTECT, null=True, related_name="to_moderate"
    )
    why = models.CharField(max_length=6, choices=Why.choices)
    # Who hid it: an appeal is for anybody but them.
    not_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("comment to moderate")
        verbose_name_plural = _("comments to moderate")
        ordering = ("at", "pk")
        constraints = (
            CheckConstraint(condition=ONE_TARGET, name="to_moderate_one_thing"),
            CheckConstraint(
                condition=Q(why__in=["held", "report"], not_by=None)
                | Q(why="appeal", not_by__isnull=False),
                name="to_moderate_says_why",
            ),
        )
        indexes = (models.Index(fields=["site", "at"], name="to_moderate_at_site"),)
