"""The public figures of a neighbourhood on paper: of no site, for everybody."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit import clock
from reports.models.papers import Printed, PrintedFile, PrintedQuerySet
from sites.models import Neighbourhood


class ProfilePaper(Printed):
    """A neighbourhood's profile as it was on a day; the same figures asked for twice are one paper."""

    ABOUT: ClassVar = "neighbourhood"
    # It tells of a neighbourhood, whatever sites are there.
    site = ""
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="profile_papers"
    )
    taken_on = models.DateField(_("data as of"), default=clock.today)

    objects = PrintedQuerySet.as_manager()

    class Meta(Printed.Meta):
        verbose_name = _("profile on paper")
        verbose_name_plural = _("profiles on paper")
        constraints = (
            *Printed.Meta.constraints,
            UniqueConstraint(
                fields=["neighbourhood", "language", "figures_digest"], name="one_profile_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.neighbourhood_id} {self.taken_on}"


class ProfilePaperFile(PrintedFile):
    """The bytes of a profile on paper: written once, never changed or removed."""

    paper = models.OneToOneField(
        ProfilePaper, models.PROTECT, primary_key=True, related_name="file"
    )

    class Meta:
        verbose_name = _("file of a profile on paper")
        verbose_name_plural = _("files of profiles on paper")
        constraints = (CheckConstraint(condition=~Q(pdf=b""), name="profile_paper_not_empty"),)
