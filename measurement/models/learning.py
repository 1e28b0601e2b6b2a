"""What a learning review makes of each figure: causes, decisions that change the plan, lessons."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models import Activity
from community.models import Topic
from kit import clock
from kit.models import Entity
from kit.states import Stateful
from measurement.models.indicators import Indicator
from measurement.models.reviews import WORDS_LENGTH, LearningCycle
from measurement.models.values import Measurement
from sites.models import Site

SIGNAL_LENGTH = 300


class CurveReview(Entity):
    """What a review says of one figure, and which revision of its value it looked at.

    `headline` are the figures that the site showed first on the day of the review: what it shows
    later changes nothing of them. `off_course` is what it was when the review looked, `looked_at`
    the revisions of the values it then saw. `passed_over` says why nobody spoke of it. `former`
    holds the words before each later save, so that two people who write at once can be brought
    together.
    """

    class Confidence(models.TextChoices):
        LOW = "low", _("low: a guess to be tested")
        MEDIUM = "medium", _("medium: several signs agree")
        HIGH = "high", _("high: we have evidence")

    cycle = models.ForeignKey(LearningCycle, on_delete=models.PROTECT, related_name="curves")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="curve_reviews")
    measurement = models.ForeignKey(
        Measurement, on_delete=models.PROTECT, null=True, related_name="+"
    )
    value_shown = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=80, blank=True)
    ends_on = models.DateField(null=True)
    sentence = models.TextField(blank=True)
    off_course = models.BooleanField(default=False)
    headline = models.BooleanField(default=False)
    looked_at = models.JSONField(default=list)
    passed_over = models.CharField(
        _("why it was not discussed"), max_length=SIGNAL_LENGTH, blank=True
    )
    causes = models.TextField(
        _("why the figure moves like this"), max_length=WORDS_LENGTH, blank=True
    )
    surprise = models.TextField(_("what surprises us"), max_length=WORDS_LENGTH, blank=True)
    contributions = models.TextField(
        _("what our activities have to do with it"), max_length=WORDS_LENGTH, blank=True
    )
    contrary = models.TextField(
        _("what speaks against this reading"), max_length=WORDS_LENGTH, blank=True
    )
    confidence = models.CharField(
        _("how sure we are"), max_length=6, choices=Confidence, blank=True
    )
    activities = models.ManyToManyField(Activity, blank=True, related_name="curve_reviews")
    revision = models.PositiveIntegerField(default=0)
    former = models.JSONField(default=list)
    by_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reading of a figure")
        verbose_name_plural = _("readings of figures")
        constraints = (
            UniqueConstraint(fields=["cycle", "indicator"], name="curve_review_once_a_cycle"),
            CheckConstraint(
                condition=Q(confidence__in=["", "low", "medium", "high"]),
                name="curve_review_confidence_known",
            ),
            CheckConstraint(
                condition=Q(passed_over="") | Q(written_at=None),
                name="curve_review_passed_over_or_written",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"

    @property
    def is_told(self) -> bool:
        """True once something was written or decided about the figure, or said why not."""
        return bool(self.written_at or self.passed_over or self.adaptations.all())


class CurveDraft(Entity):
    """What somebody is typing about a figure and has not saved: theirs alone, gone when they save."""

    cycle = models.ForeignKey(LearningCycle, on_delete=models.CASCADE, related_name="drafts")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)
    touched_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("draft of a reading")
        verbose_name_plural = _("drafts of readings")
        constraints = (
            UniqueConstraint(fields=["cycle", "indicator", "by"], name="curve_draft_one_a_person"),
        )

    def __str__(self) -> str:
        return str(self.indicator_id)


class Adaptation(Stateful, Entity):
    """A decision of a review: what is changed or kept, by which seat, until when, how one will see it.

    It is open until a later review says what became of it. To keep on needs the reason; anything
    else needs who answers for it, a day and the sign that is expected.
    """

    class Kind(models.TextChoices):
        AMPLIFY = "amplify", _("do more of it")
        ADJUST = "adjust", _("adjust")
        TEST = "test", _("try out")
        STOP = "stop", _("stop")
        KEEP = "keep", _("keep on, with the reason")

    class State(models.TextChoices):
        OPEN = "open", _("to be checked")
        DONE = "done", _("carried out")
        ABANDONED = "abandoned", _("given up")

    class Owner(models.TextChoices):
        STATE = "state", _("State seat")
        MUNICIPALITY = "municipality", _("municipality seat")
        COMMUNITY = "community", _("association seat")
        BACKBONE = "backbone", _("backbone organisation")
        PARTNER = "partner", _("a partner of the plan")

    MOVES: ClassVar = {
        State.OPEN: {State.DONE, State.ABANDONED},
        State.DONE: set(),
        State.ABANDONED: set(),
    }
    FIRST = State.OPEN

    cycle = models.ForeignKey(LearningCycle, on_delete=models.PROTECT, related_name="adaptations")
    curve = models.ForeignKey(
        CurveReview, on_delete=models.PROTECT, null=True, related_name="adaptations"
    )
    kind = models.CharField(_("what kind of decision"), max_length=7, choices=Kind)
    text = models.TextField(_("what is decided"), max_length=WORDS_LENGTH)
    reason = models.CharField(_("reason"), max_length=SIGNAL_LENGTH, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="adaptations"
    )
    owner = models.CharField(_("who answers for it"), max_length=12, choices=Owner, blank=True)
    due_on = models.DateField(_("by which day"), null=True)
    expected = models.CharField(_("the sign we expect"), max_length=SIGNAL_LENGTH, blank=True)
    decided_on = models.DateField(default=clock.today)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    outcome = models.TextField(_("what became of it"), max_length=WORDS_LENGTH, blank=True)
    answered_on = models.DateField(null=True)
    checked_in = models.ForeignKey(
        LearningCycle, on_delete=models.PROTECT, null=True, related_name="checked"
    )
    once = models.UUIDField(unique=True, null=True)

    class Meta:
        verbose_name = _("decision of a review")
        verbose_name_plural = _("decisions of reviews")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=["amplify", "adjust", "test", "stop", "keep"]) & ~Q(text=""),
                name="adaptation_says_what",
            ),
            CheckConstraint(
                condition=Q(kind="keep") & ~Q(reason="")
                | ~Q(kind="keep") & ~Q(owner="") & Q(due_on__isnull=False) & ~Q(expected=""),
                name="adaptation_has_owner_day_and_sign_or_reason",
            ),
            CheckConstraint(
                condition=Q(
                    owner__in=["", "state", "municipality", "community", "backbone", "partner"]
                ),
                name="adaptation_owner_known",
            ),
            CheckConstraint(
                condition=Q(state="open", outcome="", answered_on=None, checked_in=None)
                | Q(
                    state__in=["done", "abandoned"],
                    answered_on__isnull=False,
                    checked_in__isnull=False,
                )
                & ~Q(outcome=""),
                name="adaptation_answered_iff_no_longer_open",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


def decisions_at(site: Site) -> models.QuerySet[Adaptation]:
    """Where a page of the site looks for a decision: those of its own reviews."""
    found: models.QuerySet[Adaptation] = Adaptation.objects.filter(cycle__site=site)
    return found


class PlanChange(Entity):
    """One change of the action plan that came from a decision of a review, kept for ever."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("new activity")
        MOVED = "moved", _("new state")
        CORRECTED = "corrected", _("correction")
        NOTED = "noted", _("progress note")

    adaptation = models.ForeignKey(Adaptation, on_delete=models.PROTECT, related_name="changes")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="plan_changes")
    kind = models.CharField(max_length=9, choices=Kind)
    words = models.CharField(max_length=400, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("change of the plan")
        verbose_name_plural = _("changes of the plan")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=["planned", "moved", "corrected", "noted"]),
                name="plan_change_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.activity_id}"


