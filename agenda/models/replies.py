"""What people say to one another about a comment, and what its author was told of it."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import INSIDE, ROLE_WORDS
from agenda.models.comments import NAME_LENGTH, Comment
from kit import clock
from kit.models import Entity
from sites.models import Site

REPLY_LENGTH = 2_000


class Reply(Entity):
    """What somebody said to a comment; a reply has no replies, and needs no outcome.

    Like the comment it is never changed, and takes none of its places: it is counted apart.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="replies")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    public_name = models.CharField(_("name or pseudonym"), max_length=NAME_LENGTH)
    # What somebody with an account was here when they spoke; empty: somebody without an account.
    role = models.CharField(
        _("role"),
        max_length=12,
        blank=True,
        choices=[(role.value, ROLE_WORDS[role]) for role in sorted(INSIDE)],
    )
    text = models.TextField(_("reply"))
    language = models.CharField(_("language"), max_length=3, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Keyed hashes: neither the follow-up code nor the form's own key can be read here.
    code_hash = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = (
            CheckConstraint(condition=~Q(text="") & ~Q(public_name=""), name="reply_says"),
            CheckConstraint(
                condition=Q(language__regex=r"^([a-z]{2,3})?$"), name="reply_language_is_a_code"
            ),
            CheckConstraint(
                condition=Q(role="", by__isnull=True) | (~Q(role="") & Q(by__isnull=False)),
                name="reply_with_a_role_names_who",
            ),
            CheckConstraint(
                condition=Q(role__in=["", *sorted(role.value for role in INSIDE)]),
                name="reply_role_known",
            ),
        )
        indexes = (
            models.Index(fields=["comment", "at"], name="reply_to_comment"),
            models.Index(fields=["site", "at"], name="reply_at_site"),
        )

    def __str__(self) -> str:
        return f"{self.public_name}: {self.text[:40]}"


class RepliesTold(Entity):
    """A letter to the author of a comment about replies, until which one; one a day at most."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="told_of")
    day = models.DateField()
    until = models.DateTimeField(_("of all replies until"))
    replies = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("replies told")
        verbose_name_plural = _("replies told")
        constraints = (UniqueConstraint(fields=["comment", "day"], name="replies_told_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.day}"


class ReplyTold(Entity):
    """A reply of which a letter told the author of the comment: never a second time.

    Who was held and shown late is in the first letter afterwards, whatever came meanwhile.
    """

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="told")
    letter = models.ForeignKey(RepliesTold, on_delete=models.PROTECT, related_name="told_of")

    class Meta:
        verbose_name = _("reply told")
        verbose_name_plural = _("replies told one by one")

    def __str__(self) -> str:
        return str(self.reply_id)
