"""Sending follow-up codes again to the address that somebody left with their comments."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something said with an address, the key of its form, the hash of its code, and the address."""

    said: Any
    once: str
    code_hash: str
    email: str


@transaction.atomic
def send_codes_again(site: Any, *, email: str, address: str = "") -> None:
    """The portal writes the codes of all comments made at a site with an address to that address.

    What the asker sees is the same whether the address is known or not, and one letter a day is
    sent at most. A code is stored nowhere: it follows again from the key of its form.
    """
    hold_back_askers(address)
    left = CommentContact.objects.filter(email__iexact=email, comment__site=site)
    found = [
        Remembered(one.comment, one.comment.once, one.comment.code_hash, one.email)
        for one in left.select_related("comment__version").order_by("comment__at")
    ]
    path = reverse("agenda:comment-follow", args=(site.slug,))
    letter = "emails/agenda/codes_again.txt"
    write_codes(site, email, found, letter=letter, path=path, kind="agenda-codes")


def hold_back_askers(address: str) -> None:
    """Refuses who asks for codes again and again from one network address."""
    hold_back(
        "lost-codes",
        address,
        most=FLOOD_ASKED,
        seconds=FLOOD_SECONDS,
        sentence=_("This was asked very often from your network just now. Try in ten minutes."),
    )


def write_codes(
    site: Any, email: str, found: Sequence[Remembered], *, letter: str, path: str, kind: str
) -> None:
    """One letter with the codes of what was said, to the address as it was left; one a day of a kind.

    A code that does not follow any more from the key of its form is left out.
    """
    known = [(one, codes.code_for(one.once)) for one in found]
    listed = [(one.said, code) for one, code in known if codes.hash_of(code) == one.code_hash]
    if not listed:
        return
    with translation.override(settings.LANGUAGE_CODE):
        context = {"site": site, "listed": listed, "address": settings.BASE_URL + path}
        text = render_to_string(letter, context)
    subject, _blank, body = text.partition("\n")
    mark = codes.keyed("again", site.pk, email.casefold())[:32]
    write_letter(
        to=found[0].email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"{kind}-{mark}-{clock.today():%Y%m%d}",
    )
