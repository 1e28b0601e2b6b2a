"""What a site's life leaves behind: dated changes of stage and notes of informal talks, append-only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit.models import Entity
from sites.models.site import Site

NEEDS_A_REASON = ["paused", "withdrawn", "unsuited", "merged"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many days something should take, and after how many it calls for help (None: never)."""

    days: int
    alert: int | None = None


# Phase 1 planned two months from the first contact to the invitation; some sites took four.
MOBILISATION = Expectation(60, 120)
MOBILISING = (Site.State.EXPRESSED, Site.State.EXPLORING, Site.State.ASSESSED, Site.State.INVITED)
EXPECTED = {
    Site.State.EXPRESSED: Expectation(30, 60),
    Site.State.EXPLORING: Expectation(30, 60),
    Site.State.ASSESSED: Expectation(30, 60),
    Site.State.INVITED: Expectation(30, 90),
    Site.State.ENGAGED: Expectation(365),
}


class StageChange(Entity):
    """One step of a site's life: its day, why, what shows it. A trigger forbids changing or removing it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="stage_changes")
    before = models.CharField(_("stage before"), max_length=10, choices=Site.State, blank=True)
    after = models.CharField(_("stage after"), max_length=10, choices=Site.State)
    on = models.DateField(_("day"))
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    link = models.URLField(_("link to the evidence"), max_length=500, blank=True)
    look_again_on = models.DateField(_("day to look again"), null=True, blank=True)
    merged_into = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("on", "created_at")
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        constraints = (
            # A pause that was looked at again may go on, until another day.
            CheckConstraint(
                condition=~Q(before=F("after")) | Q(after="paused"), name="stage_change_changes"
            ),
            CheckConstraint(
                condition=~Q(after__in=NEEDS_A_REASON) | ~Q(reason=""),
                name="stage_end_has_a_reason",
            ),
            CheckConstraint(
                condition=Q(after="paused", look_again_on__isnull=False, look_again_on__gt=F("on"))
                | (~Q(after="paused") & Q(look_again_on=None)),
                name="stage_pause_says_when_to_look_again",
            ),
            CheckConstraint(
                condition=Q(after="merged", merged_into__isnull=False)
                | (~Q(after="merged") & Q(merged_into=None)),
                name="stage_merger_says_into_what",
            ),
            UniqueConstraint(
                fields=["site"], condition=Q(before=""), name="one_first_stage_per_site"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.before} → {self.after}"


def mobilisations_begun() -> models.QuerySet[StageChange]:
    """The days on which sites began a mobilisation: a pause or an end before it is over."""
    return StageChange.objects.filter(after__in=MOBILISING).exclude(before__in=MOBILISING)


def overdue(today: date, *, calls: bool = False) -> Q:
    """The sites that are longer than expected in their stage or in their whole mobilisation.

    With `calls` only those for which a call is due. A pause is overdue from its day to look again.
    """

    def late(expected: Expectation) -> date | None:
        days = expected.alert if calls else expected.days
        return None if days is None else today - timedelta(days=days)

    found = Q(state=Site.State.PAUSED, look_again_on__lte=today)
    for stage, expected in EXPECTED.items():
        if day := late(expected):
            found |= Q(state=stage, stage_since__lt=day)
    if day := late(MOBILISATION):
        begun = mobilisations_begun().order_by()
        found |= (
            Q(state__in=MOBILISING)
            & ~Q(pk__in=begun.filter(on__gte=day).values("site"))
            & (Q(stage_since__lt=day) | Q(pk__in=begun.values("site")))
        )
    return found


class Talk(Entity):
    """An informal talk before a site joins, for the national team alone. A correction is a new row."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="talks")
    on = models.DateField(_("day"))
    met = models.CharField(_("who was met"), max_length=200)
    text = models.TextField(_("what was said"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )

    class Meta:
        ordering = ("-on", "-created_at")
        verbose_name = _("informal talk")
        verbose_name_plural = _("informal talks")
        constraints = (
            CheckConstraint(
                condition=~Q(met="") & ~Q(text=""), name="talk_says_with_whom_and_what"
            ),
            CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")), name="talk_corrects_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.on}"
