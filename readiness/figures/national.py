"""Which sites held a round, when, and what they share: for the national team."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from kit.access import Standing
from readiness.figures.due import LastRound, last_rounds
from readiness.figures.rounds import DecisionFigure, decisions_of
from readiness.models import Round
from sites.models import Site

SITES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SiteRounds:
    """One site with its last round of each kind, and the last decision that it shares."""

    name: str
    slug: str
    department: str
    rounds: tuple[LastRound, ...]
    decision: DecisionFigure | None


def sites_with_rounds(standing: Standing) -> Any:
    """The sites that this reader sees and that held or opened a round, by name."""
    held = Round.objects.exclude(state=Round.State.SET_ASIDE).values("site")
    found = Site.objects.visible_to(standing).filter(pk__in=held)
    return found.select_related("department").order_by("sort_name", "slug")


def national_rounds(standing: Standing, number: Any = 1) -> Page[SiteRounds]:
    """A page of the sites that held a round, in the order of their names."""
    page: Page[Any] = Paginator(sites_with_rounds(standing), SITES_A_PAGE).get_page(number)
    page.object_list = told(list(page.object_list), standing)
    return page


def all_national_rounds(standing: Standing) -> tuple[SiteRounds, ...]:
    """Every site that held a round, for the export."""
    return tuple(told(list(sites_with_rounds(standing)), standing))


def told(sites: list[Site], standing: Standing) -> list[SiteRounds]:
    """Sites with their rounds, in three queries whatever their number."""
    rounds, decided = last_rounds(sites, standing), decisions_of(sites, standing)
    return [
        SiteRounds(site.name, site.slug, site.department.name, rounds[site.pk], decided[site.pk])
        for site in sites
    ]
