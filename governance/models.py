"""Mandates, memberships and invitations: dated facts that the database keeps coherent."""

from datetime import date
from typing import Any, Self
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
from sites.models import ResourceCentre, Site


class Seat(models.TextChoices):
    """The three seats of a triad, always in this order."""

    STATE = Role.STATE.value, _("State")
    MUNICIPALITY = Role.MUNICIPALITY.value, _("Municipality")
    COMMUNITY = Role.COMMUNITY.value, _("Community organisation")


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


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class Mandate(Dated):
    """One person holding one seat of one site, or standing in for its holder, for dated time."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="mandates")
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    deputy = models.BooleanField(_("deputy"), default=False)
    function = models.CharField(_("function"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="mandate_ends_after_it_starts",
                violation_error_message=_("The mandate would end before it begins."),
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
