"""Single sites given to facilitators beyond their region: dated, with who gave them and why."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from governance import events
from governance.actions.mandates import refuse_wrong_days, save_where_free
from governance.models import Membership
from journal.actions import record, write_letter
from kit import clock
from kit.states import Refusal
from sites.models import Site


@transaction.atomic
def give_site(
    person: User,
    *,
    site: Site,
    starts_on: date,
    reason: str,
    by: User,
    ends_on: date | None = None,
) -> Membership:
    """A facilitator works at one site outside their region, from a first day on.

    Refused to who is no facilitator of a centre, at a site that their centre serves already,
    for days gone by, and where the facilitator has the site in that time.
    """
    refuse_wrong_days(starts_on, ends_on)
    if starts_on < clock.today():
        raise Refusal(_("A right cannot begin before today."))
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    centres = centres_of(person, starts_on)
    if not centres:
        raise Refusal(_("%(name)s is no facilitator of a resource centre on that day.") % {"name": person})  # fmt: skip
    if Site.objects.served_by(centres).filter(pk=site.pk).exists():
        raise Refusal(_("%(name)s already works at %(site)s: it lies in their region.") % {"name": person, "site": site})  # fmt: skip
    given = Membership(
        kind=Membership.Kind.FACILITATOR,
        person=person,
        site=site,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by,
        reason=reason,
    )
    save_where_free(given)
    tell(given, by=by)
    fact = events.SiteGiven(holder=str(person), starts_on=starts_on, ends_on=ends_on, reason=reason)
    record(fact, by=by, site=site, about=given)
    return given


def centres_of(person: User, on: date) -> list[str]:
    """The resource centres for which somebody works on a day."""
    found = Membership.objects.in_force(on).filter(person=person, centre__isnull=False)
    return list(found.order_by("centre").values_list("centre", flat=True))


@transaction.atomic
def take_site_back(membership: Membership, *, on: date, reason: str, by: User) -> Membership:
    """The last day of a facilitator's right at a single site; a day gone by ends it at once."""
    given = Membership.objects.locked().select_related("person", "site").get(pk=membership.pk)
    if not (given.kind == Membership.Kind.FACILITATOR and given.site):
        raise Refusal(_("Only single sites are taken back here."))
    if given.ends_on is not None and given.ends_on < clock.today():
        raise Refusal(_("This right has already ended."))
    refuse_wrong_days(given.starts_on, on)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    given.ends_on, given.end_reason = on, reason
    save_where_free(given, update_fields=["ends_on", "end_reason"])
    tell(given, by=by)
    fact = events.SiteTakenBack(holder=str(given.person), ends_on=on, reason=reason)
    record(fact, by=by, site=given.site, about=given)
    return given


def tell(given: Membership, *, by: User) -> None:
    """The facilitator reads in a letter which site, from when to when, by whom and why."""
    path = reverse("governance:rights-page")
    with translation.override(given.person.language):
        text = render_to_string(
            "emails/governance/single_site.txt",
            {"given": given, "by": by, "address": f"{settings.BASE_URL}{path}"},
        )
    subject, _line, body = text.partition("\n")
    write_letter(to=given.person.email, subject=subject.strip(), text=body.strip())
