"""Links that give a place."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance.models.dated import ENDS_AFTER_START, EXPECTED_AFTER_START
from governance.models.mandates import Membership, Seat
from kit import clock
from kit.models import Entity
from kit.states import Phase, Phased
from sites.models import Site


class InvitationState(models.TextChoices):
    """Where an invitation stands at an instant; computed, never stored."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class Invitation(Phased, Entity):
    """A link that lets one address take a seat or a partner's place, once, before it expires."""

    PHASES: ClassVar = (
        Phase(
            InvitationState.OPEN,
            _("until it is used, withdrawn or too old"),
            _("gives its place to who signs in with the invited address"),
            lambda row, now: not (row.accepted_at or row.withdrawn_at) and now < row.expires_at,
        ),
        Phase(
            InvitationState.ACCEPTED,
            _("from the instant of accepting"),
            _("nothing more: the mandate or the membership gives the rights"),
            lambda row, now: bool(row.accepted_at),
        ),
        Phase(
            InvitationState.WITHDRAWN,
            _("from the instant of withdrawing, or of a succession that goes another way"),
            _("nothing: the link says so"),
            lambda row, now: bool(row.withdrawn_at),
        ),
        Phase(
            InvitationState.EXPIRED,
            _("unused fourteen days after it was sent"),
            _("nothing: the link says so"),
            lambda row, now: not (row.accepted_at or row.withdrawn_at) and now >= row.expires_at,
        ),
    )

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
        return bool(self.phase_on(clock.now()).state == InvitationState.OPEN)

    @property
    def gives(self) -> Seat | Membership.Kind:
        """What the link gives: a seat, or a partner's place."""
        return Seat(self.seat) if self.seat else Membership.Kind.PARTNER

    def place(self) -> Any:
        """What the link gives, in words."""
        return self.gives.label
