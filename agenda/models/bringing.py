"""A text that somebody is bringing in: read and told apart, not in the agenda yet."""

from datetime import timedelta

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.acts import Act
from agenda.models.versions import Version
from kit import clock
from kit.models import Entity
from sites.models import Site

BROUGHT_KEPT_FOR = timedelta(days=30)
# A book, not an agenda: beyond it nobody could look at each passage.
MOST_PASSAGES = 600


class Bringing(Entity):
    """What was read in a file or a pasted text, with what its owner chose so far.

    The file itself is never kept. Nobody else reads this row; once it is brought in it is empty
    and only says by which act, so that the same button pressed twice does it once. `items` are
    the proposed passages, each with the passage of the agenda that it is (`is`: a key, "new", or
    nothing yet); `left` what could not be read along, `out` the paragraphs that are no passage,
    `absent` the passages that go because the text does not hold them, `seen` the revision of
    each passage at which its owner looked.
    """

    class Kind(models.TextChoices):
        PASTED = "pasted", _("pasted text")
        TEXT = "text", _("text file")
        MARKDOWN = "markdown", _("Markdown file")
        DOCX = "docx", _("Word document")
        ODT = "odt", _("OpenDocument text")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="bringings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="bringings")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bringings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(_("name of the file"), max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    items = models.JSONField(default=list)
    left = models.JSONField(default=list)
    out = models.JSONField(default=list)
    absent = models.JSONField(default=list)
    seen = models.JSONField(default=dict)
    act = models.OneToOneField(Act, on_delete=models.PROTECT, null=True, related_name="bringing")
    touched_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("text being brought in")
        verbose_name_plural = _("texts being brought in")
        constraints = (
            UniqueConstraint(
                fields=["version", "by", "sha256"],
                condition=Q(act=None),
                name="bringing_one_a_person_and_text",
            ),
            CheckConstraint(
                condition=Q(kind__in=["pasted", "text", "markdown", "docx", "odt"]),
                name="bringing_kind_known",
            ),
            CheckConstraint(
                condition=Q(act=None) | Q(items=[], left=[], out=[], absent=[]),
                name="bringing_empty_once_done",
            ),
        )
        indexes = (models.Index(fields=["touched_at"], name="bringing_by_age"),)

    def __str__(self) -> str:
        return self.name or self.sha256[:12]