class Lesson(Entity):
    """What a site learnt in a review. It stays at the site unless the site shares it with the network."""

    cycle = models.ForeignKey(LearningCycle, on_delete=models.PROTECT, related_name="lessons")
    text = models.TextField(_("what we learnt"), max_length=WORDS_LENGTH)
    # The topic of the forum in which it was shared: none while it stays at the site.
    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, null=True, related_name="+")
    shared_on = models.DateField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    once = models.UUIDField(unique=True, null=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = (
            CheckConstraint(condition=~Q(text=""), name="lesson_says_something"),
            CheckConstraint(
                condition=Q(topic=None, shared_on=None)
                | Q(topic__isnull=False, shared_on__isnull=False),
                name="lesson_shared_iff_it_has_a_topic",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


WORDS_OF_A_CURVE: tuple[str, ...] = (
    "causes", "surprise", "contributions", "contrary", "confidence", "activities",
)  # fmt: skip


def words_of(curve: CurveReview) -> dict[str, Any]:
    """What is written of a figure, by the field's name; the activities as their ids, in order."""
    said: dict[str, Any] = {name: getattr(curve, name) for name in WORDS_OF_A_CURVE[:-1]}
    keys = curve.activities.order_by("pk").values_list("pk", flat=True)
    return said | {"activities": sorted(str(key) for key in keys)}
