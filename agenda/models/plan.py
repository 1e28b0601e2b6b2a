"""The plan that lives: what is done, by whom, until when; suspended or given up with a reason."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import HEADING_LENGTH, Passage
from kit import clock
from kit.models import Entity
from kit.states import Stateful
from sites.models import Site

TITLE_LENGTH = 160


class Activity(Stateful, Entity):
    """Something that partners do together; never deleted, its states stay written down."""

    class State(models.TextChoices):
        IDEA = "idea", _("idea")
        READY = "ready", _("ready to start")
        UNDER_WAY = "under_way", _("under way")
        SUSPENDED = "suspended", _("suspended")
        DONE = "done", _("done")
        GIVEN_UP = "given_up", _("given up")

    MOVES: ClassVar = {
        State.IDEA: {State.READY, State.UNDER_WAY, State.GIVEN_UP},
        State.READY: {State.UNDER_WAY, State.SUSPENDED, State.GIVEN_UP},
        State.UNDER_WAY: {State.SUSPENDED, State.DONE, State.GIVEN_UP},
        State.SUSPENDED: {State.READY, State.UNDER_WAY, State.GIVEN_UP},
        State.DONE: set(),
        State.GIVEN_UP: set(),
    }
    FIRST = State.IDEA
    NEED_A_REASON: ClassVar = (State.SUSPENDED, State.GIVEN_UP)

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    strategy = models.CharField(_("strategy"), max_length=HEADING_LENGTH, blank=True)
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="activities"
    )
    lead = models.CharField(_("lead"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA)
    since = models.DateField(_("since"), default=clock.today)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # The keyed hash of the form that made it: a double click makes one activity.
    once = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = (
            UniqueConstraint(fields=["site", "once"], name="activity_written_once"),
            CheckConstraint(condition=~Q(title="") & ~Q(lead=""), name="activity_named_and_led"),
            CheckConstraint(
                condition=~Q(state__in=["suspended", "given_up"]) | ~Q(reason=""),
                name="activity_stopped_with_a_reason",
            ),
            CheckConstraint(
                condition=Q(
                    state__in=["idea", "ready", "under_way", "suspended", "done", "given_up"]
                ),
                name="activity_state_known",
            ),
        )
        indexes = (models.Index(fields=["site", "state"], name="activity_of_site"),)

    def __str__(self) -> str:
        return self.title


class ActivityMove(Entity):
    """One step of an activity's life, kept for ever."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=10, choices=Activity.State.choices, blank=True)
    after = models.CharField(max_length=10, choices=Activity.State.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("step of an activity")
        verbose_name_plural = _("steps of activities")
        constraints = (
            CheckConstraint(condition=~Q(before=F("after")), name="activity_move_moves"),
        )

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
