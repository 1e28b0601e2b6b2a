"""Another seat looks at a value; anybody with a voice here may contest it, and is answered."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda import codes
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.contests import answer_to, hold_back_strangers, receive, tell_author
from measurement.instants import writing
from measurement.legs import leg_of
from measurement.models import Dispute, Indicator, Measurement, Validation
from measurement.words import Quantity
from sites.models import Site


@transaction.atomic
def validate_value(
    measurement: Measurement, *, by: User, kind: str = Validation.Kind.VALIDATED, words: str = ""
) -> Validation:
    """Another seat says that a value stands, or sends it back with a word.

    Never the seat or the person that entered it, and nobody in place of a seat. The same said
    twice is said once; a value that was corrected meanwhile is not validated unseen.
    """
    at, row = writing(), standing_value(measurement)
    if row.site is None:
        raise Refusal(_("Official values are not validated here; they can be contested."))
    seat, words = leg_of(row.site, by), words.strip()
    if not seat:
        raise Refusal(_("Only a seat of the triad validates a value."))
    if row.entered_leg == seat or row.entered_by_id == by.pk:
        raise Refusal(_("Another seat than the one that entered the value looks at it."))
    if kind == Validation.Kind.RETURNED and not words:
        raise Refusal(_("Say in a word why the value goes back."))
    last = row.validations.order_by("-at", "-created_at").first()
    if last and (last.seat, last.kind, last.words) == (seat, kind, words):
        return last
    said: Validation = Validation.objects.create(
        measurement=row, kind=kind, words=words, seat=seat, by=by, by_name=str(by), at=at
    )
    facts: dict[str, Any] = {
        "name": row.indicator.name,
        "period": row.period,
        "quantity": Quantity.recorded(row.indicator, row),
    }
    event = (
        events.ValueReturned(words=words, **facts)
        if kind == Validation.Kind.RETURNED
        else events.ValueValidated(**facts)
    )
    record(event, by=by, site=row.site, about=said)
    return said


def standing_value(measurement: Measurement) -> Measurement:
    """The value, locked against a correction meanwhile; refused when it does not stand any more."""
    found = Measurement.objects.locked().select_related("indicator", "site")
    row = found.get(pk=measurement.pk)
    now = Measurement.objects.filter(replaces=row).first()
    if now is not None:
        raise Refusal(
            _("%(who)s has corrected this value in the meantime: look at the new one.")
            % {"who": now.entered_name or _("Somebody")}
        )
    if row.is_undone:
        raise Refusal(_("This value was taken back with its file: nothing stands there."))
    return row


@transaction.atomic
def dispute_value(
    measurement: Measurement,
    *,
    site: Site,
    words: str,
    by: User | None,
    public_name: str = "",
    email: str = "",
    address: str = "",
    once: str = "",
) -> tuple[Dispute, str]:
    """Somebody contests a value as it is shown at a site; returns the dispute and its code.

    Without `by` it is a resident, who gives a name or a pseudonym and gets a follow-up code, told
    once; with an e-mail address the answer is sent there. The same form sent twice is one dispute.
    What somebody contests already waits for its answer: it is not contested a second time by the
    same person. What comes too fast from one network `address` is refused, as comments are. The
    triad is told by letter when a resident contests.
    """
    words = words.strip()
    if not words:
        raise Refusal(_("Say what is contested, and why."))
    key = codes.keyed(
        "dispute", once or clock.now().isoformat(), measurement.pk, words, public_name
    )
    code = "" if by else codes.code_for(key)
    if known := Dispute.objects.filter(once=key, site=site).first():
        answer_to(known, email)
        return known, code
    at, row = writing(), standing_value(measurement)
    refuse_dispute(row, by, words, address)
    try:
        with transaction.atomic():
            said = Dispute.objects.create(
                site=site, indicator=row.indicator, measurement=row, words=words, raised_by=by,
                voice=voice_of(site, by), raised_name=str(by or public_name or _("A resident")),
                raised_at=at, code_hash=codes.hash_of(code) if code else "", once=key,
            )  # fmt: skip
    except IntegrityError:
        return Dispute.objects.get(once=key), code
    if by is None:
        receive(said, email)
    event = events.ValueDisputed(
        name=row.indicator.name, period=row.period, voice=Dispute.Voice(said.voice)
    )
    record(event, by=by, site=site, about=said)
    return said, code


def refuse_dispute(row: Measurement, by: User | None, words: str, address: str) -> None:
    """Refuses what is not followed any more, who waits for an answer already, and floods."""
    if row.indicator.status != Indicator.Status.ACTIVE:
        raise Refusal(_("This figure is not followed any more: what it said stays as it was."))
    if by and row.disputes.unanswered().filter(raised_by=by).exists():
        raise Refusal(_("You contest this value already; it waits for its answer."))
    if by is None:
        hold_back_strangers(row, words, address)


def voice_of(site: Site, by: User | None) -> str:
    """As what somebody speaks: a seat, a partner, who supports the site, or a resident."""
    if by is None:
        return Dispute.Voice.RESIDENT
    partner = site.memberships.in_force().filter(person=by, kind="partner").exists()
    return leg_of(site, by) or (Dispute.Voice.PARTNER if partner else Dispute.Voice.STAFF)


@transaction.atomic
def answer_dispute(dispute: Dispute, *, outcome: str, answer: str, by: User) -> Dispute:
    """A seat that did not raise it answers, once: founded, corrected, or not followed with reason.

    « Corrected » needs a correction: the value that was contested stands no more.
    """
    found = Dispute.objects.locked().select_related("indicator", "site").get(pk=dispute.pk)
    seat, answer = leg_of(found.site, by), answer.strip()
    if not answer:
        raise Refusal(_("Say what was looked at and found: the answer is shown with the dispute."))
    if not found.is_open:
        return same_answer(found, (outcome, answer, by.pk))
    if not seat:
        raise Refusal(_("Only a seat of the triad answers a dispute."))
    if found.voice == seat or found.raised_by_id == by.pk:
        raise Refusal(_("Another seat than the one that contests answers."))
    replaced = Measurement.objects.filter(replaces=found.measurement_id).exists()
    if outcome == Dispute.Outcome.CORRECTED and not replaced:
        raise Refusal(_("Correct the value first: the answer says then that it was corrected."))
    changes: dict[str, Any] = {
        "outcome": outcome, "answer": answer, "answered_at": writing(), "answered_by": by,
        "answered_name": str(by), "answered_seat": seat,
    }  # fmt: skip
    for name, value in changes.items():
        setattr(found, name, value)
    found.save(update_fields=list(changes))
    event = events.DisputeAnswered(
        name=found.indicator.name,
        period=found.measurement.period,
        outcome=Dispute.Outcome(outcome),
        answer=answer,
    )
    tell_author(found, "emails/measurement/dispute_answered.txt", f"answer-{found.pk}")
    record(event, by=by, site=found.site, about=found)
    return found


def same_answer(found: Dispute, said: tuple[Any, ...]) -> Dispute:
    """The same click again changes nothing; somebody else's answer is told."""
    if (found.outcome, found.answer, found.answered_by_id) == said:
        return found
    raise Refusal(_("%(who)s has already answered this dispute.") % {"who": found.answered_name})
