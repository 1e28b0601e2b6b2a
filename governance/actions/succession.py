"""A seat passes from one person to the next: whole, or not at all."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.actions.invitations import close_invitation, write_invitation
from governance.actions.letters import file_address
from governance.actions.mandates import (
    ONE_SEAT,
    close_mandate,
    refuse_end,
    refuse_wrong_days,
    seat_person,
)
from governance.foreseen import ONE_DAY, Asked, Foreseen
from governance.models import Commitment, Invitation, Mandate, Membership, Seat, Succession
from governance.standing import covering_centres
from journal.actions import record, write_letter
from journal.events import Event
from kit import clock
from kit.states import Refusal
from kit.wording import for_ever
from sites.models import Site

TOLD_KINDS = (Membership.Kind.COACH, Membership.Kind.FACILITATOR)


def foresee(site: Site, seat: Seat, asked: Asked) -> Foreseen:
    """What a succession would do today; refuses what cannot be, beside the field that says it."""
    today = clock.today()
    mandates = list(
        site.mandates.filter(seat=seat).select_related("person", "site").order_by("starts_on")
    )
    holders = [m for m in mandates if not m.deputy]
    ahead = next((m for m in holders if m.starts_on > today), None)
    if ahead:
        raise Refusal(_("%(name)s has already been named for this seat.") % {"name": ahead.person})
    leaver = next((m for m in holders if m.holds_on(today)), None)
    refuse_last_day(leaver, asked)
    refuse_first_day(asked)
    successor = person_of(asked.email) if asked.email else None
    deputy = refuse_second_seat(site, seat, successor, leaver, asked) if successor else None
    open_ones = tuple(
        site.commitments.filter(seat=seat, state=Commitment.State.OPEN).order_by("due_on", "pk")
    )
    invitations = site.invitations.filter(
        seat=seat, deputy=False, accepted_at=None, withdrawn_at=None
    )
    return Foreseen(
        site=site,
        seat=seat,
        asked=asked,
        leaver=leaver,
        successor=successor,
        deputy=deputy,
        carried=tuple(c for c in open_ones if str(c.pk) not in asked.dropped),
        dropped=tuple(c for c in open_ones if str(c.pk) in asked.dropped),
        withdrawn=tuple(invitations.order_by("created_at", "pk")),
        told=tuple(people_told(site, leaver, successor)),
    )


def refuse_last_day(leaver: Mandate | None, asked: Asked) -> None:
    """The leaver's last day must be given, possible, and change something."""
    if leaver is None:
        if not asked.email:
            raise Refusal(_("This seat is vacant: say who takes it."), "email")
        return
    if asked.last_day is None:
        raise Refusal(_("Say which day is the last of this mandate."), "last_day")
    try:
        refuse_end(leaver, asked.last_day)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, "last_day") from refusal
    if not asked.email and leaver.ends_on == asked.last_day and not asked.dropped:
        raise Refusal(
            _("The mandate ends on this day already and nobody is named: nothing changes.")
        )


def refuse_first_day(asked: Asked) -> None:
    """The next mandate begins after the last one has ended, and ends after it has begun."""
    if not asked.email:
        return
    if asked.starts_on is None:
        raise Refusal(_("Say from which day on the successor holds the seat."), "starts_on")
    if asked.last_day and asked.starts_on <= asked.last_day:
        raise Refusal(
            _("The successor begins after the last day of who leaves: the seat has one holder."),
            "starts_on",
        )
    try:
        refuse_wrong_days(asked.starts_on, asked.expected_on)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, "expected_on") from refusal


def person_of(email: str) -> User | None:
    """The person behind a confirmed address; None when nobody has such an account."""
    known = User.objects.filter(
        email=email, emailaddress__email__iexact=email, emailaddress__verified=True
    )
    found = known.first()
    if found and not found.is_active:
        raise Refusal(_("This account is closed: ask for another address."), "email")
    return found


def refuse_second_seat(
    site: Site, seat: Seat, successor: User, leaver: Mandate | None, asked: Asked
) -> Mandate | None:
    """One person, one seat: refuses a second one. A deputy of this very seat may move up."""
    if leaver and leaver.person_id == successor.pk:
        raise Refusal(_("This is who leaves the seat."), "email")
    first = asked.starts_on or clock.today()
    sits = site.mandates.filter(person=successor).exclude(ends_on__lt=first)
    for mandate in sits.select_related("person", "site"):
        if mandate.deputy and mandate.seat == seat and mandate.starts_on < first:
            return mandate
        facts = {"name": successor, "seat": mandate.get_seat_display()}
        raise Refusal(ONE_SEAT % facts, "email")
    return None


def people_told(site: Site, leaver: Mandate | None, successor: User | None) -> list[User]:
    """Who gets a letter: both persons, the triad, the deputies, coaches and facilitators."""
    today = clock.today()
    seated = User.objects.filter(mandates__in=site.mandates.in_force(today))
    around = Membership.objects.in_force(today).filter(kind__in=TOLD_KINDS)
    near = around.filter(site=site) | around.filter(centre__in=list(covering_centres(site)))
    others = (seated | User.objects.filter(memberships__in=near)).filter(is_active=True)
    ahead = [leaver.person] if leaver else []
    ahead += [successor] if successor else []
    known = {person.pk for person in ahead}
    rest = others.distinct().order_by("name", "pk")
    return ahead + [person for person in rest if person.pk not in known]


