"""A round: a site rates itself by one version of a rubric, then meets over it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from readiness.models.rubrics import Kind, Rubric
from sites.models import Site


class Sharing(models.TextChoices):
    """How far what the meeting agreed on, and what is decided from it, may be read; ratings stay."""

    SITE = "site", _("the site alone")
    SUPPORT = "support", _("the resource centre and the site's coaches")
    NATIONAL = "national", _("the resource centre, the coaches and the national team")


class RoundQuerySet(HouseQuerySet["Round"]):
    def latest_first(self) -> Self:
        """The rounds from the newest to the oldest."""
        return self.order_by("-opened_on", "-created_at")

    def under_way(self) -> Self:
        """Those in which people rate or meet."""
        return self.filter(state__in=[Round.State.RATING, Round.State.MEETING])

    def concluded(self) -> Self:
        """Those whose meeting is over."""
        return self.filter(state=Round.State.CONCLUDED)


class Round(Stateful, Entity):
    """One rating of a site by itself. It keeps the version of the rubric with which it began."""

    class State(models.TextChoices):
        RATING = "rating", pgettext_lazy("round", "open for rating")
        MEETING = "meeting", pgettext_lazy("round", "in its meeting")
        CONCLUDED = "concluded", pgettext_lazy("round", "concluded")
        SET_ASIDE = "set_aside", pgettext_lazy("round", "set aside")

    # There is no way back from the meeting: what was said alone has been read by the others.
    MOVES: ClassVar = {
        State.RATING: {State.MEETING, State.SET_ASIDE},
        State.MEETING: {State.CONCLUDED, State.SET_ASIDE},
        State.CONCLUDED: set(),
        State.SET_ASIDE: set(),
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rounds")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RATING)
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rate_until = models.DateField(_("to be rated until"))
    meeting_at = models.DateTimeField(_("meeting opened at"), null=True, blank=True)
    met_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    facilitator = models.CharField(_("who facilitated"), max_length=160, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    reason = models.CharField(_("why it was set aside"), max_length=300, blank=True)
    sharing = models.CharField(
        _("shared with"), max_length=8, choices=Sharing, default=Sharing.SITE
    )
    # What a form carries so that a double click opens one round.
    once = models.UUIDField(unique=True, null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        indexes = (models.Index(fields=["site", "kind", "-opened_on"], name="round_of_site"),)
        constraints = (
            UniqueConstraint(
                fields=["site", "kind"],
                condition=Q(state__in=["rating", "meeting"]),
                name="one_round_of_a_kind_under_way",
            ),
            CheckConstraint(
                condition=Q(state__in=["rating", "meeting", "concluded", "set_aside"]),
                name="round_state_known",
            ),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="round_kind_known"),
            CheckConstraint(condition=Q(sharing__in=Sharing.values), name="round_sharing_known"),
            CheckConstraint(
                condition=Q(rate_until__gte=F("opened_on")), name="round_rated_after_it_opens"
            ),
            CheckConstraint(
                condition=Q(state="rating", meeting_at=None)
                | Q(state__in=["meeting", "concluded"], meeting_at__isnull=False)
                | Q(state="set_aside"),
                name="round_meets_iff_no_longer_rated",
            ),
            CheckConstraint(
                condition=Q(state="concluded", met_on__gte=F("opened_on"), concluded_on__gte=F("met_on"))
                & ~Q(facilitator="")
                | ~Q(state="concluded") & Q(met_on=None, concluded_on=None, facilitator=""),
                name="round_complete_iff_concluded",
            ),
            CheckConstraint(
                condition=Q(state="set_aside") & ~Q(reason="") | ~Q(state="set_aside") & Q(reason=""),
                name="round_set_aside_iff_reasoned",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.site_id} {self.kind} {self.opened_on}"
