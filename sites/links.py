"""Which neighbourhoods a site names or named, each with its days; one query that is compiled once."""

from typing import Any

from django.db.models import UUIDField

from kit.reads import Given, compiled
from sites.models import Site, SiteNeighbourhood


@compiled
def links_at() -> Any:
    """The links of a site with their neighbourhoods."""
    links = SiteNeighbourhood.objects.filter(site=Given("site", UUIDField()))
    return links.select_related("neighbourhood")


def with_links(site: Site) -> None:
    """Reads the site's links once for all that asks for its neighbourhoods, as a prefetch would."""
    read: Any = site.links.all()
    vars(read).update(_result_cache=links_at(site=site.pk), _prefetch_done=True)
    vars(site).setdefault("_prefetched_objects_cache", {})["links"] = read


def links_of(site: Site) -> list[SiteNeighbourhood]:
    """What a site names and named; no query where that was read already."""
    if "links" in getattr(site, "_prefetched_objects_cache", {}):
        return list(site.links.all())
    return links_at(site=site.pk)
