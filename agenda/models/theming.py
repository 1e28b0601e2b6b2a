"""Themes that people give to comments by hand: a site's own words, counted and joined."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agenda.models.comments import Comment
from kit.models import Entity
from sites.models import Site

LABEL_LENGTH = 60


class CommentTheme(Entity):
    """What several comments of a site are about, in its own words; the journal keeps what they were."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="comment_themes")
    label = models.CharField(_("theme of comments"), max_length=LABEL_LENGTH)

    class Meta:
        verbose_name = _("theme of comments")
        verbose_name_plural = _("themes of comments")
        constraints = (
            CheckConstraint(condition=~Q(label=""), name="comment_theme_named"),
            UniqueConstraint("site", Lower("label"), name="comment_theme_once_a_site"),
        )

    def __str__(self) -> str:
        return self.label


class ThemeMark(Entity):
    """That a comment has a theme."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="theme_marks")
    theme = models.ForeignKey(CommentTheme, on_delete=models.CASCADE, related_name="marks")

    class Meta:
        verbose_name = _("theme given to a comment")
        verbose_name_plural = _("themes given to comments")
        constraints = (UniqueConstraint(fields=["comment", "theme"], name="theme_given_once"),)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.theme_id}"
