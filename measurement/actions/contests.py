"""What residents contest: floods held back, the triad told, the author answered, words withheld."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agenda.actions.screening import repeated
from agenda.models import Ground
from governance.models import Mandate
from journal.actions import record, write_letter
from kit import clock
from kit.floods import hold_back
from kit.states import Refusal
from measurement import events
from measurement.models import Dispute, DisputeContact, Measurement, Withholding

# As many as comments: a class of thirty behind one address; a machine may not go on.
FLOOD_DISPUTES, FLOOD_SECONDS = 60, 600
OFTEN = gettext_lazy("This text was sent very often today: yours was not sent. Use your own words.")
MANY = gettext_lazy(
    "Very many messages come from your network just now. Send yours in ten minutes."
)


def hold_back_strangers(row: Measurement, words: str, address: str) -> None:
    """Refuses what comes too fast from one network address, and a long text sent again and again."""
    hold_back("disputes", address, most=FLOOD_DISPUTES, seconds=FLOOD_SECONDS, sentence=MANY)
    repeated(row.indicator_id, words, sentence=OFTEN)


def receive(said: Dispute, email: str) -> None:
    """Keeps the address for the answer, and writes to the three seats that somebody waits."""
    if email:
        DisputeContact.objects.create(dispute=said, email=email)
    tell_triad(said)


def answer_to(said: Dispute, email: str) -> None:
    """The form was sent again with another address: the answer goes there. The last one counts."""
    contact = DisputeContact.objects.locked().filter(dispute=said).first()
    if not email or not said.is_open or (contact and contact.email == email):
        return
    DisputeContact.objects.update_or_create(dispute=said, defaults={"email": email})
    fact = events.DisputeAddressLeft(name=said.indicator.name, period=said.measurement.period)
    record(fact, by=None, site=said.site, about=said)


def tell_triad(said: Dispute) -> None:
    """One letter a day to each seat that is held, however many contest; in the reader's language."""
    held = Mandate.objects.in_force().filter(site=said.site, deputy=False).select_related("person")
    path = reverse("measurement:dispute-answer", args=(said.site.slug, said.pk))
    for mandate in held.order_by("pk"):
        person = mandate.person
        with translation.override(person.language):
            facts = {"person": person, "dispute": said, "site": said.site}
            text = render_to_string(
                "emails/measurement/dispute_raised.txt", facts | {"address": whole(path)}
            )
        day = f"{clock.today():%Y%m%d}"
        send(person.email, text, f"dispute-raised-{said.site_id.hex}-{person.pk.hex}-{day}")


def tell_author(said: Dispute, letter: str, key: str, **facts: Any) -> None:
    """Writes to the resident who left an address, in French: we know no other language of theirs."""
    contact = DisputeContact.objects.filter(dispute=said).first()
    if contact is None:
        return
    follow = reverse("measurement:dispute-follow", args=(said.site.slug,))
    page = reverse("measurement:headline-list", args=(said.site.slug,))
    context = {"dispute": said, "site": said.site, "address": whole(follow), "page": whole(page)}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(letter, context | facts)
    send(contact.email, text, f"dispute-{key}")


def send(email: str, text: str, key: str) -> None:
    """Puts a letter in the outbox; its first line is the subject."""
    subject, _blank, body = text.partition("\n")
    write_letter(to=email, subject=subject.strip(), text=body.strip(), key=key)


def whole(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.BASE_URL}{path}"


@transaction.atomic
def hide_words(dispute: Dispute, *, ground: str, reason: str, by: User) -> Withholding:
    """The triad does not show what a resident wrote; the dispute stays, is counted and answered.

    A ground and a public reason are compulsory, as for comments. Who wrote it is told why, still
    reads their words with the code and may ask another person to decide. The same button pressed
    twice decides once.
    """
    found, reason = held_fast(dispute), said_why(reason)
    if ground not in Ground.values:
        raise Refusal(_("Choose the ground on which it is hidden."), "ground")
    last = last_decision(found)
    if last and last.kind != Withholding.Kind.RESTORED:
        if (last.ground, last.reason, last.by_id) == (ground, reason, by.pk):
            return last
        raise Refusal(_("Somebody has hidden these words meanwhile. Read their reason first."))
    fact = events.DisputeWordsHidden(ground=Ground(ground), **named(found))
    kind = Withholding.Kind.HIDDEN
    return decide(found, fact, kind=kind, ground=ground, reason=reason, by=by)


@transaction.atomic
def show_words_again(dispute: Dispute, *, reason: str, by: User) -> Withholding:
    """The words were hidden by mistake: they are shown again with the answer; says why.

    Once their author has appealed, another person decides on the appeal instead.
    """
    found, reason = held_fast(dispute), said_why(reason)
    last = last_decision(found)
    if last is None:
        raise Refusal(_("These words are not hidden."))
    if last.kind == Withholding.Kind.RESTORED:
        return last
    if last.kind == Withholding.Kind.HIDDEN and hasattr(last, "appealed"):
        raise Refusal(_("Its author has appealed meanwhile: decide on the appeal."))
    fact = events.DisputeWordsShown(**named(found))
    return decide(found, fact, kind=Withholding.Kind.RESTORED, reason=reason, by=by)


def held_fast(dispute: Dispute) -> Dispute:
    """The dispute of a resident, locked: two people decide one after the other."""
    rows = Dispute.objects.locked().select_related("indicator", "site", "measurement")
    found: Dispute = rows.get(pk=dispute.pk)
    if found.voice != Dispute.Voice.RESIDENT:
        raise Refusal(_("Only the words of a resident are hidden: others speak for their seat."))
    return found


def said_why(reason: str) -> str:
    """The reason of a decision, which is never empty."""
    if not reason.strip():
        raise Refusal(_("Say why: the person who spoke will read it."), "reason")
    return reason.strip()


def last_decision(found: Dispute) -> Withholding | None:
    """What was decided last about its words."""
    rows = found.withholdings.select_related("appealed", "appeal").order_by("-number")
    last: Withholding | None = rows.first()
    return last


def decide(found: Dispute, fact: Any, *, by: User, **fields: Any) -> Withholding:
    """Writes the next decision about what is locked, its letter and its entry."""
    last = last_decision(found)
    number = last.number + 1 if last else 1
    made: Withholding = Withholding.objects.create(dispute=found, number=number, by=by, **fields)
    letter = "emails/measurement/dispute_words.txt"
    tell_author(found, letter, f"words-{made.pk}", decision=made)
    record(fact, by=by, site=found.site, about=found)
    return made


def named(found: Dispute) -> dict[str, Any]:
    """The value that is contested, as history names it."""
    return {"name": found.indicator.name, "period": found.measurement.period}
