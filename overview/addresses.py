"""Addresses of a site's pages, for figures that lead to them."""

from typing import Any

from django.urls import reverse

from sites.models import Site


def at_site(route: str, site: Site | str, **more: Any) -> str:
    """The address of a site's page; the site itself or its slug."""
    slug = site if isinstance(site, str) else site.slug
    return reverse(route, kwargs={"site": slug} | more)
