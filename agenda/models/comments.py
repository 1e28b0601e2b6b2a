"""What people said about a version, how to reach them, and what became of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import (
    CheckConstraint,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    UniqueConstraint,
    Value,
)
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from agenda.models.versions import Passage, Version
from agenda.models.workshops import Workshop
from kit import clock
from kit.models import Entity, HouseQuerySet
from sites.models import Site

COMMENT_LENGTH = 4_000
NAME_LENGTH = 60
REASON_LENGTH = 1_500
QUOTE_LENGTH = 600
WHOM_LENGTH = 120


class CommentQuerySet(HouseQuerySet["Comment"]):
    """Comments, with what became of them."""

    def with_outcome(self) -> Self:
        """Each with `outcome_kind` and `outcome_reason`: the current one, empty while it waits."""
        latest: Any = Outcome.objects.filter(comment=OuterRef("pk")).order_by("-number")
        return self.annotate(
            outcome_kind=NullIf(Subquery(latest.values("kind")[:1]), Value("reopened")),
            outcome_reason=Subquery(latest.values("reason")[:1]),
            outcome_at=Subquery(latest.values("at")[:1]),
            outcome_whom=Subquery(latest.values("whom")[:1]),
            outcome_merged_into=Subquery(latest.values("merged_into")[:1]),
            outcome_until=Subquery(latest.values("until")[:1]),
            outcome_until_number=Subquery(latest.values("until_number")[:1]),
        )

    def waiting(self) -> Self:
        """Those that have no outcome yet, or none any more."""
        return self.filter(Exists(Waiting.objects.filter(comment=OuterRef("pk"))))

    def shown(self) -> Self:
        """Those that everybody may read: neither held for reading, nor hidden, nor withdrawn."""
        return self.filter(not_shown__isnull=True)

    def in_order(self) -> Self:
        """As they were said, the oldest first."""
        return self.order_by("at", "pk")


class Comment(Entity):
    """What somebody said about a passage, or about the whole text, of one version.

    It is never changed and never leaves its version; the database sees to both.
    """

    class Source(models.TextChoices):
        ONLINE = "online", _("online")
        WORKSHOP = "workshop", _("in a workshop")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="comments"
    )
    public_name = models.CharField(_("name or pseudonym"), max_length=NAME_LENGTH)
    text = models.TextField(_("comment"))
    # Words of the passage that the comment is about, as they were read; empty: all of it.
    quote = models.CharField(_("words quoted"), max_length=QUOTE_LENGTH, blank=True)
    # How its author would write these words, or the passage.
    suggestion = models.TextField(_("suggested wording"), blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.ONLINE)
    # A line of a workshop's sheet: where it stood, and how many around the table said the same.
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, null=True, related_name="comments"
    )
    line = models.PositiveSmallIntegerField(_("line of the sheet"), null=True)
    people = models.PositiveSmallIntegerField(_("people who said it"), default=1)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # The mark that an agreement of its author would carry, where they are known; empty elsewhere.
    author_mark = models.CharField(max_length=64, blank=True)
    author_browser = models.CharField(max_length=64, blank=True)
    # Keyed hashes: neither the follow-up code nor the form's own key can be read here.
    code_hash = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, unique=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = (
            CheckConstraint(condition=~Q(text="") & ~Q(public_name=""), name="comment_says"),
            CheckConstraint(
                condition=Q(quote="") | Q(passage__isnull=False), name="comment_quotes_a_passage"
            ),
            CheckConstraint(
                condition=Q(suggestion="") | Q(passage__isnull=False),
                name="comment_suggests_for_a_passage",
            ),
            CheckConstraint(
                condition=Q(language__regex=r"^([a-z]{2,3})?$"), name="comment_language_is_a_code"
            ),
            CheckConstraint(
                condition=Q(source="online") | Q(source="workshop", by__isnull=False),
                name="comment_on_behalf_names_who_entered_it",
            ),
            CheckConstraint(
                condition=Q(workshop=None, line=None, people=1)
                | Q(
                    workshop__isnull=False,
                    line__isnull=False,
                    line__gte=1,
                    people__gte=1,
                    source="workshop",
                ),
                name="comment_of_a_sheet_has_its_line",
            ),
            UniqueConstraint(fields=["workshop", "line"], name="comment_one_a_line"),
        )
        indexes = (
            models.Index(fields=["version", "passage", "at"], name="comment_on_passage"),
            models.Index(fields=["site", "at"], name="comment_at_site"),
        )

    def __str__(self) -> str:
        return f"{self.public_name}: {self.text[:40]}"


class CommentContact(Entity):
    """Where an answer may be sent. The only place that holds it; never shown, never exported."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="contact")
    email = models.EmailField()
    # Since when its owner wants to hear of the answer alone, and no more of replies.
    replies_stopped_at = models.DateTimeField(_("no letters of replies since"), null=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return str(self.comment_id)


class Outcome(Entity):
    """What became of a comment, with its public reason; a later one replaces it and stays beside it."""

    class Kind(models.TextChoices):
        RETAINED = "retained", pgettext_lazy("outcome", "Kept")
        PARTLY = "partly", pgettext_lazy("outcome", "Kept in part")
        ALREADY = "already", pgettext_lazy("outcome", "Already in the text")
        NOT_RETAINED = "not_retained", pgettext_lazy("outcome", "Not kept")
        OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("outcome", "Out of scope")
        PASSED_ON = "passed_on", pgettext_lazy("outcome", "Passed on")
        MERGED = "merged", pgettext_lazy("outcome", "Joined with another")
        DEFERRED = "deferred", pgettext_lazy("outcome", "Deferred")
        WITHDRAWN = "withdrawn", pgettext_lazy("outcome", "Withdrawn")
        MODERATED = "moderated", pgettext_lazy("outcome", "Moderated")
        REOPENED = "reopened", pgettext_lazy("outcome", "Awaiting an answer again")

    # The kinds by which a comment changes the text.
    OF_CHANGE: ClassVar = (Kind.RETAINED, Kind.PARTLY)
    # What follows from hiding and showing again is not chosen on the form of an answer.
    OF_MODERATION: ClassVar = (Kind.MODERATED, Kind.REOPENED)
    # What nobody answers: it follows from moderation, or the author alone takes back what they said.
    NEVER_GIVEN: ClassVar = (*OF_MODERATION, Kind.WITHDRAWN)

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("outcome"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True)
    # To whom it was passed on; with which other comment it was joined; until which day or version
    # it was put off.
    whom = models.CharField(_("passed on to"), max_length=WHOM_LENGTH, blank=True)
    merged_into = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, related_name="joined"
    )
    until = models.DateField(_("deferred until"), null=True)
    until_number = models.PositiveSmallIntegerField(_("deferred until version"), null=True)
    # Nobody: an author without an account withdrew what they had said, or the comment with which
    # this one was joined.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = (
            UniqueConstraint(fields=["comment", "number"], name="outcome_one_at_a_time"),
            CheckConstraint(
                condition=Q(kind="retained") | ~Q(reason="") | Q(kind="withdrawn", by=None),
                name="outcome_has_a_reason",
            ),
            CheckConstraint(
                condition=Q(kind="passed_on") & ~Q(whom="") | ~Q(kind="passed_on") & Q(whom=""),
                name="outcome_passed_on_to_somebody",
            ),
            CheckConstraint(
                condition=Q(kind="merged", merged_into__isnull=False) & ~Q(merged_into=F("comment"))
                | ~Q(kind="merged") & Q(merged_into=None),
                name="outcome_merged_into_another",
            ),
            CheckConstraint(
                condition=Q(kind="deferred", until__isnull=False, until_number=None)
                | Q(kind="deferred", until=None, until_number__isnull=False)
                | ~Q(kind="deferred") & Q(until=None, until_number=None),
                name="outcome_deferred_until_then",
            ),
            CheckConstraint(
                condition=Q(
                    kind__in=[
                        "retained", "partly", "already", "not_retained", "out_of_scope",
                        "passed_on", "merged", "deferred", "withdrawn", "moderated", "reopened",
                    ]
                ),
                name="outcome_kind_known",
            ),
            CheckConstraint(
                condition=Q(by__isnull=False) | Q(kind__in=["withdrawn", "reopened"]),
                name="outcome_by_a_person_unless_withdrawn",
            ),
            CheckConstraint(
                condition=~Q(kind="withdrawn") | Q(by=None),
                name="outcome_withdrawn_by_its_author",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["-at"], name="outcome_latest"),
            # Equal keys take a few bytes: the comments that have an answer are counted from it alone.
            models.Index(fields=["number"], condition=models.Q(number=1), name="outcome_first"),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Effect(Entity):
    """A passage that a kept comment changed, in a later version: the way from voice to words.

    It belongs to the outcome that says so and is never changed. A passage that was taken out is
    named as it was read. Whether its words differ is computed, never typed.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="effects")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="effects")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="effects")

    class Meta:
        verbose_name = _("effect of a comment")
        verbose_name_plural = _("effects of comments")
        constraints = (UniqueConstraint(fields=["outcome", "passage"], name="effect_named_once"),)

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.passage_id}"


class Waiting(models.Model):
    """A comment that has no outcome yet, kept by the database itself.

    A trigger adds it with the comment and takes it away with the first outcome, so that those of a
    whole country are found without looking at all that was ever said and answered.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("said at"))

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment without an outcome")
        verbose_name_plural = _("comments without an outcome")
        ordering = ("at", "comment")

    def __str__(self) -> str:
        return str(self.comment_id)
