"""The plan that lives: what is done, by whom, until when; suspended or given up with a reason."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import HEADING_LENGTH, Passage, Version
from kit import clock
from kit.models import Entity
from kit.states import Stateful
from sites.models import Site

TITLE_LENGTH = 160
LEAD_LENGTH = 120
REASON_LENGTH = 300
DESCRIPTION_LENGTH = 4_000
RESOURCE_LENGTH = 300
EVIDENCE_LENGTH = 600
NOTE_LENGTH = 2_000
MOST_PARTNERS = 20
MOST_EVIDENCE = 20


class Activity(Stateful, Entity):
    """Something that partners do together; never deleted, its states stay written down.

    It is tied to a passage of one adopted version, and stays pinned to that version, or is not
    tied yet. `evidence` holds a line each: some words, then an https address.
    """

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
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, related_name="activities"
    )
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="activities"
    )
    lead = models.CharField(_("lead"), max_length=LEAD_LENGTH)
    partners = ArrayField(
        models.CharField(max_length=LEAD_LENGTH),
        size=MOST_PARTNERS,
        default=list,
        blank=True,
        verbose_name=_("partners of the activity"),
    )
    description = models.TextField(_("description"), max_length=DESCRIPTION_LENGTH, blank=True)
    people = models.CharField(_("people"), max_length=RESOURCE_LENGTH, blank=True)
    money = models.CharField(_("money"), max_length=RESOURCE_LENGTH, blank=True)
    places = models.CharField(_("places"), max_length=RESOURCE_LENGTH, blank=True)
    evidence = ArrayField(
        models.CharField(max_length=EVIDENCE_LENGTH),
        size=MOST_EVIDENCE,
        default=list,
        blank=True,
        verbose_name=_("evidence"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.IDEA)
    since = models.DateField(_("since"), default=clock.today)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Counts the changes of what is said of it; an editor who began from an older one is told.
    revision = models.PositiveIntegerField(default=1)
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
            CheckConstraint(
                condition=Q(begins_on=None) | Q(due_on=None) | Q(due_on__gte=F("begins_on")),
                name="activity_ends_after_it_begins",
            ),
            CheckConstraint(
                condition=Q(version=None, passage=None)
                | Q(version__isnull=False, passage__isnull=False),
                name="activity_tied_to_a_version",
            ),
            CheckConstraint(condition=Q(revision__gte=1), name="activity_revision_from_one"),
        )
        indexes = (Index(fields=["site", "state"], name="activity_of_site"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agenda:activity-page", kwargs={"site": self.site.slug, "activity": self.pk})


class ActivityMove(Entity):
    """One step of an activity's life, kept for ever."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=10, choices=Activity.State.choices, blank=True)
    after = models.CharField(max_length=10, choices=Activity.State.choices)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
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


class ActivityChange(Entity):
    """One accepted correction of an activity, kept for ever: each field, before and after."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("correction of an activity")
        verbose_name_plural = _("corrections of activities")
        constraints = (
            UniqueConstraint(
                fields=["activity", "revision"], name="activity_change_one_a_revision"
            ),
            CheckConstraint(condition=Q(revision__gte=2), name="activity_change_after_the_first"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} r{self.revision}"


class ActivityNote(Entity):
    """What somebody of the plan told of an activity on a day, kept for ever.

    A mistake is put right by a later note that names the one it corrects. « On course » says
    that nothing has to be said: the activity goes on as planned.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress")
        ON_COURSE = "on_course", _("still on course")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PROGRESS)
    on = models.DateField(_("day"))
    text = models.TextField(_("what is to be told"), max_length=NOTE_LENGTH, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        constraints = (
            UniqueConstraint(fields=["activity", "once"], name="activity_note_written_once"),
            CheckConstraint(
                condition=Q(kind="progress") & ~Q(text="")
                | Q(kind="on_course", text="", corrects=None),
                name="activity_note_says_something",
            ),
            CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
                name="activity_note_corrects_another",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60] or self.get_kind_display()


class ActivityLink(Entity):
    """An activity that makes another one of the same plan stronger, and how; one a pair and direction."""

    source = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reinforces")
    target = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reinforced_by")
    why = models.CharField(_("how it helps"), max_length=REASON_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("reinforcing link")
        verbose_name_plural = _("reinforcing links")
        constraints = (
            UniqueConstraint(fields=["source", "target"], name="activity_link_once_a_pair"),
            CheckConstraint(condition=~Q(source=F("target")), name="activity_link_between_two"),
            CheckConstraint(condition=~Q(why=""), name="activity_link_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
