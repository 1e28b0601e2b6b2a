"""Sending follow-up codes again to the address that a resident left when contesting a figure."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from agenda.actions.lost_codes import Remembered, hold_back_askers, write_codes
from measurement.models import DisputeContact


@transaction.atomic
def send_dispute_codes_again(site: Any, *, email: str, address: str = "") -> None:
    """The portal writes the codes of all figures contested at a site with an address to it.

    What the asker sees is the same whether the address is known or not, and one letter a day is
    sent at most. A code is stored nowhere: it follows again from the key of its form.
    """
    hold_back_askers(address)
    left = DisputeContact.objects.filter(email__iexact=email, dispute__site=site)
    found = [
        Remembered(one.dispute, one.dispute.once, one.dispute.code_hash, one.email)
        for one in left.select_related("dispute__indicator").order_by("dispute__raised_at")
    ]
    path = reverse("measurement:dispute-follow", args=(site.slug,))
    letter = "emails/measurement/dispute_codes_again.txt"
    write_codes(site, email, found, letter=letter, path=path, kind="measurement-codes")
