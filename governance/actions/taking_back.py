"""A succession is taken back: what stood before stands again, as long as nobody has acted on it."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.actions.invitations import close_invitation
from governance.actions.mandates import save_where_free
from governance.actions.succession import people_told
from governance.foreseen import ONE_DAY, TakenBack
from governance.models import Commitment, Invitation, Mandate, Seat, Succession
from journal.actions import record, write_letter
from journal.models import Entry
from kit import clock
from kit.states import Refusal
from sites.models import Site

PEOPLE = ("leaver__person", "successor__person", "deputy__person", "invitation")
# What the journal says of a succession with a successor.
PASSED = (events.SeatPassedOn.kind, events.MandateBegun.kind)


def foresee_taking_back(site: Site, seat: Seat) -> TakenBack | None:
    """What taking back the seat's last succession would do today; None where it cannot be."""
    last = last_succession(site, seat)
    if last is None or reason_against(last):
        return None
    carried = site.commitments.filter(state=Commitment.State.OPEN)
    returned = carried.filter(mandate=last.successor) if last.successor else carried.none()
    said_again = carried.filter(seat=seat).values("text")
    reopened = last.dropped.filter(state=Commitment.State.DROPPED).exclude(text__in=said_again)
    successor = last.successor.person if last.successor else None
    return TakenBack(
        site=site,
        seat=seat,
        passed=last,
        successor=successor,
        returned=tuple(returned.order_by("created_at", "pk")),
        reopened=tuple(reopened.order_by("created_at", "pk")),
        told=tuple(people_told(site, last.leaver, successor)),
    )


def last_succession(site: Site, seat: Seat) -> Succession | None:
    """The last time that the seat was passed on, what was taken back apart."""
    found = site.successions.filter(seat=seat, taken_back_on=None).select_related(*PEOPLE)
    return found.order_by("-created_at").first()


def reason_against(last: Succession) -> Any:
    """Why a succession can no longer be taken back; empty where it can."""
    if clock.today() > last.open_until():
        return _("The time to take this succession back is over.")
    if last.invitation and last.invitation.accepted_at:
        return _("Who was invited has taken the seat: pass it on by a new succession.")
    if last.successor and acts_of(last.successor, last).exists():
        return has_acted(last.successor)
    if last.successor and former_holder(last) is None and last.successor.commitments.exists():
        return _("A commitment has been noted since then: pass the seat on by a new succession.")
    others = Mandate.objects.filter(site=last.site, seat=last.seat, deputy=False)
    newer = others.filter(created_at__gt=last.created_at)
    if last.successor:
        newer = newer.exclude(pk=last.successor.pk)
    moved = last.leaver and last.leaver.ends_on != last.last_day
    if moved or newer.exists():
        return _("The seat has changed since then: pass it on by a new succession.")
    return ""


def has_acted(mandate: Mandate) -> Any:
    """Says that the successor has made use of the seat."""
    facts = {"name": mandate.person}
    return _("%(name)s has already acted in this seat: pass it on by a new succession.") % facts


def acts_of(mandate: Mandate, passed: Succession) -> QuerySet[Entry]:
    """What the successor has done at the site since the first day and since the seat was passed on.

    What they did before in another role is no act in the seat, nor is the succession itself.
    """
    entries = Entry.objects.filter(site=mandate.site.slug, by_id=mandate.person_id)
    since = entries.filter(at__date__gte=mandate.starts_on, created_at__gt=passed.created_at)
    return since.exclude(about_id=str(mandate.pk), kind__in=PASSED)


def former_holder(last: Succession) -> Mandate | None:
    """Who carries the commitments again: who left, or who held the vacant seat before."""
    if last.leaver:
        return last.leaver
    before = last.site.mandates.filter(seat=last.seat, deputy=False)
    if last.successor:
        before = before.exclude(pk=last.successor.pk)
    return before.order_by("-starts_on").first()


@transaction.atomic
def take_back(succession: Succession, *, by: User) -> TakenBack:
    """The last succession of a seat is undone, in one step and with one entry in the journal.

    Who was named no longer follows, or the link stops working; who left has again the end that
    was known before; the deputy who was to move up stays deputy; commitments return, and those
    given up on this occasion are open again. Refused once the successor has acted, seven days
    after and not before the first day, and where the seat has changed in another way.
    """
    site = Site.objects.locked().get(pk=succession.site_id)
    # One of these rows may go: nothing new may refer to it until then.
    list(Mandate.objects.select_for_update().filter(site=site, seat=succession.seat).order_by("pk"))
    seat = Seat(succession.seat)
    last = last_succession(site, seat)
    if last is None or last.pk != succession.pk:
        raise Refusal(_("This succession has already been taken back, or another one followed."))
    against = reason_against(last)
    plan = foresee_taking_back(site, seat)
    if against or plan is None:
        raise Refusal(against)
    tell(plan, by=by)
    leaver = str(last.leaver.person) if last.leaver else ""
    undo_people(last, by=by)
    for commitment in Commitment.objects.locked().filter(pk__in=[c.pk for c in plan.reopened]):
        commitment.move_to(Commitment.State.OPEN, settled_on=None, reason="", dropped_in=None)
    fact = events.SuccessionTakenBack(
        seat=seat,
        decided_on=last.on,
        leaver=leaver,
        holder=str(plan.successor or ""),
        returned=len(plan.returned),
        reopened=len(plan.reopened),
    )
    record(fact, by=by, site=site, about=last)
    return plan


def undo_people(last: Succession, *, by: User) -> None:
    """The new mandate or link goes, and the former ends stand again."""
    leaver, successor, deputy = last.leaver, last.successor, last.deputy
    former = former_holder(last)
    last.leaver = last.successor = last.deputy = None
    last.taken_back_on, last.taken_back_by = clock.today(), by
    last.save()
    if last.invitation and not last.invitation.withdrawn_at:
        close_invitation(Invitation.objects.locked().get(pk=last.invitation.pk))
    if successor:
        remove(successor, former)
    if leaver:
        restore(leaver, last.last_before, last.reason_before)
    if deputy and successor and deputy.ends_on == successor.starts_on - ONE_DAY:
        restore(deputy, last.deputy_before, last.deputy_reason)


def remove(successor: Mandate, former: Mandate | None) -> None:
    """The new mandate goes, its commitments return; refused where anything else rests on it."""
    if former:
        successor.commitments.update(mandate=former)
    try:
        with transaction.atomic():
            successor.delete()
    except (ProtectedError, IntegrityError) as fault:
        raise Refusal(has_acted(successor)) from fault


def restore(mandate: Mandate, ends_on: Any, reason: str) -> None:
    """The end that stood before; refused where somebody sits there by now."""
    mandate.ends_on, mandate.end_reason = ends_on, reason
    save_where_free(mandate, update_fields=["ends_on", "end_reason"])


def tell(plan: TakenBack, *, by: User) -> None:
    """One letter to each person who read of the succession."""
    path = reverse("governance:triad-page", kwargs={"site": plan.site.slug})
    facts = {"plan": plan, "by": by, "address": f"{settings.BASE_URL}{path}"}
    for address, name in plan.addresses:
        text = render_to_string(
            "emails/governance/succession_undone.txt", {**facts, "person": name}
        )
        subject, _line, body = text.partition("\n")
        write_letter(to=address, subject=subject.strip(), text=body.strip())
