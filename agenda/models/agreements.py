"""Who agrees with a comment: counted once, named nowhere."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from agenda.models.comments import Comment
from kit import clock
from kit.models import Entity


class Agreement(Entity):
    """Somebody says "I agree" to a comment; taken back, the row goes.

    `mark` is a keyed hash of the comment and of who agrees (an account, or a browser's own random
    key): it is found again from that key alone, and nothing ties the marks of one person together.
    `browser` is the mark of the browser beside that of an account, so that it counts once.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="agreements")
    mark = models.CharField(max_length=64)
    browser = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = (
            UniqueConstraint(fields=["comment", "mark"], name="agreement_once_a_comment"),
        )

    def __str__(self) -> str:
        return str(self.comment_id)