@transaction.atomic
def pass_on(site: Site, seat: Seat, asked: Asked, *, by: User, mark: str) -> Foreseen:
    """The seat passes on exactly as foreseen: end, successor or vacancy, tasks, letters, one entry.

    `mark` is the fingerprint of what the person has read. Two people at once, or a double
    click: the second finds another fingerprint and is told to read again; nothing is done twice.
    """
    Site.objects.locked().get(pk=site.pk)
    list(Mandate.objects.locked().filter(site=site, seat=seat).order_by("pk"))
    plan = foresee(site, seat, asked)
    if plan.mark != mark:
        raise Refusal(
            _("Something has changed in the meantime. Read again what will happen, then confirm.")
        )
    passed = remembered(plan, by=by)
    if plan.leaver and asked.last_day:
        close_mandate(plan.leaver, on=asked.last_day, reason=asked.reason)
    for invitation in Invitation.objects.locked().filter(pk__in=[i.pk for i in plan.withdrawn]):
        close_invitation(invitation)
    for commitment in plan.dropped:
        drop(commitment, passed)
    about = follow(plan, by=by)
    passed.successor = about if isinstance(about, Mandate) else None
    passed.invitation = about if isinstance(about, Invitation) else None
    passed.save()
    write_letters(plan, by=by)
    record(fact_of(plan), by=by, site=site, about=about or plan.leaver)
    return plan


def remembered(plan: Foreseen, *, by: User) -> Succession:
    """What stood before, so that a mistake can be taken back."""
    passed = Succession(site=plan.site, seat=plan.seat.value, by=by)
    if plan.leaver:
        passed.leaver, passed.last_day = plan.leaver, plan.asked.last_day
        passed.last_before, passed.reason_before = plan.leaver.ends_on, plan.leaver.end_reason
    if plan.deputy:
        passed.deputy, passed.deputy_before = plan.deputy, plan.deputy.ends_on
        passed.deputy_reason = plan.deputy.end_reason
    passed.save(force_insert=True)
    return passed


def drop(commitment: Commitment, passed: Succession) -> None:
    """A promise that the succession sets aside."""
    Commitment.objects.locked().get(pk=commitment.pk).move_to(
        Commitment.State.DROPPED,
        settled_on=clock.today(),
        reason=for_ever(_("Given up at the succession")),
        dropped_in=passed,
    )


def follow(plan: Foreseen, *, by: User) -> Any:
    """Who comes next: a mandate, an invitation, or nothing."""
    asked = plan.asked
    if not asked.email or asked.starts_on is None:
        return None
    place: dict[str, Any] = {
        "seat": plan.seat.value,
        "starts_on": asked.starts_on,
        "expected_on": asked.expected_on,
        "function": asked.function,
        "organisation": asked.organisation,
    }
    if plan.successor is None:
        return write_invitation(plan.site, email=asked.email, by=by, **place)[0]
    if plan.deputy:
        eve = asked.starts_on - ONE_DAY
        close_mandate(plan.deputy, on=eve, reason=for_ever(_("Takes the seat")))
    return seat_person(plan.site, person=plan.successor, **place)


def fact_of(plan: Foreseen) -> Event:
    """What the journal says: one entry for the whole."""
    asked, seat = plan.asked, plan.seat
    first = asked.starts_on or clock.today()
    if plan.leaver is None or asked.last_day is None:
        if plan.successor is None:
            return events.PersonInvited(place=seat)
        return events.MandateBegun(
            seat=seat, holder=str(plan.successor), starts_on=first, ends_on=None
        )
    common: dict[str, Any] = {
        "seat": seat,
        "leaver": str(plan.leaver.person),
        "ends_on": asked.last_day,
        "carried": len(plan.carried),
        "reason": asked.reason,
    }
    if plan.successor:
        return events.SeatPassedOn(holder=str(plan.successor), starts_on=first, **common)
    if plan.invites:
        return events.SuccessorInvited(starts_on=first, **common)
    return events.SeatLeftVacant(**common)


def write_letters(plan: Foreseen, *, by: User) -> None:
    """One letter to each person concerned, with their own first line."""
    path = reverse("governance:triad-page", kwargs={"site": plan.site.slug})
    near = people_near(plan)
    for person in plan.told:
        text = render_to_string(
            "emails/governance/succession.txt",
            {
                "plan": plan,
                "by": by,
                "person": person,
                "leaves": plan.leaver and person.pk == plan.leaver.person_id,
                "comes": plan.successor and person.pk == plan.successor.pk,
                "address": f"{settings.BASE_URL}{path}",
                "file": file_address(plan.site, plan.seat) if person.pk in near else "",
            },
        )
        subject, _line, body = text.partition("\n")
        write_letter(to=person.email, subject=subject.strip(), text=body.strip())


def people_near(plan: Foreseen) -> set[Any]:
    """Who reads the seat's handover file: both persons, and who sits at the site."""
    near = {person.pk for person in (plan.leaver and plan.leaver.person, plan.successor) if person}
    seated = plan.site.mandates.in_force().values_list("person", flat=True)
    return near | set(seated)
