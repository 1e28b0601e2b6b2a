"""What passes on with a seat: what it has promised, and a letter to who comes next."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import SEATS
from governance.models.mandates import Mandate, Seat
from kit import clock
from kit.models import Entity
from kit.states import Stateful
from sites.models import Site


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
