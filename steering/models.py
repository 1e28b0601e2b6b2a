"""Meetings of the national steering committee, its decisions, and what was said of them at review."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import Sight, Site

# French words without their endings and accents: “education” finds “Éducation”.
LANGUAGE = "french_unaccent"
SUPPORT = frozenset({Role.FACILITATOR, Role.COACH})


class CommitteeMeetingQuerySet(HouseQuerySet["CommitteeMeeting"]):
    def visible_to(self, standing: Standing) -> Self:
        """The national team reads all; facilitators and coaches those marked for them."""
        roles = standing.roles | standing.elsewhere
        if Role.NATIONAL in roles:
            return self
        return self.filter(for_support=True) if roles & SUPPORT else self.none()

    def latest_first(self) -> Self:
        return self.order_by("-on", "-created_at")


class CommitteeMeeting(Stateful, Entity):
    """One meeting of the national steering committee: planned, held or cancelled."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "planned")
        HELD = "held", pgettext_lazy("meeting", "held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    # A planned meeting may be given another day: it stays planned.
    MOVES: ClassVar = {
        State.PLANNED: {State.PLANNED, State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.CANCELLED: set(),
    }

    title = models.CharField(_("title"), max_length=160)
    on = models.DateField(_("day"))
    begins_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    for_support = models.BooleanField(_("read by facilitators and coaches"), default=False)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    objects = CommitteeMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of the committee")
        verbose_name_plural = _("meetings of the committee")
        indexes = (models.Index(fields=["-on"], name="committee_meeting_latest"),)
        constraints = (
            CheckConstraint(condition=~Q(title=""), name="committee_meeting_has_a_title"),
            CheckConstraint(
                condition=Q(state__in=["planned", "held", "cancelled"]), name="committee_meeting_state_known"
            ),
            CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="committee_meeting_cancelled_iff_reason",
            ),
            CheckConstraint(
                condition=Q(state="held") | Q(minutes=""), name="committee_meeting_minutes_once_held"
            ),
            UniqueConstraint(
                fields=["on"], condition=~Q(state="cancelled"), name="one_committee_meeting_a_day"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class CommitteePoint(Entity):
    """A point of a meeting's agenda, in its order."""

    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("point"), max_length=200)

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        constraints = (
            CheckConstraint(condition=~Q(title=""), name="committee_point_says_something"),
            UniqueConstraint(fields=["meeting", "position"], name="one_committee_point_a_position"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class CommitteePresence(Entity):
    """Who was there, by organisation; a name only where it is needed. Excused ones are kept apart."""

    meeting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.PROTECT, related_name="presences"
    )
    organisation = models.CharField(_("organisation"), max_length=160)
    name = models.CharField(_("name"), max_length=120, blank=True)
    excused = models.BooleanField(_("excused"), default=False)

    class Meta:
        verbose_name = _("presence at a meeting")
        verbose_name_plural = _("presences at a meeting")
        constraints = (
            CheckConstraint(condition=~Q(organisation=""), name="committee_presence_of_somebody"),
            UniqueConstraint(
                fields=["meeting", "organisation", "name"], name="at_a_committee_meeting_once"
            ),
        )

    def __str__(self) -> str:
        return ", ".join(part for part in (self.organisation, self.name) if part)


class CommitteeDecisionQuerySet(HouseQuerySet["CommitteeDecision"]):
    def visible_to(self, standing: Standing) -> Self:
        """The national team reads all; facilitators and coaches what is marked for them.

        Of a decision about sites they need one among those that they support.
        """
        roles = standing.roles | standing.elsewhere
        if Role.NATIONAL in roles:
            return self
        if not roles & SUPPORT:
            return self.none()
        links = CommitteeDecision.sites.through.objects.filter(committeedecision=OuterRef("pk"))
        supported = Site.objects.within(Sight.supporting(standing))
        mine = Exists(links.filter(site__in=supported.values("pk")))
        return self.filter(Q(for_support=True) & (~Exists(links) | mine))

    def published_at(self, site: Site) -> Self:
        """What the triad of a site reads: the decisions about it that were published to it."""
        return self.filter(for_sites=True, sites=site)

    def latest_first(self) -> Self:
        return self.order_by("-year", "-number")

    def to_review(self) -> Self:
        """The open ones whose day of review has come, the oldest day first."""
        due = self.filter(state=CommitteeDecision.State.OPEN, review_on__lte=clock.today())
        return due.order_by("review_on", "year", "number")

    def matching(self, text: str) -> Self:
        """A word of the title, of the wording or of who carries it, whatever its accents and endings."""
        return self.filter(words=SearchQuery(text, config=LANGUAGE, search_type="websearch"))


class CommitteeDecision(Stateful, Entity):
    """What the committee decided, in words that never change; its follow-up may.

    A trigger keeps the words, the number and the sites as they were.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("committee", "open")
        DONE = "done", pgettext_lazy("committee", "done")
        DROPPED = "dropped", pgettext_lazy("committee", "dropped")
        REPLACED = "replaced", pgettext_lazy("committee", "replaced")

    MOVES: ClassVar = {
        State.OPEN: {State.DONE, State.DROPPED, State.REPLACED},
        State.DONE: set(),
        State.DROPPED: set(),
        State.REPLACED: set(),
    }

    meeting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.PROTECT, related_name="decisions"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    wording = models.TextField(_("wording"))
    carried_by = models.CharField(_("carried by"), max_length=160)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    review_on = models.DateField(_("to be reviewed on"))
    sites = models.ManyToManyField(Site, blank=True, related_name="committee_decisions")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    for_support = models.BooleanField(_("read by facilitators and coaches"), default=False)
    for_sites = models.BooleanField(_("published to the triads of its sites"), default=False)
    once = models.UUIDField(unique=True, null=True)
    words = models.GeneratedField(
        expression=SearchVector("title", "wording", "carried_by", config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CommitteeDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of the committee")
        verbose_name_plural = _("decisions of the committee")
        indexes = (
            models.Index(
                fields=["review_on"], condition=Q(state="open"), name="committee_to_review"
            ),
            GinIndex(fields=["words"], name="committee_words"),
        )
        constraints = (
            UniqueConstraint(fields=["year", "number"], name="one_decision_a_number"),
            CheckConstraint(
                condition=~Q(title="") & ~Q(wording="") & ~Q(carried_by=""),
                name="committee_decision_says_what_and_who",
            ),
            CheckConstraint(condition=Q(number__gte=1), name="committee_number_from_one"),
            CheckConstraint(
                condition=Q(state="open", settled_on=None)
                | Q(state__in=["done", "dropped", "replaced"], settled_on__isnull=False),
                name="committee_settled_iff_dated",
            ),
            CheckConstraint(
                condition=Q(state="replaced", replaced_by__isnull=False)
                | ~Q(state="replaced") & Q(replaced_by=None),
                name="committee_replaced_iff_by_another",
            ),
            CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
                name="committee_not_replaced_by_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference}, {self.title}"

    @property
    def reference(self) -> str:
        """« 2026-07 »: how letters and minutes cite it."""
        return f"{self.year}-{self.number:02}"


class CommitteeReview(Entity):
    """What the committee said of a decision on a day; a trigger keeps it as it was."""

    class Outcome(models.TextChoices):
        GOES_ON = "goes_on", _("it goes on")
        DONE = "done", _("it is done")
        DROPPED = "dropped", _("it is dropped")

    decision = models.ForeignKey(
        CommitteeDecision, on_delete=models.PROTECT, related_name="reviews"
    )
    on = models.DateField(_("reviewed on"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome)
    note = models.TextField(_("what was said"))
    next_on = models.DateField(_("next review on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("review by the committee")
        verbose_name_plural = _("reviews by the committee")
        constraints = (
            CheckConstraint(
                condition=Q(outcome="goes_on", next_on__gt=F("on"))
                | Q(outcome__in=["done", "dropped"], next_on=None),
                name="committee_review_next_day_iff_it_goes_on",
            ),
            CheckConstraint(condition=~Q(note=""), name="committee_review_says_something"),
            UniqueConstraint(fields=["decision", "on"], name="one_committee_review_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.decision_id} {self.on} {self.outcome}"
