"""The letter of who leaves a seat to who follows."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.models import HandoverLetter, Mandate, MandateState, Seat
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site

WRITTEN_IN = {MandateState.IN_FORCE, MandateState.HANDING_OVER}


@transaction.atomic
def write_handover_letter(mandate: Mandate, *, by: User, text: str) -> HandoverLetter:
    """The seat's holder, or who has just left it, writes to whoever follows.

    What was written before is kept; the last letter is the one that is read. Refused for
    somebody else's seat, once the thirty days are over, and where nothing has changed.
    """
    mandate = Mandate.objects.locked().select_related("site").get(pk=mandate.pk)
    if mandate.person_id != by.pk or mandate.deputy:
        raise Refusal(_("Only who holds or has just left this seat writes this letter."))
    if mandate.state_on(clock.today()) not in WRITTEN_IN:
        raise Refusal(_("The time to hand over is past: nothing can be written here any more."))
    last = mandate.letters.order_by("-number").first()
    if last and last.text == text:
        raise Refusal(_("The letter already says just that."), "text")
    letter = HandoverLetter(
        mandate=mandate, number=last.number + 1 if last else 1, text=text, by=by
    )
    letter.save(force_insert=True)
    fact = events.HandoverLetterWritten(seat=Seat(mandate.seat))
    record(fact, by=by, site=mandate.site, about=letter)
    return letter


def file_address(site: Site, seat: str) -> str:
    """Where a letter sends who reads a seat's handover file."""
    place = {"site": site.slug, "seat": Seat(seat).word}
    return f"{settings.BASE_URL}{reverse('overview:handover-page', kwargs=place)}"
