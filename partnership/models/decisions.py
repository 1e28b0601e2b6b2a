"""Decisions by consent: a proposal stands when no objection is left that was not met."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import Site


class Place(models.TextChoices):
    """From where somebody speaks in the circle."""

    STATE = Role.STATE.value, _("State")
    MUNICIPALITY = Role.MUNICIPALITY.value, _("Municipality")
    COMMUNITY = Role.COMMUNITY.value, _("Community organisation")
    PARTNER = Role.PARTNER.value, _("Partner")
    RESIDENT = "resident", _("Resident")
    OTHER = "other", _("Another place")


class DecisionQuerySet(HouseQuerySet["Decision"]):
    def public(self) -> Self:
        """Those that everybody may read: taken, and made public by the triad."""
        return self.filter(public_since__isnull=False)


class Decision(Stateful, Entity):
    """A proposal put to the circle and what came of it; a database trigger freezes it once taken."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("decision", "proposed")
        TAKEN = "taken", pgettext_lazy("decision", "taken")
        SET_ASIDE = "set_aside", pgettext_lazy("decision", "set aside")

    MOVES: ClassVar = {
        State.PROPOSED: {State.TAKEN, State.SET_ASIDE},
        State.TAKEN: set(),
        State.SET_ASIDE: set(),
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="decisions")
    title = models.CharField(_("title"), max_length=160)
    proposal = models.TextField(_("proposal"))
    proposed_on = models.DateField(_("proposed on"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    facilitator = models.CharField(_("who facilitated"), max_length=160, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    wording = models.TextField(_("final wording"), blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    reason = models.CharField(_("why it was set aside"), max_length=300, blank=True)
    # The only thing that may still change once it is taken: whether everybody reads it.
    public_since = models.DateField(_("public since"), null=True, blank=True)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = (models.Index(fields=["site", "-proposed_on"], name="decision_of_site"),)
        constraints = (
            CheckConstraint(
                condition=~Q(title="") & ~Q(proposal=""), name="decision_says_what_is_proposed"
            ),
            CheckConstraint(
                condition=Q(state__in=["proposed", "taken", "set_aside"]),
                name="decision_state_known",
            ),
            CheckConstraint(
                condition=Q(state="taken", taken_on__gte=F("proposed_on"), review_on__gt=F("taken_on"))
                & ~Q(wording="")
                & ~Q(facilitator="")
                | ~Q(state="taken") & Q(taken_on=None, review_on=None, wording=""),
                name="decision_complete_iff_taken",
            ),
            CheckConstraint(
                condition=Q(public_since=None) | Q(state="taken", public_since__gte=F("taken_on")),
                name="decision_public_only_once_taken",
            ),
            CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""),
                name="decision_set_aside_with_a_reason",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Presence(Entity):
    """Somebody who was there when a decision was taken, by place."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="presences")
    place = models.CharField(_("place"), max_length=12, choices=Place)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = (
            CheckConstraint(condition=~Q(name=""), name="presence_of_somebody"),
            CheckConstraint(condition=Q(place__in=Place.values), name="presence_place_known"),
            UniqueConstraint(fields=["decision", "place", "name"], name="present_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_place_display()}, {self.name}"


class Objection(Entity):
    """A reasoned objection to a proposal, and how it was met."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    place = models.CharField(_("raised from"), max_length=12, choices=Place)
    reason = models.TextField(_("reason"))
    raised_on = models.DateField(_("raised on"))
    met = models.TextField(_("how it was met"), blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = (
            CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason"),
            CheckConstraint(condition=Q(place__in=Place.values), name="objection_place_known"),
            CheckConstraint(
                condition=Q(met="", met_on=None) | ~Q(met="") & Q(met_on__gte=F("raised_on")),
                name="objection_met_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_place_display()}, {self.raised_on}"


class DecisionReview(Entity):
    """What was said of a decision when its day of review came; a trigger keeps it as it was."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("it goes on")
        CHANGE = "change", _("it is to be changed by a new decision")
        ENDED = "ended", _("it ends")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField(_("reviewed on"))
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome)
    note = models.CharField(_("what we learnt"), max_length=500)
    next_on = models.DateField(_("next review on"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of a decision")
        verbose_name_plural = _("reviews of decisions")
        constraints = (
            CheckConstraint(
                condition=Q(outcome="kept", next_on__gt=F("on"))
                | Q(outcome__in=["change", "ended"], next_on=None),
                name="decision_review_has_a_next_day_iff_kept",
            ),
            CheckConstraint(condition=~Q(note=""), name="decision_review_says_something"),
            UniqueConstraint(fields=["decision", "on"], name="one_decision_review_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.decision_id} {self.on} {self.outcome}"
