"""What a seat has promised: written down once, kept or given up with a reason."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.models import Commitment, Seat
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site


@transaction.atomic
def make_commitment(
    site: Site, *, by: User, seat: str, text: str, to_whom: str = "", due_on: date | None = None
) -> Commitment:
    """The seat promises something to somebody; its holder of the day carries it.

    Refused while the seat is vacant, and for a promise that is open in the same words.
    """
    held = site.mandates.in_force().filter(seat=seat, deputy=False)
    holder = held.locked().first()
    if holder is None:
        raise Refusal(_("This seat is vacant: nobody can promise anything in its name."))
    commitment = Commitment(
        site=site, seat=seat, mandate=holder, made_by=by, text=text, to_whom=to_whom, due_on=due_on
    )
    try:
        with transaction.atomic():
            commitment.save(force_insert=True)
    except IntegrityError as fault:
        raise Refusal(_("This commitment is already written down.")) from fault
    fact = events.CommitmentMade(seat=Seat(seat), text=text, due_on=due_on)
    record(fact, by=by, site=site, about=commitment)
    return commitment


@transaction.atomic
def settle_commitment(
    commitment: Commitment, *, by: User, kept: bool, reason: str = ""
) -> Commitment:
    """The promise is kept, or given up; giving up needs a reason."""
    commitment = Commitment.objects.locked().select_related("site").get(pk=commitment.pk)
    if not kept and not reason:
        raise Refusal(_("Say why it is given up: whoever was promised something reads it."))
    after = Commitment.State.KEPT if kept else Commitment.State.DROPPED
    commitment.move_to(after, settled_on=clock.today(), reason=reason)
    fact = events.CommitmentSettled(
        seat=Seat(commitment.seat),
        text=commitment.text,
        outcome=after,
        reason=reason,
    )
    record(fact, by=by, site=commitment.site, about=commitment)
    return commitment
