"""What the national team owes a site from the steering committee's decisions."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.roles import Role
from kit.access import Standing
from overview.figures.needs import NATIONAL, Need
from sites.models import Site
from steering.figures import site_decisions


def needs_of_committee(site: Site, standing: Standing) -> Iterator[Need]:
    """The decisions about a site whose day of review has come: the national team's own affair."""
    if not standing.has(Role.NATIONAL):
        return
    for decision in site_decisions(site, standing):
        if decision.review_due:
            facts = {"reference": decision.reference, "title": decision.title}
            yield Need(
                kind="committee",
                icon="calendar",
                fact=_("The committee's decision %(reference)s is to be reviewed.") % facts,
                task=_("Review the committee's decision %(reference)s: %(title)s") % facts,
                detail=_("Carried by: %(who)s") % {"who": decision.carried_by},
                who=str(NATIONAL),
                route="steering:site-decisions",
                since=decision.review_on,
                turns=frozenset({Role.NATIONAL}),
            )
