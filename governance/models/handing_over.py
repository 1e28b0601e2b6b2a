"""What passes on with a seat: what it has promised, and a letter to who comes next."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import SEATS
from governance.models.invitations import Invitation
from governance.models.mandates import Mandate, Seat
from kit import clock
from kit.models import Entity
from kit.states import Stateful
from sites.models import Site

# So many days long a succession can be taken back, or until the successor begins.
TAKE_BACK = timedelta(days=7)


class Succession(Entity):
    """A seat that was passed on, with what stood before: so that a mistake can be taken back.

    `leaver` got `last_day` in place of `last_before`; `deputy` is who moved up. `successor` is
    the new mandate, `invitation` the link where who follows has no account; neither where the
    seat is left vacant. Once it is taken back it names no mandate any more.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="successions")
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(default=clock.today)
    leaver = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    last_day = models.DateField(null=True)
    last_before = models.DateField(null=True)
    reason_before = models.CharField(max_length=300, blank=True)
    deputy = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    deputy_before = models.DateField(null=True)
    deputy_reason = models.CharField(max_length=300, blank=True)
    successor = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_back_on = models.DateField(null=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(seat__in=list(SEATS)), name="succession_of_a_known_seat"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True, taken_back_by__isnull=True)
                | Q(
                    taken_back_on__isnull=False,
                    taken_back_by__isnull=False,
                    leaver__isnull=True,
                    deputy__isnull=True,
                    successor__isnull=True,
                ),
                name="succession_taken_back_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["site", "seat", "created_at"], name="succession_of_seat"),)

    def __str__(self) -> str:
        return f"{self.site}, {self.get_seat_display()}, {self.on}"

    @property
    def begins(self) -> date | None:
        """The first day on which what was decided counts."""
        if self.successor:
            return self.successor.starts_on
        return self.last_day + timedelta(days=1) if self.last_day else None

    def open_until(self) -> date:
        """The last day on which it can be taken back, if nobody has acted on it."""
        week = self.on + TAKE_BACK
        return max(week, self.begins - timedelta(days=1)) if self.begins else week


class Commitment(Stateful, Entity):
    """What a seat's holder has promised to somebody: it stays with the seat when people change.

    Who made it stays written down; the mandate that carries it changes at a succession.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        DROPPED = "dropped", pgettext_lazy("commitment", "given up")

    MOVES: ClassVar = {
        State.OPEN: {State.KEPT, State.DROPPED},
        State.KEPT: set(),
        # Open again where the succession that set it aside is taken back.
        State.DROPPED: {State.OPEN},
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
    dropped_in = models.ForeignKey(
        Succession, on_delete=models.PROTECT, null=True, blank=True, related_name="dropped"
    )

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


class HandoverLetter(Entity):
    """What somebody who leaves a seat writes, freely, to whoever follows.

    Each saving is a row of its own and a trigger keeps it as it was; the last one is read.
    """

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("letter"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") & Q(number__gte=1), name="handover_letter_says_something"
            ),
            models.UniqueConstraint(
                fields=["mandate", "number"], name="one_handover_letter_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.number}"
