"""Addresses of pages of other apps, some of which an installation may lack."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from sites.models import Site


def at_site(route: str, site: Site, **more: Any) -> str:
    """The address of a site's page; the site's own page where that one does not exist."""
    try:
        return reverse(route, kwargs={"site": site.slug} | more)
    except NoReverseMatch:
        return site.get_absolute_url()
