"""The first screen of each person: the place where something waits for them."""

from django.urls import reverse

from accounts.roles import SEATS, Role
from governance.models import Seat
from kit.access import Standing

# Where somebody works at several sites, what binds most comes first.
AT_A_SITE = (*SEATS, Role.DEPUTY, Role.PARTNER)


def first_screen(standing: Standing) -> str:
    """Where somebody goes after signing in, from what they are in France today."""
    roles = standing.roles | standing.elsewhere
    if Role.NATIONAL in roles:
        return reverse("overview:national-board")
    own = own_sites(standing)
    if own:
        return reverse("overview:site-todo", kwargs={"site": own[0]})
    if Role.FACILITATOR in roles:
        return reverse("reports:report-list")
    if Role.COACH in roles:
        return reverse("partnership:coach-page")
    slugs = sorted(site.slug for site in standing.facts.get("sites", ()))
    files = sorted(standing.facts.get("files", ()))
    if files:
        site, seat = files[0]
        return reverse("overview:handover-page", kwargs={"site": site, "seat": Seat(seat).word})
    return site_or_home(slugs)


def own_sites(standing: Standing) -> list[str]:
    """The sites where somebody sits, stands in or is a partner, not those that they support.

    A seat comes before a deputy's place and a partner's, whatever the names of the sites.
    """
    held = standing.facts.get("own", ())
    ranked = sorted((seat_first(role), slug) for role, slug in held if role in AT_A_SITE)
    return [slug for _rank, slug in ranked]


def seat_first(role: str) -> int:
    """The three seats are worth the same."""
    return max(0, AT_A_SITE.index(Role(role)) - len(SEATS) + 1)


def site_or_home(slugs: list[str]) -> str:
    """The site where somebody has another role, else the public home page."""
    if slugs:
        return reverse("overview:site-page", kwargs={"site": slugs[0]})
    return reverse("overview:home")
