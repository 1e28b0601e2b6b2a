"""Where a page of a site finds the figure of its address."""

from typing import Any

from django.db.models import CharField, UUIDField
from django.http import Http404

from kit.reads import Given, compiled
from measurement.models import Indicator
from sites.models import Site


@compiled
def indicators_named() -> Any:
    """The indicator of a code at a site: a common one or its own."""
    there: Any = Indicator.objects.at(Given("site", UUIDField()))
    return there.filter(code=Given("code", CharField()))


def indicator_here(site: Site, code: str) -> Indicator:
    """The indicator that an address of the site names; 404 for any other, another site's too."""
    for found in indicators_named(site=site.pk, code=code):
        return found
    raise Http404
