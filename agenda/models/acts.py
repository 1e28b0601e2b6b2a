"""What was done to the text while it was written: acts in their order, and what came from what."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import Passage, Version
from kit import clock
from kit.models import Entity


class Act(Entity):
    """One thing that somebody did to a version in writing. Undoing it is another one.

    `touched` lists the passages that it changed, in reading order: `passage`, the revision
    `before` and `after` (none: not in the text), `behind`, the passage after which it stood
    in its part (none: first in it), and `below`, the same in the whole text. An undoing also says which revision it brought
    back, `as`. The words of each revision are in the history.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("added")
        SAVED = "saved", _("rewrote")
        MOVED = "moved", _("moved")
        REMOVED = "removed", _("took out")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        IMPORTED = "imported", _("imported")
        UNDONE = "undone", _("undid")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(max_length=8, choices=Kind.choices)
    touched = models.JSONField(default=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("act of writing")
        verbose_name_plural = _("acts of writing")
        constraints = (
            UniqueConstraint(fields=["version", "number"], name="act_one_at_a_time"),
            CheckConstraint(
                condition=Q(
                    kind__in=[
                        "added", "saved", "moved", "removed", "split", "merged", "imported",
                        "undone",
                    ]
                ),
                name="act_kind_known",
            ),
            CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False)
                | ~Q(kind="undone") & Q(undoes=None),
                name="act_undoes_iff_undone",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Descent(Entity):
    """A fact about identity: a passage came out of another, or went into one. Never changed."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("came out of it")
        MERGED = "merged", _("went into it")

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="descents")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    source = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("descent")
        verbose_name_plural = _("descents")
        constraints = (
            CheckConstraint(condition=~Q(source=F("target")), name="descent_of_another"),
            CheckConstraint(condition=Q(kind__in=["split", "merged"]), name="descent_kind_known"),
            UniqueConstraint(fields=["act", "source", "target"], name="descent_once_an_act"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
