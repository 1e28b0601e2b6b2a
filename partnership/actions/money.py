"""Money is asked, granted or refused, paid, shared between sites, or withdrawn."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from partnership import events
from partnership.actions.amounts import IN_WORDS, last_amount, taken, write_amount
from partnership.actions.common import refuse_outsiders, said_in_words
from partnership.models import Grant, GrantShare
from sites.models import Site


@transaction.atomic
def ask_grant(
    site: Site,
    *,
    funder: str,
    funder_kind: str,
    purpose: str,
    asked: Decimal,
    asked_on: date,
    by: User | None,
) -> Grant:
    """A funder is asked for money for one purpose; the same request sent twice is one request."""
    site = Site.objects.locked().get(pk=site.pk)
    refuse_outsiders(site, by)
    facts: dict[str, Any] = {
        "funder": funder,
        "funder_kind": funder_kind,
        "purpose": purpose,
        "asked": asked,
        "asked_on": asked_on,
    }
    there = site.grants.filter(state=Grant.State.ASKED, **facts).first()
    if there is not None:
        return there
    with said_in_words(IN_WORDS):
        grant = Grant.objects.create(site=site, **facts)
        write_amount(grant, "asked", asked, on=asked_on, by=by)
    fact = events.GrantAsked(funder=funder, purpose=purpose, amount=asked)
    record(fact, by=by, site=site, about=grant)
    return grant


@transaction.atomic
def grant_it(grant: Grant, *, granted: Decimal, on: date, label: str, by: User | None) -> Grant:
    """The funder says yes, to so much; whether the collective's name helped is kept.

    A request is answered once; an amount that was noted wrongly is corrected instead.
    """
    grant = taken(grant, by)
    if grant.state != Grant.State.ASKED:
        raise Refusal(_("This request has already been answered."))
    with said_in_words(IN_WORDS):
        write_amount(grant, "granted", granted, on=on, by=by)
        grant.move_to(Grant.State.GRANTED, granted=granted, decided_on=on, label=label)
    fact = events.GrantDecided(funder=grant.funder, purpose=grant.purpose, amount=granted, on=on)
    record(fact, by=by, site=grant.site, about=grant)
    return grant


@transaction.atomic
def refuse_grant(grant: Grant, *, on: date, reason: str, by: User | None) -> Grant:
    """The funder says no, with a reason where there is one."""
    grant = taken(grant, by)
    with said_in_words(IN_WORDS):
        grant.move_to(Grant.State.REFUSED, decided_on=on, reason=reason)
    fact = events.GrantRefused(funder=grant.funder, purpose=grant.purpose, reason=reason)
    record(fact, by=by, site=grant.site, about=grant)
    return grant


@transaction.atomic
def pay(grant: Grant, *, paid: Decimal, on: date, by: User | None) -> Grant:
    """So much has been paid in all; when it is the whole, the grant is settled."""
    grant = taken(grant, by)
    if grant.state != Grant.State.GRANTED:
        raise Refusal(_("Only what was granted and not yet paid in full can be paid."))
    if paid == grant.paid:
        return grant
    if paid < grant.paid:
        raise Refusal(_("What has been paid in all cannot become less."))
    with said_in_words(IN_WORDS):
        write_amount(grant, "paid", paid, on=on, by=by, after=last_amount(grant, "paid"))
        if paid == grant.granted:
            grant.move_to(Grant.State.PAID, paid=paid, paid_on=on)
        else:
            grant.paid, grant.paid_on = paid, on
            grant.save(update_fields=["paid", "paid_on"])
    fact = events.GrantPaid(funder=grant.funder, purpose=grant.purpose, amount=paid, on=on)
    record(fact, by=by, site=grant.site, about=grant)
    return grant


@transaction.atomic
def share(
    grant: Grant,
    *,
    site: Site,
    asked: Decimal,
    by: User | None,
    granted: Decimal = Decimal(0),
    paid: Decimal = Decimal(0),
) -> GrantShare:
    """So much of the grant is another site's; the rest stays with the site that recorded it.

    The database refuses parts that exceed the grant, so that the parts of all sites always add
    up to it.
    """
    grant = taken(grant, by)
    if site.pk == grant.site_id:
        raise Refusal(_("The rest of the grant is this site's own part already."))
    if min(asked, granted, paid) < 0:
        raise Refusal(_("A part is not negative."))
    with said_in_words(IN_WORDS):
        part, _new = GrantShare.objects.update_or_create(
            grant=grant, site=site, defaults={"asked": asked, "granted": granted, "paid": paid}
        )
    fact = events.GrantShared(
        purpose=grant.purpose, share_of=str(site), asked=asked, granted=granted, paid=paid
    )
    record(fact, by=by, site=grant.site, about=part)
    return part


@transaction.atomic
def withdraw_grant(grant: Grant, *, reason: str, by: User | None) -> Grant:
    """The request is given up, or what was granted is not wanted; refused once money has come."""
    grant = taken(grant, by)
    if grant.paid:
        raise Refusal(_("Money has already been paid: the grant stays."))
    day = grant.decided_on or max(clock.today(), grant.asked_on)
    grant.move_to(Grant.State.WITHDRAWN, reason=reason, decided_on=day)
    fact = events.GrantWithdrawn(purpose=grant.purpose, reason=reason)
    record(fact, by=by, site=grant.site, about=grant)
    return grant
