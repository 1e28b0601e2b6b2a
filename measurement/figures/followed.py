"""Which indicators there are at a site, which it puts first, and which are followed no longer."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kit.reads import Given
from measurement.models import Definition, Headline, Indicator
from sites.models import Site


def known_at(site: Site | Given, as_of: datetime | None) -> Any:
    """The indicators that there were at a site, now or at an instant."""
    known = Indicator.objects.at(site)
    if as_of is None:
        return known
    later = Definition.objects.filter(indicator=OuterRef("pk"), number=1, written_at__gt=as_of)
    return known.exclude(Exists(later), site=site)


def ranked_at(site: Site | Given, as_of: datetime | None) -> Any:
    """The same, each with its place among the figures that the site chose to show first, or 0."""
    chosen = Headline.objects.standing(as_of).filter(site=site, indicator=OuterRef("pk"))
    return known_at(site, as_of).annotate(rank=Coalesce(Subquery(chosen.values("rank")[:1]), 0))


def is_gone(found: Indicator, as_of: datetime | None) -> bool:
    """True for what is retired, or was at an instant."""
    return found.retired_at is not None and (as_of is None or found.retired_at <= as_of)
