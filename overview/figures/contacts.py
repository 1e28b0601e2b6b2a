"""Whom somebody who takes a seat will work with: only what they do at work, never residents."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import ROLE_WORDS, Role
from governance.figures import SeatFigure
from governance.models import Mandate, MandateState, Membership, Seat
from governance.standing import covering_centres
from kit.templatetags.kit import day
from overview.addresses import at_site
from overview.figures.seats import NAMES
from overview.handover import Matter, Part
from partnership.figures import backbone
from partnership.models import Partner
from sites.models import Site
from sites.spelling import plain

SHOWN, PARTNERS, STAFF = 40, 8, 5
ORDER = (Membership.Kind.COACH, Membership.Kind.FACILITATOR, Membership.Kind.NATIONAL)


def contacts(site: Site, seat: Seat, seats: Sequence[SeatFigure], today: date) -> Part:
    """The triad, who leaves and comes, the backbone, the support around, the main partners."""
    found = [
        *seated(site, seats, today),
        *around(site, today),
        *organisations(site, today),
    ]
    sentence = ngettext(
        "%(count)s person or organisation to know.",
        "%(count)s people and organisations to know.",
        len(found),
    ) % {"count": len(found)}
    return Part(
        key="contacts",
        title=_("Contacts"),
        sentence=sentence if found else _("Nobody is named at this site yet."),
        total=len(found),
        matters=tuple(found[:SHOWN]),
        url=at_site("partnership:partner-list", site),
    )


def seated(site: Site, seats: Sequence[SeatFigure], today: date) -> Iterator[Matter]:
    """Holders, deputies, who hands over and who comes, in the order of the seats; then the vacancies."""
    order = [seat.value for seat in Seat]
    rows = site.mandates.counting(today).select_related("person")
    for mandate in sorted(rows, key=lambda m: (order.index(m.seat), m.deputy, m.starts_on)):
        yield person(mandate.person, seat_role(mandate, today), doing(mandate))
    for vacant in (seat for seat in seats if seat.vacant):
        yield Matter(what=_("Vacant seat"), who=str(NAMES[vacant.seat]), when=since(vacant))


def since(seat: SeatFigure) -> str:
    """Since when nobody holds the seat."""
    if seat.vacant_since is None:
        return _("nobody has held it yet")
    return _("since %(day)s") % {"day": day(seat.vacant_since)}


def seat_role(mandate: Mandate, today: date) -> str:
    """« État, suppléance », « Commune, en passation jusqu’au … »."""
    said = [str(NAMES[mandate.seat])]
    if mandate.deputy:
        said.append(_("deputy"))
    state = mandate.state_on(today)
    if state == MandateState.HANDING_OVER:
        said.append(_("handing over until %(day)s") % {"day": day(mandate.hands_over_until)})
    if state == MandateState.TO_COME:
        said.append(_("from %(day)s on") % {"day": day(mandate.starts_on)})
    return ", ".join(said)


def doing(mandate: Mandate) -> str:
    """Function and organisation."""
    return ", ".join(part for part in (mandate.function, mandate.organisation) if part)


def person(found: Any, role: str, note: str) -> Matter:
    """Somebody with the address that they use at work."""
    return Matter(what=str(found), who=role, note=note, reach=found.email)


def around(site: Site, today: date) -> Iterator[Matter]:
    """The coach, the centre's facilitators, the national team."""
    rows = Membership.objects.in_force(today).filter(kind__in=ORDER, person__is_active=True)
    near = (
        rows.filter(site=site)
        | rows.filter(centre__in=covering_centres(site))
        | rows.filter(kind=Membership.Kind.NATIONAL)
    )
    found = near.select_related("person", "centre").order_by("person__name", "pk").distinct()
    for kind in ORDER:
        of_kind = [row for row in found if row.kind == kind]
        for row in of_kind[:STAFF]:
            where = row.centre or row.organisation or ""
            yield person(row.person, str(ROLE_WORDS[Role(kind)]), str(where))


def organisations(site: Site, today: date) -> Iterator[Matter]:
    """Who holds the backbone's functions, then the partners: those that carry something first."""
    functions: dict[str, list[str]] = {}
    for holder in backbone(site).holders:
        functions.setdefault(holder.organisation, []).append(holder.function_words)
    partners = {plain(p.name): p for p in site.partners.in_force(today).by_name()}
    for name, held in functions.items():
        reach = partners.pop(plain(name), None)
        yield Matter(
            what=name, who=_("backbone"), reach=address_of(reach), note=", ".join(held) + "."
        )
    leads = {plain(lead) for lead in site.activities.values_list("lead", flat=True)}
    yield from main_partners(partners, leads)


def main_partners(partners: dict[str, Partner], leads: Iterable[str]) -> Iterator[Matter]:
    """The partners that lead an activity, then those with a contact, by name; some of them."""
    known = set(leads)
    ranked = sorted(
        partners, key=lambda key: (key not in known, not partners[key].contact_name, key)
    )
    for key in ranked[:PARTNERS]:
        partner = partners[key]
        yield Matter(
            what=partner.name,
            who=_("partner, %(sector)s") % {"sector": partner.get_sector_display()},
            reach=address_of(partner),
            note=partner.contact_name,
        )


def address_of(partner: Partner | None) -> str:
    """How to reach a partner's contact at work."""
    if partner is None:
        return ""
    return ", ".join(part for part in (partner.contact_email, partner.contact_phone) if part)
