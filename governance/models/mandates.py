"""Who sits where, and who has a role without a seat."""

from datetime import date, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import SEATS, Role
from governance.models.dated import (
    AFTER,
    BEFORE,
    ENDS_AFTER_START,
    EXPECTED_AFTER_START,
    MEANWHILE,
    Dated,
    DatedQuerySet,
    DatedState,
    holds,
    is_over,
    never_two,
    not_begun,
)
from kit.states import Phase
from sites.models import ResourceCentre, Site


class Seat(models.TextChoices):
    """The three seats of a triad, always in this order."""

    STATE = Role.STATE.value, _("State")
    MUNICIPALITY = Role.MUNICIPALITY.value, _("Municipality")
    COMMUNITY = Role.COMMUNITY.value, _("Community organisation")

    @property
    def word(self) -> str:
        """The seat as addresses name it."""
        return {"state": "etat", "municipality": "commune", "community": "association"}[self.value]

    @classmethod
    def named(cls, word: str) -> "Seat | None":
        """The seat that a word of an address means; None for another word."""
        return next((seat for seat in cls if seat.word == word), None)


# After a mandate's last day: the time to read and to hand over.
HANDOVER = timedelta(days=30)
# The days before the end of a mandate on which it is time to think of it, then to act.
ALERTS = (90, 30)


class MandateState(models.TextChoices):
    """Where a mandate stands on a day; computed from its dates, never stored."""

    TO_COME = "to_come", _("to come")
    IN_FORCE = "in_force", _("in force")
    HANDING_OVER = "handing_over", _("handing over")
    ENDED = "ended", _("ended")


def hands_over(mandate: "Mandate", day: date) -> bool:
    """True for thirty days after the last day."""
    return is_over(mandate, day) and not is_past(mandate, day)


def is_past(mandate: "Mandate", day: date) -> bool:
    """True once these thirty days are over too."""
    until = mandate.hands_over_until
    return until is not None and day > until


class MandateQuerySet(DatedQuerySet["Mandate"]):
    """Mandates, and those whose holder still hands over."""

    def counting(self, on: date) -> Self:
        """Those whose phase gives a role on a day: all but those that ended thirty days ago."""
        return self.filter(during__overlap=(on - HANDOVER, None))


class Mandate(Dated):
    """One person holding one seat of one site, or standing in for its holder, for dated time.

    Its state follows from its dates alone. An expected end warns; only a last day ends.
    """

    PHASES: ClassVar = (
        Phase(
            MandateState.TO_COME,
            BEFORE,
            _("reads the seat's handover file; no other right yet"),
            not_begun,
            lambda mandate: Role.COMING,
        ),
        Phase(
            MandateState.IN_FORCE,
            MEANWHILE,
            _("all the rights of the seat; for a deputy, all but endorsing, opening and closing"),
            holds,
            lambda mandate: Role.DEPUTY if mandate.deputy else Role(mandate.seat),
        ),
        Phase(
            MandateState.HANDING_OVER,
            _("the thirty days after the last day"),
            _("reads and hands over; neither writes nor endorses"),
            hands_over,
            lambda mandate: Role.HANDING_OVER,
        ),
        Phase(
            MandateState.ENDED,
            _("from the thirty-first day after the last day"),
            _("no right any more; what was done keeps its author"),
            is_past,
        ),
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="mandates")
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    deputy = models.BooleanField(_("deputy"), default=False)
    function = models.CharField(_("function"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    expected_on = models.DateField(_("expected end"), null=True, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=300, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="mandate_ends_after_it_starts",
                violation_error_message=_("The mandate would end before it begins."),
            ),
            models.CheckConstraint(
                condition=EXPECTED_AFTER_START, name="mandate_expected_to_end_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(seat__in=list(SEATS)), name="mandate_of_a_known_seat"
            ),
            never_two("one_holder_a_seat_at_a_time", "site", "seat", condition=Q(deputy=False)),
            never_two("one_deputy_a_seat_at_a_time", "site", "seat", condition=Q(deputy=True)),
            never_two("one_seat_a_person_at_a_site", "site", "person"),
        )
        indexes = (models.Index(fields=["person", "starts_on"], name="mandate_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_seat_display()}"

    @property
    def hands_over_until(self) -> date | None:
        """The last day on which who held it may read and hand over."""
        return self.ends_on + HANDOVER if self.ends_on else None

    @property
    def end(self) -> date | None:
        """The day on which it ends, or is expected to."""
        return self.ends_on or self.expected_on


NOWHERE = UUID(int=0)


class Membership(Dated):
    """A role without a seat: national team, CRPV facilitator, coach or partner of a site.

    A facilitator has a resource centre; single sites beyond its area are memberships of their
    own, which say who gave them and why.
    """

    PHASES: ClassVar = (
        Phase(DatedState.TO_COME, BEFORE, _("no right yet"), not_begun),
        Phase(
            DatedState.IN_FORCE,
            MEANWHILE,
            _("the rights of the role, where it is held"),
            holds,
            lambda membership: Role(membership.kind),
        ),
        Phase(DatedState.ENDED, AFTER, _("no right any more, the same evening"), is_over),
    )

    class Kind(models.TextChoices):
        NATIONAL = Role.NATIONAL.value, _("national team")
        FACILITATOR = Role.FACILITATOR.value, _("CRPV facilitator")
        COACH = Role.COACH.value, _("coach")
        PARTNER = Role.PARTNER.value, _("partner")

    kind = models.CharField(_("role"), max_length=12, choices=Kind.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    centre = models.ForeignKey(
        ResourceCentre, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it was given"), max_length=300, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=ENDS_AFTER_START, name="membership_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(kind="national", site__isnull=True, centre__isnull=True)
                | Q(kind="facilitator", site__isnull=True, centre__isnull=False)
                | Q(
                    kind__in=["facilitator", "coach", "partner"],
                    site__isnull=False,
                    centre__isnull=True,
                ),
                name="membership_has_the_place_of_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="facilitator", site__isnull=False)
                | Q(given_by__isnull=False) & ~Q(reason=""),
                name="single_site_given_by_somebody_for_a_reason",
            ),
            never_two(
                "one_membership_of_a_kind_at_a_time",
                "kind",
                "person",
                Coalesce("site", Value(NOWHERE)),
                Coalesce("centre", Value("")),
            ),
        )
        indexes = (models.Index(fields=["person", "kind"], name="membership_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"
