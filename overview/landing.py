"""The first screen of each person: the place where something waits for them."""

from django.urls import reverse

from accounts.roles import TRIAD, Role
from governance.models import Seat
from kit.access import Standing

AT_A_SITE = TRIAD | {Role.DEPUTY, Role.PARTNER}


def first_screen(standing: Standing) -> str:
    """Where somebody goes after signing in, from what they are in France today."""
    roles = standing.roles | standing.elsewhere
    if Role.NATIONAL in roles:
        return reverse("overview:national-board")
    slugs = sorted(site.slug for site in standing.facts.get("sites", ()))
    if slugs and roles & AT_A_SITE:
        return reverse("overview:site-todo", kwargs={"site": slugs[0]})
    if Role.FACILITATOR in roles:
        return reverse("reports:report-list")
    if Role.COACH in roles:
        return reverse("partnership:coach-page")
    files = sorted(standing.facts.get("files", ()))
    if files:
        site, seat = files[0]
        return reverse("overview:handover-page", kwargs={"site": site, "seat": Seat(seat).word})
    return site_or_home(slugs)


def site_or_home(slugs: list[str]) -> str:
    """The site where somebody has another role, else the public home page."""
    if slugs:
        return reverse("overview:site-page", kwargs={"site": slugs[0]})
    return reverse("overview:home")
