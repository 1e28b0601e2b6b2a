"""Addresses of a site's pages, for figures that lead to them."""

from typing import Any

from django.urls import reverse

from sites.models import Site


def at_site(route: str, site: Site, **more: Any) -> str:
    """The address of a site's page."""
    return reverse(route, kwargs={"site": site.slug} | more)
