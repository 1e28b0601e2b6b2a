"""The backbone of a site: six functions, who holds each today, and for how long it is paid."""

from accounts.models import User
from governance.models import Membership
from partnership.models import BackboneHolder
from sites.models import Site
from sites.spelling import plain


def holds_backbone(site: Site, person: User) -> bool:
    """True for a partner whose organisation holds a function of the backbone today."""
    mine = (
        Membership.objects.in_force()
        .filter(site=site, person=person, kind=Membership.Kind.PARTNER)
        .values_list("organisation", flat=True)
    )
    holders = (
        BackboneHolder.objects.in_force().filter(site=site).values_list("organisation", flat=True)
    )
    return not {plain(name) for name in mine}.isdisjoint({plain(name) for name in holders} - {""})


def may_tend(site: Site, person: User) -> bool:
    """Who keeps the partners and the money: the triad, its deputies, and the backbone's people."""
    return site.mandates.in_force().filter(person=person).exists() or holds_backbone(site, person)
