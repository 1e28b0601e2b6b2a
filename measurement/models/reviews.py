"""The learning cycle: the dated look back of a collective at its figures, which ends in decisions."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import Site

WORDS_LENGTH = 2_000


class LearningCycleQuerySet(HouseQuerySet["LearningCycle"]):
    def held(self) -> Self:
        """Those that took place."""
        return self.filter(held_on__isnull=False)

    def planned(self) -> Self:
        """Those that have a day to come and were not held yet."""
        return self.filter(state=LearningCycle.State.PLANNED)

    def under_way(self) -> Self:
        """The one that is planned, or held and not closed yet; a review told in words never is."""
        return self.filter(state__in=["planned", "held"], in_words=False)


class LearningCycle(Stateful, Entity):
    """One turn of looking back: planned, held with the people there, closed by its decisions.

    A site at work holds one a year at least, one a day, and has one under way at a time. A review
    that is told afterwards in words only (`in_words`) stays as it was told: nobody went through
    the figures here, so it is never closed.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held, decisions to close")
        CLOSED = "closed", _("closed")
        CALLED_OFF = "called_off", _("called off")

    MOVES: ClassVar = {
        State.PLANNED: {State.HELD, State.CALLED_OFF},
        State.HELD: {State.CLOSED},
        State.CLOSED: set(),
        State.CALLED_OFF: set(),
    }
    FIRST = State.PLANNED

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="learning_cycles")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    in_words = models.BooleanField(_("told in words only"), default=False)
    planned_on = models.DateField(_("planned for"), null=True)
    held_on = models.DateField(_("held on"), null=True)
    closed_on = models.DateField(_("closed on"), null=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    facilitator = models.CharField(_("who facilitated"), max_length=160)
    quorum = models.CharField(_("who must be there to decide"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("how many people came"), null=True)
    attendance = models.CharField(_("who came"), max_length=300, blank=True)
    learned = models.TextField(_("what we see and learn"), blank=True)
    decided = models.TextField(_("what was decided"), blank=True)
    next_on = models.DateField(_("next review on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Counts the changes of its plan: calendars replace an entry by a later one.
    sequence = models.PositiveSmallIntegerField(default=0)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    objects = LearningCycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning review")
        verbose_name_plural = _("learning reviews")
        constraints = (
            CheckConstraint(condition=~Q(facilitator=""), name="learning_cycle_says_who"),
            CheckConstraint(
                condition=Q(state="planned", planned_on__isnull=False, held_on=None, closed_on=None)
                | Q(state="held", held_on__isnull=False, closed_on=None)
                | Q(state="closed", held_on__isnull=False, closed_on__isnull=False)
                | Q(state="called_off", held_on=None, closed_on=None) & ~Q(reason=""),
                name="learning_cycle_dated_as_its_state_says",
            ),
            CheckConstraint(
                condition=Q(in_words=False)
                | Q(state="held", people__gte=1) & ~Q(attendance="") & ~Q(decided=""),
                name="learning_cycle_in_words_says_who_and_what",
            ),
            CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                name="learning_cycle_next_lies_ahead",
            ),
            UniqueConstraint(fields=["site", "held_on"], name="one_learning_cycle_a_day"),
            UniqueConstraint(
                fields=["site"],
                condition=Q(state__in=["planned", "held"], in_words=False),
                name="one_learning_cycle_under_way",
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.held_on or self.planned_on}"

    @property
    def day(self) -> date:
        """The day on which it was held, else the one for which it is or was planned."""
        found = self.held_on or self.planned_on
        assert found is not None, "a review has a day"
        return found

    @property
    def counted(self) -> str:
        """How many of each kind came, one number for each; empty before they were counted."""
        known = self.counts()
        return Attendance.told(known) if known else ""

    def counts(self) -> dict[str, int]:
        """How many came, by kind; empty before they were counted."""
        return dict(self.attendances.order_by("pk").values_list("category", "count"))

    def get_absolute_url(self) -> str:
        return reverse("measurement:cycle-page", kwargs={"site": self.site.slug, "cycle": self.pk})


class Attendance(Entity):
    """How many people of one kind came. Nobody is a count, too: it is said and printed."""

    class Category(models.TextChoices):
        STATE = "state", _("State")
        MUNICIPALITY = "municipality", _("municipality")
        ASSOCIATION = "association", _("associations")
        RESIDENTS = "residents", _("residents")
        BUSINESS = "business", _("businesses")
        CULTURE = "culture", _("culture and sport")
        OTHER = "other", _("others")

    cycle = models.ForeignKey(LearningCycle, on_delete=models.PROTECT, related_name="attendances")
    category = models.CharField(max_length=12, choices=Category)
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            UniqueConstraint(fields=["cycle", "category"], name="attendance_once_a_category"),
            CheckConstraint(
                condition=Q(
                    category__in=[
                        "state", "municipality", "association", "residents", "business", "culture",
                        "other",
                    ]
                ),
                name="attendance_category_known",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.category} {self.count}"

    @classmethod
    def told(cls, counts: Mapping[str, int]) -> str:
        """Counts by kind as one text, which changes with any of them."""
        return " ".join(str(counts.get(each.value, 0)) for each in cls.Category)

    @classmethod
    def came(cls, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """The kinds of which somebody came, in their order, with how many."""
        return tuple(
            (str(each.label), counts[each.value]) for each in cls.Category if counts.get(each.value)
        )


class ReturnToResidents(Entity):
    """What residents were told of a review, when and how; never changed: a later one stands beside it."""

    class Channel(models.TextChoices):
        POSTER = "poster", _("poster")
        LETTER = "letter", _("letter in the boxes")
        MEETING = "meeting", _("public meeting")
        PAPER = "paper", _("local paper or radio")
        WEB = "web", _("web page or messages")
        OTHER = "other", _("another way")

    cycle = models.ForeignKey(LearningCycle, on_delete=models.PROTECT, related_name="returns")
    channel = models.CharField(_("how"), max_length=8, choices=Channel)
    on = models.DateField(_("when"))
    text = models.TextField(_("what residents were told"), max_length=WORDS_LENGTH, blank=True)
    url = models.URLField(_("where it can be read"), max_length=300, blank=True)
    file = models.BinaryField(null=True)
    file_name = models.CharField(max_length=120, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    once = models.UUIDField(unique=True, null=True)

    class Meta:
        verbose_name = _("return to residents")
        verbose_name_plural = _("returns to residents")
        constraints = (
            CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False) & ~Q(file_name=""),
                name="return_has_words_or_a_file",
            ),
            CheckConstraint(
                condition=Q(channel__in=["poster", "letter", "meeting", "paper", "web", "other"]),
                name="return_channel_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.on}"
