"""Reporting what breaks the rules: anybody may, nothing is hidden by it, a person decides."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.models import Comment, Ground, Moderation, NotShown, Reply, Report, ReportContact
from journal.actions import record, write_letter
from kit.floods import hold_back, seen_before
from kit.states import Refusal

FLOOD_REPORTS, FLOOD_SECONDS = 20, 600
# Anybody may type anybody's address: so many receipts a day go to one, and so many of its reports
# are followed by the letter of the decision.
RECEIPTS, FOLLOWED, A_DAY = 3, 10, 86_400
READ_ALREADY = _(
    "A report of this comment by you, or from your network, has arrived already. To send another one, leave an e-mail address."
)


@transaction.atomic
def report(
    said: Comment | Reply,
    *,
    ground: str,
    words: str = "",
    email: str = "",
    address: str = "",
    by: User | None = None,
) -> Report:
    """Anybody says that a comment or a reply breaks the rules, on one of the five grounds.

    It stays shown until a person decides, however many report it. Once a reporter (a person who
    has signed in, an address that was left, else the network from which it comes): the same
    report sent twice is one. Content against the law is described in words. An address gets few
    letters a day, however often it is left: the reports count all the same.
    """
    rows: Any = type(said).objects.locked().select_related("site")
    said = rows.get(pk=said.pk)
    target = {"reply" if isinstance(said, Reply) else "comment": said}
    words = words.strip()
    if ground not in Ground.values:
        raise Refusal(_("Choose a ground."), "ground")
    if ground == Ground.ILLEGAL and not words:
        raise Refusal(_("Say in a few words what is against the law."), "words")
    key = codes.keyed("report", by.pk if by else email.lower() or address, said.pk)
    known = Report.objects.filter(**target, reporter=key).first()
    if known is not None:
        if (known.ground, known.words) != (ground, words):
            raise Refusal(READ_ALREADY)
        return known
    if NotShown.objects.filter(**target).exists():
        raise Refusal(_("This comment is not shown any more. Thank you for your vigilance."))
    hold_back(
        "reports",
        address,
        most=FLOOD_REPORTS,
        seconds=FLOOD_SECONDS,
        sentence=_("Very many reports come from your network just now. Send yours in ten minutes."),
    )
    made = Report.objects.create(**target, site=said.site, ground=ground, words=words, reporter=key)
    if email:
        keep_address(made, email)
    version = said.comment.version if isinstance(said, Reply) else said.version
    fact = events.CommentReported(number=version.number, ground=Ground(ground))
    record(fact, by=None, site=said.site, about=made)  # who reports is named nowhere
    return made


def keep_address(made: Report, email: str) -> None:
    """Keeps where the decision is told and sends the receipt, up to so many a day for one address."""
    before = seen_before("report-letters", email.lower(), seconds=A_DAY)
    if before >= FOLLOWED:
        return
    contact = ReportContact.objects.create(report=made, email=email)
    if before < RECEIPTS:
        write_to_reporter(contact, "emails/agenda/report_received.txt")


def tell_reporters(decision: Moderation) -> None:
    """Writes to who reported it and left an address what was decided, and forgets the address."""
    target = {"report__comment": decision.comment, "report__reply": decision.reply}
    for contact in ReportContact.objects.filter(**target).select_related("report__site"):
        write_to_reporter(contact, "emails/agenda/report_decided.txt", decision=decision)
        contact.delete()


def write_to_reporter(contact: ReportContact, letter: str, **facts: Any) -> None:
    """A letter to who reported, in French: we do not know another language of theirs."""
    found = contact.report
    rules = reverse("agenda:moderation-rules", kwargs={"site": found.site.slug})
    context = {"report": found, "site": found.site, "address": settings.BASE_URL + rules}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(letter, context | facts)
    subject, _blank, body = text.partition("\n")
    kind = "decided" if facts else "received"
    write_letter(
        to=contact.email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"agenda-report-{kind}-{found.pk}",
    )
