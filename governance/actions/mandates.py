"""Mandates and memberships: dated, journalled, refused where two would sit at once."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.models import Commitment, Mandate, MandateState, Membership, Seat
from journal.actions import record
from journal.models import Entry
from kit import clock
from kit.states import Refusal
from kit.templatetags.kit import day
from sites.models import ResourceCentre, Site


@transaction.atomic
def begin_mandate(
    site: Site,
    *,
    seat: str,
    person: User,
    starts_on: date,
    by: User | None,
    deputy: bool = False,
    **more: Any,
) -> Mandate:
    """Somebody takes a seat, or becomes its deputy, from a first day on.

    Refused when the mandate would end before it begins, when the seat is held in that time
    (the database sees to it), or when the person already sits at this site.
    """
    Site.objects.locked().get(pk=site.pk)
    mandate = seat_person(
        site, seat=seat, person=person, starts_on=starts_on, deputy=deputy, **more
    )
    kind = events.DeputyNamed if deputy else events.MandateBegun
    fact = kind(
        seat=Seat(seat),
        holder=str(person),
        starts_on=starts_on,
        ends_on=mandate.ends_on,
    )
    record(fact, by=by, site=site, about=mandate)
    return mandate


def seat_person(
    site: Site,
    *,
    seat: str,
    person: User,
    starts_on: date,
    deputy: bool = False,
    ends_on: date | None = None,
    expected_on: date | None = None,
    function: str = "",
    organisation: str = "",
) -> Mandate:
    """The mandate itself; a new holder takes over what the seat has promised."""
    refuse_wrong_days(starts_on, ends_on)
    refuse_wrong_days(starts_on, expected_on)
    mandate = Mandate(
        site=site,
        seat=seat,
        person=person,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        expected_on=expected_on,
        function=function,
        organisation=organisation,
    )
    save_where_free(mandate)
    if not deputy:
        site.commitments.filter(
            seat=seat, state=Commitment.State.OPEN, mandate__starts_on__lt=starts_on
        ).update(mandate=mandate)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, on: date, reason: str = "") -> Mandate:
    """The mandate's last day is set; for thirty days after, the person only reads and hands over.

    A day before the mandate's first is refused, and so is a change of a mandate that has
    already ended: what somebody did while in office keeps its author.
    """
    mandate = close_mandate(mandate, on=on, reason=reason)
    fact = events.MandateEnded(
        seat=Seat(mandate.seat), holder=str(mandate.person), ends_on=on, reason=reason
    )
    record(fact, by=by, site=mandate.site, about=mandate)
    return mandate


def close_mandate(mandate: Mandate, *, on: date, reason: str) -> Mandate:
    """Sets the last day, under a lock."""
    mandate = Mandate.objects.locked().select_related("person", "site").get(pk=mandate.pk)
    refuse_end(mandate, on)
    mandate.ends_on, mandate.end_reason = on, reason
    save_where_free(mandate, update_fields=["ends_on", "end_reason"])
    return mandate


def refuse_end(mandate: Mandate, on: date) -> None:
    """Refuses a last day that the facts contradict."""
    today = clock.today()
    if on < mandate.starts_on:
        raise Refusal(_("The mandate would end before it begins."))
    if mandate.state_on(today) in {MandateState.HANDING_OVER, MandateState.ENDED}:
        raise Refusal(_("This mandate has already ended."))
    acted = last_act(mandate) if on < today else None
    if acted and acted > on:
        facts = {"name": mandate.person, "day": day(acted)}
        raise Refusal(
            _("%(name)s still acted here on %(day)s: the mandate cannot have ended before.") % facts
        )


def last_act(mandate: Mandate) -> date | None:
    """The last day on which its holder did something at the site, from the journal."""
    entries = Entry.objects.filter(site=mandate.site.slug, by_id=mandate.person_id)
    at = entries.order_by("-at").values_list("at", flat=True).first()
    return timezone.localtime(at).date() if at else None


@transaction.atomic
def expect_end(mandate: Mandate, *, by: User, on: date | None) -> Mandate:
    """Says until when the mandate is expected to last: a warning, no end of rights."""
    mandate = Mandate.objects.locked().select_related("person", "site").get(pk=mandate.pk)
    refuse_wrong_days(mandate.starts_on, on)
    if mandate.ends_on:
        raise Refusal(_("The last day of this mandate is already set."))
    mandate.expected_on = on
    mandate.save(update_fields=["expected_on"])
    fact = events.EndExpected(seat=Seat(mandate.seat), holder=str(mandate.person), expected_on=on)
    record(fact, by=by, site=mandate.site, about=mandate)
    return mandate


@transaction.atomic
def begin_membership(
    *,
    kind: str,
    person: User,
    starts_on: date,
    by: User | None,
    site: Site | None = None,
    centre: ResourceCentre | None = None,
    organisation: str = "",
    ends_on: date | None = None,
) -> Membership:
    """Somebody gets a role that is no seat: national team, facilitator, coach, partner."""
    refuse_wrong_days(starts_on, ends_on)
    membership = Membership(
        kind=kind,
        person=person,
        site=site,
        centre=centre,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    save_where_free(membership)
    fact = events.MembershipBegun(
        role=Membership.Kind(kind), holder=str(person), starts_on=starts_on
    )
    record(fact, by=by, site=site or "", about=membership)
    return membership


def refuse_wrong_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("The mandate would end before it begins."))


ONE_SEAT = _("%(name)s already sits here (seat “%(seat)s”): one person has one seat.")
OVERLAPS = {
    "one_holder_a_seat_at_a_time": _(
        "This seat is already held on these days. End the present mandate first."
    ),
    "one_deputy_a_seat_at_a_time": _("This seat already has a deputy on these days."),
    "one_seat_a_person_at_a_site": _("This person already sits at this site on these days."),
    "one_membership_of_a_kind_at_a_time": _("This person already has this role on these days."),
}


def save_where_free(row: Mandate | Membership, **kwargs: Any) -> None:
    """Saves the row; where the database sees two at once, says which rule stands in the way."""
    try:
        with transaction.atomic():
            row.save(**kwargs)
    except IntegrityError as fault:
        for name, sentence in OVERLAPS.items():
            if name in str(fault):
                raise Refusal(sentence) from fault
        raise
