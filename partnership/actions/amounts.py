"""The amounts of a grant are written down one after the other; none is ever changed in place."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from kit.templatetags.kit import euros
from partnership import events
from partnership.actions.common import refuse_outsiders, said_in_words
from partnership.models import Grant, GrantAmount

IN_WORDS = {
    "grant_shares_exceed_the_grant": _("The parts of the other sites would exceed the grant."),
    "grant_paid_within_what_was_granted": _("No more can be paid than was granted, nor earlier."),
    "grant_asks_for_something": _("The amount asked is more than zero."),
    "grant_amount_iff_granted": _("The amount granted is more than zero."),
    "grant_amount_more_than_zero": _("The amount is more than zero."),
    "grant_decided_iff_not_asked": _("The decision comes after the request."),
}


def taken(grant: Grant, by: User | None) -> Grant:
    """The grant, locked, for somebody who may change it."""
    grant = Grant.objects.locked().select_related("site").get(pk=grant.pk)
    refuse_outsiders(grant.site, by)
    return grant


def write_amount(
    grant: Grant, kind: str, amount: Decimal, *, on: date, by: User | None,
    after: GrantAmount | None = None, reason: str = "",
) -> GrantAmount:  # fmt: skip
    """One more amount; the grant takes it over in the same transaction, or the database refuses."""
    return GrantAmount.objects.create(
        grant=grant, kind=kind, amount=amount, on=on, after=after, reason=reason,
        entered_by=by, entered_name=str(by or ""),
    )  # fmt: skip


def last_amount(grant: Grant, kind: str) -> GrantAmount | None:
    """The amount that stands, of those that were written down."""
    return grant.amounts.current().filter(kind=kind).first()


@transaction.atomic
def correct_amount(
    amount: GrantAmount, new: Decimal, *, reason: str, by: User | None
) -> GrantAmount:
    """Another amount takes the place of one that was wrong; that one stays, with who, when and why.

    Who comes second is told who was faster. A grant whose payments no longer reach what was
    granted is open again; one whose payments do is paid in full. A withdrawn one counts for
    nothing and is not corrected.
    """
    grant = taken(amount.grant, by)
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why the amount is corrected: the reason is kept with it."))
    if there := GrantAmount.objects.filter(after=amount).first():
        return the_faster(there, new, by)
    if grant.state == Grant.State.WITHDRAWN:
        raise Refusal(_("A request that was withdrawn counts for nothing any more."))
    if new == amount.amount:
        raise Refusal(_("This is the amount that already stands there."))
    with said_in_words(IN_WORDS):
        row = write_amount(
            grant, amount.kind, new, on=amount.on, by=by, after=amount, reason=reason
        )
        take_over(grant, row)
    fact = events.GrantCorrected(
        funder=grant.funder, purpose=grant.purpose, which=GrantAmount.Kind(amount.kind),
        before=amount.amount, amount=new, reason=reason,
    )  # fmt: skip
    record(fact, by=by, site=grant.site, about=grant)
    return row


def the_faster(there: GrantAmount, new: Decimal, by: User | None) -> GrantAmount:
    """The same click again changes nothing; what somebody else wrote is told."""
    if (there.entered_by_id, there.amount) == (by and by.pk, new):
        return there
    raise Refusal(
        _("%(who)s has changed this amount in the meantime: it is now %(amount)s.")
        % {"who": there.entered_name or _("Somebody"), "amount": euros(there.amount)}
    )


def day_of_last_payment(grant: Grant, row: GrantAmount) -> date:
    """The first day on which what stands had been paid, so that a payment taken away counts no more."""
    payments = grant.amounts.filter(kind=row.kind, amount__gte=row.amount)
    standing = payments.exclude(pk__in=grant.amounts.exclude(reason="").values("after"))
    first: date = standing.order_by("on", "created_at").values_list("on", flat=True)[0]
    return first


def take_over(grant: Grant, row: GrantAmount) -> None:
    """The grant holds the corrected amount, and the state that follows from its amounts."""
    facts: dict[str, Any] = {row.kind: row.amount}
    if row.kind == GrantAmount.Kind.PAID:
        facts["paid_on"] = day_of_last_payment(grant, row) if row.amount else None
    granted, paid = facts.get("granted", grant.granted), facts.get("paid", grant.paid)
    follows = {True: Grant.State.PAID, False: Grant.State.GRANTED}[paid == granted]
    if grant.state in {Grant.State.GRANTED, Grant.State.PAID} and grant.state != follows:
        grant.move_to(follows, **facts)
        return
    for name, value in facts.items():
        setattr(grant, name, value)
    grant.save(update_fields=list(facts))
