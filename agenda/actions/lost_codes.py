"""Sending follow-up codes again to the address that somebody left with their comments."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from agenda import codes
from agenda.models import CommentContact
from journal.actions import write_letter
from kit import clock
from kit.floods import hold_back

FLOOD_ASKED, FLOOD_SECONDS = 20, 600


@transaction.atomic
def send_codes_again(site: Any, *, email: str, address: str = "") -> None:
    """The portal writes the codes of all comments made at a site with an address to that address.

    What the asker sees is the same whether the address is known or not, and one letter a day is
    sent at most. A code is stored nowhere: it follows again from the key of its form.
    """
    hold_back(
        "lost-codes",
        address,
        most=FLOOD_ASKED,
        seconds=FLOOD_SECONDS,
        sentence=_("This was asked very often from your network just now. Try in ten minutes."),
    )
    found = CommentContact.objects.filter(email__iexact=email, comment__site=site)
    comments = [c.comment for c in found.select_related("comment__version").order_by("comment__at")]
    known = [(comment, codes.code_for(comment.once)) for comment in comments]
    listed = [(c, code) for c, code in known if codes.hash_of(code) == c.code_hash]
    if not listed:
        return
    path = reverse("agenda:comment-follow", args=(site.slug,))
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "emails/agenda/codes_again.txt",
            {"site": site, "listed": listed, "address": settings.BASE_URL + path},
        )
    subject, _blank, body = text.partition("\n")
    mark = codes.keyed("again", site.pk, email.casefold())[:32]
    write_letter(
        to=listed[0][0].contact.email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"agenda-codes-{mark}-{clock.today():%Y%m%d}",
    )
