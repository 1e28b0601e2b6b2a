"""What the meeting says of each dimension, who was there, and what is decided of readiness."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import ROLE_WORDS, SEATS, Role
from kit.models import Entity
from readiness.models.ratings import Leg
from readiness.models.rounds import Round
from readiness.models.rubrics import Dimension, Level

# As what somebody decides of readiness: one of the three seats, or the national team.
AUTHORS = [(role.value, ROLE_WORDS[role]) for role in (*SEATS, Role.NATIONAL)]


class Consensus(Entity):
    """What the meeting agrees on for one dimension; no level means that it did not agree."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="consensus")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("consensus")
        verbose_name_plural = _("consensus")
        constraints = (
            UniqueConstraint(fields=["round", "dimension"], name="one_consensus_a_dimension"),
            CheckConstraint(
                condition=Q(level__isnull=False) | ~Q(note=""),
                name="no_consensus_has_a_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.dimension_id}"

    @property
    def mark(self) -> str:
        """What a form is drawn at: another one once somebody has noted something else."""
        text = f"{self.level_id} {self.note}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


class MeetingPresence(Entity):
    """Somebody who was at the meeting, by leg; a partner or a guest by their own words."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="presences")
    leg = models.CharField(_("leg"), max_length=12, choices=Leg, blank=True)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        verbose_name = _("presence at a meeting")
        verbose_name_plural = _("presences at a meeting")
        constraints = (
            CheckConstraint(condition=~Q(name=""), name="meeting_presence_of_somebody"),
            CheckConstraint(
                condition=Q(leg__in=["", *Leg.values]), name="meeting_presence_leg_known"
            ),
            UniqueConstraint(fields=["round", "leg", "name"], name="at_a_meeting_once"),
        )

    def __str__(self) -> str:
        return self.name


class ReadinessDecision(Entity):
    """What is decided of a site's readiness, in words, by somebody; a later one stands beside it."""

    class Outcome(models.TextChoices):
        READY = "ready", pgettext_lazy("readiness", "Ready")
        SUPPORTED = "supported", pgettext_lazy("readiness", "Ready with named support")
        NOT_YET = "not_yet", pgettext_lazy("readiness", "Not yet")
        UNSUITED = "unsuited", pgettext_lazy("readiness", "Context not suited")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=9, choices=Outcome)
    words = models.TextField(_("the decision in words"))
    revisit_on = models.DateField(_("day to look again"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("decided as"), max_length=12, choices=AUTHORS)

    class Meta:
        verbose_name = _("decision on readiness")
        verbose_name_plural = _("decisions on readiness")
        indexes = (
            models.Index(fields=["round", "-decided_on"], name="readiness_decision_of_round"),
        )
        constraints = (
            CheckConstraint(
                condition=Q(outcome__in=["ready", "supported", "not_yet", "unsuited"]),
                name="readiness_outcome_known",
            ),
            CheckConstraint(
                condition=Q(role__in=[role for role, _words in AUTHORS]),
                name="readiness_decided_by_a_seat_or_the_nation",
            ),
            # That « ready with named support » names one at least is a deferred trigger's to hold.
            CheckConstraint(condition=~Q(words=""), name="readiness_decided_in_words"),
            CheckConstraint(
                condition=Q(outcome="not_yet", revisit_on__gt=F("decided_on"))
                | ~Q(outcome="not_yet") & Q(revisit_on=None),
                name="readiness_looked_at_again_iff_not_yet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.outcome}"
