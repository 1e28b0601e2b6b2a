"""Mandates, memberships and invitations: dated facts that the database keeps coherent."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import SEATS, Role
from kit import clock
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import ResourceCentre, Site


class Seat(models.TextChoices):
    """The three seats of a triad, always in this order."""

    STATE = Role.STATE.value, _("State")
    MUNICIPALITY = Role.MUNICIPALITY.value, _("Municipality")
    COMMUNITY = Role.COMMUNITY.value, _("Community organisation")


# After a mandate's last day: the time to read and to hand over.
HANDOVER = timedelta(days=30)
# The days before the end of a mandate on which it is time to think of it, then to act.
ALERTS = (90, 30)


class DatedState(models.TextChoices):
    """Where a dated fact stands on a day; computed from its dates, never stored."""

    TO_COME = "to_come", _("to come")
    IN_FORCE = "in_force", _("in force")
    HANDING_OVER = "handing_over", _("handing over")
    ENDED = "ended", _("ended")


def span() -> models.GeneratedField:
    """The days from the first to the last, both included; open when no end is known.

    Days in the wrong order make an empty span instead of a fault of the engine, so that the
    check constraint can say what is wrong.
    """
    return models.GeneratedField(
        expression=Case(
            When(
                Q(ends_on__lt=F("starts_on")),
                then=Value("empty", output_field=DateRangeField()),
            ),
            default=Func(
                F("starts_on"),
                F("ends_on"),
                Value("[]"),
                function="daterange",
                output_field=DateRangeField(),
            ),
            output_field=DateRangeField(),
        ),
        output_field=DateRangeField(),
        db_persist=True,
    )


class DatedQuerySet[M: models.Model](HouseQuerySet[M]):
    """Facts that hold from one day to another."""

    def in_force(self, on: date | None = None) -> Self:
        """Those that hold on a day, today by default."""
        return self.filter(during__contains=on or clock.today())


class Dated(Entity):
    """Something that holds from a first day to a last day, both included."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    during = span()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """True when the day lies between the first and the last, both included."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def state_on(self, day: date) -> DatedState:
        """To come, in force or ended on a day."""
        if day < self.starts_on:
            return DatedState.TO_COME
        return DatedState.IN_FORCE if self.holds_on(day) else DatedState.ENDED


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
EXPECTED_AFTER_START = Q(expected_on__isnull=True) | Q(expected_on__gte=F("starts_on"))


class MandateQuerySet(DatedQuerySet["Mandate"]):
    """Mandates, and those whose holder still hands over."""

    def counting(self, on: date) -> Self:
        """Those that give a right on a day: in force, or ended for thirty days at most."""
        return self.filter(during__overlap=(on - HANDOVER, on + timedelta(days=1)))


class Mandate(Dated):
    """One person holding one seat of one site, or standing in for its holder, for dated time.

    Its state follows from its dates alone. An expected end warns; only a last day ends.
    """

    MOVES: ClassVar = {
        DatedState.TO_COME: {DatedState.IN_FORCE},
        DatedState.IN_FORCE: {DatedState.HANDING_OVER},
        DatedState.HANDING_OVER: {DatedState.ENDED},
        DatedState.ENDED: set(),
    }
    RIGHTS: ClassVar = {
        DatedState.TO_COME: _("gives no right yet"),
        DatedState.IN_FORCE: _("gives all the rights of the seat"),
        DatedState.HANDING_OVER: _("lets read and hand over; neither write nor approve"),
        DatedState.ENDED: _("gives no right any more"),
    }

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
            ExclusionConstraint(
                name="one_holder_a_seat_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(deputy=False),
            ),
            ExclusionConstraint(
                name="one_deputy_a_seat_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(deputy=True),
            ),
            ExclusionConstraint(
                name="one_seat_a_person_at_a_site",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        )
        indexes = (models.Index(fields=["person", "starts_on"], name="mandate_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_seat_display()}"

    def state_on(self, day: date) -> DatedState:
        """To come, in force, handing over for thirty days, then ended."""
        found = super().state_on(day)
        if found == DatedState.ENDED and self.ends_on and day <= self.ends_on + HANDOVER:
            return DatedState.HANDING_OVER
        return found

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
    """A role without a seat: national team, CRPV facilitator, coach or partner of a site."""

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

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=ENDS_AFTER_START, name="membership_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(kind="national", site__isnull=True, centre__isnull=True)
                | Q(kind="facilitator", site__isnull=True, centre__isnull=False)
                | Q(kind__in=["coach", "partner"], site__isnull=False, centre__isnull=True),
                name="membership_has_the_place_of_its_kind",
            ),
            ExclusionConstraint(
                name="one_membership_of_a_kind_at_a_time",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Coalesce("site", Value(NOWHERE)), RangeOperators.EQUAL),
                    (Coalesce("centre", Value("")), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        )
        indexes = (models.Index(fields=["person", "kind"], name="membership_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"


class Invitation(Entity):
    """A link that lets one address take a seat or a partner's place, once, before it expires."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices, blank=True)
    deputy = models.BooleanField(_("deputy"), default=False)
    function = models.CharField(_("function"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    expected_on = models.DateField(_("expected end"), null=True, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=ENDS_AFTER_START, name="invitation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=EXPECTED_AFTER_START, name="invitation_expected_to_end_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(
                    accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True
                ),
                name="invitation_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["site", "email", "seat", "deputy"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_a_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} → {self.site}"

    @property
    def is_open(self) -> bool:
        """True while the link still works."""
        return not (self.accepted_at or self.withdrawn_at) and clock.now() < self.expires_at

    def place(self) -> Any:
        """What the link gives, in words."""
        return self.get_seat_display() if self.seat else _("partner")


class Commitment(Stateful, Entity):
    """What a seat's holder has promised to somebody: it stays with the seat when people change.

    Who made it stays written down; the mandate that carries it changes at a succession.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        DROPPED = "dropped", _("given up")

    MOVES: ClassVar = {
        State.OPEN: {State.KEPT, State.DROPPED},
        State.KEPT: set(),
        State.DROPPED: set(),
    }
    FIRST = State.OPEN

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="commitments")
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="commitments")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("made on"), default=clock.today)
    text = models.CharField(_("what is promised"), max_length=300)
    to_whom = models.CharField(_("to whom"), max_length=160, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(seat__in=list(SEATS)) & ~Q(text=""),
                name="commitment_of_a_seat_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on__isnull=True)
                | Q(state__in=["kept", "dropped"], settled_on__isnull=False),
                name="commitment_settled_iff_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""),
                name="commitment_dropped_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["site", "seat", "text"],
                condition=Q(state="open"),
                name="one_open_commitment_of_these_words",
            ),
        )
        indexes = (models.Index(fields=["site", "state"], name="commitment_of_site"),)

    def __str__(self) -> str:
        return self.text
